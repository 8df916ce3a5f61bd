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
  }

  /// An unmasked text frame, whose octets stand on the wire as they are.
  private static let poison: [UInt8] = [0x81, 0x08] + Array("unmasked".utf8)

  private let backend: SocketAddress
  private let answer: [UInt8]?
  private let listener: Listener
  private let state = Mutex(State())

  /// - Parameter answer: what stands in its place while it is down, as a proxy's 502; `nil`: the end
  ///   of the connection.
  init(before backend: SocketAddress, answer: String?, loop: EventLoop) throws(SystemError) {
    self.backend = backend
    self.answer = answer.map { Array($0.utf8) }
    listener = try Listener(loop: loop)
  }

  var address: SocketAddress { listener.address }

  /// From now on it comes back each time, behind so many refused connections.
  func startAnew(after refusals: Int) {
    state.withLock { state in
      state.slowness = refusals
      if state.isDown { state.refusals = refusals }
    }
  }

  func serve() async { await listener.serve { await self.take($0) } }

  func stop() { listener.close() }

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
      on: listener.loop, deadline: EventLoop.now() + .seconds(10))
    guard let server = dialled else { return }
    await withTaskGroup { group in
      group.addTask { await self.carry(from: client, to: server) }
      group.addTask { await self.carry(from: server, to: client) }
    }
    server.close()
    state.withLock { $0.open.removeAll { $0 === client } }
  }

  private func refuse(_ client: ByteStream) async {
    guard let answer else { return }
    _ = try? await client.read(deadline: EventLoop.now() + .seconds(10))
    try? client.write(answer)
    try? await client.flush(deadline: EventLoop.now() + .seconds(10))
  }

  private func carry(from source: ByteStream, to sink: ByteStream) async {
    while case .bytes(let bytes, _)? = try? await source.read(
      deadline: EventLoop.now() + .seconds(60))
    {
      if bytes.firstRange(of: Self.poison) != nil { return die() }
      guard (try? sink.write(bytes)) != nil else { break }
    }
    sink.shutdownOutput()
  }

  private func die() {
    let open = state.withLock { state in
      state.isDown = true
      state.refusals = state.slowness
      defer { state.open = [] }
      return state.open
    }
    for stream in open { stream.close() }
  }
}

/// Runs a test's body with such a server, which is stopped afterwards.
func withFragileServer<Value: Sendable>(
  before backend: EchoServer, answer: String?,
  _ body: @Sendable (FragileServer) async throws -> Value
) async throws -> Value {
  try await EventLoop.run { loop in
    let server = try FragileServer(before: backend.address, answer: answer, loop: loop)
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
