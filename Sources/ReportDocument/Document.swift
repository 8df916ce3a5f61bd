public import Evidence

/// What can be written down: the report of one target, those of several, or what differs between two.
public enum Document: Sendable, Equatable {
  case report(Report)
  case collection(ReportCollection)
  case diff(ReportDiff)

  /// The reports in it; what differs between two is none itself.
  public var reports: [Report] {
    switch self {
    case .report(let report): [report]
    case .collection(let collection): collection.reports
    case .diff: []
    }
  }
}
