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

  /// What the measured limit is known as, or that somebody set it.
  mutating func addKnownLimit(_ diagnosis: Diagnosis) {
    let limit = report.measurements.idleLimit
    guard isAboutEndurance(diagnosis), diagnosis.fault != "idle.application-timeout",
      limit.state == .measured, let seconds = limit.seconds, let doubt = limit.uncertaintySeconds,
      doubt < max(1, seconds / 10)
    else { return }
    let names = limit.knownAs.prefix(3).map { Printable($0) }.joined(separator: ", or ")
    let length: Printable = "\(Span.tenths(seconds)) s"
    screen.paragraph(
      indent: 4,
      names.isEmpty
        ? "\(length) is nobody's default: somebody set it."
        : "\(length) is known: \(names).")
  }

  /// What would be safer although all is well.
  mutating func addAdvice() {
    let limit = report.measurements.idleLimit
    guard report.verdict == .healthy, report.diagnoses.isEmpty, limit.state == .measured,
      let seconds = limit.seconds, let keepalive = report.settings.keepaliveSeconds,
      seconds < 2.1 * keepalive
    else { return }
    let step =
      report.setupSteps.first { $0.step.rawValue.hasSuffix("-timeout") }?.step.rawValue
      ?? "proxy.idle-timeout"
    screen.paragraph(
      first: [.init("    Would be safer: ")], hanging: 4,
      "600 s of silence (one lost keepalive is enough to cut a connection now). \(explain(step))"
    )
    screen.gap()
  }
}
