import Evidence
import ReportDocument

extension Format {
  static let markdown = Format(id: "markdown", title: "for tickets and summaries of CI jobs") {
    document, presentation in
    if case .diff(let diff) = document { return DiffRenderer.markdown(diff) }
    let reports = document.reports.map { MarkdownRenderer($0, presentation).render() }
    guard case .collection(let collection) = document else { return reports.joined() }
    var page = MarkdownPage()
    page.heading(1, "wsdoctor: \(collection.verdict.rawValue), exit \(collection.exitStatus)")
    page.table(
      ["target", "verdict", "in one sentence"],
      collection.reports.map { report in
        [.code(report.target.url), "\(report.verdict.mark)", Inline(report.summary)]
      })
    return ([page.text] + reports).joined(separator: "\n")
  }
}

/// A report as a ticket or a CI job's summary takes it.
struct MarkdownRenderer {
  let report: Report
  let presentation: Presentation
  var page = MarkdownPage()

  init(_ report: Report, _ presentation: Presentation) {
    self.report = report
    self.presentation = presentation
  }

  func render() -> String {
    var renderer = self
    if let frame = report.conformance, let cases = report.cases {
      renderer.addConformance(frame, cases)
      renderer.addLeftOut()
      return renderer.page.text
    }
    renderer.addVerdict()
    for (index, diagnosis) in report.diagnoses.enumerated() {
      renderer.add(diagnosis, isFirst: index == 0)
    }
    renderer.addGaps()
    renderer.addGuide()
    renderer.addProbes()
    renderer.addDetails()
    return renderer.page.text
  }

  private mutating func addVerdict() {
    let target = report.target
    page.heading(2, "\(report.verdict.mark): \(Inline.code(target.url))")
    if let root = report.diagnoses.first, report.verdict != .healthy {
      let title = Inline(Printable(prose: root.title).sentence)
      page.paragraph("\(Inline.strong(title)) \(Printable(prose: root.explanation).sentence)")
    } else {
      page.paragraph(.strong("\(Printable(prose: report.summary).sentence)"))
    }
    if report.interrupted {
      page.paragraph(
        "Interrupted: this is what was measured until then; the rest is untested.")
    }
    for notice in (report.notices ?? []).prefix(4) {
      page.paragraph("Mind: \(Printable(prose: notice).sentence)")
    }
    var facts: [Inline] = ["\(target.askingLine)"]
    if let arrival = target.arrivalLine { facts.append("\(arrival)") }
    if target.profile != "generic" && !target.profileTitle.isEmpty {
      facts.append("\(target.profileTitle)")
    }
    facts += [
      "\(Span(report.durationSeconds)), exit \(report.exitStatus)",
      "\(report.startedAt.prefix(40))",
      "\(report.tool.name) \(report.tool.version)",
    ]
    page.paragraph(facts.joined(separator: " · "))
  }

  private mutating func add(_ diagnosis: Diagnosis, isFirst: Bool) {
    if !isFirst || report.verdict == .healthy {
      page.heading(
        3,
        "Also: \(Printable(prose: diagnosis.title).phrase) (\(diagnosis.severity.rawValue), \(diagnosis.certainty.rawValue))"
      )
      page.paragraph("\(Printable(prose: diagnosis.explanation).sentence)")
    }
    addChange(diagnosis)
    addWhy(diagnosis)
  }

