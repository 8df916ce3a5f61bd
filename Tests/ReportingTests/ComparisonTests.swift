import Evidence
import Testing

@testable import ReportDocument
@testable import Reporting

@Suite struct ComparisonTests {
  typealias Change = ReportDiff.Change

  private func diff(_ a: Report, _ b: Report) throws -> ReportDiff {
    try Comparison.diff(.report(a), .report(b))
  }

  private func changes(_ change: (inout Report) -> Void) throws -> [Change] {
    var other = Sample.withEverything
    change(&other)
    let diff = try diff(Sample.withEverything, other)
    #expect(diff.pairs[0].conditions.isEmpty)
    #expect(diff.same == diff.pairs[0].changes.isEmpty)
    #expect(diff.exitStatus == (diff.same ? 0 : 1))
    return diff.pairs[0].changes
  }

  @Test(arguments: TextRendererTests.samples.keys.sorted())
  func `a report is the same as itself`(name: String) throws {
    let report = try #require(TextRendererTests.samples[name])
    let diff = try diff(report, report)
    #expect(diff.same && diff.exitStatus == 0)
    #expect(diff.pairs.allSatisfy { $0.conditions.isEmpty && $0.changes.isEmpty })
  }

  @Test func `before and after is as it was looked at`() throws {
    let diff = try diff(Sample.upgradeNotForwarded, Sample.idleTooShort)
    for id in ["text", "markdown", "json"] {
      let format = try #require(Format.named(id))
      try Golden.expect(try format.render(.diff(diff)), is: "ComparisonTests.\(id)")
    }
  }

