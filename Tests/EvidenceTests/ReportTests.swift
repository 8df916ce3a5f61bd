import Evidence
import FoundationEssentials
import Testing

@Suite struct ReportTests {
  private func encoded(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  private func decoded<Value: Decodable>(_ text: String, as type: Value.Type = Report.self) throws
    -> Value
  {
    try JSONDecoder().decode(type, from: Data(text.utf8))
  }

  @Test func `a report with everything in it comes back as it was`() throws {
    let report = Report.full
    #expect(try decoded(encoded(report)) == report)
  }

  @Test func `a report with nothing in it comes back as it was`() throws {
    let report = Report.bare
    #expect(try decoded(encoded(report)) == report)
  }

  @Test func `unknown is null, not applicable is absent`() throws {
    let text = try encoded(Report.bare)
    for key in [
      "\"webSocketURL\":null", "\"pollingURL\":null", "\"keepaliveSeconds\":null",
      "\"version\":null", "\"seconds\":null", "\"uncertaintySeconds\":null",
    ] {
      #expect(text.contains(key), "\(key)")
    }
    for key in ["handshakeSeconds", "resolveSeconds", "\"reason\"", "\"note\""] {
      #expect(!text.contains(key), "\(key)")
    }
  }

  @Test func `what is unknown may be absent in a report of an older version`() throws {
    var text = try encoded(Report.bare)
    for key in [",\"webSocketURL\":null", "\"pollingURL\":null,", "\"keepaliveSeconds\":null,"] {
      #expect(text.contains(key))
      text = text.replacing(key, with: "")
    }
    #expect(try decoded(text) == Report.bare)
  }

  @Test func `keys and ids of a newer version are no obstacle`() throws {
    var text = try encoded(Report.full)
    text = text.replacing(
      "\"schemaVersion\":\"1.0\"", with: "\"schemaVersion\":\"1.7\",\"new\":[{}]")
    text = text.replacing("upgrade.not-forwarded", with: "upgrade.of-tomorrow")
    text = text.replacing("\"product\":\"nginx\"", with: "\"product\":\"of-tomorrow\",\"more\":1")
    let report = try decoded(text)
    #expect(report.schemaVersion == "1.7")
    #expect(report.diagnoses.first?.fault == "upgrade.of-tomorrow")
    #expect(report.proxy.product == "of-tomorrow")
  }

  @Test func `what is no report of ours is refused`() throws {
    for text in ["", "{}", "[]", "null", "{\"kind\":\"check\"}"] {
      #expect(throws: (any Error).self) { try decoded(text) }
    }
  }

  @Test(arguments: [
    (ObservedValue.flag(true), "true"), (.flag(false), "false"), (.word("true"), "\"true\""),
    (.word(""), "\"\""), (.number(0), "0"), (.number(1), "1"), (.number(0.25), "0.25"),
  ])
  func `a value keeps its type`(value: ObservedValue, text: String) throws {
    #expect(try encoded([value]) == "[\(text)]")
    #expect(try decoded("[\(text)]", as: [ObservedValue].self) == [value])
  }

  @Test func `an identifier is a plain string`() throws {
    let id: FaultID = "upgrade.blocked"
    #expect(try encoded([id]) == "[\"upgrade.blocked\"]")
    #expect("\(id)" == "upgrade.blocked")
    let products: [ProductID] = ["nginx", "apache"]
    #expect(products.sorted() == ["apache", "nginx"])
  }

  @Test func `severities and certainties have an order`() {
    #expect(Severity.info < .warning && Severity.warning < .error)
    #expect(Certainty.possible < .likely && Certainty.likely < .proven)
    #expect(Set(Verdict.allCases.map(\.rawValue)).count == 4)
  }

  @Test func `a collection comes back as it was`() throws {
    let both = ReportCollection(verdict: .broken, exitStatus: 1, reports: [.full, .bare])
    #expect(try decoded(encoded(both), as: ReportCollection.self) == both)
  }
}

extension Report {
  static let bare = Report(
    startedAt: "2026-11-21T05:42:00.123Z", durationSeconds: 0, interrupted: false, exitStatus: 3,
    environment: Environment(system: "Debian 12", architecture: "x86_64", forwardProxy: .none),
    settings: Settings(
      quick: true, idleSeconds: 75, keepaliveSeconds: nil, keepaliveFrom: .unknown,
      stepTimeoutSeconds: 10, sent: []),
    target: Target(
      url: "https://chat.example.test", webSocketURL: nil, webSocketPathFrom: .profile,
      endpointConfirmed: false, pollingURL: nil, profile: "generic",
      profileTitle: "any application",
      profileFrom: .recognised, addresses: []),
    verdict: .inconclusive, summary: "", untested: [], hops: [],
    proxy: ProxyInFront(product: "unknown", version: nil, certainty: .possible), observations: [],
    diagnoses: [], setupSteps: [], probes: [], measurements: Measurements(), exchanges: [],
    connections: [], redactions: [])

