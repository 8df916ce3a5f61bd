import Evidence

/// A configuration's say as a screen: the way of a handshake through it, the line that is wrong or missing,
/// and every route.
struct LintRenderer {
  private let report: LintReport
  private var screen: Screen
  private let isVerbose: Bool
  /// What all files stand in, which is left out.
  private let folder: String

  static func text(_ report: LintReport, _ presentation: Presentation) -> String {
    if presentation.detail == .quiet {
      return "\(report.verdict.sign.text.text) \(Printable(prose: report.summary).sentence.text)\n"
    }
    var renderer = LintRenderer(report, presentation)
    renderer.addAll()
    return renderer.screen.text
  }

  private init(_ report: LintReport, _ presentation: Presentation) {
    self.report = report
    screen = Screen(width: presentation.width, colour: presentation.colour)
    isVerbose = presentation.detail == .verbose
    let first = report.files.first?.path ?? ""
    folder = first.lastIndex(of: "/").map { String(first[...$0]) } ?? ""
  }

  private func name(_ file: String) -> String {
    !folder.isEmpty && file.hasPrefix(folder) ? String(file.dropFirst(folder.count)) : file
  }

  private mutating func addAll() {
    screen.line([
      .init("\(report.tool.name) \(report.tool.version)", .bold),
      .init("  \(report.files.first?.path ?? "")"),
    ])
    screen.gap()
    screen.paragraph(
      first: [.init("  "), report.verdict.sign, .init("  ")],
      Printable(prose: report.summary).sentence,
      .bold)
    screen.gap()
    let shown = isVerbose ? report.diagnoses : Array(report.diagnoses.prefix(3))
    for way in isVerbose ? report.ways : Array(report.ways.prefix(2)) { add(way) }
    for finding in shown { add(finding) }
    if report.diagnoses.count > shown.count {
      screen.line("and \(report.diagnoses.count - shown.count) more: --verbose")
    }
    addRoutes()
    addUnread()
    let files = "\(report.files.count) \(report.files.count == 1 ? "file" : "files") read"
    let understood =
      report.unread.isEmpty
      ? "everything understood"
      : "\(report.unread.count) \(report.unread.count == 1 ? "line" : "lines") not understood"
    screen.line(
      [.init("\(files), \(understood)")],
      right: .init(
        "\(Int(nearest: report.durationSeconds * 1000)) ms, exit \(report.exitStatus)", .dim))
  }

  private mutating func add(_ way: LintReport.Route) {
    screen.paragraph(
      first: [.init("THE WAY", .bold), .init("   ")],
      "GET \(way.path), Host: \(way.host), Upgrade: websocket")
    let places = way.because.map { "\(name($0.file)):\($0.line)" }
    let column = min(28, (places.map(\.displayWidth).max() ?? 0)) + 3
    let texts = way.because.map { Printable($0.text).width }
    let textColumn = min(40, texts.max() ?? 0) + 2
    for (line, place) in zip(way.because, places) {
      var first: [Screen.Piece] = [
        .init("    "), .init(Printable(place).padded(to: column)),
        .init(Printable(line.text).padded(to: line.fact.isEmpty ? 0 : textColumn)),
      ]
      if line.fact.isEmpty {
        screen.line(first)
      } else {
        first.append(.init(" "))
        screen.paragraph(first: first, Printable(prose: line.fact))
      }
    }
    screen.paragraph(first: [.init("    arrives  ")], Printable(prose: way.outcome))
    for line in way.mayAnswer {
      screen.paragraph(
        first: [.init("    or       ")],
        "\(name(line.file)):\(line.line)  \(line.text)  \(Printable(prose: line.fact))")
    }
    screen.gap()
  }