  /// The first step to paste, how to apply it and ask again; other steps by name.
  private mutating func addChange(_ diagnosis: Diagnosis) {
    guard let rank = diagnosis.missingSteps.map(\.rank).min(),
      let first = diagnosis.missingSteps.first(where: { $0.rank == rank })
    else { return }
    page.heading(3, "Change")
    page.paragraph("\(report.place(of: first))")
    if !first.snippet.isEmpty {
      page.fence(first.snippet, language: MarkdownRenderer.language(of: first))
    }
    let commands = [first.apply, first.snippet.hasPrefix("wsdoctor ") ? "" : first.verify]
      .filter { !$0.isEmpty }
    if !commands.isEmpty {
      page.paragraph("Then apply it, and ask again:")
      page.fence(commands.joined(separator: "\n"))
    }
    if !first.placeholders.isEmpty {
      let words = first.placeholders.prefix(12).map { Inline.code($0) }
      page.paragraph("Only you know: \(words.joined(separator: ", "))")
    }
    if let note = first.note, !note.isEmpty {
      page.paragraph("Note: \(Printable(prose: note).sentence)")
    }
    for form in StepForms.fitting(first, report, all: presentation.detail == .verbose) {
      page.paragraph("Or as \(Printable(prose: form.name)) (\(Printable(prose: form.source))):")
      page.fence(form.snippet)
    }
    page.list(
      diagnosis.missingSteps.filter { $0.step != first.step && $0.snippet != first.snippet }.map {
        "\($0.rank == rank ? "or" : "then"): \(Printable(prose: $0.title).phrase), \(explain($0.step.rawValue))"
      })
  }

  /// What carries the diagnosis, what was excluded, what can't be seen from here.
  private mutating func addWhy(_ diagnosis: Diagnosis) {
    page.heading(3, "Why: \(diagnosis.certainty.rawValue)")
    var facts: [String] = []
    for line in diagnosis.evidence where !facts.contains(line.fact) { facts.append(line.fact) }
    page.list(
      facts.map { Inline($0) }
        + diagnosis.ruledOut.map { "not \($0.called): \(Printable(prose: $0.because))" }
        + diagnosis.alternatives.map {
          "Not visible from here: whether it is \(Inline.code($0.fault.rawValue)) instead. To tell: \(Printable(prose: $0.separatedBy).sentence)"
        } + ["More: \(explain(diagnosis.fault.rawValue))"])
  }

  func explain(_ id: String) -> Inline { .code("wsdoctor explain \(id)") }

  /// What nobody looked at must not be taken for good.
  private mutating func addGaps() {
    let failed = report.probes.filter { $0.outcome == .error }.map {
      "could not run: \($0.id), \(Printable(prose: $0.reason ?? $0.actual ?? "no reason is known").sentence)"
        as Inline
    }
    let untested = report.untested.map { Inline.code($0.rawValue) }
    guard !failed.isEmpty || !untested.isEmpty else { return }
    page.heading(3, "Not tested")
    page.list(failed + (untested.isEmpty ? [] : [untested.joined(separator: ", ")]))
  }

  private mutating func addGuide() {
    let steps = report.setupSteps
    guard steps.contains(where: { $0.status != .unknown }) else { return }
    page.heading(3, "Guide: \(steps.count { $0.status == .done }) of \(steps.count) seen done")
    page.table(
      ["seen", "step", "because"],
      steps.map { step in
        let remark = [step.because, step.today ?? ""].filter { !$0.isEmpty }
          .map { Inline(Printable(prose: $0).sentence) }
        return [
          "\(step.status.sign.text) \(step.status.rawValue)",
          "\(Inline.code(step.step.rawValue)) \(step.title)", remark.joined(separator: " "),
        ]
      })
  }

  private mutating func addProbes() {
    guard !report.probes.isEmpty else { return }
    page.heading(3, "Probes")
    page.table(
      ["probe", "outcome", "took", "what was seen"],
      report.probes.map { probe in
        let seen = [probe.actual, probe.reason].compactMap { $0 }.filter { !$0.isEmpty }
        return [
          .code(probe.id.rawValue), "\(probe.outcome.sign.text) \(probe.outcome.rawValue)",
          probe.outcome == .skipped ? "" : "\(Span(probe.durationSeconds))",
          seen.map { Inline($0) }.joined(separator: "; "),
        ]
      })
  }

  /// How the lines are coloured: of a stored report, which may hold anything, only a short plain word.
  private static func language(of step: MissingStep) -> String {
    let word = step.language ?? ""
    return word.count <= 16 && word.allSatisfy { $0.isASCII && $0.isLowercase } ? word : ""
  }
}

extension Verdict {
  var mark: Inline { "\(sign.text) \(rawValue)" }
}
