import WebSocketCompression
import WebSocketProtocol

/// Compressed messages of a stranger: any octets, in several messages, within the limit; the same comes
/// of them in whatever pieces they come.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
  var input = unsafe Input(data, size)
  let limit = input.choice([0, 100, 1 << 20])
  let forgets = input.choice([false, true])
  let window = input.choice([8, 9, 12, 15])
  let count = input.choice([1, 2, 3])
  let size = Int(input.byte() % 9) + 1
  let payloads = input.pieces(of: max(1, input.rest.count / count))
  func peer() -> PerMessageDeflate {
    // A window of 8 bits for our own side: no deflater is made.
    PerMessageDeflate(
      role: .client,
      parameters: DeflateParameters(
        serverNoContextTakeover: forgets, serverMaxWindowBits: window, clientMaxWindowBits: 8))
  }
  let whole = peer()
  let pieces = peer()
  for payload in payloads {
    let message = whole.message(of: payload, limit: limit, size: payload.count)
    precondition(message == pieces.message(of: payload, limit: limit, size: size))
    guard let message else { break }
    precondition(message.count <= limit)
  }
  return 0
}

extension PerMessageDeflate {
  /// The message behind a payload that comes in pieces of one size; `nil` if there is none.
  fileprivate func message(of payload: [UInt8], limit: Int, size: Int) -> [UInt8]? {
    var message: [UInt8] = []
    do {
      for start in stride(from: 0, to: payload.count, by: size) {
        let end = min(start + size, payload.count)
        try decompress(payload.span.extracting(start..<end), into: &message, limit: limit)
      }
      try finish(into: &message, limit: limit)
    } catch {
      return nil
    }
    return message
  }
}
