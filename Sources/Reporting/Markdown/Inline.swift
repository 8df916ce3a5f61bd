/// Markdown within a line, in which whatever came from outside is text: no word of it becomes a
/// link, a mention, an image, emphasis, a column or HTML.
///
/// The page takes nothing else, so no renderer can forget to escape.
struct Inline: Sendable, Equatable, ExpressibleByStringInterpolation {
  private(set) var text: String

  /// Prose: words of letters and plain punctuation stay, every other word is set as code, and so
  /// is what stands in backquotes.
  init(_ raw: String) { self.init(Printable(prose: raw)) }

  init(_ shown: Printable) {
    var result = Inline(markup: "")
    let pieces = shown.withPlainBlanks.split(separator: "`", omittingEmptySubsequences: false)
    let isCode = { (index: Int) in index % 2 == 1 }
    if isCode(pieces.count), !pieces.indices.contains(where: { isCode($0) && pieces[$0].isEmpty }) {
      for (index, piece) in pieces.enumerated() {
        result.append(isCode(index) ? Inline.code(String(piece)) : Inline.words(piece))
      }
    } else {
      result.append(Inline.words(shown.withPlainBlanks[...]))
    }
    text = result.text
  }

  init(stringLiteral value: String) { text = value }
  init(stringInterpolation: StringInterpolation) { text = stringInterpolation.inline.text }
  private init(markup: String) { text = markup }

  var isEmpty: Bool { text.isEmpty }

  /// A code span, in which nothing has a meaning but its end and, within a table, the bar.
  static func code(_ raw: String) -> Inline { code(shown: Printable(raw)) }

  static func code(shown: Printable) -> Inline {
    let parts = shown.withPlainBlanks.split(separator: "|", omittingEmptySubsequences: false)
    return Inline(markup: parts.map { span(String($0)) }.joined(separator: "&#124;"))
  }

  /// Stressed, at the beginning of a block.
  static func strong(_ inner: Inline) -> Inline {
    let trimmed = inner.text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
    return trimmed.isEmpty ? "" : Inline(markup: "**\(String(trimmed))**")
  }

  /// The delimiter is longer than any run of backquotes inside (CommonMark 0.31 §6.1).
  private static func span(_ content: String) -> String {
    guard !content.isEmpty else { return "" }
    let delimiter = String(repeating: "`", count: content.longestRun(of: "`") + 1)
    let touches = content.hasPrefix("`") || content.hasSuffix("`")
    let isStripped =
      content.hasPrefix(" ") && content.hasSuffix(" ") && content.contains { $0 != " " }
    let blank = touches || isStripped ? " " : ""
    return delimiter + blank + content + blank + delimiter
  }

  private static func words(_ piece: Substring) -> Inline {
    let all = piece.split(separator: " ", omittingEmptySubsequences: false)
    // Blanks at the ends part it from what stands beside it.
    let words = all.enumerated().filter { [0, all.count - 1].contains($0) || !$1.isEmpty }.map(\.1)
    return Inline(markup: words.map { word($0) }.joined(separator: " "))
  }

  private static func word(_ word: Substring) -> String {
    let head = word.prefix { "(\"'".contains($0) }
    let closing = word.dropFirst(head.count).contains("(") ? ",.;:!?\"'" : ",.;:!?\"')"
    let tail = word.dropFirst(head.count).reversed().prefix { closing.contains($0) }
    let core = word.dropFirst(head.count).dropLast(tail.count)
    if core.isEmpty || isPlain(core) { return String(word) }
    return head + code(String(core)).text + String(tail.reversed())
  }

  /// Nothing in it is Markdown's, nor is it what forges turn into links by themselves: an address or a
  /// host's name.
  private static func isPlain(_ word: Substring) -> Bool {
    word.allSatisfy { $0.isLetter || $0.isNumber || "-'’.,;/+=…–—·×(?✓✗§".contains($0) }
      && !word.contains("//") && word.firstMatch(of: /\.\p{L}/) == nil
  }

  /// Two code spans that touch would be one with an empty middle.
  private mutating func append(_ other: Inline) {
    if text.hasSuffix("`") && other.text.hasPrefix("`") { text += " " }
    text += other.text
  }

  static func + (a: Inline, b: Inline) -> Inline {
    var sum = a
    sum.append(b)
    return sum
  }
  static func += (a: inout Inline, b: Inline) { a.append(b) }

  /// As the beginning of a block: nothing in it begins a list, a heading or a rule.
  var atBlockStart: String {
    let trimmed = text.drop { $0 == " " }
    guard let first = trimmed.first else { return "" }
    if "-+=".contains(first) { return "\\" + trimmed }
    let digits = trimmed.prefix { $0.isASCII && $0.isNumber }
    let rest = trimmed.dropFirst(digits.count)
    if !digits.isEmpty, let mark = rest.first, ".)".contains(mark),
      [nil, " "].contains(rest.dropFirst().first)
    {
      return "\(digits)\\\(rest)"
    }
    return String(trimmed)
  }

  /// Takes literals as they are and makes text of every value.
  struct StringInterpolation: StringInterpolationProtocol {
    var inline = Inline(markup: "")
    init(literalCapacity: Int, interpolationCount: Int) {}
    mutating func appendLiteral(_ literal: String) { inline.append(Inline(markup: literal)) }
    mutating func appendInterpolation(_ value: Inline) { inline.append(value) }
    mutating func appendInterpolation(_ value: Printable) { inline.append(Inline(value)) }
    mutating func appendInterpolation(_ value: Int) { inline.append(Inline(markup: "\(value)")) }
    mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      inline.append(Inline(value.description))
    }
  }
}

extension [Inline] {
  func joined(separator: Inline) -> Inline {
    var result: Inline = ""
    for (index, part) in enumerated() { result += index == 0 ? part : separator + part }
    return result
  }
}

extension String {
  /// Length of the longest run of a character.
  func longestRun(of character: Character) -> Int {
    var longest = 0
    var run = 0
    for other in self {
      run = other == character ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
