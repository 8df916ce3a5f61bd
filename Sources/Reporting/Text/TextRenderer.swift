import Evidence
import ReportDocument

extension Format {
  static let text = Format(id: "text", title: "for people, in a terminal", writesLint: true) {
    document, presentation in
    if case .diff(let diff) = document { return DiffRenderer.text(diff, presentation) }
    if case .lint(let lint) = document { return LintRenderer.text(lint, presentation) }
    return document.reports.map { TextRenderer($0, presentation).render() }
      .joined(separator: presentation.detail == .quiet ? "" : "\n")
  }
}

/// A report as a screen for a person: what is true, what to change, why, what was done of the guide.
struct TextRenderer {
  let report: Report
  let presentation: Presentation
  var screen: Screen

  /// How many lines of a kind are shown; the others are for `--verbose`.
  struct Most {
    var evidence: Int
    var ruledOut: Int
    var alternatives: Int
    var further: Int
    /// Whether each step of the guide is shown, or only how many are done.
    var guide = true
    /// Whether the guide is named at all.
    var guideLine = true
    /// Whether a step's note and its other forms are shown.
    var note = true

    static let all = Most(evidence: .max, ruledOut: .max, alternatives: .max, further: .max)
    /// From generous to short.
    static let sizes = [
      Most(evidence: 5, ruledOut: 4, alternatives: 2, further: 3),
      Most(evidence: 4, ruledOut: 3, alternatives: 1, further: 2),
      Most(evidence: 3, ruledOut: 2, alternatives: 1, further: 1),
      Most(evidence: 3, ruledOut: 1, alternatives: 1, further: 1),
      Most(evidence: 2, ruledOut: 1, alternatives: 1, further: 1),
      Most(evidence: 2, ruledOut: 0, alternatives: 1, further: 1),
      Most(evidence: 2, ruledOut: 0, alternatives: 1, further: 1, guide: false),
      Most(evidence: 2, ruledOut: 0, alternatives: 1, further: 1, guide: false, note: false),
      Most(evidence: 1, ruledOut: 0, alternatives: 0, further: 0, guide: false, note: false),
      Most(
        evidence: 1, ruledOut: 0, alternatives: 0, further: 0, guide: false, guideLine: false,
        note: false),
    ]
  }

  /// What fits onto a screen without scrolling.
  static let screenLines = 40

  private(set) var most = Most.all

  init(_ report: Report, _ presentation: Presentation) {
    self.report = report
    self.presentation = presentation
    screen = Screen(width: presentation.width, colour: presentation.colour)
  }

  var isVerbose: Bool { presentation.detail == .verbose }

  /// The finding that the screen is about; a healthy set-up has none.
  var rootCause: Diagnosis? {
    report.verdict == .healthy ? nil : report.diagnoses.first
  }

  func render() -> String {
    if presentation.detail == .quiet { return quietLine }
    if let frame = report.conformance, let cases = report.cases {
      var renderer = self
      renderer.addConformance(frame, cases)
      return renderer.screen.text
    }
    if isVerbose { return rendered(.all).text }
    var screen = screen
    for size in Most.sizes {
      screen = rendered(size)
      if screen.rows <= TextRenderer.screenLines { break }
    }
    return screen.text
  }

  private func rendered(_ most: Most) -> Screen {
    var renderer = self
    renderer.most = most
    renderer.addHeader()
    renderer.addVerdict()
    renderer.addNotices()
    if let rootCause {
      renderer.addChange(rootCause)
      renderer.addWhy(rootCause)
      renderer.addFurtherDiagnoses()
    } else {
      renderer.addWhatWorks()
    }
    renderer.addCouldNotRun()
    renderer.addGuide()
    if isVerbose { renderer.addEverything() }
    renderer.addProbeLine()
    return renderer.screen
  }

