public import Connections
import Diagnosis
public import Evidence
import HTTP1
import Knowledge
import ProbeKit
import Probes
import Transport

/// Runs one check and returns its report; it never throws: what fails becomes part of the report.
///
/// - Parameters:
///   - stop: ends the run early; the report then says `interrupted`.
///   - progress: called from another task, in the order of events.
public func investigate(
  _ options: CheckOptions, stop: StopSignal = StopSignal(),
  progress: @escaping @Sendable (Progress) -> Void
) async -> Report {
  do {
    return try await EventLoop.run { loop in
      let clock = Task(executorPreference: loop) { await limit(options.maxTime, stop) }
      defer { clock.cancel() }
      let begun = (EventLoop.now(), WallClock.unixMilliseconds())
      let arrival = Arrival(options, stop: stop, loop: loop, progress: progress)
      var fact = ArrivalFact()
      if let wait = options.wait {
        let waiting = Task(executorPreference: loop) { await arrival.waitUntilUp(for: wait) }
        stop.whenStopped { waiting.cancel() }
        fact.waitedSeconds = await waiting.value
      }
      let given = Investigation(
        options, arrival: arrival, fact, begun: begun, stop: stop, progress: progress, loop: loop)
      guard let (found, redirect) = await given.browserEndsUp(after: fact) else {
        return await given.run()
      }
      return await Investigation(
        found, arrival: arrival, redirect, begun: begun, stop: stop, progress: progress, loop: loop
      ).run()
    }
  } catch {
    return Investigation.failed(options, because: "\(error)")
  }
}

/// Stops a run that takes longer than it may.
private func limit(_ time: Duration?, _ stop: StopSignal) async {
  guard let time else { return }
  do {
    try await Task.sleep(for: time)
    stop.stop(signal: 0)
  } catch {
    // The run ended before its limit.
  }
}

/// The loop of one check: probes, judgement, the asks that separate what is left, the report.
struct Investigation: Sendable {
  /// Requests that a run may cost altogether, and rounds of further asks.
  private static let askLimit = 18
  private static let roundLimit = 3

  let options: CheckOptions
  private let arrival: Arrival
  let discovery: Discovery
  let context: ProbeContext
  private let stop: StopSignal
  private let progress: @Sendable (Progress) -> Void
  private let judge = Judge(Hypothesis.all)
  let startedAt: Moment
  let wallClock: Int64

  init(
    _ options: CheckOptions, arrival: Arrival, _ fact: ArrivalFact,
    begun: (at: Moment, wallClock: Int64), stop: StopSignal,
    progress: @escaping @Sendable (Progress) -> Void, loop: EventLoop
  ) {
    self.options = options
    self.arrival = arrival
    self.stop = stop
    self.progress = progress
    startedAt = begun.at
    wallClock = begun.wallClock
    let discovery = Discovery(options)
    self.discovery = discovery
    let route = Route(options)
    var settings = InterviewSettings(
      route: route, authority: options.url.authority, origin: options.origin ?? options.url.origin,
      applicationTarget: options.url.namesEndpoint || options.pathFromCurl
        ? "/" : options.url.target,
      addedFields: options.headers, subprotocols: options.subprotocols,
      userAgent: "wsdoctor/\(Tool.currentVersion)", stepTimeout: options.stepTimeout,
      insecure: options.insecure, fingerprints: options.fingerprintRequests)
    settings.quick = options.quick
    settings.idle = options.idle
    if let most = options.mostRequests { settings.mostRequests = most }
    let endpoint = discovery.result.endpoint
    var findings = Findings(
      target: TargetFacts(
        isSecure: options.url.isSecure, host: options.url.host,
        webSocketPath: String(endpoint.target.prefix { $0 != "?" }),
        applicationPath: settings.applicationTarget, pathFrom: endpoint.from,
        pathIsFixed: endpoint.isFixed, offersSubprotocols: !options.subprotocols.isEmpty,
        sendsCredentials: !options.headers.isEmpty))
    findings.target.authority = options.url.authority
    findings.arrival = fact
    let recorder = Recorder(
      startedAt: startedAt,
      secrets: Secrets.subprotocols(options.subprotocols)
        + Secrets.credentials(inAddress: options.via?.url ?? "")
        + Secrets.values(
          fields: options.headers,
          targets: [options.url.target]
            + [options.webSocketPath, options.pollingPath].compactMap { $0 }),
      showsSecrets: options.showSecrets)
    context = ProbeContext(
      settings: settings, findings: findings, recorder: recorder, loop: loop,
      advice: Self.advice(options, discovery, recorder, progress))
    if let behind = options.behind, behind != "unknown" {
      context.note { findings in
        findings.proxy = behind
        findings.proxyName = ProxyProduct.name(of: behind)
        findings.proxyHabits = ProxyProduct.product(behind)?.habits(of: nil) ?? []
      }
    }
  }

