public import HTTP1
import Synchronization
public import Transport

/// A small HTTP/1.1 server whose WebSocket endpoints echo: what stands behind a proxy in the lab.
///
/// What it answers is its ``Site``'s business. It runs from its making until ``stop()``.
public final class EchoServer: Sendable {
  /// One request that was answered, for a log; with nothing secret in it.
  public struct LogEntry: Sendable, Hashable {
    public var peer: String
    public var method: String
    /// Without the query.
    public var path: String
    public var version: HTTPVersion
    public var status: Int
  }

  /// 256 connections at a time: a proxy's pool and some browsers; each may hold a few megabytes.
  public static let connectionLimit = 256

  /// 2 h without a byte: longer than any idle timeout of a proxy that somebody wants to measure.
  public static let idleLimit: Duration = .seconds(7200)

  private let service: Service
  private let current: CurrentSite

  /// Listens, and begins to serve.
  ///
  /// Throws when the address is in use or not ours.
  ///
  /// - Parameters:
  ///   - idleLimit: a WebSocket from which so long nothing came is closed by a Close frame.
  ///   - loginLimit: how long a WebSocket waits for a first message; `nil`: it waits for none.
  ///   - planted: rules that the server breaks; not `nil`, also when it is empty, it answers every
  ///     path as the echo that is not made of the engine, instead of the site.
  public init(
    serving site: any Site, on address: SocketAddress = .loopback(), loop: EventLoop,
    connectionLimit: Int = EchoServer.connectionLimit,
    idleLimit: Duration = EchoServer.idleLimit, loginLimit: LoginLimit? = nil,
    planting planted: Set<PlantedViolation>? = nil,
    log: (@Sendable (LogEntry) -> Void)? = nil
  ) throws(SystemError) {
    let current = CurrentSite(site)
    self.current = current
    service = try Service(
      on: address, loop: loop, limit: connectionLimit,
      refuse: { stream in
        let head = ResponseHead(
          status: 503, reason: "Service Unavailable",
          fields: ["Connection": "close", "Content-Length": "0"])
        _ = await stream.send(current.site.marked(head))
        await stream.linger()
      },
      handle: {
        await EchoSession(
          stream: $0, current: current, idleLimit: idleLimit, loginLimit: loginLimit,
          planted: planted, log: log
        ).run()
      })
  }

  /// Where it listens.
  public var address: SocketAddress { service.listener.address }

  /// What it serves; a new site holds for requests that come from now on.
  public var site: any Site {
    get { current.site }
    set { current.site = newValue }
  }

  /// Ends all connections, WebSockets by a Close frame, and returns when the last is over.
  public func stop() async { await service.stop() }

  /// Returns when the server has been stopped.
  public func wait() async { await service.wait() }
}

/// The site of a server, shared with its sessions.
final class CurrentSite: Sendable {
  private let value: Mutex<any Site>

  init(_ site: any Site) { value = Mutex(site) }

  var site: any Site {
    get { value.withLock { $0 } }
    set { value.withLock { $0 = newValue } }
  }
}
