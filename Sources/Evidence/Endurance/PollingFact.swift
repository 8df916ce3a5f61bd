/// What became of repeated ordinary requests: what an application does that has no WebSocket.
public struct PollingFact: Sendable, Equatable {
  /// The request target that was asked again and again.
  public var target: String
  /// It is the application's own address, because no path for polls is known.
  public var isOrdinaryPage: Bool
  /// Requests that were made.
  public var asked = 0
  /// Those that somebody answered who isn't a proxy in trouble.
  public var answered = 0
  /// How many requests went over a connection that had carried one before.
  public var onKeptConnections = 0
  /// Failures in a few words each, with how often they came.
  public var failures: [String: Int] = [:]
  /// The server asked for rest (429): that ended the polls.
  public var wasLimited = false
  /// The slowest answer. Seconds.
  public var slowestSeconds: Double = 0
  /// How long the server held a request before it answered. Seconds; `nil`: it holds none.
  public var heldSeconds: Double?
  /// An answer that its server sends bit by bit came bit by bit; `nil`: none was seen.
  public var isStreamed: Bool?

  public init(target: String, isOrdinaryPage: Bool) {
    self.target = target
    self.isOrdinaryPage = isOrdinaryPage
  }

  /// One failure may be chance.
  public var works: Bool { asked > 0 && asked - answered <= asked / 10 }

  /// What was asked, in a few words.
  public var what: String { isOrdinaryPage ? "ordinary requests" : "polls" }

  /// The failure that came most often.
  public var mainFailure: String? {
    failures.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }
}
