import Synchronization
public import Transport

/// An embedded reverse proxy for one backend, which forgets what real ones are made to forget.
///
/// Its own pages have nginx's form, or that of its look. It runs from its making until ``stop()``; connections to the backend
/// are not kept.
public final class FaultProxy: Sendable {
  /// 128 connections at a time: it serves one machine, and each one has another to the backend.
  private static let connectionLimit = 128

  private let service: Service
  private let setup: ProxySetup

  /// Listens, and begins to serve.
  ///
  /// - Parameters:
  ///   - webSocketPath: whose folder the misconfiguration is about.
  ///   - silenceLimit: an open WebSocket on which so long nothing goes either way is cut by a FIN, as
  ///     `proxy_read_timeout` does.
  public init(
    _ misconfiguration: Misconfiguration = .healthy, webSocketPath: String,
    upstream: SocketAddress, on address: SocketAddress = .loopback(), loop: EventLoop,
    silenceLimit: Duration = .seconds(60), look: ProxyLook = .nginx
  ) throws(SystemError) {
    let folder = webSocketPath.lastIndex(of: "/").map { webSocketPath[...$0] } ?? "/"
    let setup = ProxySetup(
      misconfiguration, location: String(folder), upstream: upstream, silenceLimit: silenceLimit,
      look: look)
    self.setup = setup
    service = try Service(on: address, loop: loop, limit: Self.connectionLimit) {
      await ProxySession(client: $0, setup: setup).run()
    }
  }

  /// Where it listens.
  public var address: SocketAddress { service.listener.address }

  /// How it is set up; a change holds for requests that come from now on.
  public var misconfiguration: Misconfiguration {
    get { setup.state.withLock { $0.misconfiguration } }
    set { setup.state.withLock { $0.misconfiguration = newValue } }
  }

  /// How many requests it is serving, open WebSockets among them.
  public var requestCount: Int { setup.state.withLock { $0.requests } }

  /// Ends the open WebSockets by a FIN, all at one moment, as a reload does that nobody waits for.
  public func reload() {
    for relay in setup.state.withLock({ Array($0.relays.values) }) { relay.close() }
  }

  /// Ends all connections, and returns when the last is over.
  public func stop() async { await service.stop() }
}

/// What a proxy's sessions share.
final class ProxySetup: Sendable {
  struct State {
    var misconfiguration: Misconfiguration
    var requests = 0
    var relays: [ObjectIdentifier: Relay] = [:]
  }

  let location: String
  let upstream: SocketAddress
  let silenceLimit: Duration
  let look: ProxyLook
  let state: Mutex<State>

  init(
    _ misconfiguration: Misconfiguration, location: String, upstream: SocketAddress,
    silenceLimit: Duration, look: ProxyLook
  ) {
    self.location = location
    self.upstream = upstream
    self.silenceLimit = silenceLimit
    self.look = look
    state = Mutex(State(misconfiguration: misconfiguration))
  }

  /// Counts a request until ``requestEnded()``; tells how it is to be treated, and how many there are.
  func requestBegan() -> (Misconfiguration, requests: Int) {
    state.withLock { state in
      state.requests += 1
      return (state.misconfiguration, state.requests)
    }
  }

  func began(_ relay: Relay) { state.withLock { $0.relays[ObjectIdentifier(relay)] = relay } }
  func ended(_ relay: Relay) { state.withLock { $0.relays[ObjectIdentifier(relay)] = nil } }

  func requestEnded() { state.withLock { $0.requests -= 1 } }
}
