import Evidence
import Testing

@testable import ReportDocument
@testable import Reporting

@Suite struct HTMLPageTests {
  static let samples: [String: Document] = [
    "upgradeNotForwarded": .report(Sample.upgradeNotForwarded),
    "everything": .report(Sample.withEverything), "idleTooShort": .report(Sample.idleTooShort),
    "healthy": .report(Sample.healthy), "endpointUnknown": .report(Sample.endpointUnknown),
    "untrusted": .report(Sample.untrusted),
    "conformance": .report(Sample.conformanceThroughProxy),
    "collection": .collection(
      ReportCollection(
        verdict: .broken, exitStatus: 1, reports: [Sample.untrusted, Sample.idleTooShort])),
    "diff": diff(Sample.upgradeNotForwarded, Sample.withEverything),
    "same": diff(Sample.healthy, Sample.healthy),
  ]

  static func diff(_ a: Report, _ b: Report) -> Document {
    (try? Comparison.diff(.report(a), .report(b))).map { .diff($0) } ?? .report(a)
  }

  /// Without style and script, which are the same on each page and are looked at in a browser.
  private func content(of document: Document) throws -> String {
    try Format.html.render(document)
      .replacing(Style.sheet.description, with: "")
      .replacing(CopyScript.source.description, with: "")
      .replacing(/sha256-[A-Za-z0-9+\/=]+/, with: "sha256-")
  }

  @Test(arguments: ["everything", "idleTooShort", "healthy", "conformance", "collection", "diff"])
  func `each page is as it was looked at`(name: String) throws {
    let document = try #require(Self.samples[name])
    try Golden.expect(
      try content(of: document), is: "HTMLPageTests.\(name)", ending: "html")
  }

  /// The names of elements and attributes, in their order.
  private func skeleton(of html: String) -> [String] {
    html.matches(of: /<[^>]*>/).map { match in
      String(match.output.replacing(/="[^"]*"/, with: ""))
    }
  }

  @Test func `hostile words change no element and no attribute`() throws {
    let harmless = try Format.html.render(.report(Sample.filledEverywhere(with: "word")))
    let hostile = try Format.html.render(
      .report(Sample.filledEverywhere(with: Sample.hostileWords)))
    #expect(skeleton(of: hostile) == skeleton(of: harmless))
    #expect(hostile.contains("&lt;script&gt;window.hostile=1&lt;/script&gt;"))
    #expect(hostile.contains("\\u{202e}\\u{2066}\\u{2028}"))
    for scalar in hostile.unicodeScalars { #expect(scalar == "\n" || !scalar.isUnprintable) }
  }

  @Test func `a hostile difference is as harmless`() throws {
    func page(_ words: String) throws -> String {
      try Format.html.render(
        Self.diff(Sample.withEverything, Sample.filledEverywhere(with: words)))
    }
    #expect(skeleton(of: try page(Sample.hostileWords)) == skeleton(of: try page("word")))
  }

  @Test func `a hostile collection is as harmless`() throws {
    func page(_ words: String) throws -> String {
      let report = Sample.filledEverywhere(with: words)
      return try Format.html.render(
        .collection(
          ReportCollection(verdict: .broken, exitStatus: 1, reports: [report, report])))
    }
    #expect(skeleton(of: try page(Sample.hostileWords)) == skeleton(of: try page("word")))
  }

  @Test func `a header of a megabyte stays small`() throws {
    let page = try Format.html.render(
      .report(Sample.filledEverywhere(with: String(repeating: "<a> ", count: 250_000))))
    #expect(page.utf8.count < 500_000)
  }

  @Test func `lists without end are cut, and say so`() throws {
    var report = Sample.withEverything
    report.exchanges = Array(repeating: report.exchanges[0], count: 5000)
    report.exchanges[0].response?.headers = Array(repeating: ["A", "b"], count: 5000)
    report.connections = Array(repeating: report.connections[0], count: 5000)
    report.connections[0].traffic = (0..<100_000).map {
      TrafficRecord(atSeconds: Double($0) / 1000, direction: .sent, what: "text", bytes: 1)
    }
    report.observations = Array(repeating: report.observations[0], count: 5000)
    let page = try Format.html.render(.report(report))
    #expect(page.utf8.count < 1_500_000)
    #expect(page.contains("4600 more are not shown: they are in the JSON report."))
    #expect(page.contains("4940 connections more are not drawn"))
    #expect(page.contains("4900 fields more are in the JSON report"))
  }

  @Test func `what is to be pasted is on the page letter by letter`() throws {
    var report = Sample.upgradeNotForwarded
    let lines = (0..<200).map { "    line \($0) <VirtualHost *:80> \"$http_upgrade\" && x" }
    report.diagnoses[0].missingSteps[0].snippet = lines.joined(separator: "\n")
    let page = try Format.html.render(.report(report))
    let escaped = lines.joined(separator: "\n")
      .replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
    #expect(page.contains(">\(escaped)</pre>"))
  }

  @Test(arguments: [1e300, -1e300, 1e18, -1.0]) func `absurd numbers are drawn somehow`(
    number: Double
  ) throws {
    var report = Sample.idleTooShort
    report.durationSeconds = number
    report.settings.keepaliveSeconds = number
    report.measurements.idleLimit.seconds = number
    for index in report.connections.indices {
      report.connections[index].openedAtSeconds = number
      report.connections[index].phases = ["connect": number, "tls": number]
      report.connections[index].death?.ageSeconds = number
      for frame in report.connections[index].traffic.indices {
        report.connections[index].traffic[frame].atSeconds = number
      }
    }
    let page = try Format.html.render(.report(report))
    #expect(page.hasSuffix("</html>\n"))
  }

  @Test func `the verdict comes first, then the change, then the reasons`() throws {
    let page = try Format.html.render(.report(Sample.withEverything))
    let order = [
      "<h1>", "id=\"change\"", "id=\"why\"", "id=\"also\"", "id=\"way\"", "id=\"timeline\"",
      "id=\"guide\"", "id=\"probes\"", "id=\"observations\"", "id=\"exchanges\"", "id=\"run\"",
    ]
    let places = try order.map { try #require(page.firstRange(of: $0), "\($0)").lowerBound }
    #expect(places == places.sorted())
  }

  @Test func `nothing is fetched and nothing is linked outside`() throws {
    for document in Self.samples.values {
      let page = try Format.html.render(document)
      #expect(!page.contains("src="))
      #expect(!page.contains("url("))
      #expect(!page.contains("@import"))
      for match in page.matches(of: /href="([^"]*)"/) { #expect(match.output.1.hasPrefix("#")) }
    }
  }
}
