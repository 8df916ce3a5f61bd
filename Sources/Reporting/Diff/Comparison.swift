public import Evidence
public import ReportDocument

/// Compares two reports by what they mean: times only beyond their noise, fields only if they don't
/// change by themselves, questions only if both sides asked them.
public struct Comparison {
  /// Why two documents have nothing to compare.
  public enum Problem: Error, Sendable, Equatable, CustomStringConvertible {
    case otherKind(String, String)
    case otherNumber(Int, Int)
    case isDiff
    case isLint

    public var description: String {
      switch self {
      case .otherKind(let a, let b): "a report of the kind \(a) can't be compared with a \(b)"
      case .otherNumber(let a, let b):
        "the first has the reports of \(a) targets and the second of \(b): their order pairs them"
      case .isDiff:
        "what differs between two reports is no report itself; wsdoctor render shows it"
      case .isLint: "what a configuration says is no run; wsdoctor render shows it"
      }
    }
  }

  /// A time has changed if one is more than twice the other and they are so far apart. Seconds.
  static let noise = 0.2
  /// An age or a limit has changed if it differs by more than the uncertainties, this (in seconds)
  /// and a twentieth.
  static let leastStep = 0.5

  /// What the figures' comparison goes by, for people.
  public static let rule =
    "Times differ if one is more than twice the other and they are 200 ms apart; limits and ages by "
    + "more than their uncertainty, half a second and a twentieth."

  private let a: Report
  private let b: Report
  private var changes: [ReportDiff.Change] = []

  private init(_ a: Report, _ b: Report) {
    self.a = a
    self.b = b
  }

  public static func diff(_ a: Document, _ b: Document) throws(Problem) -> ReportDiff {
    for case .diff in [a, b] { throw .isDiff }
    for case .lint in [a, b] { throw .isLint }
    let (first, second) = (a.reports, b.reports)
    guard first.count == second.count else {
      throw .otherNumber(first.count, second.count)
    }
    var pairs: [ReportDiff.Pair] = []
    for (a, b) in zip(first, second) {
      guard a.kind == b.kind else { throw .otherKind(a.kind, b.kind) }
      pairs.append(Comparison(a, b).pair)
    }
    return ReportDiff(pairs: pairs, summary: summary(pairs))
  }

  private var pair: ReportDiff.Pair {
    var found = self
    found.compareJudgement()
    found.compareProbes()
    found.compareMeasurements()
    found.compareAnswers()
    found.compareConnections()
    var conditions = self
    conditions.compareConditions()
    return .init(
      a: .init(a), b: .init(b), conditions: conditions.changes, changes: found.changes)
  }

  private static func summary(_ pairs: [ReportDiff.Pair]) -> String {
    let count = pairs.map(\.changes.count).reduce(0, +)
    guard count > 0 else { return "Nothing that was found differs." }
    let words = pairs.map { pair in
      pair.a.verdict == pair.b.verdict
        ? "both are \(pair.a.verdict.rawValue)"
        : "A is \(pair.a.verdict.rawValue), B is \(pair.b.verdict.rawValue)"
    }
    let faults = pairs.flatMap(\.changes).filter { $0.area == .fault }
    func list(_ changes: [ReportDiff.Change], _ word: String) -> String? {
      changes.isEmpty ? nil : "\(word) \(changes.map(\.name).joined(separator: ", "))"
    }
    let parts = [
      list(faults.filter { $0.a != nil && $0.b == nil }, "only A has"),
      list(faults.filter { $0.a == nil && $0.b != nil }, "only B has"),
    ].compactMap { $0 }
    return ([words.joined(separator: "; ")] + parts).joined(separator: "; ") + "."
  }

  private mutating func note(
    _ area: ReportDiff.Change.Area, _ name: String, _ a: String?, _ b: String?
  ) {
    if a != b { changes.append(.init(area, name, a, b)) }
  }

  /// By key, in the order of the first side, then what only the second has.
  private mutating func note<Element>(
    _ area: ReportDiff.Change.Area, _ a: [Element], _ b: [Element], key: (Element) -> String,
    _ value: (Element) -> String
  ) {
    let (first, second) = (Self.table(a, key, value), Self.table(b, key, value))
    var seen: Set<String> = []
    for key in (a + b).map(key) where seen.insert(key).inserted {
      note(area, key, first[key], second[key])
    }
  }

