import Evidence
import Knowledge

extension ReportBuilder {
  func verdict(_ diagnoses: [Evidence.Diagnosis]) -> Verdict {
    let errors = diagnoses.filter { $0.severity == .error }
    if !errors.isEmpty { return livesOn(despite: errors) ? .degraded : .broken }
    if diagnoses.contains(where: { Self.unjudged.contains($0.fault) }) { return .inconclusive }
    guard findings.answers[.handshake] != nil else { return .inconclusive }
    if diagnoses.contains(where: { $0.severity == .warning }) { return .degraded }
    guard findings.answers[.handshake]?.switched == true else { return .inconclusive }
    return bytesPass ? .healthy : .inconclusive
  }

  /// Something that we sent was answered, on an open WebSocket and in this run.
  private var bytesPass: Bool {
    findings.conversation?.isUsable == true
      || findings.endurance?.lines.contains { $0.received > $0.unasked.count } == true
  }

  /// Whether the status may be 0: a pass is never a guess.
  private func isPassed(_ diagnoses: [Evidence.Diagnosis]) -> Bool {
    if findings.answers[.handshake]?.switched == true {
      return bytesPass && !diagnoses.contains { $0.fault == "http.broken" }
    }
    return diagnoses.contains {
      $0.fault == "application.handshake-refused" && $0.certainty == .proven
    }
  }

  /// WebSocket fails and the application is known to live on polling, which works; or the other way
  /// round.
  private func livesOn(despite errors: [Evidence.Diagnosis]) -> Bool {
    let families = Set(errors.map { String($0.fault.rawValue.prefix { $0 != "." }) })
    if families == ["polling"] { return findings.answers[.handshake]?.switched == true }
    guard families.isSubset(of: ["upgrade", "tunnel", "idle", "keepalive", "unexplained"]) else {
      return false
    }
    // Without a fallback its ordinary requests still show everything, only late.
    if discovered.profile.fallback == .none { return findings.applicationAnswers }
    let isKnown = discovered.profile.fallback != .unknown || findings.engineIO?.accepted != nil
    guard isKnown, let polling = findings.polling else { return false }
    return polling.works && polling.reachesApplication && !polling.wasLimited
  }

  /// Faults that say that WebSocket could not be judged.
  static let unjudged: Set<FaultID> = ["upgrade.endpoint-unknown"]

  func exitStatus(_ verdict: Verdict, _ diagnoses: [Evidence.Diagnosis]) -> Int {
    if let signal, signal > 0 { return 128 + Int(signal) }
    if options.failOn != .never {
      let bar: Severity = options.failOn == .warning ? .warning : .error
      let counted = diagnoses.filter { !Self.unjudged.contains($0.fault) }
      if counted.contains(where: { $0.severity >= bar }) { return 1 }
      if verdict != .inconclusive, !isPassed(diagnoses) {
        return counted.contains { $0.severity >= .warning } ? 1 : 3
      }
    }
    return verdict == .inconclusive ? 3 : 0
  }

  func summary(
    _ verdict: Verdict, _ diagnoses: [Evidence.Diagnosis], _ untested: [ProbeID]
  ) -> String {
    if let first = diagnoses.first, first.severity > .info || verdict != .healthy {
      guard let step = first.missingSteps.first else { return first.title }
      return
        "\(first.title.droppingStop): \(step.title) (\(step.step), \(first.certainty.rawValue))."
    }
    switch verdict {
    case .healthy:
      return healthySummary(untested)
    default:
      if isInterrupted { return "Stopped before WebSocket could be judged." }
      return findings.answers[.handshake]?.switched == true
        ? "WebSocket opens, and whether anything passes through it could not be judged."
        : "WebSocket could not be judged: the deciding probes did not run."
    }
  }

  private func healthySummary(_ untested: [ProbeID]) -> String {
    let profile = discovered.profile
    let owner = profile.application == nil ? "the" : profile.feature + "'s"
    var text = "WebSocket works"
    if let endurance = findings.endurance, let keepalive = endurance.keepalive,
      endurance.keepaliveKeepsOpen == true
    {
      text += ", and stays open with \(owner) \(keepalive.asSpan) keepalive"
    } else if let limit = findings.endurance?.limit {
      text +=
        limit.isReached
        ? "; silence is cut after \(limit.seconds.asSpan), long enough if something is said sooner"
        : ", and bears \(limit.seconds.asSpan) of silence"
    }
    guard !untested.isEmpty else { return text + "." }
    let names = untested.map(\.rawValue)
    let list = [names.dropLast().joined(separator: ", "), names.last ?? ""].filter { !$0.isEmpty }
    return text + ", as far as it was tested: \(list.joined(separator: " and ")) "
      + (names.count == 1 ? "was not." : "were not.")
  }
}

extension String {
  fileprivate var droppingStop: String { hasSuffix(".") ? String(dropLast()) : self }
}

extension Findings {
  /// The application's address is answered, and not by a proxy in trouble.
  fileprivate var applicationAnswers: Bool {
    guard let answer = answers[.application], answer.response != nil else { return false }
    return !AnswerKind.gatewayErrors.contains(answer.kind) && answer.kind != .serverError
  }
}
