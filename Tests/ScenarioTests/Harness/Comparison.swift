/// The ways in which a run isn't what its scenario expects, in words; empty when it is.
func differences(of run: Run, from expected: Expectation) -> [String] {
  var found: [String] = []
  func check<Value: Equatable>(_ what: String, _ value: Value, is wanted: Value) {
    if value != wanted { found.append("\(what): expected \(wanted), came \(value)") }
  }
  check("exit status", run.exitStatus, is: expected.exitStatus)
  guard let report = run.report else { return found + ["no report came"] }
  check("exitStatus in the report", report.exitStatus, is: expected.exitStatus)
  check("verdict", report.verdict, is: expected.verdict)

  if let limit = expected.idleLimit { found += report.differences(fromLimit: limit) }
  let diagnoses = report.diagnoses.filter { $0.severity != "info" }
  check("fault", diagnoses.first?.fault ?? "none", is: expected.fault ?? "none")
  let further = diagnoses.dropFirst().map(\.fault).filter {
    !(expected.alsoFound ?? []).contains($0)
  }
  if !further.isEmpty { found.append("further diagnoses: expected none, came \(further)") }
  guard let first = diagnoses.first, expected.fault != nil else { return found }

  if first.certainty < expected.certaintyAtLeast ?? .likely {
    found.append(
      "certainty: expected \(expected.certaintyAtLeast ?? .likely) at least, came \(first.certainty)"
    )
  }
  if let limit = expected.certaintyAtMost, first.certainty > limit {
    found.append("certainty: expected \(limit) at most, came \(first.certainty)")
  }
  if let steps = expected.steps {
    check("first steps", first.firstSteps.map(\.step).sorted(), is: steps.sorted())
  }
  let allowed = (expected.alsoPossible ?? []) + (expected.fault.map { [$0] } ?? [])
  let foreign = (first.alternatives ?? []).map(\.fault).filter { !allowed.contains($0) }
  if !foreign.isEmpty {
    found.append("alternatives that alsoPossible doesn't list: \(foreign)")
  }
  for (step, status) in (expected.setupSteps ?? [:]).sorted(by: { $0.key < $1.key }) {
    let came = report.setupSteps?.first { $0.step == step }?.status ?? "not mentioned"
    check("set-up step \(step)", came, is: status)
  }
  return found
}

extension Report {
  /// Proxies look at their timers once in a while, never early.
  private static let early = 0.2
  private static let late = 1.5

  /// How the measured limit of silence, and the life of the silent connection, differ from the limit
  /// that is configured in seconds.
  fileprivate func differences(fromLimit limit: Double) -> [String] {
    let range = limit - Self.early...limit + Self.late
    let measured = measurements?.idleLimit
    let silent = connections?.first { $0.habit == "silent" }?.death
    var found: [String] = []
    if measured?.state != "measured" || !range.contains(measured?.seconds ?? 0) {
      found.append(
        "limit of silence: expected \(range), came \(measured?.state ?? "none") "
          + "\(measured?.seconds ?? 0)")
    }
    let isEnded = silent.map { !["silence", "still-open"].contains($0.how) } ?? false
    if !isEnded || !range.contains(silent?.ageSeconds ?? 0) {
      found.append(
        "silent connection: expected its end after \(range), came \(silent?.how ?? "none") after "
          + "\(silent?.ageSeconds ?? 0)")
    }
    return found
  }
}
