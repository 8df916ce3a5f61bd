import HTTP1
import WebSocketCompression
import WebSocketProtocol

/// What a server agreed to for compression, read without judging it.
enum Agreement {
  static let name = "permessage-deflate"

  /// `nil` when the answer does not agree to compress.
  static func parameters(in head: ResponseHead) -> DeflateParameters? {
    guard let member = WebSocketExtension.list(in: head.fields).first(where: { $0.name == name })
    else { return nil }
    func bits(_ parameter: String) -> Int? {
      let value = member.parameters.first { $0.name == parameter }?.value.flatMap { Int($0) }
      return value.flatMap { (8...15).contains($0) ? $0 : nil }
    }
    return DeflateParameters(
      serverNoContextTakeover: member.parameters.contains {
        $0.name == "server_no_context_takeover"
      },
      clientNoContextTakeover: member.parameters.contains {
        $0.name == "client_no_context_takeover"
      },
      serverMaxWindowBits: bits("server_max_window_bits") ?? 15,
      clientMaxWindowBits: bits("client_max_window_bits") ?? 15)
  }
}

extension Trace {
  /// A compressed message may become so large. Octets.
  private static let messageLimit = 32 << 20

  /// Reads the data messages of the events, decompressed as it was agreed.
  mutating func readMessages() {
    var codec: PerMessageDeflate?
    for event in events {
      guard case .message(let message) = event else { continue }
      guard message.isCompressed else {
        messages.append(Payload(isText: message.isText, octets: message.octets))
        continue
      }
      guard let deflate else {
        damage = "a compressed message came that was not agreed upon"
        continue
      }
      guard message.isWhole else {
        damage = "a compressed message of \(message.length) bytes came"
        continue
      }
      let used = codec ?? PerMessageDeflate(role: .client, parameters: deflate)
      codec = used
      do throws(ProtocolViolation) {
        var octets: [UInt8] = []
        try used.decompress(message.octets.span, into: &octets, limit: Self.messageLimit)
        try used.finish(into: &octets, limit: Self.messageLimit)
        messages.append(Payload(isText: message.isText, octets: octets))
      } catch {
        damage = "a message came whose compressed data can't be read"
        return
      }
    }
  }
}