  private mutating func add(_ finding: LintReport.Finding) {
    screen.paragraph(
      first: [.init("\(finding.severity == .info ? "NOTE" : "FAULT")", .bold), .init("  ")],
      "\(finding.certainty.rawValue)  \(finding.fault)  \(finding.host):\(finding.port)\(finding.path)"
    )
    // The headline is the first one's.
    if finding != report.diagnoses.first || finding.severity == .info {
      screen.paragraph(indent: 4, Printable(prose: "\(finding.title). \(finding.explanation)"))
    }
    for line in finding.evidence where !line.fact.isEmpty {
      screen.paragraph(
        first: [.init("    \(name(line.file)):\(line.line)  ")],
        "\(line.text)  \(Printable(prose: line.fact))")
    }
    if let change = finding.change {
      screen.gap()
      screen.line([.init("CHANGE", .bold), .init("  \(name(change.file))")])
      for line in change.lines { add(line) }
      if let note = change.note { screen.paragraph(indent: 4, Printable(prose: note)) }
    } else if let step = finding.missingSteps.first {
      screen.gap()
      screen.paragraph(first: [.init("CHANGE", .bold), .init("  ")], Printable(prose: step.title))
      for line in step.snippet.split(separator: "\n", omittingEmptySubsequences: false) {
        screen.line([.init("    "), .init(Printable(String(line)))])
      }
    }
    let steps = finding.missingSteps.map { Printable($0.step.rawValue) }
    if let apply = finding.missingSteps.first?.apply, !apply.isEmpty {
      screen.line([.init("    "), .init(Printable(apply))])
    }
    if !steps.isEmpty {
      screen.paragraph(indent: 4, "wsdoctor explain \(steps.joined(separator: ", "))", .dim)
    }
    screen.gap()
  }

  private mutating func add(_ line: LintReport.Change.Line) {
    let number = line.number.map(String.init) ?? ""
    let sign: Printable
    let style: Screen.Style
    switch line.kind {
    case .stays: (sign, style) = (" ", .plain)
    case .comes: (sign, style) = ("+", .green)
    case .goes: (sign, style) = ("-", .red)
    }
    let width = max(4, number.count)
    screen.line([
      .init("    "), .init(Printable.blanks(width - number.count) + Printable(number)),
      .init("  \(sign) \(Printable(line.text))", style),
    ])
  }

  private mutating func addRoutes() {
    var seen: [String] = []
    for route in report.routes where !seen.contains("\(route.host):\(route.port)") {
      seen.append("\(route.host):\(route.port)")
    }
    for place in isVerbose ? seen : Array(seen.prefix(3)) {
      let routes = report.routes.filter { "\($0.host):\($0.port)" == place }
      let shown = isVerbose ? routes : Array(routes.prefix(12))
      screen.line([.init("ROUTES", .bold), .init("  of \(place)")])
      let column = min(40, shown.map { $0.path.displayWidth }.max() ?? 0)
      for route in shown {
        let leads = route.leadsTo.map { "→ \($0)" } ?? ""
        screen.line([
          .init("    "), .init(Printable(route.path, limit: 60).padded(to: column)), .init("  "),
          .init(Printable(leads, limit: 60).padded(to: 28)), .init("  "),
          Self.piece(route.handshake),
          .init(Printable(Self.silence(route))),
        ])
      }
      if routes.count > shown.count {
        screen.line([.init("    and \(routes.count - shown.count) more: --verbose")])
      }
      screen.gap()
    }
    if !isVerbose && seen.count > 3 {
      screen.line([.init("and \(seen.count - 3) more hosts: --verbose")])
      screen.gap()
    }
  }

  private static func piece(_ fate: LintReport.Route.Handshake) -> Screen.Piece {
    switch fate {
    case .forwarded: .init("✓ forwarded", .green)
    case .lost: .init("✗ lost     ", .red)
    case .half: .init("✗ half     ", .red)
    case .blocked: .init("✗ blocked  ", .red)
    case .redirected: .init("– redirected")
    case .notProxied: .init("– not proxied")
    case .unknown: .init("? unknown  ", .yellow)
    }
  }

  private static func silence(_ route: LintReport.Route) -> String {
    guard let limit = route.silenceLimit else { return "" }
    let seconds =
      limit.seconds.map { "\($0.rounded() == $0 ? String(Int(nearest: $0)) : String($0)) s" } ?? "?"
    return "  \(seconds)"
      + (limit.from == "default"
        ? (limit.seconds == nil ? "" : " (default)") : limit.line.map { " (line \($0))" } ?? "")
  }

  private mutating func addUnread() {
    guard !report.unread.isEmpty else { return }
    screen.line("NOT UNDERSTOOD  nothing that depends on it is claimed", .bold)
    let shown = isVerbose ? report.unread : Array(report.unread.prefix(6))
    for line in shown {
      screen.paragraph(
        first: [.init("    \(name(line.file)):\(line.line)  ")], Printable(line.text))
    }
    if report.unread.count > shown.count {
      screen.line([.init("    and \(report.unread.count - shown.count) more: --verbose")])
    }
    screen.gap()
  }
}
