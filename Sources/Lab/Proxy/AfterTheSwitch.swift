import HTTP1
import Transport
import WebSocketCompression
import WebSocketProtocol

/// What servers send over an open WebSocket that are broken, or wish us harm; for tests.
public enum AfterTheSwitch: Sendable, Hashable, CaseIterable {
  /// The header of a frame of 2^63−1 bytes, and bytes.
  case hugeFrame
  /// A frame whose length has its top bit set (RFC 6455 §5.2).
  case topBit
  /// One byte of a message after the other; the last never comes.
  case endlessFragments
  /// Empty fragments, without an end.
  case emptyFragments
  /// Messages of 16 MiB in one frame.
  case largeMessages
  /// A few bytes that become 15 MiB, again and again, where compression was offered.
  case decompressionBomb
  case pingFlood
  /// Pongs that nobody asked for.
  case pongFlood
  /// Empty messages.
  case tinyFrames
  /// Nothing is read any more, and nothing said.
  case neverReads

  func play(on stream: ByteStream, answering request: RequestHead) async {
    var head = ResponseHead(
      status: 101, reason: "Switching Protocols",
      fields: [
        "Upgrade": "websocket", "Connection": "Upgrade",
        "Sec-WebSocket-Accept": OpeningHandshake.accept(
          for: request.fields.first("Sec-WebSocket-Key") ?? ""),
      ])
    var compression: PerMessageDeflate?
    if self == .decompressionBomb, let chosen = DeflateAcceptance().choose(from: request) {
      head.fields.append("Sec-WebSocket-Extensions", chosen.text)
      compression = PerMessageDeflate(role: .server, parameters: chosen.agreed)
    }
    guard await stream.send(head) else { return }
    if self == .neverReads { return await rest(stream) }
    let (first, more) = frames(compression)
    guard await stream.send(first) else { return }
    while await stream.send(more) {
      // What the client says is read away, so that it never waits for us.
      while case .bytes? = stream.readBuffered() {}
      if case .end? = stream.readBuffered() { return }
    }
  }

  /// Holds the connection, deaf and dumb, until the task is cancelled or an hour is over.
  private func rest(_ stream: ByteStream) async {
    stream.pauseReading()
    try? await Task.sleep(for: .seconds(3600))
  }

  /// What comes first, and what then comes over and over.
  private func frames(_ compression: PerMessageDeflate?) -> ([UInt8], [UInt8]) {
    func frame(_ opcode: Opcode, _ payload: [UInt8] = [], fin: Bool = true) -> [UInt8] {
      FrameEncoder.encode(Frame(fin: fin, opcode: opcode, payload: payload))
    }
    let noise = [UInt8](repeating: 0x78, count: 1 << 16)
    func many(_ bytes: [UInt8]) -> [UInt8] {
      Array([[UInt8]](repeating: bytes, count: 10_000).joined())
    }
    switch self {
    case .hugeFrame: return ([0x82, 0x7F, 0x7F] + [UInt8](repeating: 0xFF, count: 7), noise)
    case .topBit: return ([0x82, 0x7F] + [UInt8](repeating: 0xFF, count: 8), noise)
    case .endlessFragments:
      return (frame(.binary, [1], fin: false), many(frame(.continuation, [1], fin: false)))
    case .emptyFragments:
      return (frame(.binary, [], fin: false), many(frame(.continuation, [], fin: false)))
    case .largeMessages: return ([], frame(.binary, [UInt8](repeating: 0, count: 16 << 20)))
    case .decompressionBomb:
      var machine = ProtocolMachine.server(compression: compression)
      machine.send(binary: [UInt8](repeating: 0, count: 15 << 20))
      let first = machine.takeOutput()
      machine.send(binary: [UInt8](repeating: 0, count: 15 << 20))
      return (first, machine.takeOutput())
    case .pingFlood: return ([], many(frame(.ping, [1, 2, 3, 4])))
    case .pongFlood: return ([], many(frame(.pong, [1, 2, 3, 4])))
    case .tinyFrames: return ([], many(frame(.binary)))
    case .neverReads: return ([], [])
    }
  }
}
