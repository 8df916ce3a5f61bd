/// Lines of text for a terminal of some width: wraps, indents, aligns and, only when asked, colours.
struct Screen {
  enum Style { case plain, bold, dim, red, green, yellow }

  /// A piece of a line in one style.
  struct Piece {
    var text: Printable
    var style: Style
    init(_ text: Printable, _ style: Style = .plain) {
      self.text = text
      self.style = style
    }
  }

  /// The narrowest layout; on narrower terminals the lines are cut by the terminal itself.
  static let minimumWidth = 32

  let width: Int
  private let colour: Bool
  private(set) var lines: [String] = []
  /// Lines of the terminal: one that is too wide takes several.
  private(set) var rows = 0

  init(width: Int, colour: Bool) {
    self.width = max(width, Screen.minimumWidth)
    self.colour = colour
  }

  var text: String { lines.map { $0 + "\n" }.joined() }

  /// An empty line, but never two of them and none at the top.
  mutating func gap() {
    guard let last = lines.last, !last.isEmpty else { return }
    lines.append("")
    rows += 1
  }

  mutating func line(_ pieces: [Piece]) {
    lines.append(trimmed(pieces.map { styled($0) }.joined()))
    let used = pieces.reduce(0) { $0 + $1.text.width }
    rows += max(1, (used + width - 1) / width)
  }

  mutating func line(_ text: Printable, _ style: Style = .plain) { line([Piece(text, style)]) }

  /// Words filled into lines; `first` stands before them, later lines begin below the words,
  /// or in the column `hanging`.
  mutating func paragraph(
    first: [Piece] = [], indent: Int = 0, hanging: Int? = nil, _ text: Printable,
    _ style: Style = .plain
  ) {
    var start = [Piece(.blanks(indent))] + first
    let used = indent + first.reduce(0) { $0 + $1.text.width }
    if let hanging {
      let (head, tail) = Screen.firstLine(text, width: width - used)
      line(start + [Piece(head, style)])
      if !tail.isEmpty { paragraph(indent: hanging, tail, style) }
      return
    }
    let hang = used
    // A column that leaves no room for words goes onto a line of its own.
    let isCrowded = width - hang < 16 && !first.isEmpty
    if isCrowded { line(start) }
    let margin = isCrowded ? min(indent + 2, width - 16) : hang
    if isCrowded { start = [Piece(.blanks(margin))] }
    for content in Screen.filled(text, width: width - margin) {
      line(start + [Piece(content, style)])
      start = [Piece(.blanks(margin))]
    }
  }

  /// As `paragraph`, but on one line as it is where that fits: with runs of blanks kept, which are
  /// commas elsewhere.
  mutating func paragraph(first: [Piece] = [], keepingBlanks text: Printable) {
    if first.reduce(0, { $0 + $1.text.width }) + text.width <= width {
      line(first + [Piece(text)])
    } else {
      paragraph(first: first, text.withCommas)
    }
  }

  /// Text at the left and, where it fits, a remark at the right edge; else below it.
  mutating func line(_ left: [Piece], right: Piece) {
    let used = left.reduce(0) { $0 + $1.text.width }
    let space = width - 2 - used - right.text.width
    if space >= 2 {
      line(left + [Piece(.blanks(space)), right])
    } else {
      if used <= width { line(left) } else { paragraph(left.map(\.text).joined(separator: "")) }
      line([Piece(.blanks(max(0, width - 2 - right.text.width))), right])
    }
  }

  /// Items side by side, as many in a line as fit; each in a column of the same width if `aligned`.
  ///
  /// `right` goes to the right edge of the last line, or below it.
  mutating func items(
    _ items: [[Piece]], indent: Int, gap: Int, aligned: Bool, right: Piece? = nil
  ) {
    let widths = items.map { $0.reduce(0) { $0 + $1.text.width } }
    let column = aligned ? min(widths.max() ?? 0, width - indent) : 0
    var current: [Piece] = []
    var used = indent
    for (item, itemWidth) in zip(items, widths) {
      if !current.isEmpty && used + itemWidth > width {
        line(current)
        current = []
        used = indent
      }
      if current.isEmpty { current = [Piece(.blanks(indent))] }
      let filled = max(itemWidth, column) + gap
      current += item + [Piece(.blanks(filled - itemWidth))]
      used += filled
    }
    if let right {
      line(current, right: right)
    } else if !current.isEmpty {
      line(current)
    }
  }

  /// As many words as fit into a line, at least one, and the rest.
  private static func firstLine(_ text: Printable, width: Int) -> (Printable, Printable) {
    var words = text.words[...]
    var head: Printable = words.popFirst() ?? ""
    while let word = words.first, head.width + 1 + word.width <= width {
      head += " " + word
      words.removeFirst()
    }
    return (head, Array(words).joined(separator: " "))
  }

  /// The text as lines no wider than `width`; a word that is wider is cut, at best where it is glued.
  static func filled(_ text: Printable, width: Int) -> [Printable] {
    var lines: [Printable] = []
    var current: Printable = ""
    for var word in text.words.flatMap({ $0.width <= width ? [$0] : $0.unglued }) {
      if !current.isEmpty && current.width + 1 + word.width <= width {
        current += " " + word
        continue
      }
      if !current.isEmpty { lines.append(current) }
      while word.width > width {
        let (head, tail) = word.split(atWidth: width)
        lines.append(head)
        word = tail
      }
      current = word
    }
    if !current.isEmpty || lines.isEmpty { lines.append(current) }
    return lines
  }

  private func trimmed(_ line: String) -> String {
    String(line.reversed().drop { $0 == " " }.reversed())
  }

  private func styled(_ piece: Piece) -> String {
    let text = piece.text.withPlainBlanks
    guard colour, !text.isEmpty else { return text }
    let code: String
    switch piece.style {
    case .plain: return text
    case .bold: code = "1"
    case .dim: code = "2"
    case .red: code = "31"
    case .green: code = "32"
    case .yellow: code = "33"
    }
    return "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }
}
