public import HTTP1
import Synchronization
public import Transport

/// A connection for HTTP/1.1 exchanges, one after the other (RFC 9112 §9.3).
public final class HTTPConnection: Sendable {
  /// What came of opening: the record, and the connection when it succeeded.
  public struct Opening: Sendable {
    public let dial: DialRecord
    public let connection: HTTPConnection?
  }

  private struct State {
    var isBusy = false
    var isReusable = true
  }

  /// How the server was reached.
  public let dial: DialRecord
  private let stream: ByteStream
  private let limits: HeadLimits
  private let state = Mutex(State())

  init(_ stream: ByteStream, dial: DialRecord, limits: HeadLimits) {
    self.stream = stream
    self.dial = dial
    self.limits = limits
  }

  /// Reaches the server; nothing is sent over the connection yet, so that the caller may look at the
  /// certificate first.
  public static nonisolated(nonsending) func open(
    _ route: Route, on loop: EventLoop, limits: HeadLimits = HeadLimits(),
    deadline: Moment
  ) async -> Opening {
    let (stream, record) = await route.dial(on: loop, deadline: deadline)
    return Opening(
      dial: record,
      connection: stream.map { HTTPConnection($0, dial: record, limits: limits) })
  }

  /// Makes one exchange. Failures are in the result; the whole takes no longer than the deadline says.
  ///
  /// - Parameters:
  ///   - bodyLimit: octets of the response's body that are kept; the rest isn't read.
  ///   - isEnough: looked at whenever something came; true ends the exchange, and the connection
  ///     can't be used again.
  public nonisolated(nonsending) func exchange(
    _ request: RequestHead, body: [UInt8] = [], bodyLimit: Int,
    deadline: Moment, until isEnough: (HTTPExchange) -> Bool = { _ in false }
  ) async -> HTTPExchange {
    var run = ExchangeRun(request, over: stream, bodyLimit: bodyLimit, limits: limits)
    let isFree = state.withLock { state in
      defer { state.isBusy = true }
      return !state.isBusy
    }
    guard isFree else {
      var exchange = run.exchange
      exchange.failure = .connectionBusy
      return exchange
    }
    await run.run(body: body, deadline: deadline, until: isEnough)
    let canKeepAlive = run.canKeepAlive
    state.withLock { state in
      state.isBusy = false
      if !canKeepAlive { state.isReusable = false }
    }
    return run.exchange
  }

  /// Whether another exchange may be tried: the last one ended well, and the server hasn't closed as
  /// far as we know.
  public var isReusable: Bool {
    state.withLock { $0.isReusable && !$0.isBusy } && stream.isOpen
  }

  /// Our end of the connection and the server's.
  public var addresses: (local: SocketAddress?, peer: SocketAddress?) {
    (stream.localAddress, stream.peerAddress)
  }

  public var counters: StreamCounters { stream.counters }

  public func close() {
    state.withLock { $0.isReusable = false }
    stream.close()
  }
}
