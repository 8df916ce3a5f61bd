import Transport
import WebSocketCompression
import WebSocketProtocol

extension CaseRun {
  /// Octets of a write where a message says nothing else.
  private static let pieceSize = 64 * 1024

  /// The frames of each message, compressed if that was agreed.
  func messages(
    _ kind: Filler.Kind, _ size: Int, _ fragment: Int?, _ count: Int,
    _ deflate: DeflateParameters?
  ) -> [[RawFrame]] {
    let codec = deflate.map { PerMessageDeflate(role: .client, parameters: $0) }
    return (0..<count).map { number in
      let payload = kind.message(size, number: number)
      let compressed = codec?.compress(payload.octets.span)
      let sent = Payload(isText: payload.isText, octets: compressed ?? payload.octets)
      var frames = fragment.map { sent.fragments(of: $0) } ?? [sent.frame]
      if compressed != nil { frames[0].rsv = 4 }
      return frames
    }
  }

  /// Makes and sends a message piece by piece, so that it is nowhere as a whole.
  nonisolated(nonsending) func send(_ message: LargeMessage, _ wire: Wire) async {
    let fragment = message.fragment ?? message.length
    wire.note(
      "\(message.isText ? "text" : "binary"), \(message.length) bytes"
        + (message.fragment.map { ", in fragments of \($0)" } ?? "")
        + (message.chop.map { ", in pieces of \($0)" } ?? ""))
    var corked: [UInt8] = []
    let size = message.chop ?? Self.pieceSize
    for start in stride(from: 0, to: max(message.length, 1), by: max(fragment, 1)) {
      let end = min(start + fragment, message.length)
      let key = MaskingKey(rawValue: .random(in: 1 ... .max))
      corked += FrameEncoder.encode(
        FrameHeader(
          fin: end == message.length,
          opcode: start > 0 ? .continuation : message.isText ? .text : .binary, maskingKey: key,
          payloadLength: UInt64(end - start)))
      var place = start
      while place < end {
        let next = min(place + size, end)
        var piece = message.piece(place..<next)
        key.apply(to: &piece, offset: (place - start) & 3)
        corked += piece
        place = next
        if corked.count >= size {
          guard await pass(&corked, of: message, wire) else { return }
        }
      }
    }
    if !corked.isEmpty { _ = await pass(&corked, of: message, wire) }
  }

  private nonisolated(nonsending) func pass(
    _ octets: inout [UInt8], of message: LargeMessage, _ wire: Wire
  ) async -> Bool {
    defer { octets.removeAll(keepingCapacity: true) }
    let deadline = EventLoop.now() + limits.step
    guard !wire.look({ $0.isOver }), wire.sendPiece(octets) else { return false }
    if message.chop != nil { await wire.flush(deadline: deadline) }
    return await wire.drain(deadline: deadline)
  }
}
