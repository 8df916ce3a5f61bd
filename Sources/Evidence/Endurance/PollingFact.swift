/// What became of repeated ordinary requests: what an application does that has no WebSocket.
public struct PollingFact: Sendable, Equatable {
  /// An answer that its server sends piece by piece.
  public struct Stream: Sendable, Equatable {
    /// From its first piece to its last where it was sent; `nil`: the server doesn't say. Seconds.
    public var sentOver: Double?
    /// From the request to the first piece. Seconds.
    public var firstAfter: Double
    /// From the first piece to the last. Seconds.
    public var cameOver: Double

    public init(sentOver: Double?, firstAfter: Double, cameOver: Double) {
      self.sentOver = sentOver
      self.firstAfter = firstAfter
      self.cameOver = cameOver
    }

    /// Whether pieces came one after the other; `nil`: that can't be said.
    public var isStreamed: Bool? {
      guard let sentOver else { return cameOver >= 0.2 ? true : nil }
      if cameOver >= sentOver / 2 { return true }
      // Nothing came while the pieces were sent: all of it was held back.
      return firstAfter >= sentOver && cameOver < sentOver / 4 ? false : nil
    }
  }

  /// The request target that was asked again and again.
  public var target: String
  /// It is the application's own address, because no path for polls is known.
  public var isOrdinaryPage: Bool
  /// Requests that were made.
  public var asked = 0
  /// Those that somebody answered who isn't a proxy in trouble.
  public var answered = 0
  /// Answers that show that the application was reached.
  public var reached = 0
  /// The status of an answer that doesn't.
  public var statusElsewhere: Int?
  /// How many requests went over a connection that had carried one before.
  public var onKeptConnections = 0
  /// Failures in a few words each, with how often they came.
  public var failures: [String: Int] = [:]
  /// The status of an answer that said that a limit is reached (429, 503): it ended the polls.
  public var limitStatus: Int?
  /// The slowest answer. Seconds.
  public var slowestSeconds: Double = 0
  /// How long the server held a request before it answered. Seconds; `nil`: it holds none.
  public var heldSeconds: Double?
  /// A request was held for so long and not answered yet when we stopped. Seconds.
  public var unansweredAfter: Double?
  /// Answers that were sent piece by piece, as they came.
  public var streams: [Stream] = []

  public init(target: String, isOrdinaryPage: Bool) {
    self.target = target
    self.isOrdinaryPage = isOrdinaryPage
  }

  public var wasLimited: Bool { limitStatus != nil }

  /// One failure may be chance.
  public var works: Bool { asked > 0 && asked - answered <= asked / 10 }

  /// Whether the answers are the application's: a redirect or a refusal by nobody knows whom is none.
  public var reachesApplication: Bool { reached > 0 && reached * 2 >= answered }

  /// An answer that its server sends bit by bit came bit by bit; `nil`: none was seen, or they differ.
  ///
  /// Held back is only what was held back twice: a machine that stands still for a moment looks the
  /// same once.
  public var isStreamed: Bool? {
    let told = streams.compactMap(\.isStreamed)
    if told.contains(true) { return true }
    return told.count >= 2 ? false : nil
  }

  /// What was asked, in a few words.
  public var what: String { isOrdinaryPage ? "ordinary requests" : "polls" }

  /// The failure that came most often.
  public var mainFailure: String? {
    failures.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }
}
