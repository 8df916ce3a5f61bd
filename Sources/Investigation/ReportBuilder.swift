import Diagnosis
import Evidence
import HTTP1
import Knowledge
import ProbeKit
import Transport

/// Words what was judged and puts the report together.
struct ReportBuilder {
  let investigation: Investigation
  let findings: Findings
  let observations: [Observation]
  let judgements: [Judgement]
  let probes: [ProbeResult]
  let isInterrupted: Bool
  let signal: Int32?

  private var options: CheckOptions { investigation.options }
  private var context: ProbeContext { investigation.context }
  private var discovered: Discovery.Result { investigation.discovery.result }

  func report() -> Report {
    let path = findings.target.webSocketPath
    let front = ProxyFinder(findings, options.behind, context).found
    let wording = Wording(
      profile: discovered.profile, url: options.url, path: path,
      proxyName: ["unknown", "none"].contains(front.product)
        ? nil : ProxyProduct.name(of: front.product),
      version: front.version, redirectedTo: redirectedTo)
    let diagnoses = allJudgements.map { diagnosis($0, wording, front.product) }
      .sorted { $0.severity > $1.severity }
    let recorded = context.recorder.finish()
    let verdict = verdict(diagnoses)
    let untested = probes.filter { $0.outcome == .skipped && !isConsequence($0) }.map(\.id)
    return Report(
      startedAt: CivilDate.timestamp(ofUnixMilliseconds: investigation.wallClock),
      durationSeconds: (EventLoop.now() - investigation.startedAt).seconds,
      interrupted: isInterrupted, exitStatus: exitStatus(verdict, diagnoses),
      environment: SystemFacts.environment(options), settings: settings,
      target: target(path), verdict: verdict,
      summary: summary(verdict, diagnoses, untested), untested: untested,
      hops: ProxyFinder(findings, options.behind, context).hops(observations), proxy: front,
      observations: observations, diagnoses: diagnoses,
      setupSteps: SetupGuide.statuses(
        profile: discovered.profile, proxy: front.product, version: front.version,
        observations: observations, missing: diagnoses.flatMap(\.missingSteps)),
      probes: probes, measurements: measurements(recorded.exchanges, recorded.connections),
      exchanges: recorded.exchanges, connections: recorded.connections,
      redactions: recorded.redactions)
  }

  /// Scheme, host and port of the address that the handshake is redirected to.
  private var redirectedTo: String? {
    guard let answer = findings.answers[.handshake], answer.kind == .redirect,
      let location = answer.response?.head.fields.first("Location"),
      let url = try? TargetURL(parsing: location)
    else { return nil }
    return url.origin
  }

  private var settings: Settings {
    let profileKeepalive = discovered.profile.keepaliveSeconds
    return Settings(
      quick: options.quick, idleSeconds: options.idle.seconds,
      keepaliveSeconds: options.keepalive?.seconds ?? profileKeepalive,
      keepaliveFrom: options.keepalive != nil
        ? .option : profileKeepalive != nil ? .profile : .unknown,
      stepTimeoutSeconds: options.stepTimeout.seconds,
      sent: options.headers.map(\.name))
  }

  private func target(_ path: String) -> Target {
    let scheme = options.url.isSecure ? "wss" : "ws"
    return Target(
      url: options.url.description,
      webSocketURL: "\(scheme)://\(options.url.authority)\(path)",
      webSocketPathFrom: findings.target.pathFrom, endpointConfirmed: isConfirmed,
      pollingURL: nil, profile: discovered.profile.id, profileTitle: discovered.profile.title,
      profileFrom: discovered.profileFrom, addresses: context.addresses)
  }

  /// Some answer proved that Upgrade reaches a program that understands it.
  private var isConfirmed: Bool {
    let table = ObservationTable(observations)
    return table.meets([.kind(.handshake, .switched)])
      || table.meets([
        .fails(.sameAnswer(.handshake, .plainGet)), .author(.handshake, .application, .beacon),
      ])
      || table.meets([
        .fails(.sameAnswer(.handshake, .wrongVersion)), .kind(.wrongVersion, .upgradeRequired),
      ])
  }

  /// What was judged, and that nothing explains a failure when nothing does.
  private var allJudgements: [Judgement] {
    let explained = judgements.contains { $0.hypothesis.explainsAbove }
    let failed = findings.answers[.handshake].map { !$0.switched } ?? false
    guard failed, !explained, !isInterrupted else { return judgements }
    return judgements + [Judgement(unexplained: Hypothesis.unexplained, observations)]
  }