  /// Where a browser ends up that is sent to https; `nil`: it stays, and so does the run.
  fileprivate func browserEndsUp(after fact: ArrivalFact) async -> (CheckOptions, ArrivalFact)? {
    // A ws:// address is asked as it was given: no client follows a redirect there.
    guard options.url.scheme == .http, runs("http") || runs("upgrade") else { return nil }
    stop.whenStopped { context.stop() }
    guard let page = await context.answer(to: .application)?.response?.head,
      let (found, redirect) = await arrival.follow(page, after: fact)
    else { return nil }
    guard redirect.isFollowed else {
      context.note { $0.arrival = redirect }
      return nil
    }
    context.closeKept()
    return (found, redirect)
  }

  func run() async -> Report {
    let context = context
    let work = Task(executorPreference: context.loop) { await probe() }
    stop.whenStopped {
      context.stop()
      work.cancel()
    }
    let watch = Task(executorPreference: context.loop) { await giveUpWithoutMatch() }
    defer { watch.cancel() }
    return report(await work.value)
  }

  /// Runs the probes, and asks on while that can tell more.
  private func probe() async -> [ProbeResult] {
    let progress = progress
    let results = await ProbeRunner(
      catalogue, only: options.only, skip: options.skip,
      began: { progress(.started($0)) }, ended: { progress(.finished($0)) }
    ).run(in: context)
    if runs("upgrade") { await askOn() }
    if context.findings.arrival.isFollowed, !context.isStopped {
      let taken = await arrival.plainHandshake(at: await context.endpoint().target)
      context.note { $0.arrival.plainHandshake = taken }
    }
    context.closeKept()
    return results
  }

  private func runs(_ id: ProbeID) -> Bool {
    !options.skip.contains(id) && (options.only.isEmpty || options.only.contains(id))
  }

  /// Asks that make no sense of this target.
  private var impossible: Set<Ask> {
    var impossible: Set<Ask> = [
      context.subprotocols.isEmpty ? .withoutSubprotocol : .knownSubprotocols
    ]
    if context.settings.originOverHTTP == nil { impossible.insert(.originOverHTTP) }
    if context.settings.applicationTarget.prefix(while: { $0 != "?" }) == "/" {
      impossible.insert(.root)
    }
    // The page's endpoint is the one that is asked.
    if context.findings.target.pathFrom == .page { impossible.insert(.pageEndpoint) }
    return impossible.union(
      Ask.ofProducts.filter { context.advice.productTarget($0, "/") == nil })
  }

  /// While survivors disagree about an ask not yet made, makes the cheapest.
  private func askOn() async {
    var excluded = impossible
    if !runs("fingerprint") { excluded.formUnion(Ask.fingerprints) }
    if !runs("misroute") { excluded.formUnion([.plainGet, .sibling]) }
    for _ in 0..<Self.roundLimit {
      let made = context.asked
      let room = room
      let next = judge.asks(
        after: context.findings.observations(), made: made, impossible: excluded,
        definitions: ObservationDefinition.all)
      guard !next.isEmpty, room > 0, !context.isStopped,
        await context.reach().failure == nil
      else { return }
      // One that has to be alone comes last, by itself.
      let together = next.filter { $0.cost == 1 }.prefix(min(room, 6))
      await withTaskGroup(of: Void.self) { group in
        for ask in together.isEmpty ? next.prefix(1) : together {
          group.addTask { _ = await context.answer(to: ask) }
        }
      }
      if Self.flipped(context.findings) { await context.repeatHandshake() }
      if Self.isTakenAlone(context.findings) { await context.repeatTogether(atMost: self.room) }
    }
  }

