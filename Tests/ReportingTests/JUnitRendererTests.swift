import Evidence
import Foundation
import Testing

@testable import ReportDocument
@testable import Reporting

@Suite struct JUnitRendererTests {
  private func rendered(_ report: Report) throws -> String {
    try Format.junit.render(.report(report))
  }

  @Test func `a broken upgrade is as it was looked at`() throws {
    try Golden.expect(try rendered(Sample.upgradeNotForwarded), is: "JUnitRendererTests.broken")
  }

  static let hostile =
    "]]></failure><x y='&amp;\"<!--"
    + String((0...0x24F).compactMap { UnicodeScalar($0).map(Character.init) })
    + "\u{FFFE}\u{FFFF}\u{2028}\u{202E}\u{E000}\u{10FFFF}"

  @Test(
    .enabled(if: Validator.hasXMLLint, "xmllint is not installed (Debian: libxml2-utils)"),
    arguments: TextRendererTests.samples.keys.sorted() + ["everything", "hostile", "collection"])
  func `each document holds to the schema`(name: String) throws {
    let document: Document =
      switch name {
      case "everything": .report(Sample.withEverything)
      case "hostile": .report(Sample.filled(with: Self.hostile))
      case "collection":
        .collection(
          ReportCollection(
            verdict: .broken, exitStatus: 1, reports: [Sample.healthy, Sample.untrusted]))
      default: .report(try #require(TextRendererTests.samples[name]))
      }
    let schema = Validator.folder.appending(path: "Schemas/junit.xsd").path
    let result = try Validator.run(
      ["xmllint", "--noout", "--nonet", "--schema", schema, "-"],
      input: try Format.junit.render(document))
    #expect(result.status == 0, "\(result.output)")
  }

  @Test(.enabled(if: Validator.hasXMLLint, "xmllint is not installed (Debian: libxml2-utils)"))
  func `hostile words arrive as text and are escaped once`() throws {
    let document = try rendered(Sample.filled(with: "a&lt;b\"<\u{1B}>"))
    let result = try Validator.run(
      ["xmllint", "--xpath", "string(//testcase[6]/failure)", "-"], input: document)
    #expect(result.output.contains("a&lt;b\"<\\u{1b}>"), "\(result.output)")
  }

  @Test func `what failed fails with its fault, the rest is skipped, erred or passed`() throws {
    let cases = JUnitRenderer(Sample.upgradeNotForwarded).casesByName
    #expect(cases["upgrade"]??.kind == .failure)
    #expect(cases["upgrade"]??.type == "upgrade.not-forwarded")
    #expect(cases["misroute"]??.type == "upgrade.not-forwarded")
    #expect(cases["idle"]??.kind == .skipped)
    #expect(cases["idle"]??.message.text == "no connection.")
    #expect(cases["dns"]?.map(\.kind) == .some(nil) && cases.keys.contains("dns"))
    #expect(JUnitRenderer(Sample.endpointUnknown).casesByName["upgrade"]??.kind == .error)
  }

  @Test func `each case of a conformance run is a test case`() throws {
    let cases = JUnitRenderer(Sample.conformance).casesByName
    #expect(cases.count == 6)
    let failed = try #require(cases["rfc6455.5.1.unmasked-text"] ?? nil)
    #expect(failed.kind == .failure && failed.type == "must")
    #expect(failed.text.contains("0.0 ms → GET, a correct handshake"))
    #expect(cases["rfc6455.5.5.2.pong"]??.kind == .error)
    #expect(cases["rfc7692.7.1.echo"]??.kind == .skipped)
    #expect(cases["rfc6455.8.1.fail-fast"]?.map(\.kind) == .some(nil))
    var strict = Sample.conformance
    strict.conformance?.counts.fail = 0
    #expect(JUnitRenderer(strict).casesByName["rfc6455.8.1.fail-fast"]??.kind == .failure)
  }

  @Test func `a fault that no probe failed for is a case of its own`() throws {
    var report = Sample.healthy
    report.diagnoses = [Sample.notForwarded]
    report.exitStatus = 1
    #expect(JUnitRenderer(report).casesByName["upgrade.not-forwarded"]??.kind == .failure)
  }

  @Test func `warnings fail the job only where they made the exit status`() throws {
    var report = Sample.healthy
    report.diagnoses[0].severity = .warning
    #expect(JUnitRenderer(report).casesByName.keys.contains("idle.no-margin") == false)
    report.exitStatus = 1
    #expect(JUnitRenderer(report).casesByName["idle.no-margin"]??.kind == .failure)
  }

  @Test(arguments: [3, 130]) func `what was not judged does not look like a success`(status: Int) {
    var report = Sample.healthy
    report.exitStatus = status
    report.verdict = .inconclusive
    #expect(JUnitRenderer(report).casesByName["verdict"]??.kind == .error)
  }

  @Test(arguments: [
    (0, "0.000"), (0.0004, "0.000"), (1.2341, "1.234"), (61, "61.000"), (-1, "0.000"),
    (.nan, "0.000"), (1e300, "1000000000000.000"),
  ]) func `times are plain decimals`(seconds: Double, text: String) {
    #expect(JUnitRenderer.decimal(seconds) == text)
  }
}

extension JUnitRenderer {
  /// By the probe's or the fault's id; `nil` has passed.
  fileprivate var casesByName: [String: Outcome?] {
    Dictionary(
      uniqueKeysWithValues: cases.map { (String($0.name.prefix { $0 != ":" }), $0.outcome) })
  }
}
