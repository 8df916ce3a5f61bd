public import Connections
import Evidence
import HTTP1
import Synchronization
import Transport

extension ProbeContext {
  /// Reaches the target: name, connection, tunnel, TLS. Done at the first call; its connection
  /// carries the first request.
  public func reach() async -> DialRecord {
    let task = state.withLock { state in
      if let task = state.reach { return task }
      let task = Task(executorPreference: loop) { await self.makeFirstConnection() }
      state.reach = task
      if state.isStopped { task.cancel() }
      return task
    }
    return await task.value
  }

  private func makeFirstConnection() async -> DialRecord {
    let opening = await HTTPConnection.open(route, on: loop, deadline: stepDeadline)
    let dial = opening.dial
    let id = recorder.record(dial)
    state.withLock { state in
      state.dial = dial
      state.reached = opening.connection
      state.reachedID = id
      note(dial, in: &state.findings)
    }
    return dial
  }

  private func note(_ dial: DialRecord, in findings: inout Findings) {
    if settings.route.via != nil {
      if case .tunnel(let failure) = dial.failure {
        let marks = dial.marks
        let waited = marks.proxyTunnelStart.flatMap { start in
          marks.proxyTunnelEnd.map { ($0 - start).seconds }
        }
        findings.tunnel = failure.fact(after: waited ?? 0)
        findings.forwardProxy = failure.answer.flatMap {
          advice.products([.application: $0]).first?.product
        }
        return
      }
      findings.tunnel = .open
    } else {
      findings.resolve = resolveFact(dial)
      findings.attempts = dial.attempts.compactMap(\.fact)
    }
    guard settings.route.isSecure else { return }
    var tlsFailure: TLSFailure?
    if case .tls(let failure) = dial.failure { tlsFailure = failure }
    guard dial.tls != nil || tlsFailure != nil else { return }
    findings.tls = TLSFact(dial.tls, failure: tlsFailure)
    if settings.insecure { findings.tls?.problems = [] }
  }

  private func resolveFact(_ dial: DialRecord) -> ResolveFact? {
    if case .resolve(let failure) = dial.failure {
      switch failure {
      case .notFound: return .notFound
      case .failed(_, let text): return .failed(text)
      case .timedOut: return .timedOut
      case .cancelled: return nil
      }
    }
    let hosts = dial.addresses.map(\.host)
    return hosts == [settings.route.host] ? .literal(settings.route.host) : .resolved(hosts)
  }

  /// Whether the first connection's certificate held.
  var isVerified: Bool { state.withLock { $0.dial?.tls?.isVerified ?? false } }

  /// Why the target wasn't reached, as a reason to leave a probe out; `nil`: it was.
  public func unreached() async -> String? {
    guard let failure = await reach().failure else { return nil }
    return failure.phrase
  }

  /// Tries each of several addresses by itself; the first connection tells only of the fastest.
  public func tryEachAddress() async {
    let dial = await reach()
    guard settings.route.via == nil, dial.addresses.count > 1 else { return }
    var attempts: [ConnectAttempt] = []
    // A few at a time: the other probes hold connections to the target, too.
    for start in stride(from: 0, to: dial.addresses.count, by: 4) where !isStopped {
      let few = Array(dial.addresses[start..<min(start + 4, dial.addresses.count)])
      attempts += await Dialer.connectToEach(of: few, on: loop, deadline: stepDeadline)
    }
    if isStopped { return }
    let facts = attempts.compactMap(\.fact)
    note { $0.attempts = facts }
  }

  /// Whether a connection is reset although nothing is said in it: then no request is to blame.
  public func tryUnasked() async {
    guard settings.route.via == nil else { return }
    let addresses = await reach().addresses
    let (stream, attempts) = await Dialer.connect(to: addresses, on: loop, deadline: stepDeadline)
    defer { stream?.close() }
    if isStopped { return }
    let limit = EventLoop.now() + min(settings.stepTimeout, Self.patienceUnasked)
    var isReset = attempts.contains { $0.outcome == .reset }
    if let stream, case .end(.reset, _)? = try? await stream.read(deadline: limit) {
      isReset = true
    }
    let result = isReset
    note { $0.resetsUnasked = result }
  }

  /// A reset comes a round trip after the connection, and this is many.
  private static let patienceUnasked: Duration = .seconds(1)

  /// Whether the port answers a TLS handshake: for a plain HTTP address that gets no HTTP.
  public func tryTLS() async {
    var secure = route
    secure.isSecure = true
    secure.tls.verification = .recorded
    let opening = await HTTPConnection.open(secure, on: loop, deadline: stepDeadline)
    opening.connection?.close()
    if isStopped { return }
    let speaks: Bool
    switch opening.dial.failure {
    case nil, .tls(.alert): speaks = true
    default: speaks = false
    }
    note { $0.portSpeaksTLS = speaks }
  }

  /// Whether the port of an https address answers plain HTTP: for one whose TLS handshake gets no answer.
  /// Nothing of the user's is sent.
  public func tryPlainHTTP() async {
    guard settings.route.via == nil else { return }
    var plain = settings.route
    plain.isSecure = false
    guard let answers = await answersPlainly(plain, settings.authority) else { return }
    note { $0.portSpeaksHTTP = answers }
  }

  /// Whether a forward proxy that doesn't answer CONNECT answers anything.
  public func tryForwardProxy() async {
    guard let via = settings.route.via, !via.isSecure else { return }
    let proxy = Route(
      isSecure: false, host: via.host, port: via.port, resolver: SystemResolver(),
      userAgent: settings.userAgent)
    let host = via.host.contains(":") ? "[\(via.host)]" : via.host
    guard let answers = await answersPlainly(proxy, "\(host):\(via.port)") else { return }
    note { $0.forwardProxyAnswers = answers }
  }

  /// `nil`: stopped before it showed.
  private func answersPlainly(_ route: Route, _ authority: String) async -> Bool? {
    let opening = await HTTPConnection.open(route, on: loop, deadline: stepDeadline)
    let id = recorder.record(opening.dial)
    guard let connection = opening.connection else { return isStopped ? nil : false }
    defer { connection.close() }
    let request = RequestHead(
      method: "GET", target: "/",
      fields: ["Host": authority, "User-Agent": settings.userAgent, "Accept": "*/*"])
    let exchange = await connection.exchange(
      request, bodyLimit: InterviewSettings.bodyLimit, deadline: stepDeadline,
      until: { $0.response != nil })
    _ = recorder.record(exchange, ask: "plainHTTP", connection: id, author: nil)
    return isStopped ? nil : exchange.response != nil
  }

  /// Addresses of the target, as far as they are known.
  public var addresses: [String] {
    state.withLock { $0.dial?.addresses.map(\.host) ?? [] }
  }
}
