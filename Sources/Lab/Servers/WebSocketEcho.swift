import Transport
import WebSocketProtocol

/// The server's end of one WebSocket connection, which sends every message back.
struct WebSocketEcho {
  /// 4 MiB: larger than any limit that people look for in a proxy, and small enough to hold 256 times.
  static let limits = ProtocolLimits(
    frameBytes: 4 << 20, messageBytes: 4 << 20, decompressedBytes: 4 << 20, frameNotes: 0)

  /// How long a client may take to answer our Close frame.
  static let timeToClose: Duration = .seconds(5)

  private let stream: ByteStream
  private let idleLimit: Duration
  /// Until when a first message is waited for; `nil`: it has come, or nobody waits for one.
  private var login: (limit: LoginLimit, end: Moment)?
  private var machine: ProtocolMachine

  init(
    _ stream: ByteStream, compression: (any MessageCompression)?,
    idleLimit: Duration, loginLimit: LoginLimit? = nil
  ) {
    self.stream = stream
    self.idleLimit = idleLimit
    login = loginLimit.map { ($0, EventLoop.now() + $0.patience) }
    machine = .server(limits: Self.limits, compression: compression)
  }

  /// Talks until the connection ends.
  ///
  /// - Parameters:
  ///   - start: bytes that came together with the request.
  ///   - closing: the Close frame to begin with, of a server that lets nobody in.
  mutating func run(beginningWith start: [UInt8], closing: CloseFrame?) async {
    machine.receive(start)
    if let closing { machine.sendClose(code: closing.code, reason: closing.reason) }
    while await answer() {
      let wait = machine.canSend ? idleLimit : Self.timeToClose
      let end = EventLoop.now() + wait
      do throws(TransportError) {
        switch try await stream.read(deadline: min(end, login?.end ?? end)) {
        case .bytes(let bytes, _): machine.receive(bytes)
        case .end: machine.receiveEndOfStream()
        }
      } catch {
        if let limit = login?.limit, machine.canSend {
          guard let goodbye = limit.goodbye else { return }
          machine.sendClose(code: goodbye.code, reason: goodbye.reason)
          login = nil
          continue
        }
        // Too long silent, or we are being stopped: say so, and go.
        machine.sendClose(code: .goingAway)
        try? stream.write(machine.takeOutput())
        return
      }
    }
  }

  /// Answers what has come; false when the connection is over.
  private mutating func answer() async -> Bool {
    var hasEnded = false
    while !hasEnded {
      let event = machine.nextEvent()
      switch event {
      case .text(let text):
        login = nil
        machine.send(text: text)
      case .binary(let bytes):
        login = nil
        machine.send(binary: bytes)
      case .endOfStream: hasEnded = true
      case .ping, .pong, .close, .violation, nil: break
      }
      if machine.hasOutput {
        guard await stream.send(machine.takeOutput()) else { return false }
      }
      if event == nil { break }
    }
    if hasEnded { return false }
    guard machine.closingHandshakeIsComplete || machine.violation != nil else { return true }
    await stream.linger()
    return false
  }
}
