/// What one probe did and found.
public struct ProbeResult: Codable, Sendable, Equatable {
  public enum Outcome: String, ReportWord, CaseIterable {
    public static var whenUnknown: Outcome { .error }
    case pass, warn, fail, skipped, error
  }

  public var id: ProbeID
  public var title: String
  public var outcome: Outcome
  /// Why it was skipped, could not run, or failed, in one sentence.
  public var reason: String?
  public var startSeconds: Double
  public var durationSeconds: Double
  public var expected: String
  @OrUnknown public var actual: String?
  public var facts: [String: ObservedValue]

  public init(
    id: ProbeID, title: String, outcome: Outcome, reason: String? = nil, startSeconds: Double = 0,
    durationSeconds: Double = 0, expected: String, actual: String?,
    facts: [String: ObservedValue] = [:]
  ) {
    self.id = id
    self.title = title
    self.outcome = outcome
    self.reason = reason
    self.startSeconds = startSeconds
    self.durationSeconds = durationSeconds
    self.expected = expected
    self.actual = actual
    self.facts = facts
  }
}

/// Figures of the run, in seconds.
public struct Measurements: Codable, Sendable, Equatable {
  /// How long the application was waited for, whether it came up or not.
  public var waitedSeconds: Double?
  /// From the first byte of the upgrade request to the end of the answer's head.
  public var handshakeSeconds: Double?
  public var resolveSeconds: Double?
  public var connectSeconds: Double?
  public var tlsSeconds: Double?
  /// From our ping to its pong.
  public var pingSeconds: Double?
  public var idleLimit = IdleLimit()

  public init() {}
}

/// How long a silent connection lives.
public struct IdleLimit: Codable, Sendable, Equatable {
  public enum State: String, ReportWord {
    public static var whenUnknown: State { .notMeasured }
    case measured
    case atLeast = "at-least"
    case notMeasured = "not-measured"
  }

  public var state: State = .notMeasured
  @OrUnknown public var seconds: Double?
  @OrUnknown public var uncertaintySeconds: Double?
  public var knownAs: [String] = []

  public init() {}
}
