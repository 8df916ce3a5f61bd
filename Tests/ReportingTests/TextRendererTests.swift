import Evidence
import Testing

@testable import ReportDocument
@testable import Reporting

@Suite struct TextRendererTests {
  static let samples: [String: Report] = [
    "upgradeNotForwarded": Sample.upgradeNotForwarded, "idleTooShort": Sample.idleTooShort,
    "healthy": Sample.healthy, "endpointUnknown": Sample.endpointUnknown,
    "untrusted": Sample.untrusted, "conformance": Sample.conformance,
    "conformanceThroughProxy": Sample.conformanceThroughProxy,
  ]

  @Test(arguments: samples.keys.sorted())
  func `each screen is as it was looked at`(name: String) throws {
    let report = try #require(Self.samples[name])
    let text = try Format.text.render(.report(report))
    try Golden.expect(text, is: "TextRendererTests.\(name)")
  }

  @Test func `everything is as it was looked at`() throws {
    let presentation = Presentation(detail: .verbose)
    let text = try Format.text.render(.report(Sample.withEverything), as: presentation)
    try Golden.expect(text, is: "TextRendererTests.everything")
  }

  @Test(arguments: samples.keys.sorted())
  func `a screen is enough`(name: String) throws {
    let report = try #require(Self.samples[name])
    let lines = try Format.text.render(.report(report)).split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= 41)
    for line in lines { #expect(String(line).displayWidth <= 80, "\(line)") }
  }

  @Test(arguments: [32, 40, 60])
  func `a narrow terminal gets narrow lines, but for what is to be pasted`(width: Int) throws {
    var report = Sample.upgradeNotForwarded
    report.diagnoses[0].missingSteps = []
    report.target.webSocketURL = "wss://jira.example.com/" + String(repeating: "x", count: 90)
    let text = try Format.text.render(.report(report), as: Presentation(width: width))
    for line in text.split(separator: "\n") {
      #expect(String(line).displayWidth <= width, "\(line)")
    }
  }

