import Evidence

extension CaseResult.Verdict {
  var sign: Screen.Piece {
    switch self {
    case .pass: Screen.Piece("✓", .green)
    case .nonStrict: Screen.Piece("!", .yellow)
    case .fail: Screen.Piece("✗", .red)
    case .inconclusive: Screen.Piece("?", .yellow)
    case .skipped: Screen.Piece("–", .dim)
    }
  }
}

/// The screen of a conformance run: what is not met, with what went over the wire, then the count.
extension TextRenderer {
  mutating func addConformance(_ frame: ConformanceFrame, _ cases: [CaseResult]) {
    let target = report.target
    screen.paragraph(
      first: [.init("\(report.tool.name) \(report.tool.version)", .bold), .init("  ")],
      keepingBlanks: "\(target.webSocketURL ?? target.url)  (conformance)")
    screen.paragraph(Self.about(frame))
    screen.gap()
    screen.paragraph(
      first: [.init("  "), report.verdict.sign, .init("  ")],
      Printable(prose: report.summary).sentence, .bold)
    if report.interrupted {
      screen.paragraph(
        indent: 5, "Interrupted: the cases that had not run yet are skipped.", .yellow)
    }
    for (verdict, heading) in [
      (CaseResult.Verdict.fail, Printable("FAILED")), (.nonStrict, "NON-STRICT"),
      (.inconclusive, "INCONCLUSIVE"),
    ] {
      addCases(cases.filter { $0.verdict == verdict && $0.direct == nil }, heading, verdict)
    }
    if frame.directURL != nil { addComparison(frame, cases) }
    if isVerbose { addPassed(cases) }
    addSkipped(cases)
    addCounts(frame.counts, cases.count)
  }

  private static func about(_ frame: ConformanceFrame) -> Printable {
    let echo: Printable =
      switch frame.echo {
      case .yes: "the endpoint echoes"
      case .no: "the endpoint doesn't echo"
      case .option: "taken for an echo"
      case .unknown: "no message went through"
      }
    let direct: Printable = frame.directURL.map { ", beside \($0)" } ?? ""
    // Of an endpoint that was not reached nothing is known.
    let compression: Printable =
      frame.compression
      ? ", with compression" : frame.echo == .unknown ? "" : ", without compression"
    return "\(frame.tier.rawValue) cases, \(echo)\(compression)\(direct)"
  }

  private mutating func addCases(
    _ cases: [CaseResult], _ heading: Printable, _ verdict: CaseResult.Verdict
  ) {
    guard !cases.isEmpty else { return }
    screen.gap()
    screen.line(heading, .bold)
    // What could not be judged mostly has one reason for all.
    if verdict == .inconclusive && !isVerbose {
      addReasons(cases)
      return
    }
    for result in cases { addCase(result, verdict) }
  }

  private mutating func addCase(_ result: CaseResult, _ verdict: CaseResult.Verdict) {
    screen.paragraph(
      first: [.init("  "), verdict.sign, .init(" ")],
      "\(Printable(result.id).unbroken)  \(result.level.rawValue), \(Printable(result.section).unbroken)",
      .bold)
    screen.paragraph(indent: 6, Printable(prose: result.requirement).sentence)
    fact("expected", result.expected)
    fact("actual", result.actual ?? result.reason ?? "not asked")
    if let reason = result.reason, result.actual != nil { fact("reason", reason) }
    if result.closing == .wrongCode || result.closing == .unclean {
      fact("closing", result.closing.rawValue)
    }
    if verdict == .fail || isVerbose { addTranscript(result.transcript) }
  }

  private mutating func fact(_ name: Printable, _ text: String) {
    screen.paragraph(
      first: [.init("      "), .init(name.padded(to: 10), .dim)], Printable(prose: text))
  }

  private mutating func addTranscript(_ lines: [WireRecord]) {
    for line in lines.prefix(isVerbose ? .max : 12) {
      let time: Printable = "\(Int(nearest: line.atSeconds * 1000)) ms"
      let blanks = Printable.blanks(8 - time.width)
      let octets: Printable = line.octets.map { "  \($0)" } ?? ""
      screen.paragraph(
        first: [
          .init("      "), .init(blanks), .init(time, .dim),
          .init(line.direction == .sent ? " → " : " ← "),
        ], "\(line.what)\(octets)")
    }
  }

  private mutating func addReasons(_ cases: [CaseResult]) {
    var groups: [(reason: String, ids: [String])] = []
    for result in cases {
      let reason = result.reason ?? "no reason is known"
      if let index = groups.firstIndex(where: { $0.reason == reason }) {
        groups[index].ids.append(result.id)
      } else {
        groups.append((reason, [result.id]))
      }
    }
    for group in groups {
      let named: Printable =
        group.ids.count > 3
        ? "\(group.ids.count) cases"
        : group.ids.map { Printable($0).unbroken }.joined(separator: ", ")
      screen.paragraph(indent: 4, "\(named): \(Printable(prose: group.reason))")
    }
  }

  /// With `--direct`: what the proxy changes, and what the backend does by itself.
  private mutating func addComparison(_ frame: ConformanceFrame, _ cases: [CaseResult]) {
    let changed = cases.filter(\.isChangedByProxy)
    screen.gap()
    screen.line("CHANGED BY THE PROXY", .bold)
    if changed.isEmpty {
      screen.paragraph(indent: 4, "nothing: each case came out alike on both ways")
    }
    for result in changed {
      guard let direct = result.direct else { continue }
      addCase(result, result.verdict)
      fact(
        "directly", "\(direct.verdict.rawValue): \(direct.actual ?? direct.reason ?? "not asked")")
    }
    let both = cases.filter {
      !$0.isChangedByProxy && $0.direct != nil && ($0.verdict == .fail || $0.verdict == .nonStrict)
    }
    guard !both.isEmpty else { return }
    screen.gap()
    screen.line("ALIKE ON BOTH WAYS: THE BACKEND'S OWN", .bold)
    for result in both { addCase(result, result.verdict) }
  }

  private mutating func addPassed(_ cases: [CaseResult]) {
    let passed = cases.filter { $0.verdict == .pass }
    guard !passed.isEmpty else { return }
    screen.gap()
    screen.line("PASSED", .bold)
    for result in passed {
      screen.paragraph(
        first: [.init("  "), result.verdict.sign, .init(" ")],
        "\(Printable(result.id).unbroken): \(Printable(prose: result.actual ?? result.expected))")
    }
  }

  private mutating func addSkipped(_ cases: [CaseResult]) {
    let skipped = cases.filter { $0.verdict == .skipped }
    guard !skipped.isEmpty else { return }
    screen.gap()
    screen.line("SKIPPED", .bold)
    addReasons(skipped)
  }

  private mutating func addCounts(_ counts: ConformanceFrame.Counts, _ total: Int) {
    screen.gap()
    let parts: [(Int, Printable)] = [
      (counts.pass, "pass"), (counts.nonStrict, "non-strict"), (counts.fail, "fail"),
      (counts.inconclusive, "inconclusive"), (counts.skipped, "skipped"),
    ]
    let text = parts.filter { $0.0 > 0 }.map { count, name -> Printable in "\(count) \(name)" }
      .joined(separator: ", ")
    let hint: Printable = isVerbose || counts.fail == total ? "" : "  (--verbose: all)"
    screen.line(
      [.init("\(total) \(total == 1 ? "case" : "cases"): \(text)")],
      right: .init("\(Span(report.durationSeconds)), exit \(report.exitStatus)\(hint)", .dim))
  }
}
