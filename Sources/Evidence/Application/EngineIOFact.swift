/// What a server of Engine.IO, on which Socket.IO stands, said of itself and did.
public struct EngineIOFact: Sendable, Equatable {
  /// The protocol's version that the endpoint's address names, or that was tried first.
  public var version: Int
  /// The version that the server takes; `nil`: none of those that were tried.
  public var accepted: Int?
  /// Transports to which a polling session may be upgraded.
  public var upgrades: [String] = []
  /// Seconds between two heartbeats, and after which a missing one ends the session.
  public var pingInterval: Double?
  public var pingTimeout: Double?
  /// Requests of one session, and those that the server knew it in.
  public var polled = 0
  public var known = 0
  /// What was said instead in most cases, in a few words.
  public var refusal: String?
  /// The session could be moved from polling to WebSocket; `nil`: not tried.
  public var moved: Bool?
  /// What became of that, when it couldn't.
  public var moveFailure: String?
  /// The address that polls go to, without its query.
  public var path: String

  public init(version: Int, path: String) {
    self.version = version
    self.path = path
  }

  /// The version is refused, and another is taken.
  public var isMismatched: Bool { accepted.map { $0 != version } ?? false }

  /// Seconds after which a connection without heartbeats is ended by the other side.
  public var patience: Double? {
    guard let pingInterval, let pingTimeout else { return nil }
    return pingInterval + pingTimeout
  }
}
