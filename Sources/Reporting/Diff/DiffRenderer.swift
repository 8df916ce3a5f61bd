import Evidence

/// Writes down what differs between two reports.
enum DiffRenderer {
  private static let headings: [(title: Printable, areas: [ReportDiff.Change.Area])] = [
    ("VERDICT", [.verdict, .target]), ("FAULTS", [.fault]), ("STEPS", [.step]),
    ("PROBES", [.probe]), ("CASES", [.case]), ("PROXY", [.proxy]),
    ("TIMES AND LIMITS", [.measurement]), ("ANSWERS", [.answer]), ("FIELDS", [.header]),
    ("CONNECTIONS", [.connection]), ("OTHER", [.other]),
  ]

  static func text(_ diff: ReportDiff, _ presentation: Presentation) -> String {
    if presentation.detail == .quiet { return Printable(prose: diff.summary).text + "\n" }
    var screen = Screen(width: presentation.width, colour: presentation.colour)
    for (index, pair) in diff.pairs.enumerated() {
      if index > 0 { screen.gap() }
      for (letter, side) in [("A", pair.a), ("B", pair.b)] as [(Printable, ReportDiff.Side)] {
        screen.paragraph(
          first: [.init(letter, .bold), .init("  "), side.verdict.sign, .init(" ")],
          "\(side.verdict.rawValue), \(side.url), \(side.startedAt.prefix(40))")
      }
      screen.gap()
      if index == 0 {
        screen.paragraph(indent: 2, Printable(prose: diff.summary), .bold)
        screen.gap()
      }
      if !pair.conditions.isEmpty {
        screen.line("ASKED OTHERWISE, which may be why", .yellow)
        add(pair.conditions, to: &screen)
      }
      for heading in headings {
        let changes = pair.changes.filter { heading.areas.contains($0.area) }
        guard !changes.isEmpty else { continue }
        screen.gap()
        screen.line(heading.title, .bold)
        add(changes, to: &screen)
      }
    }
    if diff.pairs.contains(where: { $0.changes.contains { $0.area == .measurement } }) {
      screen.gap()
      screen.paragraph(Printable(Comparison.rule), .dim)
    }
    return screen.text
  }

  private static func add(_ changes: [ReportDiff.Change], to screen: inout Screen) {
    let names = changes.map { Printable($0.name) }
    let column = min(names.map(\.width).max() ?? 0, 36)
    for (change, name) in zip(changes, names) {
      let (sign, text) = words(change)
      screen.paragraph(
        first: [
          .init("    "), .init(sign), .init(" "), .init(name.padded(to: column)), .init("  "),
        ], text)
    }
  }

  /// `+`, `-` or `~`, and both values.
  private static func words(_ change: ReportDiff.Change) -> (Printable, Printable) {
    switch (change.a, change.b) {
    case (nil, let b?): ("+", "\(Printable(prose: b)) (only B)")
    case (let a?, nil): ("-", "\(Printable(prose: a)) (only A)")
    case (let a?, let b?): ("~", "\(shown(a)) → \(shown(b))")
    case (nil, nil): ("~", "")
    }
  }

  private static func shown(_ text: String) -> Printable {
    text.isEmpty ? "nothing" : Printable(prose: text)
  }

  static func markdown(_ diff: ReportDiff) -> String {
    var page = MarkdownPage()
    page.heading(2, diff.same ? "The same" : "What differs")
    page.paragraph(Inline(diff.summary))
    for pair in diff.pairs {
      page.table(
        ["", "verdict", "target", "when", "in one sentence"],
        [("A", pair.a), ("B", pair.b)].map { letter, side in
          [
            Inline(letter), "\(side.verdict.mark)", .code(side.url), .code(side.startedAt),
            Inline(side.summary),
          ]
        })
      if !pair.conditions.isEmpty {
        page.heading(3, "Asked otherwise, which may be why")
        page.table(["", "what", "A", "B"], pair.conditions.map(row))
      }
      if !pair.changes.isEmpty {
        page.heading(3, "Changes")
        page.table(["", "what", "A", "B"], pair.changes.map(row))
      }
    }
    return page.text
  }

  private static func row(_ change: ReportDiff.Change) -> [Inline] {
    [
      Inline(change.area.rawValue), .code(change.name), change.a.map { Inline($0) } ?? "",
      change.b.map { Inline($0) } ?? "",
    ]
  }
}
