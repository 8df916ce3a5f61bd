public import Evidence

/// What can be written down: the report of one target, those of several, what differs between two, or what
/// a configuration says.
public enum Document: Sendable, Equatable {
  case report(Report)
  case collection(ReportCollection)
  case diff(ReportDiff)
  case lint(LintReport)

  /// The reports in it; what differs between two, or stands in a configuration, is none.
  public var reports: [Report] {
    switch self {
    case .report(let report): [report]
    case .collection(let collection): collection.reports
    case .diff, .lint: []
    }
  }
}
