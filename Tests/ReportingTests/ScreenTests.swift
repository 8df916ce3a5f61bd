import Testing

@testable import Reporting

@Suite struct ScreenTests {
  static let widths: [(String, Int)] = [
    ("", 0), ("abc", 3), ("日本", 4), ("ﾊﾝ", 2), ("e\u{301}x", 2), ("한", 2), ("👩", 2), ("✓–", 2),
    ("❤\u{FE0F}", 2), ("ＡＢ", 4), ("──", 2),
  ]

  @Test(arguments: widths) func `a text is as wide as a terminal shows it`(text: String, width: Int)
  {
    #expect(text.displayWidth == width)
  }

  @Test func `words are filled by their width`() {
    let lines = Screen.filled("日本 日本 ab 日本語", width: 9).map(\.text)
    #expect(lines == ["日本 日本", "ab 日本語"])
  }

  @Test func `a word that is too wide is cut`() {
    #expect(Screen.filled("a bcdefghi j", width: 4).map(\.text) == ["a", "bcde", "fghi", "j"])
    #expect(Screen.filled("日本語", width: 3).map(\.text) == ["日", "本", "語"])
  }

  @Test func `later lines begin below the words`() {
    var screen = Screen(width: 40, colour: false)
    screen.paragraph(
      first: [.init("  not a filter  ")], "without Upgrade the answer is the same as with it")
    #expect(
      screen.lines == [
        "  not a filter  without Upgrade the", "                answer is the same as",
        "                with it",
      ])
  }

  @Test func `a number and its unit stay on one line`() {
    let text: Printable = "alive when we stopped, after 30.1 s, 5 ms or (12 min) and 3 sisters"
    for width in 16...70 {
      for line in Screen.filled(text, width: width).map(\.withPlainBlanks).dropFirst() {
        #expect(line.firstMatch(of: /^(s|ms|min)\b/) == nil, "\(width): \(line)")
      }
    }
    #expect(Screen.filled(text, width: 59).map(\.text).last == "sisters")
    var screen = Screen(width: 33, colour: false)
    screen.paragraph(text)
    #expect(screen.lines[0] == "alive when we stopped, after")
    #expect(screen.lines[1].hasPrefix("30.1 s, 5 ms or"))
  }

  @Test func `the start of a text ends before the character that has no room`() {
    #expect("… 日本語".start(columns: 5) == "… 日")
    #expect("… 日本語".start(columns: 6) == "… 日本")
    #expect("e\u{301}e\u{301}".start(columns: 1) == "e\u{301}")
    #expect("abc".start(columns: 0).isEmpty)
  }

  @Test func `a command stays in one piece`() {
    let text: Printable = "the right backend: \(("wsdoctor explain x.y" as Printable).unbroken)"
    var screen = Screen(width: 32, colour: false)
    screen.paragraph(text)
    #expect(screen.lines == ["the right backend:", "wsdoctor explain x.y"])
    screen.paragraph(Printable(prose: "put it there: `wsdoctor beacon`, then ask"))
    #expect(screen.lines.suffix(2) == ["put it there: `wsdoctor beacon`,", "then ask"])
    let outside = "a\u{A0}b"
    #expect(Printable(outside).text == "a\\u{a0}b")
  }

  @Test func `a line that is too wide takes several of the terminal`() {
    var screen = Screen(width: 40, colour: true)
    screen.line(Printable(String(repeating: "x", count: 81)), .bold)
    screen.gap()
    #expect(screen.lines.count == 2)
    #expect(screen.rows == 4)
  }

  @Test func `interpolated values are escaped, literals are not`() {
    let hostile = "\u{1B}[2J"
    #expect(("a ── \(hostile)" as Printable).text == "a ── \\u{1b}[2J")
    #expect(Printable(String(repeating: "x", count: 1000), limit: 10).text == "xxxxxxxxxx…")
  }
}
