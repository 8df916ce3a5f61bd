import Evidence

extension TextRenderer {
  /// The screen of a healthy set-up: the way, the times, what was found to work.
  mutating func addWhatWorks() {
    addPath()
    for (name, text) in rows {
      screen.paragraph(
        first: [.init("    "), .init(name.padded(to: 13), .bold)], keepingBlanks: text)
    }
    screen.gap()
    addAdvice()
    for diagnosis in report.diagnoses {
      let isAdvice = diagnosis.severity == .info
      let step = diagnosis.missingSteps.first?.step.rawValue ?? diagnosis.fault.rawValue
      screen.paragraph(
        first: [
          .init(isAdvice ? "    Would be safer: " : "    Warning: ", isAdvice ? .plain : .yellow)
        ],
        hanging: 4,
        "\(Printable(prose: diagnosis.title).sentence) \(Printable(prose: diagnosis.explanation).sentence) \(explain(step))"
      )
    }
    screen.gap()
  }

  /// `you ── nginx 1.22 (likely) ── Tomcat (likely)`.
  mutating func addPath() {
    guard !report.hops.isEmpty else { return }
    var path: Printable = "you"
    for hop in report.hops {
      let version = hop.version.map { " \($0)" } ?? ""
      let doubt: Printable = hop.certainty == .proven ? "" : " (\(hop.certainty.rawValue))"
      path += " ── \(hop.label)\(version)\(doubt)"
    }
    screen.paragraph(indent: 4, path)
    screen.gap()
  }

  /// What was seen to work: its name, and how well.
  var rows: [(Printable, Printable)] {
    let measured = report.measurements
    var rows: [(Printable, Printable)] = []
    if let upgrade = measured.handshakeSeconds {
      let phases: [(Printable, Double?)] = [
        ("resolve", measured.resolveSeconds), ("connect", measured.connectSeconds),
        ("TLS", measured.tlsSeconds), ("upgrade", upgrade),
      ]
      let parts = phases.compactMap { name, seconds in
        // An address needs no resolving.
        seconds.flatMap { $0 < 0.00005 ? nil : "\(name) \(milliseconds($0))" as Printable }
      }
      let total = phases.compactMap(\.1).reduce(0, +)
      rows.append(
        ("upgrade", "101 in \(Span(total))     \(parts.joined(separator: " · "))"))
    }
    if let ping = measured.pingSeconds {
      rows.append(("data", "ping answered, \(Span(ping))"))
    } else if let text = actual("messages") {
      rows.append(("data", text))
    }
    if let text = silence(measured.idleLimit) { rows.append(("silence", text)) }
    if let text = actual("keepalive") { rows.append(("keepalive", text)) }
    if let text = actual("polling") { rows.append(("fallback", text)) }
    return rows
  }

  private func milliseconds(_ seconds: Double) -> Printable {
    let milliseconds = seconds * 1000
    return seconds < 0.00095
      ? "\(Span.tenths(milliseconds))" : "\(Int(nearest: milliseconds))"
  }

  private func actual(_ probe: ProbeID) -> Printable? {
    guard let result = report.probes.first(where: { $0.id == probe }),
      result.outcome == .pass || result.outcome == .warn, let actual = result.actual
    else { return nil }
    return Printable(prose: actual)
  }

  private func silence(_ limit: IdleLimit) -> Printable? {
    guard let seconds = limit.seconds else { return nil }
    switch limit.state {
    case .measured:
      let known = limit.knownAs.prefix(2).map { Printable($0) }.joined(separator: " or ")
      return "cut after \(Span.tenths(seconds)) s"
        + (known.isEmpty ? ", nobody's default: somebody set it" : " = \(known)")
    case .atLeast: return "still open after \(Span(seconds)) of silence"
    case .notMeasured: return nil
    }
  }
}
