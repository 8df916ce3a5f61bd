/// What differs between two reports: before and after a change, or where it works and where not.
public struct ReportDiff: Codable, Sendable, Equatable {
  public var kind = "diff"
  public var schemaVersion = Report.schemaVersion
  public var tool = Tool()
  /// Nothing that was found differs; other conditions alone make no difference.
  public var same: Bool
  /// 0: the same, 1: it differs.
  public var exitStatus: Int
  public var summary: String
  /// One for each target, in their order.
  public var pairs: [Pair]

  public struct Pair: Codable, Sendable, Equatable {
    public var a: Side
    public var b: Side
    /// What was asked under other conditions, which may explain a difference by itself.
    public var conditions: [Change]
    public var changes: [Change]

    public init(a: Side, b: Side, conditions: [Change], changes: [Change]) {
      self.a = a
      self.b = b
      self.conditions = conditions
      self.changes = changes
    }
  }

  /// Which report it is.
  public struct Side: Codable, Sendable, Equatable {
    public var url: String
    public var startedAt: String
    public var verdict: Verdict
    public var summary: String

    public init(_ report: Report) {
      url = report.target.url
      startedAt = report.startedAt
      verdict = report.verdict
      summary = report.summary
    }
  }

  /// One thing that is not the same; absent on one side, it is unknown or wasn't there.
  public struct Change: Codable, Sendable, Equatable {
    /// Where it belongs.
    public enum Area: String, ReportWord, CaseIterable {
      public static var whenUnknown: Area { .other }
      case target, settings, environment
      case verdict, fault, step, probe, `case`, proxy, measurement, answer, header, connection
      /// What a later 1.x compares.
      case other
    }

    public var area: Area
    /// The id or name of the thing.
    public var name: String
    @OrUnknown public var a: String?
    @OrUnknown public var b: String?

    public init(_ area: Area, _ name: String, _ a: String?, _ b: String?) {
      self.area = area
      self.name = name
      self.a = a
      self.b = b
    }
  }

  public init(pairs: [Pair], summary: String) {
    self.pairs = pairs
    self.summary = summary
    same = pairs.allSatisfy(\.changes.isEmpty)
    exitStatus = same ? 0 : 1
  }
}
