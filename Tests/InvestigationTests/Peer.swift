import HTTP1
import Synchronization
import Transport
import WebSocketProtocol

/// Far enough for a slow machine, near enough to end a test that hangs.
func soon() -> Moment { EventLoop.now() + .seconds(20) }

/// A server in this process that answers as a test says, and counts what reaches it.
final class Peer: Sendable {
  struct Counts {
    var requests: [RequestHead] = []
    var connections = 0
    var open = 0
    var mostOpen = 0
  }

  /// What is done with one request; the connection goes on when it returns true.
  typealias Handler = @Sendable (RequestHead, ByteStream) async throws -> Bool

  let listener: Listener
  private let counts = Mutex(Counts())

  var address: SocketAddress { listener.address }
  var seen: Counts { counts.withLock { $0 } }
  var requests: [RequestHead] { seen.requests }
  /// Paths asked, without their queries, in order.
  var paths: [String] { requests.map { String($0.target.prefix { $0 != "?" }) } }
  func url(_ target: String = "") -> String { "http://127.0.0.1:\(address.port)\(target)" }

  private init(_ loop: EventLoop, _ address: SocketAddress) throws {
    listener = try Listener(on: address, loop: loop)
  }

  /// Serves while a test's body runs; nothing is left behind.
  static func serve(
    tls: TLSServerOptions? = nil, on address: SocketAddress = .loopback(),
    _ handler: @escaping Handler,
    _ body: @Sendable (Peer) async throws -> Void
  ) async throws {
    let loop = try EventLoop()
    defer { loop.shutdown() }
    let peer = try Peer(loop, address)
    let service = Task(executorPreference: loop) {
      await peer.listener.serve { stream in await peer.visit(stream, tls, handler) }
    }
    let result = await Result.catching { try await body(peer) }
    service.cancel()
    peer.listener.close()
    await service.value
    try result.get()
  }

  private func visit(_ stream: ByteStream, _ tls: TLSServerOptions?, _ handler: Handler) async {
    counts.withLock { counts in
      counts.connections += 1
      counts.open += 1
      counts.mostOpen = max(counts.mostOpen, counts.open)
    }
    defer { counts.withLock { $0.open -= 1 } }
    if let tls {
      guard await stream.startTLS(asServer: tls, deadline: soon()).failure == nil else { return }
    }
    // A client that went away is no failure of a server's.
    while let request = try? await stream.nextRequest() {
      counts.withLock { $0.requests.append(request) }
      guard (try? await handler(request, stream)) == true else { break }
    }
  }
}

extension Result where Failure == any Error {
  static func catching(_ body: () async throws -> Success) async -> Self {
    do { return .success(try await body()) } catch { return .failure(error) }
  }
}

extension RequestHead {
  var asksToUpgrade: Bool { fields.hasToken("Upgrade", "websocket") }
  var path: String { String(target.prefix { $0 != "?" }) }

  /// A 101 that fits this handshake.
  func accepted(_ change: (inout ResponseHead) -> Void = { _ in }) throws -> [UInt8] {
    var head = ResponseHead(
      status: 101, reason: "Switching Protocols",
      fields: ["Upgrade": "websocket", "Connection": "Upgrade"])
    head.fields.append(
      "Sec-WebSocket-Accept", OpeningHandshake.accept(for: fields.first("Sec-WebSocket-Key") ?? ""))
    change(&head)
    return try head.serialized()
  }
}

extension ByteStream {
  func nextRequest() async throws -> RequestHead {
    var parser = RequestParser(bodyLimit: 1 << 20)
    while true {
      while let event = try parser.nextEvent() {
        if case .end = event, let head = parser.head {
          unread(parser.takeLeftover())
          return head
        }
      }
      guard case .bytes(let bytes, _) = try await read(deadline: soon()) else {
        throw HeadViolation.endOfStream(receivedBytes: 0)
      }
      parser.receive(bytes)
    }
  }

  func write(_ text: String) throws { try write(Array(text.utf8)) }

  /// An answer with its length.
  func answer(_ status: Int, _ reason: String = "OK", _ fields: Fields = [:], _ body: String = "")
    throws -> Bool
  {
    var head = ResponseHead(status: status, reason: reason, fields: fields)
    head.fields.append("Content-Length", "\(body.utf8.count)")
    try write(head.serialized() + Array(body.utf8))
    return true
  }

  /// Sends what was written, ends our side and waits for the peer's end, so that nothing is lost.
  func finish() async throws -> Bool {
    try await flush(deadline: soon())
    shutdownOutput()
    await hold()
    return false
  }

  /// Says nothing until the peer goes.
  @discardableResult func hold() async -> Bool {
    while case .bytes? = try? await read(deadline: soon()) {}
    return false
  }

  /// Talks as a WebSocket server after a 101.
  func talk(
    answeringPings: Bool = true, answeringClose: Bool = true,
    cuttingAt cut: Moment? = nil,
    beginning begin: (inout ProtocolMachine) -> Void = { _ in },
    replying reply: (String) -> String? = { _ in nil }
  ) async throws -> Bool {
    var machine = ProtocolMachine.server()
    machine.answersPings = answeringPings
    machine.answersClose = answeringClose
    begin(&machine)
    try write(machine.takeOutput())
    while true {
      while let event = machine.nextEvent() {
        try write(machine.takeOutput())
        if case .close = event, answeringClose { return try await finish() }
        if event == .endOfStream { return false }
        if case .text(let text) = event, let answer = reply(text) { machine.send(text: answer) }
      }
      try write(machine.takeOutput())
      do {
        switch try await read(deadline: cut ?? soon()) {
        case .bytes(let bytes, _): machine.receive(bytes)
        case .end: machine.receiveEndOfStream()
        }
      } catch {
        guard let cut, EventLoop.now() >= cut else { throw error }
        return try await finish()
      }
    }
  }

  /// Talks as a server of Engine.IO does: it answers the question whether a session may move over here.
  func talkEngineIO() async throws -> Bool {
    try await talk(replying: { $0 == "2probe" ? "3probe" : nil })
  }
}
