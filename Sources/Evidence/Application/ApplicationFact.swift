/// What an application's own pages and documents say of it.
public struct ApplicationFact: Sendable, Equatable {
  /// The profile that it was recognised as, or that was given.
  public var profile: ProfileID
  /// What it was recognised by, in a few words.
  public var because: String
  /// The public address that it is configured with.
  public var baseURL: PublicAddress?
  /// The address at which its server believes it was asked.
  public var connector: PublicAddress?
  /// Its own word for its state, as in "RUNNING".
  public var state: String?
  /// Whether a page that only users see is shown with the session that was given; `nil`: not tried.
  public var sessionHolds: Bool?
  /// Whether the application's server sent a word of ours back from the WebSocket path without
  /// Upgrade; `nil`: not tried.
  public var echoes: Bool?
  /// The script that its clients load is there; `nil`: not tried.
  public var hasScript: Bool?

  public init(profile: ProfileID, because: String) {
    self.profile = profile
    self.because = because
  }
}

/// What a session that the server began within this run shows of the servers behind it: names and
/// short hashes, never a cookie's value.
public struct SessionFact: Sendable, Equatable {
  /// Names of the cookies that were given back.
  public var cookies: [String] = []
  /// Requests that carried them and were answered.
  public var requests = 0
  /// What each of those answers named as its node, in the order of first appearance.
  public var nodes: [String] = []
  /// By what nodes are told apart, as in "X-ANODEID".
  public var mark: String?
  /// Whether the session's id ends in the route of a node, as Apache's `stickysession` needs it;
  /// `nil`: there is no JSESSIONID.
  public var hasRoute: Bool?

  public init() {}
}
