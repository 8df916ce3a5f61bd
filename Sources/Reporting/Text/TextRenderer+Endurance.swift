import Evidence

extension TextRenderer {
  /// Draws what was held open side by side, where the diagnosis is about that; false: nothing was.
  mutating func addTimeline(_ diagnosis: Diagnosis) -> Bool {
    guard isAboutEndurance(diagnosis), let timeline = Timeline(report) else { return false }
    let lines = timeline.lines
    let names = (lines.map(\.name.width).max() ?? 0) + 2
    let charts = (lines.map(\.chart.width).max() ?? 0) + 2
    guard 4 + names + charts + 12 <= screen.width else { return false }
    for line in lines {
      let remark = line.remark.split(atWidth: screen.width - 4 - names - charts).0
      screen.line([
        .init("    "), .init(line.name.padded(to: names)), .init(line.chart.padded(to: charts)),
        .init(remark),
      ])
    }
    return true
  }

  private func isAboutEndurance(_ diagnosis: Diagnosis) -> Bool {
    ["idle", "keepalive"].contains(diagnosis.fault.rawValue.prefix { $0 != "." })
  }

  mutating func addKnownLimit(_ diagnosis: Diagnosis) {
    if let sentence = knownLimit(diagnosis) { screen.paragraph(indent: 4, sentence) }
  }

  /// What the measured limit is known as, or that somebody set it.
  func knownLimit(_ diagnosis: Diagnosis) -> Printable? {
    let limit = report.measurements.idleLimit
    guard isAboutEndurance(diagnosis), diagnosis.fault != "idle.application-timeout",
      limit.state == .measured, let seconds = limit.seconds, let doubt = limit.uncertaintySeconds,
      doubt < max(1, seconds / 10)
    else { return nil }
    let names = limit.knownAs.prefix(3).map { Printable($0) }.joined(separator: ", or ")
    let length: Printable = "\(Span.tenths(seconds)) s"
    return names.isEmpty
      ? "\(length) is nobody's default: somebody set it." : "\(length) is known: \(names)."
  }

  /// What would be safer although all is well.
  mutating func addAdvice() {
    guard let advice else { return }
    screen.paragraph(
      first: [.init("    Would be safer: ")], hanging: 4, "\(advice.text) \(explain(advice.step))")
    screen.gap()
  }

  /// A wider margin than the one that just suffices, and the step that gives it.
  var advice: (text: Printable, step: String)? {
    let limit = report.measurements.idleLimit
    guard report.verdict == .healthy, report.diagnoses.isEmpty, limit.state == .measured,
      let seconds = limit.seconds, let keepalive = report.settings.keepaliveSeconds,
      seconds < 2.1 * keepalive
    else { return nil }
    let step =
      report.setupSteps.first { $0.step.rawValue.hasSuffix("-timeout") }?.step.rawValue
      ?? "proxy.idle-timeout"
    return (
      "600 s of silence (one lost keepalive is enough to cut a connection now).", step
    )
  }
}