  @Test(arguments: [60, 80]) func `what is too much for a screen is left to --verbose`(width: Int)
    throws
  {
    var report = Sample.upgradeNotForwarded
    let others = ["a filter", "a keepalive that doesn't count", "an untrusted certificate"]
    report.diagnoses[0].ruledOut = (0..<9).map { number in
      RuledOut(
        fault: "x.y", called: others[number % 3],
        because: "without Upgrade the answer is the same as with it, number \(number)",
        observation: "o1")
    }
    report.diagnoses[0].missingSteps[0].note = String(repeating: "a note that is long ", count: 9)
    let text = try Format.text.render(.report(report), as: Presentation(width: width))
    #expect(text.count { $0 == "\n" } <= 40)
    #expect(text.contains(" more: --verbose"))
    let all = try Format.text.render(
      .report(report), as: Presentation(width: width, detail: .verbose))
    #expect(all.contains("a note that is long"))
    // Names in a column of their own, however long they are.
    let reasons = all.split(separator: "\n").filter { $0.contains("  without Upgrade the") }
    #expect(reasons.count == 9)
    #expect(
      Set(reasons.map { $0.firstRange(of: "without")?.lowerBound.utf16Offset(in: $0) }).count == 1)
  }

  @Test func `comments of what is to be pasted are filled, the rest is not`() throws {
    var report = Sample.upgradeNotForwarded
    report.diagnoses[0].missingSteps[0].snippet = """
      # a comment that is wider than the terminal
      {
          listen 1;   # a remark that is too wide
          a_directive_that_is_wider_than_the_terminal on;
      }
      """
    let text = try Format.text.render(.report(report), as: Presentation(width: 40))
    #expect(
      text.contains(
        """
            # a comment that is wider than the
            # terminal
            {
                # a remark that is too wide
                listen 1;
                a_directive_that_is_wider_than_the_terminal on;
            }

        """))
  }

  @Test(arguments: [60, 80])
  func `our own command is broken before its options`(width: Int) throws {
    var report = Sample.upgradeNotForwarded
    let options = [
      "--profile jira-chat", "--ws-path /com-spartez-support-chat/ws/x", "--behind nginx",
      "--keepalive 30s", "--insecure",
    ]
    report.diagnoses[0].missingSteps[0].verify =
      "wsdoctor https://jira.example.com \(options.joined(separator: " "))   # takes a while"
    let text = try Format.text.render(.report(report), as: Presentation(width: width))
    let lines = text.split(separator: "\n").map(String.init)
    let first = try #require(lines.firstIndex(of: "    wsdoctor https://jira.example.com \\"))
    #expect(lines[first - 1] == "    # takes a while")
    var command = lines[first]
    for line in lines[(first + 1)...] where command.hasSuffix(" \\") {
      #expect(line.hasPrefix("        --"))
      command = String(command.dropLast(2)) + " " + line.drop { $0 == " " }
    }
    #expect(
      command == "    wsdoctor https://jira.example.com " + options.joined(separator: " "))
    for line in lines { #expect(line.displayWidth <= width || line.contains("$http"), "\(line)") }
    if width == 80 { #expect(lines.count <= 40) }
  }

  @Test func `colour only when asked, and the same words`() throws {
    let plain = try Format.text.render(.report(Sample.untrusted))
    let coloured = try Format.text.render(
      .report(Sample.untrusted), as: Presentation(colour: true))
    #expect(!plain.contains("\u{1B}"))
    #expect(coloured.contains("\u{1B}[31m✗\u{1B}[0m"))
    let bare = coloured.replacing(/\u{1B}\[[0-9]+m/, with: "")
    #expect(bare == plain)
  }

  @Test func `quiet is one line`() throws {
    let text = try Format.text.render(
      .report(Sample.upgradeNotForwarded), as: Presentation(detail: .quiet))
    #expect(text.hasPrefix("! degraded  https://jira.example.com  nginx does not pass"))
    #expect(text.hasSuffix("  [upgrade.not-forwarded, likely]\n"))
    #expect(text.count { $0 == "\n" } == 1)
  }

  @Test(arguments: [Presentation.Detail.quiet, .normal, .verbose])
  func `nothing from outside commands the terminal`(detail: Presentation.Detail) throws {
    let hostile = "x\u{1B}]0;title\u{7}\u{9B}2J\r\n\u{8}\u{202E}\u{2066}\u{200B}\u{AD}y"
    let text = try Format.text.render(
      .report(Sample.filled(with: hostile)), as: Presentation(detail: detail))
    for scalar in text.unicodeScalars { #expect(scalar == "\n" || !scalar.isUnprintable) }
    #expect(text.contains("\\u{1b}]0;title\\u{7}"))
  }

  @Test func `a body without end does not flood the screen`() throws {
    let text = try Format.text.render(
      .report(Sample.filled(with: String(repeating: "a", count: 100_000))),
      as: Presentation(detail: .verbose))
    #expect(text.utf8.count < 100_000)
  }

  @Test func `what was not tested is said on a healthy screen`() throws {
    var report = Sample.healthy
    report.untested = ["idle", "keepalive"]
    report.probes[8] = Sample.probe("idle", .skipped, reason: "left out by --quick")
    report.probes[9] = Sample.probe("keepalive", .skipped, reason: "left out by --quick")
    let text = try Format.text.render(.report(report))
    #expect(text.contains("not tested   idle, keepalive (left out by --quick)"))
    #expect(!text.contains("all 11 probes passed"))
  }

  @Test func `reports of several targets follow each other`() throws {
    let collection = ReportCollection(
      verdict: .broken, exitStatus: 1, reports: [Sample.healthy, Sample.untrusted])
    let text = try Format.text.render(.collection(collection))
    #expect(text.split(separator: "wsdoctor 0.1.0").count == 2)
  }
}
