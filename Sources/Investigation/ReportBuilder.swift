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

  var options: CheckOptions { investigation.options }
  var context: ProbeContext { investigation.context }
  var discovered: Discovery.Result { investigation.discovery.result }

  func report() -> Report {
    let path = context.recorder.shown(path: findings.target.webSocketPath)
    let front = ProxyFinder(findings, options.behind, context).found
    let diagnoses = allJudgements.map(diagnosis)
      .sorted { $0.severity > $1.severity }
    let recorded = context.recorder.finish()
    let verdict = verdict(diagnoses)
    let untested = probes.filter { $0.outcome == .skipped && !isConsequence($0) }.map(\.id)
    var report = Report(
      startedAt: CivilDate.timestamp(ofUnixMilliseconds: investigation.wallClock),
      durationSeconds: (EventLoop.now() - investigation.startedAt).seconds,
      interrupted: isInterrupted, exitStatus: exitStatus(verdict, diagnoses),
      environment: SystemFacts.environment(forwardProxy: options.via), settings: settings,
      target: target(path), verdict: verdict,
      summary: summary(verdict, diagnoses, untested), untested: untested,
      hops: ProxyFinder(findings, options.behind, context).hops(observations), proxy: front,
      observations: observations, diagnoses: diagnoses,
      setupSteps: SetupGuide.statuses(
        profile: discovered.profile, proxy: front.product, version: front.version,
        observations: observations, missing: diagnoses.flatMap(\.missingSteps)),
      probes: probes, measurements: measurements(recorded.exchanges, recorded.connections, front),
      exchanges: recorded.exchanges, connections: recorded.connections,
      redactions: recorded.redactions)
    if let notice = beaconNotice { report.notices = [notice] }
    return report
  }

  /// The beacon isn't forgotten in the application's place, where it works well and serves nobody. It is
  /// no fault: whoever asks through it put it there to ask about the proxy, which the exit status judges.
  private var beaconNotice: String? {
    guard findings.answers.values.contains(where: { $0.author.author == .beacon || $0.echo != nil })
    else { return nil }
    return "The beacon answers in the application's place: take it out afterwards."
  }

  /// Scheme, host and port of the address that the handshake is redirected to.
  var redirectedTo: String? {
    guard let answer = findings.answers[.handshake], answer.kind == .redirect,
      let location = answer.response?.head.fields.first("Location"),
      let url = try? TargetURL(parsing: location)
    else { return nil }
    return url.origin
  }

  private var settings: Settings {
    let profileKeepalive = discovered.profile.keepaliveSeconds
    let observed = findings.engineIO?.pingInterval ?? findings.endurance?.observedInterval
    var settings = Settings(
      quick: options.quick, idleSeconds: options.idle.seconds,
      keepaliveSeconds: options.keepalive?.seconds ?? profileKeepalive ?? observed,
      keepaliveFrom: options.keepalive != nil
        ? .option : profileKeepalive != nil ? .profile : observed != nil ? .observed : .unknown,
      stepTimeoutSeconds: options.stepTimeout.seconds,
      sent: options.headers.map(\.name))
    settings.waitSeconds = options.wait?.seconds
    return settings
  }

  private func target(_ path: String) -> Target {
    let scheme = options.url.isSecure ? "wss" : "ws"
    var target = Target(
      url: "\(options.url.scheme)://\(options.url.authority)"
        + (options.url.path == "/" ? "" : context.recorder.shown(path: options.url.path)),
      webSocketURL: "\(scheme)://\(options.url.authority)\(path)",
      webSocketPathFrom: findings.target.pathFrom, endpointConfirmed: isConfirmed,
      pollingURL: findings.polling.flatMap { polling in
        polling.isOrdinaryPage
          ? nil
          : options.url.origin
            + context.recorder.shown(path: String(polling.target.prefix { $0 != "?" }))
      }, profile: discovered.profile.id, profileTitle: discovered.profile.title,
      profileFrom: discovered.profileFrom, addresses: context.addresses)
    if findings.arrival.isFollowed {
      target.redirectedFrom = findings.arrival.redirectedFrom
      target.takenWithoutTLS = findings.arrival.plainHandshake
    }
    return target
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
      || table.meets([.holds(.sessionIsRead)])
  }

  /// What was judged, and that nothing explains a failure when nothing does.
  private var allJudgements: [Judgement] {
    let explained = judgements.contains { $0.hypothesis.explainsAbove }
    let failed = findings.answers[.handshake].map { !$0.switched } ?? false
    guard failed, !explained, !isInterrupted else { return judgements }
    return judgements + [Judgement(unexplained: Hypothesis.unexplained, observations)]
  }

  private func diagnosis(_ judgement: Judgement) -> Evidence.Diagnosis {
    let hypothesis = judgement.hypothesis
    let proxies = proxies(of: judgement)
    var wording = wording(behind: proxies[0], on: hypothesis.rung)
    wording.call(proxies)
    return Evidence.Diagnosis(
      fault: hypothesis.fault, severity: hypothesis.severity, certainty: judgement.certainty,
      title: wording.fill(hypothesis.title), explanation: wording.fill(hypothesis.explanation),
      evidence: evidence(of: judgement).map {
        EvidenceLine(probe: $0.probe, fact: $0.text, observation: $0.id)
      },
      missingSteps: steps(judgement, behind: proxies),
      alternatives: judgement.alternatives.map {
        Alternative(fault: $0.fault, separatedBy: $0.separatedBy)
      },
      ruledOut: judgement.ruledOut.map {
        RuledOut(
          fault: $0.hypothesis.fault, called: $0.hypothesis.called, because: $0.by.text,
          observation: $0.by.id)
      })
  }

  /// What carries a judgement; the application's own words stand beside what is said of its refusal.
  private func evidence(of judgement: Judgement) -> [Observation] {
    var lines = judgement.support
    let words = observations.first {
      $0.name == (judgement.hypothesis.rung == .tunnel ? .closeSaysAbout : .saysAbout(.handshake))
    }
    guard [.upgrade, .tunnel].contains(judgement.hypothesis.rung), let words, !lines.contains(words)
    else { return lines }
    lines.insert(words, at: min(1, lines.count))
    return lines
  }

  /// A probe that was skipped because another failed is no choice of anybody's.
  private func isConsequence(_ probe: ProbeResult) -> Bool {
    guard let reason = probe.reason else { return false }
    return reason.hasSuffix("failed") || reason == "plain HTTP" || reason.contains("resolves names")
      || reason == "the product has none" || reason.hasPrefix("no application that is known")
  }

}
