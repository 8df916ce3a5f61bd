/// How long connections are held, and how often those that talk do: everything scales with what the
/// user asked for. Seconds.
public struct EndurancePlan: Sendable, Equatable {
  /// How long the silent connection is held at most.
  public var idle: Double
  /// The application's keepalive; `nil`: unknown.
  public var keepalive: Double?
  /// The keepalive is a message, as a browser's page sends it; else a ping.
  public var keepaliveIsMessage: Bool

  public init(idle: Double, keepalive: Double?, keepaliveIsMessage: Bool) {
    self.idle = idle
    self.keepalive = keepalive
    self.keepaliveIsMessage = keepaliveIsMessage
  }

  /// How much later the second silent connection is opened: 5 s of 75 s, and of short waits enough
  /// that a machine that stands still for a moment isn't taken for a reload.
  var lateAfter: Double { min(5, max(idle / 15, min(1, idle / 4))) }

  /// Between two pings once their gaps have grown: 10 s, and no longer than a third of a keepalive.
  public var pingInterval: Double { min(10, idle * 2 / 15, max(0.2, (keepalive ?? .infinity) / 3)) }

  /// How long an answer to the last ping is waited for.
  var patience: Double { min(2, max(0.5, idle / 4)) }

  /// By how much a connection must outlive another to have outlived it: what ends all at one age
  /// is that sharp.
  func margin(after age: Double) -> Double { min(5, max(0.5, age / 10)) }
}
