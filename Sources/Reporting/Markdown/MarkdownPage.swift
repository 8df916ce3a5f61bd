/// Blocks of Markdown (CommonMark with GitHub's tables), an empty line between them; no HTML.
struct MarkdownPage {
  private(set) var text = ""

  mutating func heading(_ level: Int, _ title: Inline) {
    block(String(repeating: "#", count: level) + " " + title.text)
  }

  mutating func paragraph(_ text: Inline) {
    let text = text.atBlockStart
    if !text.isEmpty { block(text) }
  }

  mutating func list(_ items: [Inline]) {
    if !items.isEmpty { block(items.map { "- \($0.atBlockStart)" }.joined(separator: "\n")) }
  }

  /// Lines to copy, as they are but for invisible characters; the fence is longer than any in it.
  mutating func fence(_ content: String, language: String = "") {
    let lines = content.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      Printable(String(line).replacing("\t", with: "    "), limit: 2000).withPlainBlanks
    }
    let body = lines.joined(separator: "\n")
    let fence = String(repeating: "`", count: max(3, body.longestRun(of: "`") + 1))
    block("\(fence)\(language)\n\(body)\n\(fence)")
  }

  /// A table; rows that are shorter than the head are filled up.
  mutating func table(_ head: [Inline], _ rows: [[Inline]]) {
    guard !rows.isEmpty else { return }
    func line(_ cells: [Inline]) -> String {
      let filled =
        cells.prefix(head.count) + repeatElement("", count: max(0, head.count - cells.count))
      return "| " + filled.map(\.text).joined(separator: " | ") + " |"
    }
    let rule = "|" + String(repeating: " --- |", count: head.count)
    block(([line(head), rule] + rows.map(line)).joined(separator: "\n"))
  }

  private mutating func block(_ block: String) {
    if !text.isEmpty { text += "\n" }
    text += block + "\n"
  }
}
