import Evidence

extension HTMLPage {
  /// What differs between two reports: both sides, and a table of what isn't the same.
  static func of(_ diff: ReportDiff) -> String {
    page(
      title: diff.same ? "the same" : "what differs",
      header: markup {
        Element(.p, .class(.tool)) {
          "\(diff.tool.name) \(diff.tool.version), exit status \(diff.exitStatus)"
        }
        Element(.h1) { prose(diff.summary) }
      },
      contents: [],
      body: markup {
        for (index, pair) in diff.pairs.enumerated() {
          section(of: pair, number: index + 1, isOnly: diff.pairs.count == 1)
        }
      },
      tool: diff.tool, schemaVersion: diff.schemaVersion)
  }

  private static func section(of pair: ReportDiff.Pair, number: Int, isOnly: Bool) -> Element {
    let anchor = Anchor("pair", number)
    return Element(.section, .labelledBy(anchor)) {
      Element(.h2, .id(anchor)) { isOnly ? "A and B" : "A and B, pair \(number)" }
      sides(of: pair)
      if !pair.conditions.isEmpty {
        Element(.h3) { "Asked otherwise, which may be why" }
        table(of: pair.conditions, called: "Conditions that differ")
      }
      if !pair.changes.isEmpty {
        Element(.h3) { "Changes" }
        table(of: pair.changes, called: "What was found to differ")
        if pair.changes.contains(where: { $0.area == .measurement }) {
          Element(.p, .class(.quiet)) { Printable(Comparison.rule) }
        }
      }
    }
  }

  private static func sides(of pair: ReportDiff.Pair) -> Element {
    Element(.table, .class(.stacked)) {
      Element(.caption) { "The two reports" }
      columns("", "Verdict", "Target", "When", "Summary")
      Element(.tbody) {
        for (letter, side) in [("A", pair.a), ("B", pair.b)] as [(Printable, ReportDiff.Side)] {
          Element(.tr) {
            Element(.th, .rowHeader) { letter }
            Element(.td, .column("Verdict")) { side.verdict.badge }
            Element(.td, .column("Target")) { code(side.url) }
            Element(.td, .column("When")) { instant(side.startedAt) }
            Element(.td, .column("Summary")) { prose(side.summary) }
          }
        }
      }
    }
  }

  private static func table(of changes: [ReportDiff.Change], called name: Printable) -> Element {
    Element(.table, .class(.stacked)) {
      Element(.caption) { name }
      columns("What", "Kind", "A", "B")
      Element(.tbody) {
        for change in changes {
          Element(.tr) {
            Element(.th, .rowHeader) { code(change.name) }
            Element(.td, .column("Kind")) { "\(change.area.rawValue)" }
            Element(.td, .column("A")) { shown(change.a) }
            Element(.td, .column("B")) { shown(change.b) }
          }
        }
      }
    }
  }

  /// Not there, or unknown, is a dash; there and empty is a word.
  private static func shown(_ text: String?) -> [Markup] {
    switch text {
    case nil: markup { "–" }
    case "": markup { "nothing" }
    case let text?: prose(text, asSentence: false)
    }
  }
}
