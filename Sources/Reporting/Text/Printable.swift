import ReportDocument

/// Text that is safe to show on a terminal: whatever came from outside is escaped in it.
///
/// The layout takes nothing else, so no renderer can forget to escape.
struct Printable: Sendable, Hashable, ExpressibleByStringInterpolation {
  /// The most characters that one value from outside may fill.
  static let limit = 600

  private(set) var text: String

  /// Escapes every character that a terminal would obey or hide, as in `\u{1b}` or `\n`.
  init(_ raw: String, limit: Int = Printable.limit) {
    var safe = String.UnicodeScalarView()
    var count = 0
    for scalar in raw.unicodeScalars {
      guard count < limit else {
        safe.append("…")
        break
      }
      count += 1
      if let short = scalar.shortEscape {
        safe += short.unicodeScalars
      } else if scalar.isUnprintable {
        safe += "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars
      } else {
        safe.append(scalar)
      }
    }
    text = String(safe)
  }

  init(stringLiteral value: String) { text = value }

  init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

  private init(safe text: String) { self.text = text }

  var isEmpty: Bool { text.isEmpty }
  var width: Int { text.displayWidth }

  static func + (a: Printable, b: Printable) -> Printable { Printable(safe: a.text + b.text) }
  static func += (a: inout Printable, b: Printable) { a = a + b }

  /// The words between blanks; a number and its unit are one.
  var words: [Printable] {
    var words: [Printable] = []
    for word in text.split(separator: " ") {
      if let last = words.last, last.endsInNumber, Printable.isUnit(word) {
        words[words.count - 1] = Printable(safe: "\(last.text)\(Printable.glue)\(word)")
      } else {
        words.append(Printable(safe: String(word)))
      }
    }
    return words
  }

  private var endsInNumber: Bool { text.last?.isASCII == true && text.last?.isNumber == true }

  private static let units: Set<Substring> = ["s", "ms", "min", "h", "KB", "MB", "KiB", "MiB"]

  private static func isUnit(_ word: Substring) -> Bool {
    units.contains(word.prefix { $0.isLetter })
      && word.drop { $0.isLetter }.allSatisfy { ".,;:!?)]'\"".contains($0) }
  }

  /// A blank at which no line is broken; what comes from outside never holds one, as it is escaped.
  private static let glue: Character = "\u{A0}"

  /// The same words, but never on two lines: for a command that is to be copied.
  var unbroken: Printable {
    Printable(safe: String(text.map { $0 == " " ? Printable.glue : $0 }))
  }

  /// The text with each command in backquotes `unbroken`.
  var withUnbrokenCommands: Printable {
    var isCommand = false
    return Printable(
      safe: String(
        text.map { character in
          if character == "`" { isCommand.toggle() }
          return character == " " && isCommand ? Printable.glue : character
        }))
  }

  /// The words of one that is too wide to stay unbroken.
  var unglued: [Printable] { parts(separatedBy: Printable.glue) }

  /// With a comma for each run of three blanks or more: in filled text a run would be one blank.
  var withCommas: Printable { Printable(safe: text.replacing(/\x20{3,}/, with: ", ")) }

  /// What is shown.
  var withPlainBlanks: String { text.replacing("\u{A0}", with: " ") }

  /// Filled up with blanks to a width.
  func padded(to width: Int) -> Printable {
    Printable(safe: text + String(repeating: " ", count: max(0, width - self.width)))
  }

  static func blanks(_ count: Int) -> Printable {
    Printable(safe: String(repeating: " ", count: max(0, count)))
  }

  /// The longest start that fits into a width, and the rest.
  func split(atWidth limit: Int) -> (Printable, Printable) {
    var width = 0
    var index = text.startIndex
    while index < text.endIndex {
      width += text[index].displayWidth
      if width > limit && index > text.startIndex { break }
      index = text.index(after: index)
    }
    return (Printable(safe: String(text[..<index])), Printable(safe: String(text[index...])))
  }

  /// What stands between the signs; with `n` of them, `n + 1` parts.
  func parts(separatedBy sign: Character) -> [Printable] {
    text.split(separator: sign, omittingEmptySubsequences: false)
      .map { Printable(safe: String($0)) }
  }

  /// With a capital letter at its start.
  var capitalized: Printable { Printable(safe: text.prefix(1).uppercased() + text.dropFirst()) }

  /// With a full stop at its end. The first letter stays: a sentence may begin with nginx.
  var sentence: Printable {
    guard let last = text.last, !".!?…:".contains(last) else { return self }
    return Printable(safe: text + ".")
  }

  /// Without a full stop at its end, for use inside a sentence.
  var phrase: Printable { text.last == "." ? Printable(safe: String(text.dropLast())) : self }

  /// Takes literals as they are and escapes every value.
  struct StringInterpolation: StringInterpolationProtocol {
    var text = ""
    init(literalCapacity: Int, interpolationCount: Int) {}
    mutating func appendLiteral(_ literal: String) { text += literal }
    mutating func appendInterpolation(_ value: Printable) { text += value.text }
    mutating func appendInterpolation(_ value: Int) { text += String(value) }
    mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      text += Printable(value.description).text
    }
  }
}

extension [Printable] {
  func joined(separator: Printable) -> Printable {
    var result: Printable = ""
    for (index, part) in enumerated() { result += index == 0 ? part : separator + part }
    return result
  }
}

extension Unicode.Scalar {
  /// As everybody writes the control characters that text is full of.
  fileprivate var shortEscape: String? {
    switch self {
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    default: nil
    }
  }
}
