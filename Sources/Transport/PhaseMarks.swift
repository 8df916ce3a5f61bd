/// When the phases of reaching a server began and ended; `nil` for one that there was not.
public struct PhaseMarks: Hashable, Sendable {
  public var resolveStart: Moment?
  public var resolveEnd: Moment?
  public var connectStart: Moment?
  public var connectEnd: Moment?
  /// CONNECT through a forward proxy, with the TLS to the proxy if there is any.
  public var proxyTunnelStart: Moment?
  public var proxyTunnelEnd: Moment?
  public var tlsStart: Moment?
  public var tlsEnd: Moment?

  public init() {}
}
