import Evidence
import FoundationEssentials
import Testing

@Suite struct CaseResultTests {
  private func result(_ id: String, _ verdict: CaseResult.Verdict) -> CaseResult {
    CaseResult(
      id: id, level: .must, verdict: verdict, requirement: "r", expected: "e", actual: nil)
  }

  @Test func `a section is cited as people do`() {
    #expect(result("rfc6455.5.5.2.pong-echoes-payload", .pass).section == "RFC 6455 §5.5.2")
    #expect(result("rfc7692.7.1.offer-refused", .pass).section == "RFC 7692 §7.1")
  }

  @Test func `verdicts are counted`() {
    let counts = ConformanceFrame.Counts(
      [.pass, .pass, .fail, .nonStrict, .skipped, .inconclusive].map { result("rfc6455.1.a", $0) })
    #expect(counts.pass == 2 && counts.fail == 1 && counts.nonStrict == 1)
    #expect(counts.skipped == 1 && counts.inconclusive == 1)
  }

  @Test func `a proxy changes what comes out otherwise directly`() {
    var through = result("rfc6455.1.a", .fail)
    #expect(!through.isChangedByProxy)
    through.direct = DirectResult(result("rfc6455.1.a", .fail))
    #expect(!through.isChangedByProxy)
    through.direct = DirectResult(result("rfc6455.1.a", .pass))
    #expect(through.isChangedByProxy)
  }

  @Test func `a conformance report has cases and none of a check's lists`() throws {
    let bare = Report.bare
    let report = Report(
      conformance: ConformanceFrame(
        tier: .safe, strict: false, echo: .no, compression: false, directURL: nil,
        counts: .init(), connections: 1),
      cases: [result("rfc6455.1.a", .pass)], startedAt: bare.startedAt, durationSeconds: 1,
      interrupted: false, exitStatus: 0, environment: bare.environment, settings: bare.settings,
      target: bare.target, verdict: .healthy, summary: "s", measurements: bare.measurements,
      redactions: [])
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text = String(decoding: try encoder.encode(report), as: UTF8.self)
    for key in ["observations", "diagnoses", "setupSteps", "probes"] {
      #expect(!text.contains("\"\(key)\""), "\(key)")
    }
    #expect(text.contains("\"kind\":\"conformance\""))
    #expect(try JSONDecoder().decode(Report.self, from: Data(text.utf8)) == report)
    // A check keeps its lists also when they are empty.
    let check = String(decoding: try encoder.encode(bare), as: UTF8.self)
    #expect(check.contains("\"diagnoses\":[]") && !check.contains("\"cases\""))
  }
}
