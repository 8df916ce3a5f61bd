import Evidence

extension MarkdownRenderer {
  /// The page of a conformance run: the count, what was not met with its transcript, the rest.
  mutating func addConformance(_ frame: ConformanceFrame, _ cases: [CaseResult]) {
    page.heading(
      2,
      "\(report.verdict.mark): conformance of \(Inline.code(report.target.webSocketURL ?? report.target.url))"
    )
    page.paragraph(.strong("\(Printable(prose: report.summary).sentence)"))
    if report.interrupted {
      page.paragraph("Interrupted: the cases that had not run yet are skipped.")
    }
    let direct = frame.directURL.map { Inline.code($0) }
    page.paragraph(
      "\(frame.tier.rawValue) cases, \(frame.compression ? "with" : "without") compression\(direct.map { ", beside \($0)" as Inline } ?? "") · \(Span(report.durationSeconds)), exit \(report.exitStatus) · \(report.startedAt.prefix(40)) · \(report.tool.name) \(report.tool.version)"
    )
    let counts = frame.counts
    page.table(
      ["pass", "non-strict", "fail", "inconclusive", "skipped"],
      [
        [counts.pass, counts.nonStrict, counts.fail, counts.inconclusive, counts.skipped]
          .map { "\($0)" }
      ])
    let isVerbose = presentation.detail == .verbose
    let shown = cases.filter { isVerbose || $0.verdict != .pass || $0.isChangedByProxy }
    if !shown.isEmpty { page.heading(3, isVerbose ? "Cases" : "Cases that did not pass") }
    page.table(
      ["case", "", "verdict", "expected", "seen"] + (frame.directURL == nil ? [] : ["directly"]),
      shown.prefix(400).map(row))
    for result in cases.prefix(400)
    where result.verdict == .fail && !result.transcript.isEmpty {
      page.heading(4, "\(Inline.code(result.id))")
      page.paragraph("\(result.section): \(Printable(prose: result.requirement).sentence)")
      page.fence(result.transcript.prefix(40).map(\.line).joined(separator: "\n"))
    }
  }

  private func row(_ result: CaseResult) -> [Inline] {
    let closing: Inline =
      [.wrongCode, .unclean].contains(result.closing) ? "; closing: \(result.closing.rawValue)" : ""
    var cells: [Inline] = [
      .code(result.id), "\(result.level.rawValue)",
      "\(result.verdict.sign.text) \(result.verdict.rawValue)", Inline(result.expected),
      "\(result.actual ?? result.reason ?? "not asked")\(closing)",
    ]
    if let direct = result.direct {
      cells.append("\(direct.verdict.rawValue): \(direct.actual ?? direct.reason ?? "not asked")")
    }
    return cells
  }
}

extension WireRecord {
  /// Time, direction and what it was.
  var line: String {
    let milliseconds = Span.tenths(min(atSeconds, 1e9) * 1000)
    let octets = octets.map { "  \($0)" } ?? ""
    return Printable("\(milliseconds) ms \(direction == .sent ? "→" : "←") \(what)\(octets)").text
  }
}
