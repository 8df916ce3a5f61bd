/// How a run came to the address that it asks.
public struct ArrivalFact: Sendable, Equatable {
  /// How long the application was waited for. Seconds; `nil`: nobody was to wait.
  public var waitedSeconds: Double?
  /// The address as it was given, without its query, where it redirects to the same host's https.
  public var redirectedFrom: String?
  public var redirectStatus: Int?
  /// Whether anything speaks TLS where the redirect leads.
  public var redirectAnswers: Bool?
  /// Whether the same handshake is taken without TLS, at the address that was given.
  public var plainHandshake: Bool?

  public init() {}

  /// The address that is asked is where the redirect leads.
  public var isFollowed: Bool { redirectAnswers == true }
}