  /// As many requests may still be made. Not every ask costs one: the root may be the application's own address.
  private var room: Int {
    let findings = context.findings
    let requests = Set(findings.answers.values.map(\.exchange)).count
    return Self.askLimit - requests - max(0, findings.tries.count - 1) - findings.together.count
  }

  /// Whether a changed handshake was taken where the usual one was not.
  private static func flipped(_ findings: Findings) -> Bool {
    guard let usual = findings.answers[.handshake], !usual.switched else { return false }
    return findings.answers.contains { ask, answer in
      ask.path == .webSocket && ask.upgrade != nil && ask != .handshakeAlone && answer.switched
    }
  }

  /// Whether the usual handshake was refused first, and taken once nothing else of ours was open.
  private static func isTakenAlone(_ findings: Findings) -> Bool {
    findings.answers[.handshake]?.switched == false
      && findings.answers[.handshakeAlone]?.switched == true
  }

  /// Ends a run for which an address was given that none of its connections is made to: its report
  /// would be that of another machine. Only a redirect leads to further ones.
  private func giveUpWithoutMatch() async {
    guard let lookUps = options.lookUps, !options.doubtfulResolve.isEmpty else { return }
    for ask in [Ask.application, .handshake] {
      if await context.answer(to: ask)?.kind == .redirect { return }
    }
    guard !lookUps.unmatched(options.doubtfulResolve).isEmpty else { return }
    lookUps.giveUp()
    stop.stop(signal: 0)
  }

  /// Observations whose answers are there and show nothing.
  private func unreadable(_ observations: [Observation]) -> Set<ObservationName> {
    let answered = Set(context.findings.answers.keys)
    let made = Set(observations.map(\.name))
    return Set(
      ObservationDefinition.all.filter {
        !$0.asks.isEmpty && !made.contains($0.name) && answered.isSuperset(of: $0.asks)
      }
      .map(\.name))
  }

  /// Observations that wait for an answer that nobody asked for; what can't be asked isn't waited for.
  private func unasked(_ observations: [Observation]) -> Set<ObservationName> {
    let asked = context.asked.union(impossible)
    let made = Set(observations.map(\.name))
    return Set(
      ObservationDefinition.all.filter {
        !made.contains($0.name) && !asked.isSuperset(of: $0.asks)
      }
      .map(\.name))
  }

  private func report(_ results: [ProbeResult]) -> Report {
    var findings = context.findings
    if let issuer = findings.tls?.issuer {
      findings.tls?.interceptor = Interceptors.name(inIssuer: issuer)
    }
    // Their sentences quote what came from outside.
    let observations = findings.observations().map { observation in
      var shown = observation
      shown.text = context.recorder.shown(observation.text, in: "observation")
      return shown
    }
    return ReportBuilder(
      investigation: self, findings: findings, observations: observations,
      judgements: judge.judge(
        observations, unreadable: unreadable(observations), unasked: unasked(observations)),
      probes: results,
      isInterrupted: stop.signal != nil, signal: stop.signal
    ).report()
  }
}

extension Route {
  /// The way that the options describe.
  public init(_ options: CheckOptions) {
    var resolver: any Resolver = SystemResolver()
    if !options.resolve.isEmpty {
      var table = TableResolver(asked: { [lookUps = options.lookUps] host, port in
        lookUps?.note(host, port)
      })
      for entry in options.resolve {
        if let address = SocketAddress(entry.address, port: entry.port) {
          table.add([address], host: entry.host, port: entry.port)
        }
      }
      resolver = table
    }
    var identity: TLSOptions.Identity?
    if let certificate = options.clientCertificateFile {
      identity = .init(
        certificateFile: certificate, keyFile: options.clientKeyFile ?? certificate)
    }
    let tls = TLSOptions(
      trust: options.caFile.map { .file($0) } ?? .system, verification: .recorded,
      clientIdentity: identity)
    self.init(
      isSecure: options.url.isSecure, host: options.url.host, port: options.url.port,
      resolver: resolver, via: options.via.flatMap { ForwardProxy($0.url) }, tls: tls,
      userAgent: "wsdoctor/\(Tool.currentVersion)")
  }
}
