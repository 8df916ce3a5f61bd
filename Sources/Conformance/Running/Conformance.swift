public import Evidence
import Transport

/// Holds an endpoint against RFC 6455 and RFC 7692 and returns the report; it never throws.
///
/// - Parameters:
///   - startedAt: RFC 3339, as the report says it.
///   - progress: called from other tasks.
public func conform(
  _ options: ConformanceOptions, environment: Environment, startedAt: String,
  stop: ConformanceStop = ConformanceStop(),
  progress: @escaping @Sendable (ConformanceProgress) -> Void = { _ in }
) async -> Report {
  let begun = EventLoop.now()
  var builder = ConformanceReport(
    options: options, environment: environment, startedAt: startedAt, begun: begun, stop: stop)
  do {
    let (through, direct) = try await EventLoop.run { loop in
      let work = Task(executorPreference: loop) {
        func run(_ endpoint: Endpoint) async -> ConformanceRun.Outcome {
          await ConformanceRun(
            endpoint: endpoint, options: options, loop: loop, startedAt: begun, stop: stop,
            progress: progress
          ).run()
        }
        let through = await run(options.endpoint)
        guard let address = options.direct else { return (through, ConformanceRun.Outcome?.none) }
        return (through, await run(address))
      }
      stop.whenStopped { work.cancel() }
      return await work.value
    }
    builder.through = through
    builder.direct = direct
  } catch {
    builder.failure = "\(error)"
  }
  return builder.report()
}

/// Puts the report of a run together.
struct ConformanceReport {
  let options: ConformanceOptions
  let environment: Environment
  let startedAt: String
  let begun: Moment
  let stop: ConformanceStop
  var through: ConformanceRun.Outcome?
  var direct: ConformanceRun.Outcome?
  /// Why the run could not begin.
  var failure: String?

  func report() -> Report {
    var redactor = Redactor(secrets: options.secrets)
    var cases = (through?.cases ?? []).map { Self.redacted($0, &redactor) }
    if let direct {
      let results = Dictionary(
        uniqueKeysWithValues: direct.cases.map { ($0.id, Self.redacted($0, &redactor)) })
      for index in cases.indices {
        cases[index].direct = results[cases[index].id].map { DirectResult($0) }
      }
    }
    let survey = through?.survey ?? Survey()
    let counts = ConformanceFrame.Counts(cases)
    let verdict = verdict(survey, counts)
    var measurements = Measurements()
    measurements.handshakeSeconds = survey.handshakeSeconds
    return Report(
      conformance: ConformanceFrame(
        tier: options.tier, strict: options.strict, echo: echo(survey),
        compression: survey.compresses, directURL: options.directURL, counts: counts,
        connections: (through?.connections ?? 0) + (direct?.connections ?? 0)),
      cases: cases, startedAt: startedAt, durationSeconds: (EventLoop.now() - begun).inSeconds,
      interrupted: stop.signal != nil, exitStatus: exitStatus(verdict, survey, counts),
      environment: environment,
      settings: Settings(
        quick: false, idleSeconds: 0, keepaliveSeconds: nil, keepaliveFrom: .unknown,
        stepTimeoutSeconds: options.stepTimeout.inSeconds, sent: options.sent),
      target: Target(
        url: options.url, webSocketURL: options.url, webSocketPathFrom: .option,
        endpointConfirmed: through != nil && survey.obstacle == nil, pollingURL: nil,
        profile: "generic", profileTitle: "", profileFrom: .option, addresses: survey.addresses),
      verdict: verdict, summary: summary(survey, counts, cases), measurements: measurements,
      redactions: redactor.redactions)
  }

  private static func redacted(_ result: CaseResult, _ redactor: inout Redactor) -> CaseResult {
    var result = result
    result.actual = result.actual.map { redactor.text($0, "case") }
    result.reason = result.reason.map { redactor.text($0, "case") }
    for place in result.transcript.indices {
      result.transcript[place].what = redactor.text(result.transcript[place].what, "case")
    }
    return result
  }

  private func echo(_ survey: Survey) -> ConformanceFrame.Echo {
    if options.echo { return .option }
    if survey.echoes { return .yes }
    return survey.isTalkative ? .no : .unknown
  }

  /// What counts as failed.
  private func failed(_ counts: ConformanceFrame.Counts) -> Int {
    counts.fail + (options.strict ? counts.nonStrict : 0)
  }

  private func verdict(_ survey: Survey, _ counts: ConformanceFrame.Counts) -> Verdict {
    if survey.obstacle?.isUnreachable == true || through?.lost != nil { return .broken }
    if survey.obstacle != nil || failure != nil { return .inconclusive }
    if failed(counts) > 0 { return .degraded }
    return counts.pass + counts.nonStrict > 0 ? .healthy : .inconclusive
  }

  private func exitStatus(
    _ verdict: Verdict, _ survey: Survey, _ counts: ConformanceFrame.Counts
  ) -> Int {
    if let signal = stop.signal { return 128 + Int(signal) }
    switch verdict {
    case .broken, .degraded: return 1
    case .inconclusive: return 3
    case .healthy: return 0
    }
  }

  private func summary(
    _ survey: Survey, _ counts: ConformanceFrame.Counts, _ cases: [CaseResult]
  ) -> String {
    if let failure { return "The run could not begin: \(failure)." }
    if let obstacle = survey.obstacle { return obstacle.sentence }
    if let lost = through?.lost {
      let state =
        lost.status.map { "A correct handshake is answered with \($0) now" }
        ?? "The server takes no connections any more"
      return lost.cases.isEmpty
        ? "\(state)."
        : "\(state): it went away while it was tried with \(ConformanceReport.named(lost.cases))."
    }
    let tried = counts.pass + counts.nonStrict + counts.fail
    guard tried > 0 else { return "No requirement could be judged." }
    let failed = failed(counts)
    guard failed > 0 else {
      let rest = counts.nonStrict == 0 ? "" : ", \(counts.nonStrict) of them not in the best way"
      return tried == 1
        ? "The one requirement that was tried is met\(rest)."
        : "All \(tried) requirements that were tried are met\(rest)."
    }
    let ids = cases.filter {
      $0.verdict == .fail || options.strict && $0.verdict == .nonStrict
    }.map(\.id)
    let named = ConformanceReport.named(ids)
    if tried == 1 { return "The one requirement that was tried is not met: \(named)." }
    return "\(failed) of \(tried) requirements \(failed == 1 ? "is" : "are") not met: \(named)."
  }

  private static func named(_ ids: [String]) -> String {
    ids.prefix(3).joined(separator: ", ") + (ids.count > 3 ? ", …" : "")
  }
}