  @Test func `verdict, faults and steps`() throws {
    let found = try changes { report in
      report.verdict = .broken
      report.diagnoses[0].certainty = .proven
      report.diagnoses.removeLast()
      report.diagnoses[0].missingSteps[0].step = "nginx.http-version"
    }
    #expect(
      found == [
        Change(.verdict, "verdict", "degraded", "broken"),
        Change(.fault, "upgrade.not-forwarded", "error, likely", "error, proven"),
        Change(.fault, "idle.no-margin", "warning, proven", nil),
        Change(.step, "nginx.upgrade-header", "likely", nil),
        Change(.step, "nginx.http-version", nil, "likely"),
      ])
  }

  @Test func `probes, the proxy and answers with their fields`() throws {
    let found = try changes { report in
      report.probes[5].outcome = .pass
      report.proxy.version = "1.24.0"
      report.exchanges[0].response?.headers = [["Server", "nginx/1.24.0"], ["Date", "x"]]
      report.exchanges[1].failure = "closed"
    }
    #expect(
      found == [
        Change(.proxy, "proxy", "nginx 1.22.1", "nginx 1.24.0"),
        Change(.probe, "upgrade", "fail", "pass"),
        Change(.header, "handshake server", "nginx/1.22.1", "nginx/1.24.0"),
        Change(.answer, "plainGet", "no answer within 10 s", "closed"),
      ])
  }

  @Test func `of an answer with another status the fields are not listed`() throws {
    let found = try changes { report in
      report.exchanges[0].response?.status = 101
      report.exchanges[0].response?.headers = []
    }
    #expect(
      found == [
        Change(.answer, "handshake", "404, written by Tomcat", "101, written by Tomcat")
      ])
  }

  @Test func `fields that change by themselves and lengths of what was left out are no difference`()
    throws
  {
    var (a, b) = (Sample.withEverything, Sample.withEverything)
    a.exchanges[0].response?.headers = [["X-A", "(3 characters)"], ["Date", "a"], ["ETag", "1"]]
    b.exchanges[0].response?.headers = [["x-a", "(9 characters)"], ["Date", "b"], ["Age", "2"]]
    #expect(try diff(a, b).same)
  }

  @Test func `a question that only one side asked is no difference`() throws {
    #expect(try changes { $0.exchanges.removeLast() }.isEmpty)
  }

  static let times: [(Double, Double, Bool)] = [
    (0.001, 0.19, false), (0.001, 0.30, true), (1, 1.9, false), (1, 2.1, true), (2.1, 1, true),
  ]

  @Test(arguments: times) func `times differ beyond their noise`(
    a: Double, b: Double, differs: Bool
  ) throws {
    var (x, y) = (Sample.healthy, Sample.healthy)
    x.measurements.handshakeSeconds = a
    y.measurements.handshakeSeconds = b
    #expect(try diff(x, y).same == !differs)
  }

  @Test func `a limit differs by more than what both sides are unsure of`() throws {
    var other = Sample.healthy
    other.measurements.idleLimit.seconds = 62.5
    #expect(try diff(Sample.healthy, other).same)
    other.measurements.idleLimit.seconds = 65
    #expect(
      try diff(Sample.healthy, other).pairs[0].changes
        == [Change(.measurement, "idleLimit", "60.0 s", "65.0 s")])
    other.measurements.idleLimit.seconds = 60.01
    other.measurements.idleLimit.state = .atLeast
    #expect(try !diff(Sample.healthy, other).same)
  }

  @Test func `how connections ended, but not when we ended them ourselves`() throws {
    var other = Sample.idleTooShort
    other.connections[3].death?.ageSeconds = 99
    #expect(try diff(Sample.idleTooShort, other).same)
    other.connections[0].death?.ageSeconds = 60
    other.connections[2].death?.how = .rst
    #expect(
      try diff(Sample.idleTooShort, other).pairs[0].changes == [
        Change(
          .connection, "silent", "fin by the other side after 25.0 s",
          "fin by the other side after 60.0 s"),
        Change(
          .connection, "keepalive", "fin by the other side after 25.0 s",
          "rst by the other side after 25.0 s"),
      ])
  }

  @Test func `other conditions are named apart and are no difference`() throws {
    var other = Sample.healthy
    other.target.addresses = ["192.0.2.99"]
    other.settings.quick = true
    other.settings.sent = ["Cookie"]
    other.environment.forwardProxy = .environment
    let diff = try diff(Sample.healthy, other)
    #expect(diff.same)
    #expect(diff.pairs[0].conditions.map(\.name) == ["addresses", "quick", "sent", "forwardProxy"])
    let text = try Format.text.render(.diff(diff))
    #expect(text.contains("ASKED OTHERWISE"))
  }

  @Test func `cases of conformance runs`() throws {
    var other = Sample.conformance
    other.cases?[1].verdict = .pass
    other.cases?[1].closing = .clean
    #expect(
      try diff(Sample.conformance, other).pairs[0].changes
        == [Change(.case, "rfc6455.5.1.unmasked-text", "fail, closing unclean", "pass")])
  }

  @Test func `what cannot be paired is refused`() {
    let collection = ReportCollection(verdict: .healthy, exitStatus: 0, reports: [])
    #expect(throws: Comparison.Problem.otherNumber(1, 0)) {
      try Comparison.diff(.report(Sample.healthy), .collection(collection))
    }
    #expect(throws: Comparison.Problem.isDiff) {
      let diff = try diff(Sample.healthy, Sample.untrusted)
      return try Comparison.diff(.report(Sample.healthy), .diff(diff))
    }
    #expect(throws: Comparison.Problem.otherKind("check", "conformance")) {
      try Comparison.diff(.report(Sample.healthy), .report(Sample.conformance))
    }
  }

  @Test(arguments: ["text", "markdown", "html"])
  func `hostile words stay text`(id: String) throws {
    let format = try #require(Format.named(id))
    let hostile = Sample.filled(with: "<b>@x\u{1B}[2J|`\u{202E}")
    let text = try format.render(.diff(try diff(Sample.withEverything, hostile)))
    for scalar in text.unicodeScalars { #expect(scalar == "\n" || !scalar.isUnprintable) }
  }
}