  private static func table<Element>(
    _ list: [Element], _ key: (Element) -> String, _ value: (Element) -> String
  ) -> [String: String] {
    Dictionary(list.map { (key($0), value($0)) }) { first, _ in first }
  }

  private mutating func compareConditions() {
    note(.target, "url", a.target.url, b.target.url)
    note(.target, "webSocketURL", a.target.webSocketURL, b.target.webSocketURL)
    note(.target, "profile", a.target.profile.rawValue, b.target.profile.rawValue)
    note(
      .target, "addresses", a.target.addresses.sorted().joined(separator: " "),
      b.target.addresses.sorted().joined(separator: " "))
    let (s, t) = (a.settings, b.settings)
    note(.settings, "quick", "\(s.quick)", "\(t.quick)")
    note(.settings, "idle", "\(Span(s.idleSeconds))", "\(Span(t.idleSeconds))")
    note(
      .settings, "keepalive", s.keepaliveSeconds.map { "\(Span($0))" },
      t.keepaliveSeconds.map { "\(Span($0))" })
    note(
      .settings, "timeout", "\(Span(s.stepTimeoutSeconds))", "\(Span(t.stepTimeoutSeconds))")
    note(
      .settings, "sent", s.sent.sorted().joined(separator: " "),
      t.sent.sorted().joined(separator: " "))
    note(.settings, "interrupted", "\(a.interrupted)", "\(b.interrupted)")
    note(.environment, "system", a.environment.system, b.environment.system)
    note(.environment, "architecture", a.environment.architecture, b.environment.architecture)
    note(
      .environment, "forwardProxy", a.environment.forwardProxy.rawValue,
      b.environment.forwardProxy.rawValue)
    note(.environment, "wsdoctor", a.tool.version, b.tool.version)
  }

  private mutating func compareJudgement() {
    note(.verdict, "verdict", a.verdict.rawValue, b.verdict.rawValue)
    note(
      .target, "endpointConfirmed", "\(a.target.endpointConfirmed)",
      "\(b.target.endpointConfirmed)")
    note(.fault, a.diagnoses, b.diagnoses, key: \.fault.rawValue) {
      "\($0.severity.rawValue), \($0.certainty.rawValue)"
    }
    note(
      .step, a.diagnoses.flatMap(\.missingSteps), b.diagnoses.flatMap(\.missingSteps),
      key: \.step.rawValue
    ) { "\($0.certainty.rawValue)" }
    let suggested = Set(changes.filter { $0.area == .step }.map(\.name))
    let isOpen = { (step: StepStatus) in !suggested.contains(step.step.rawValue) }
    note(
      .step, a.setupSteps.filter(isOpen), b.setupSteps.filter(isOpen), key: \.step.rawValue
    ) { $0.status.rawValue }
    note(.proxy, "proxy", name(a.proxy), name(b.proxy))
  }

  private func name(_ proxy: ProxyInFront) -> String {
    proxy.label + (proxy.version.map { " \($0)" } ?? "")
  }

  private mutating func compareProbes() {
    note(.probe, a.probes, b.probes, key: \.id.rawValue) { $0.outcome.rawValue }
    note(.case, a.cases ?? [], b.cases ?? [], key: \.id) { result in
      let isOdd = [.wrongCode, .unclean].contains(result.closing)
      return result.verdict.rawValue + (isOdd ? ", closing \(result.closing.rawValue)" : "")
    }
  }

  private mutating func compareMeasurements() {
    let (m, n) = (a.measurements, b.measurements)
    for (name, x, y) in [
      ("resolve", m.resolveSeconds, n.resolveSeconds),
      ("connect", m.connectSeconds, n.connectSeconds), ("tls", m.tlsSeconds, n.tlsSeconds),
      ("handshake", m.handshakeSeconds, n.handshakeSeconds),
      ("ping", m.pingSeconds, n.pingSeconds),
    ] {
      if let x, let y, abs(x - y) <= Self.noise || max(x, y) <= 2 * min(x, y) { continue }
      note(.measurement, name, x.map { "\(Span($0))" }, y.map { "\(Span($0))" })
    }
    let (l, k) = (m.idleLimit, n.idleLimit)
    let doubt = (l.uncertaintySeconds ?? 0) + (k.uncertaintySeconds ?? 0)
    if l.state == k.state, let x = l.seconds, let y = k.seconds, !Self.differs(x, y, doubt) {
      return
    }
    note(.measurement, "idleLimit", Self.text(l), Self.text(k))
  }

