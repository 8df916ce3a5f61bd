public import HTTP1
public import Transport

/// Everything about reaching a server, whether that succeeded or not.
public struct DialRecord: Sendable, Hashable {
  public var isSecure: Bool
  public var host: String
  public var port: UInt16
  /// The forward proxy's URL, without its credentials.
  public var proxy: String?
  /// The addresses of the host, or of the forward proxy, in the order of trying.
  public var addresses: [SocketAddress] = []
  public var attempts: [ConnectAttempt] = []
  public var marks = PhaseMarks()
  /// The head that granted the tunnel.
  public var tunnelHead: ResponseHead?
  /// What TLS to the forward proxy itself showed.
  public var proxyTLS: TLSReport?
  /// What TLS to the server showed, also when it failed.
  public var tls: TLSReport?
  public var startedAt: Moment
  public var endedAt: Moment
  /// Why the server was not reached; `nil` when it was.
  public var failure: ReachFailure?

  init(_ route: Route, startedAt: Moment) {
    isSecure = route.isSecure
    host = route.host
    port = route.port
    proxy = route.via?.description
    self.startedAt = startedAt
    endedAt = startedAt
  }

  /// The address that was connected to: the server's, or the forward proxy's.
  public var address: SocketAddress? {
    attempts.first { $0.outcome == .connected }?.address
  }
}

/// Why a server was not reached: the layer that failed.
public enum ReachFailure: Error, Sendable, Hashable {
  case resolve(ResolveFailure)
  /// No address answered.
  case connect([ConnectAttempt])
  /// The forward proxy gave no tunnel, or was not reached itself.
  case tunnel(TunnelFailure)
  case tls(TLSFailure)
}