  static var full: Report {
    var report = bare
    report.interrupted = true
    report.target.webSocketURL = "wss://chat.example.test/ws"
    report.proxy = ProxyInFront(product: "nginx", version: "1.22.1", certainty: .likely)
    report.hops = [
      Hop(role: .forwardProxy, product: "squid", version: nil, certainty: .proven, evidence: ["o1"])
    ]
    report.observations = [
      Observation(
        id: "o1", probe: "misroute", name: .sameAnswer(.handshake, .plainGet), value: true,
        text: "the same 404", exchanges: ["x1", "x2"]),
      Observation(
        id: "o2", probe: "idle", name: "age", value: .number(60.5), text: "", exchanges: []),
    ]
    let step = MissingStep(
      step: "nginx.upgrade-header", rank: 1, certainty: .likely, title: "t", file: "f",
      directive: "d", snippet: "line\n\"quoted\" \u{1F600}", placeholders: ["BACKEND"], apply: "a",
      verify: "v", source: "s", note: nil)
    var noted = step
    noted.note = "n"
    report.diagnoses = [
      Diagnosis(
        fault: "upgrade.not-forwarded", severity: .error, certainty: .likely, title: "t",
        explanation: "e",
        evidence: [EvidenceLine(probe: "misroute", fact: "f", observation: "o1")],
        missingSteps: [step, noted],
        alternatives: [Alternative(fault: "upgrade.blocked", separatedBy: "a beacon")],
        ruledOut: [
          RuledOut(fault: "tunnel.dead", called: "a dead tunnel", because: "b", observation: "o1")
        ])
    ]
    report.setupSteps = [
      StepStatus(
        step: "nginx.http-version", title: "t", status: .notNeeded, because: "b", today: "t"),
      StepStatus(step: "nginx.read-timeout", title: "t", status: .done, because: "b", today: nil),
    ]
    report.probes = [
      ProbeResult(
        id: "idle", title: "t", outcome: .skipped, reason: "quick", expected: "e", actual: nil),
      ProbeResult(
        id: "tls", title: "t", outcome: .warn, startSeconds: 1, durationSeconds: 2, expected: "e",
        actual: "a", facts: ["a": .flag(true), "b": .number(2), "c": .word("w")]),
    ]
    report.measurements.handshakeSeconds = 0.003
    report.measurements.idleLimit.state = .atLeast
    report.measurements.idleLimit.seconds = 75
    report.exchanges = [
      ExchangeRecord(
        id: "x1", ask: "handshake", connection: "c1",
        request: RequestRecord(
          method: "GET", target: "/ws", version: "HTTP/1.1", headers: [["Host", "h"], ["a", ""]]),
        response: ResponseRecord(
          status: 404, reason: "", version: "HTTP/1.1", headers: [["A", "b"], ["A", "c"]],
          bodyBytes: 796, bodyStart: "\u{0}\u{7F}\u{FFFD}", author: nil),
        failure: nil, interim: [103],
        seconds: ExchangeTimes(start: 0.1, firstByte: 0.2, head: nil, end: nil)),
      ExchangeRecord(
        id: "x2", ask: "plainGet", connection: nil,
        request: RequestRecord(method: "GET", target: "/", version: "HTTP/1.1", headers: []),
        response: nil, failure: "closed", interim: nil,
        seconds: ExchangeTimes(start: 0, firstByte: nil, head: nil, end: 1)),
    ]
    report.connections = [
      ConnectionRecord(
        id: "c1", address: "127.0.0.1", openedAtSeconds: 0, phases: ["connect": 0.1],
        traffic: [TrafficRecord(atSeconds: 1, direction: .sent, what: "ping", bytes: 8)],
        death: DeathReport(
          how: .closeFrame, by: .peer, ageSeconds: 60, silentSeconds: .init(sent: 1, received: 2),
          close: .init(code: nil, reason: "", firstBy: .peer))),
      ConnectionRecord(
        id: "c2", address: nil, openedAtSeconds: 0, phases: [:], traffic: [], death: nil),
    ]
    report.redactions = [Redaction(name: "Cookie", where: "request header", count: 4)]
    return report
  }
}
