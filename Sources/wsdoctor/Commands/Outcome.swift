import Evidence
import Glibc

/// What several reports, or a signal, make of the exit status.
enum Outcome {
  static func status(_ reports: [Report], interruptedBy signal: Int32?) -> ExitStatus {
    switch signal {
    case SIGINT: return .interrupted
    case SIGTERM: return .terminated
    default: break
    }
    let statuses = reports.map { ExitStatus(rawValue: Int32($0.exitStatus)) ?? .undecided }
    for worst in [ExitStatus.fault, .undecided] where statuses.contains(worst) { return worst }
    return statuses.first { $0 != .success } ?? .success
  }

  static func collection(_ reports: [Report], interruptedBy signal: Int32?) -> ReportCollection {
    let worst = [Verdict.broken, .degraded, .inconclusive].first { verdict in
      reports.contains { $0.verdict == verdict }
    }
    return ReportCollection(
      verdict: worst ?? .healthy,
      exitStatus: Int(status(reports, interruptedBy: signal).rawValue), reports: reports)
  }
}
