import Evidence
import Testing

@testable import ReportDocument
@testable import Reporting

@Suite struct JSONRendererTests {
  @Test(arguments: TextRendererTests.samples.keys.sorted())
  func `what was written can be read`(name: String) throws {
    let report = try #require(TextRendererTests.samples[name])
    let text = try Format.json.render(.report(report))
    guard case .report(let read) = try JSONRenderer.read(text) else {
      Issue.record("it is read as something else")
      return
    }
    #expect(read.target == report.target)
    #expect(read.diagnoses == report.diagnoses)
    #expect(read.measurements == report.measurements)
    // Once more: rounding is the only change.
    #expect(try Format.json.render(.report(read)) == text)
  }

  @Test func `times show no more than a tenth of a millisecond`() throws {
    let text = try Format.json.render(.report(Sample.healthy))
    #expect(text.contains("\"durationSeconds\" : 0.3"))
    #expect(!text.contains("0000000"))
  }

  @Test func `unknown is null and not applicable is absent`() throws {
    let text = try Format.json.render(.report(Sample.upgradeNotForwarded))
    #expect(text.contains("\"version\" : null"))
    #expect(!text.contains("\"handshakeSeconds\""))
  }

  @Test func `no character that a terminal obeys is written as itself`() throws {
    var report = Sample.healthy
    report.summary = "a\u{1B}[2J\u{9B}31m\u{202E}b\u{E000}\u{10FFFD}\u{2028}"
    let text = try Format.json.render(.report(report))
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || !$0.isUnprintable })
    guard case .report(let read) = try JSONRenderer.read(text) else { return }
    #expect(read.summary == report.summary)
  }

  @Test func `a collection is one document`() throws {
    let collection = ReportCollection(
      verdict: .broken, exitStatus: 1, reports: [Sample.untrusted, Sample.healthy])
    let text = try Format.json.render(.collection(collection))
    guard case .collection(let read) = try JSONRenderer.read(text) else {
      Issue.record("it is read as something else")
      return
    }
    #expect(read.reports.map(\.verdict) == [.broken, .healthy])
  }

  @Test func `unknown keys, ids and products are accepted`() throws {
    let text = try Format.json.render(.report(Sample.healthy))
      .replacing("\"kind\" : \"check\"", with: "\"kind\" : \"check\", \"newKey\" : [1]")
      .replacing("\"product\" : \"tomcat\"", with: "\"product\" : \"newserver\"")
      .replacing("\"schemaVersion\" : \"1.0\"", with: "\"schemaVersion\" : \"1.7\"")
    guard case .report(let read) = try JSONRenderer.read(text) else { return }
    #expect(read.hops.last?.product == "newserver")
  }
}
