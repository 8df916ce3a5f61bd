/// When the phases of reaching a server began and ended; `nil` for one that there was not.
public struct PhaseMarks: Hashable, Sendable {
  public var resolveStart: ContinuousClock.Instant?
  public var resolveEnd: ContinuousClock.Instant?
  public var connectStart: ContinuousClock.Instant?
  public var connectEnd: ContinuousClock.Instant?
  /// CONNECT through a forward proxy, with the TLS to the proxy if there is any.
  public var proxyTunnelStart: ContinuousClock.Instant?
  public var proxyTunnelEnd: ContinuousClock.Instant?
  public var tlsStart: ContinuousClock.Instant?
  public var tlsEnd: ContinuousClock.Instant?

  public init() {}
}
