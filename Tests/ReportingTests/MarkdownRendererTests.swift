import Evidence
import Foundation
import Testing

@testable import ReportDocument
@testable import Reporting

@Suite struct MarkdownRendererTests {
  @Test(arguments: TextRendererTests.samples.keys.sorted())
  func `each page is as it was looked at`(name: String) throws {
    let report = try #require(TextRendererTests.samples[name])
    try Golden.expect(
      try Format.markdown.render(.report(report)), is: "MarkdownRendererTests.\(name)")
  }

  @Test func `everything is as it was looked at`() throws {
    let text = try Format.markdown.render(
      .report(Sample.withEverything), as: Presentation(detail: .verbose))
    try Golden.expect(text, is: "MarkdownRendererTests.everything")
  }

  /// What Markdown, GitHub and GitLab would make something of.
  static let hostile = [
    "<script>alert(1)</script>", "<img src=x onerror=y>", "<!-- x", "</details>", "&lt;b&gt;",
    "[a](javascript:b)", "![a](https://evil.example.com/p.png)", "<https://evil.example.com>",
    "https://evil.example.com/x", "www.evil.example.com", "me@evil.example.com", "@everyone hello",
    "x @org/team y", "#1 and !2 and GH#3", "*a* _b_ **c** ~~d~~ $e$ `f`", "`", "``", "` `` `",
    "```\n# x\n```", "~~~~", "a | b", "\\| x", "a\\", "`a|b`", "`a\\|b` | c", "| --- | --- |",
    "# heading", "- item", "+ item", "1. item", "2) item", "> quote", "---", "===", "    code",
    "[x]: https://evil.example.com", "[ ] task", ":smile:", "&#64;everyone", "\u{202E}abc\u{2066}",
    "\u{1B}[2J", "a\u{2028}b", "\u{A0}\u{A0}", "a_b`c`d", "'@x'", "(https://e.example.com)", "x`y",
  ]

  @Test(
    .enabled(if: Validator.hasMarkdownIt, "Python's markdown-it-py is not installed"),
    arguments: [Presentation.Detail.normal, .verbose])
  func `hostile words stay text`(detail: Presentation.Detail) throws {
    let pages = try Self.hostile.map { words in
      try Format.markdown.render(
        .report(Sample.filled(with: words)), as: Presentation(detail: detail))
    }
    let structures = try Self.structures(of: pages)
    let plain = try #require(
      try Self.structures(of: [
        Format.markdown.render(.report(Sample.filled(with: "x")), as: Presentation(detail: detail))
      ]).first)
    #expect(plain.count > 100 && plain.contains("table_open"))
    for (words, structure) in zip(Self.hostile, structures) {
      #expect(structure == plain, "\(words)")
    }
  }

  @Test(.enabled(if: Validator.hasMarkdownIt, "Python's markdown-it-py is not installed"))
  func `the text that is shown is the text that came`() throws {
    for words in Self.hostile where !words.contains(where: { "\n`".contains($0) }) {
      let inline = Inline(words)
      let result = try Validator.run(
        [Validator.python, "-c", Self.textOfParagraph], input: "x " + inline.text)
      let shown = "x " + Printable(prose: words).text
      #expect(
        result.output.split(separator: " ") == shown.split(separator: " "), "\(inline.text)")
    }
  }

  @Test func `words that a forge would make links of are code, the others stay`() {
    #expect(
      Inline(prose("nginx cuts it after 60.0 s (likely), it's so: see")).text
        == "nginx cuts it after 60.0 s (likely), it's so: see")
    #expect(
      Inline(prose("ask @me, at https://a.example/x.")).text
        == "ask `@me`, at `https://a.example/x`.")
    #expect(
      Inline(prose("in jira.example.com; www.x.y (nginx.read-timeout, likely), 1.22.1 e.g.")).text
        == "in `jira.example.com`; `www.x.y` (`nginx.read-timeout`, likely), 1.22.1 `e.g`.")
    #expect(Inline(prose("put `wsdoctor beacon` there")).text == "put `wsdoctor beacon` there")
    #expect(Inline(prose("a|b `c|d`")).text == "`a`&#124;`b` `c`&#124;`d`")
    #expect(Inline.code("a`b").text == "``a`b``")
    #expect(Inline.code("`").text == "`` ` ``")
    #expect((Inline.code("a") + Inline.code("b")).text == "`a` `b`")
    #expect(Inline(prose("1. x")).atBlockStart == "1\\. x")
    #expect(Inline(prose("600 s")).atBlockStart == "600 s")
  }

  @Test func `no fence can be broken out of`() {
    var page = MarkdownPage()
    page.fence("a\n`````\n# x\n~~~")
    #expect(page.text == "``````\na\n`````\n# x\n~~~\n``````\n")
  }

  @Test func `a flood does not fill the ticket`() throws {
    let text = try Format.markdown.render(
      .report(Sample.filled(with: String(repeating: "a", count: 1 << 20))))
    #expect(text.utf8.count < 65_536)
  }

  @Test func `a collection begins with a table of its reports`() throws {
    let collection = ReportCollection(
      verdict: .broken, exitStatus: 1, reports: [Sample.healthy, Sample.untrusted])
    let text = try Format.markdown.render(.collection(collection))
    #expect(text.hasPrefix("# wsdoctor: broken, exit 1\n\n| target | verdict |"))
    #expect(text.split(separator: "\n").count { $0.hasPrefix("## ") } == 2)
  }

  /// Not a literal, which would be taken as Markdown of our own.
  private func prose(_ text: String) -> String { text }

  /// Types of all tokens of each page, with GitHub's tables, strikethrough and links by themselves.
  private static func structures(of pages: [String]) throws -> [[Substring]] {
    let result = try Validator.run(
      [Validator.python, "-c", structure], input: pages.joined(separator: "\u{0}"))
    try #require(result.status == 0, "\(result.output)")
    return result.output.split(separator: "\n").map { $0.split(separator: " ") }
  }

  /// Text and code spans may change places, so of inline tokens only the others are listed.
  private static let structure = """
    import sys
    from markdown_it import MarkdownIt
    parser = MarkdownIt("gfm-like", {"html": True})
    for page in sys.stdin.buffer.read().decode().split(chr(0)):
        kinds = []
        for token in parser.parse(page):
            kinds.append(token.type)
            kinds += [c.type for c in token.children or [] if c.type not in ("text", "code_inline")]
        print(*kinds)
    """

  private static let textOfParagraph = """
    import sys
    from markdown_it import MarkdownIt
    parser = MarkdownIt("gfm-like", {"html": True})
    tokens = parser.parse(sys.stdin.buffer.read().decode())
    print(end=" ".join("".join(c.content for c in t.children) for t in tokens if t.children))
    """
}