  private func diagnosis(_ judgement: Judgement, _ wording: Wording, _ proxy: ProductID)
    -> Evidence.Diagnosis
  {
    let hypothesis = judgement.hypothesis
    return Evidence.Diagnosis(
      fault: hypothesis.fault, severity: hypothesis.severity, certainty: judgement.certainty,
      title: wording.fill(hypothesis.title), explanation: wording.fill(hypothesis.explanation),
      evidence: judgement.support.map {
        EvidenceLine(probe: $0.probe, fact: $0.text, observation: $0.id)
      },
      missingSteps: steps(judgement, wording, proxy),
      alternatives: judgement.alternatives.map {
        Alternative(fault: $0.fault, separatedBy: $0.separatedBy)
      },
      ruledOut: judgement.ruledOut.map {
        RuledOut(
          fault: $0.hypothesis.fault, called: $0.hypothesis.called, because: $0.by.text,
          observation: $0.by.id)
      })
  }

  /// The steps for this proxy; those for any proxy where it has none of its own.
  private func steps(_ judgement: Judgement, _ wording: Wording, _ proxy: ProductID)
    -> [MissingStep]
  {
    var chosen: [Hypothesis.Remedy] = []
    for hypothesis in judgement.variants {
      let own = hypothesis.remedies.filter { $0.product == proxy }
      let general = hypothesis.remedies.filter { $0.product == nil }
      let suited =
        own.isEmpty ? general : own + general.filter { !$0.step.rawValue.hasPrefix("proxy.") }
      for remedy in suited where !chosen.contains(where: { $0.step == remedy.step }) {
        chosen.append(remedy)
      }
      // Further variants only add their steps when nothing tells them apart from the first.
      if judgement.certainty != .possible { break }
    }
    return chosen.enumerated().sorted {
      ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset)
    }
    .compactMap { _, remedy in
      SetupStep.step(remedy.step)?.missing(
        rank: remedy.rank, certainty: remedy.rank == 1 ? judgement.certainty : .possible,
        in: wording.context)
    }
  }

  private func verdict(_ diagnoses: [Evidence.Diagnosis]) -> Verdict {
    let worst = diagnoses.map(\.severity).max()
    if worst == .error { return .broken }
    if diagnoses.contains(where: { Self.unjudged.contains($0.fault) }) { return .inconclusive }
    guard findings.answers[.handshake] != nil else { return .inconclusive }
    if worst == .warning { return .degraded }
    return findings.answers[.handshake]?.switched == true ? .healthy : .inconclusive
  }

  /// Faults that say that WebSocket could not be judged.
  private static let unjudged: Set<FaultID> = ["upgrade.endpoint-unknown"]

  private func exitStatus(_ verdict: Verdict, _ diagnoses: [Evidence.Diagnosis]) -> Int {
    if let signal, signal > 0 { return 128 + Int(signal) }
    if options.failOn != .never {
      let bar: Severity = options.failOn == .warning ? .warning : .error
      let counted = diagnoses.filter { !Self.unjudged.contains($0.fault) }
      if counted.contains(where: { $0.severity >= bar }) { return 1 }
    }
    return verdict == .inconclusive ? 3 : 0
  }

  private func summary(
    _ verdict: Verdict, _ diagnoses: [Evidence.Diagnosis], _ untested: [ProbeID]
  ) -> String {
    if let first = diagnoses.first {
      guard let step = first.missingSteps.first else { return first.title }
      return
        "\(first.title.droppingStop): \(step.title) (\(step.step), \(first.certainty.rawValue))."
    }
    switch verdict {
    case .healthy:
      return untested.isEmpty
        ? "WebSocket works."
        : "WebSocket works, as far as it was tested: without \(untested.map(\.rawValue).joined(separator: ", "))."
    default:
      return isInterrupted
        ? "Stopped before WebSocket could be judged."
        : "WebSocket could not be judged: the deciding probes did not run."
    }
  }

  /// A probe that was skipped because another failed is no choice of anybody's.
  private func isConsequence(_ probe: ProbeResult) -> Bool {
    guard let reason = probe.reason else { return false }
    return reason.hasSuffix("failed") || reason == "plain HTTP" || reason.contains("resolves names")
  }

  private func measurements(
    _ exchanges: [ExchangeRecord], _ connections: [ConnectionRecord]
  ) -> Measurements {
    var figures = Measurements()
    figures.pingSeconds = findings.conversation?.pongSeconds
    let first = connections.first
    figures.resolveSeconds = first?.phases["resolve"]
    figures.connectSeconds = first?.phases["connect"]
    figures.tlsSeconds = first?.phases["tls"]
    if let answer = findings.answers[.handshake], answer.switched,
      let record = exchanges.first(where: { $0.id == answer.exchange }),
      let head = record.seconds.head
    {
      figures.handshakeSeconds = head - record.seconds.start
    }
    return figures
  }
}

extension String {
  fileprivate var droppingStop: String { hasSuffix(".") ? String(dropLast()) : self }
}
