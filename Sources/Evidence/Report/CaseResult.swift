/// One requirement of RFC 6455 or RFC 7692, and what the endpoint did about it.
public struct CaseResult: Codable, Sendable, Equatable {
  /// What the standard says: an absolute requirement, or a recommendation.
  public enum Level: String, ReportWord, CaseIterable {
    case must, should
    public static var whenUnknown: Level { .should }
  }

  public enum Verdict: String, ReportWord, CaseIterable {
    public static var whenUnknown: Verdict { .inconclusive }
    case pass
    /// Allowed, but not what the standard recommends.
    case nonStrict = "non-strict"
    case fail
    /// It was tried, and what came does not tell.
    case inconclusive
    /// It does not apply to this endpoint, or was not asked for.
    case skipped
  }

  /// How the connection ended, which is judged apart from what the case is about.
  public enum Closing: String, ReportWord, CaseIterable {
    public static var whenUnknown: Closing { .notJudged }
    /// By Close frames with a fitting code, then TCP.
    case clean
    /// By a Close frame with another code.
    case wrongCode = "wrong-code"
    /// Without a Close frame, or TCP stayed open.
    case unclean
    case notJudged = "not-judged"
  }

  /// `rfc6455.SECTION.NAME` or `rfc7692.SECTION.NAME`.
  public var id: String
  public var level: Level
  public var verdict: Verdict
  /// What the standard demands, in one sentence.
  public var requirement: String
  public var expected: String
  /// What the endpoint did, in one sentence; unknown when it was not asked.
  @OrUnknown public var actual: String?
  public var closing: Closing
  /// Why it is inconclusive or was skipped, in one sentence.
  public var reason: String?
  public var startSeconds: Double
  public var durationSeconds: Double
  /// What went over the wire; kept of cases that did not pass.
  public var transcript: [WireRecord]
  /// What the backend did when it was asked past the proxy; absent without `--direct`.
  public var direct: DirectResult?

  public init(
    id: String, level: Level, verdict: Verdict, requirement: String, expected: String,
    actual: String?, closing: Closing = .notJudged, reason: String? = nil,
    startSeconds: Double = 0, durationSeconds: Double = 0, transcript: [WireRecord] = []
  ) {
    self.id = id
    self.level = level
    self.verdict = verdict
    self.requirement = requirement
    self.expected = expected
    self.actual = actual
    self.closing = closing
    self.reason = reason
    self.startSeconds = startSeconds
    self.durationSeconds = durationSeconds
    self.transcript = transcript
  }

  /// The section as people cite it: `RFC 6455 §5.5.2` of `rfc6455.5.5.2.pong-echoes-payload`.
  public var section: String {
    let parts = id.split(separator: ".")
    guard let first = parts.first, first.hasPrefix("rfc") else { return id }
    let number = parts.dropFirst().prefix { $0.allSatisfy(\.isNumber) }.joined(separator: ".")
    return "RFC \(first.dropFirst(3)) §\(number)"
  }

  /// Whether the proxy in between changes what the backend does.
  public var isChangedByProxy: Bool {
    guard let direct else { return false }
    return direct.verdict != verdict || direct.closing != closing
  }
}

/// What the same case showed at the backend itself.
public struct DirectResult: Codable, Sendable, Equatable {
  public var verdict: CaseResult.Verdict
  @OrUnknown public var actual: String?
  public var closing: CaseResult.Closing
  public var reason: String?
  public var transcript: [WireRecord]

  public init(_ result: CaseResult) {
    verdict = result.verdict
    actual = result.actual
    closing = result.closing
    reason = result.reason
    transcript = result.transcript
  }
}

/// One thing that went over a case's connection: a head, a frame, raw octets, or the end.
public struct WireRecord: Codable, Sendable, Equatable {
  /// Since the case began.
  public var atSeconds: Double
  public var direction: TrafficRecord.Direction
  /// In a few words, as in `text, 5 bytes` or `Close 1002`; never what the server's messages hold.
  public var what: String
  /// The first octets of what we sent, in hexadecimal.
  public var octets: String?

  public init(
    atSeconds: Double, direction: TrafficRecord.Direction, what: String, octets: String? = nil
  ) {
    self.atSeconds = atSeconds
    self.direction = direction
    self.what = what
    self.octets = octets
  }
}