  private var quietLine: String {
    var line: Printable =
      "\(report.verdict.sign.text) \(report.verdict.rawValue)  \(report.target.url)  "
    line += Printable(prose: report.summary).sentence
    if let rootCause { line += "  [\(rootCause.fault), \(rootCause.certainty.rawValue)]" }
    if report.interrupted { line += "  (interrupted)" }
    return line.text + "\n"
  }

  private mutating func addHeader() {
    let target = report.target
    var header: Printable = "\(target.url)"
    if target.profile != "generic" && !target.profileTitle.isEmpty {
      header += "  (\(target.profileTitle))"
    }
    screen.paragraph(
      first: [.init("\(report.tool.name) \(report.tool.version)", .bold), .init("  ")],
      keepingBlanks: header)
    screen.paragraph(keepingBlanks: target.askingLine)
    if let arrival = target.arrivalLine { screen.paragraph(arrival) }
    screen.gap()
  }

  private mutating func addVerdict() {
    var text: Printable
    if let rootCause {
      text = Printable(prose: rootCause.title).sentence
      let rest = Printable(prose: rootCause.explanation)
      if !rest.isEmpty { text += " " + rest.sentence }
    } else {
      text = Printable(prose: report.summary).sentence
    }
    screen.paragraph(first: [.init("  "), verdictSign, .init("  ")], text, .bold)
    if report.interrupted {
      screen.paragraph(
        indent: 5, "Interrupted: this is what was measured until then; the rest is untested.",
        .yellow)
    }
  }

  private mutating func addNotices() {
    let notices = (report.notices ?? []).prefix(4)
    for notice in notices {
      screen.paragraph(indent: 5, Printable(prose: notice).sentence, .yellow)
    }
    screen.gap()
  }

  /// The root cause's severity says more than the verdict: a working fallback does not make it a warning.
  private var verdictSign: Screen.Piece {
    guard report.verdict != .inconclusive, let rootCause else { return report.verdict.sign }
    return switch rootCause.severity {
    case .error: Verdict.broken.sign
    case .warning: Verdict.degraded.sign
    case .info: report.verdict.sign
    }
  }

  /// What nobody looked at must not be taken for good.
  private mutating func addCouldNotRun() {
    screen.gap()
    let errors = report.probes.filter { $0.outcome == .error }
    for probe in errors {
      screen.paragraph(
        first: [.init("    could not run: ", .yellow)],
        "\(probe.id): \(Printable(prose: probe.reason ?? probe.actual ?? "no reason is known").sentence)"
      )
    }
    if !report.untested.isEmpty && (report.verdict == .healthy || report.verdict == .degraded) {
      let names = report.untested.map { Printable($0.rawValue) }.joined(separator: ", ")
      let reasons = Set(
        report.untested.map { id in report.probes.first { $0.id == id }?.reason ?? "" })
      var text = names
      if reasons.count == 1, let reason = reasons.first, !reason.isEmpty {
        text += " (\(Printable(prose: reason)))"
      }
      screen.paragraph(first: [.init("    not tested   ", .yellow)], text)
    }
    screen.gap()
  }

  private mutating func addProbeLine() {
    screen.gap()
    let time: Printable = "\(Span(report.durationSeconds)), exit \(report.exitStatus)"
    if !report.probes.isEmpty && report.probes.allSatisfy({ $0.outcome == .pass }) && !isVerbose {
      screen.line([.init("all \(report.probes.count) probes passed")], right: .init(time))
      return
    }
    let items = report.probes.map { [Screen.Piece("\($0.id) "), $0.outcome.sign] }
    let hint: Printable = isVerbose ? "" : "  (--verbose: all)"
    screen.items(items, indent: 0, gap: 2, aligned: false, right: .init(time + hint, .dim))
  }
}

extension Printable {
  /// Text of our own that may be written over several lines; a line end in it is a blank.
  init(prose: String) {
    self =
      Printable(
        String(
          String(prose.unicodeScalars.prefix(2001))
            .map { $0.isNewline || $0 == "\t" ? " " : $0 }), limit: 2000
      )
      .withUnbrokenCommands
  }
}