  private static func differs(_ x: Double, _ y: Double, _ doubt: Double = 0) -> Bool {
    abs(x - y) > max(doubt, leastStep, max(x, y) / 20)
  }

  private static func text(_ limit: IdleLimit) -> String? {
    guard let seconds = limit.seconds else { return nil }
    switch limit.state {
    case .measured: return "\(Span.tenths(seconds)) s"
    case .atLeast: return "at least \(Span.tenths(seconds)) s"
    case .notMeasured: return nil
    }
  }

  /// The first answer to each question that both asked.
  private mutating func compareAnswers() {
    var seen: Set<String> = []
    for x in a.exchanges where seen.insert(x.ask).inserted {
      guard let y = b.exchanges.first(where: { $0.ask == x.ask }) else { continue }
      let before = changes.count
      note(.answer, x.ask, answer(x), answer(y))
      // Another answer has other fields: listing them says nothing new.
      guard changes.count == before, let r = x.response, let s = y.response else { continue }
      note(.header, fields(r), fields(s), key: { "\(x.ask) \($0.name)" }, \.value)
    }
  }

  private func answer(_ exchange: ExchangeRecord) -> String {
    guard let response = exchange.response else { return exchange.failure ?? "no answer" }
    return "\(response.status)" + (response.author.map { ", written by \($0)" } ?? "")
  }

  /// Fields that are new with each answer.
  private static let volatile: Set<String> = [
    "age", "cf-ray", "content-length", "date", "etag", "expires", "last-modified",
    "sec-websocket-accept", "set-cookie", "x-anodeid", "x-arequestid", "x-request-id", "x-varnish",
  ]

  /// Of a value that was left out, only that there is one is compared.
  private func fields(_ response: ResponseRecord) -> [(name: String, value: String)] {
    var values: [String: String] = [:]
    var names: [String] = []
    for field in response.headers {
      guard let first = field.first?.lowercased(), !Self.volatile.contains(first) else { continue }
      let text = field.dropFirst().joined(separator: " ")
        .replacing(/\([0-9]+ characters\)/, with: "(left out)")
      if values[first] == nil { names.append(first) }
      values[first] = values[first].map { "\($0), \(text)" } ?? text
    }
    return names.map { ($0, values[$0] ?? "") }
  }

  /// How those that were held side by side ended; of the others, how the one of the handshake did.
  private mutating func compareConnections() {
    func named(_ report: Report) -> [(name: String, death: DeathReport)] {
      let handshake = report.exchanges.first { $0.ask == "handshake" }?.connection
      return report.connections.compactMap { connection in
        guard let death = connection.death else { return nil }
        if let habit = connection.habit { return (habit, death) }
        return connection.id == handshake ? ("handshake", death) : nil
      }
    }
    let (x, y) = (named(a), named(b))
    for (name, death) in x {
      guard let other = y.first(where: { $0.name == name })?.death else { continue }
      let isAlike =
        death.how == other.how && death.by == other.by && death.close?.code == other.close?.code
      // When we end it, its age is our own doing.
      let isOurs = death.how == .stillOpen || death.by == .us
      if isAlike && (isOurs || !Self.differs(death.ageSeconds, other.ageSeconds)) { continue }
      note(.connection, name, text(death), text(other))
    }
  }

  private func text(_ death: DeathReport) -> String {
    let age = "\(Span.tenths(death.ageSeconds)) s"
    if death.how == .stillOpen { return "still open after \(age)" }
    let code = death.close?.code.map { " \($0)" } ?? ""
    return
      "\(death.how.rawValue)\(code) by \(death.by == .peer ? "the other side" : "us") after \(age)"
  }
}
