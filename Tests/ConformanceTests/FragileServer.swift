import Connections
import Lab
import Synchronization
import Transport

/// Stands before an echo and hands everything on, until the octets come that it dies of: then it ends
/// all connections, and those that come later at once, until it is started anew.
final class FragileServer: Sendable {
  private struct State {
    var isDown = false
    /// Connections that are still refused before it is up again; `nil`: it isn't being started.
    var refusals: Int?
    /// What the latest start began with.
    var slowness: Int?
    var open: [ByteStream] = []
    var listener: Listener
  }

  /// What is in its place while it is down.
  enum Absence: Sendable {
    /// Connections are taken, and ended at once.
    case hangsUp
    /// As a proxy's 502.
    case answers(String)
    /// Nobody listens, and for so long still when it is being started.
    case refuses(Duration)
  }

  /// An unmasked text frame, whose octets stand on the wire as they are.
  private static let poison: [UInt8] = [0x81, 0x08] + Array("unmasked".utf8)
  /// Part of a request upon which only this connection ends, without an answer.
  private static let dislike = Array("Content-Length: 5\r\n".utf8)

  let address: SocketAddress
  private let backend: SocketAddress
  private let absence: Absence
  private let loop: EventLoop
  private let state: Mutex<State>
  private let listeners: (stream: AsyncStream<Listener>, source: AsyncStream<Listener>.Continuation)

  init(before backend: SocketAddress, absence: Absence, loop: EventLoop) throws(SystemError) {
    self.backend = backend
    self.absence = absence
    self.loop = loop
    let listener = try Listener(loop: loop)
    address = listener.address
    state = Mutex(State(listener: listener))
    let (stream, source) = AsyncStream.makeStream(of: Listener.self)
    listeners = (stream, source)
    source.yield(listener)
  }

  /// From now on it comes back each time, behind so many refused connections.
  func startAnew(after refusals: Int) {
    let isDown = state.withLock { state in
      state.slowness = refusals
      if state.isDown { state.refusals = refusals }
      return state.isDown
    }
    if isDown { listenAgain() }
  }

  func serve() async {
    for await listener in listeners.stream { await listener.serve { await self.take($0) } }
  }

  func stop() {
    listeners.source.finish()
    state.withLock { $0.listener }.close()
  }

  private func listenAgain() {
    guard case .refuses(let delay) = absence else { return }
    Task(executorPreference: loop) {
      try await Task.sleep(for: delay)
      let listener = try Listener(on: self.address, loop: self.loop)
      self.state.withLock { $0.listener = listener }
      self.listeners.source.yield(listener)
    }
  }

  private func take(_ client: ByteStream) async {
    let isRefused = state.withLock { state in
      if state.isDown, let left = state.refusals {
        state.isDown = left > 0
        state.refusals = left - 1
      }
      if !state.isDown { state.open.append(client) }
      return state.isDown
    }
    if isRefused { return await refuse(client) }
    let route = Route(isSecure: false, host: backend.host, port: backend.port)
    let (dialled, _) = await route.dial(
      on: loop, deadline: EventLoop.now() + .seconds(10))
    guard let server = dialled else { return }
    await withTaskGroup { group in
      group.addTask { await self.carry(from: client, to: server) }
      group.addTask { await self.carry(from: server, to: client) }
    }
    server.close()
    state.withLock { $0.open.removeAll { $0 === client } }
  }

  private func refuse(_ client: ByteStream) async {
    guard case .answers(let answer) = absence else { return }
    _ = try? await client.read(deadline: EventLoop.now() + .seconds(10))
    try? client.write(Array(answer.utf8))
    try? await client.flush(deadline: EventLoop.now() + .seconds(10))
  }

  private func carry(from source: ByteStream, to sink: ByteStream) async {
    while case .bytes(let bytes, _)? = try? await source.read(
      deadline: EventLoop.now() + .seconds(60))
    {
      if bytes.firstRange(of: Self.poison) != nil { return die() }
      if bytes.firstRange(of: Self.dislike) != nil { return source.close() }
      guard (try? sink.write(bytes)) != nil else { break }
    }
    sink.shutdownOutput()
  }

  private func die() {
    let left = state.withLock { state in
      state.isDown = true
      state.refusals = state.slowness
      defer { state.open = [] }
      return (streams: state.open, listener: state.listener, isRestarted: state.slowness != nil)
    }
    for stream in left.streams { stream.close() }
    guard case .refuses = absence else { return }
    left.listener.close()
    if left.isRestarted { listenAgain() }
  }
}

/// Runs a test's body with such a server, which is stopped afterwards.
func withFragileServer<Value: Sendable>(
  before backend: EchoServer, absence: FragileServer.Absence,
  _ body: @Sendable (FragileServer) async throws -> Value
) async throws -> Value {
  try await EventLoop.run { loop in
    let server = try FragileServer(before: backend.address, absence: absence, loop: loop)
    return try await withThrowingTaskGroup { group in
      group.addTask { await server.serve() }
      defer {
        group.cancelAll()
        server.stop()
      }
      return try await body(server)
    }
  }
}
