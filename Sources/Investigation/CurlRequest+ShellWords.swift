/// Splits a command as a POSIX shell does, without expanding anything: quotes, `$'…'`, line continuations.
struct ShellWords {
  enum Problem: Error, Sendable, Hashable {
    case quoteNotClosed(Character)
    /// An unquoted `;`, `|`, `&`, `<`, `>`, `(` or a `` ` ``, `$(`, `$NAME`: more than one plain command.
    case notPlain(Character)
  }

  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var words: [String] = []
  private var word: String.UnicodeScalarView?

  static func split(_ text: String) throws(Problem) -> [String] {
    var splitter = ShellWords(text)
    return try splitter.run()
  }

  private init(_ text: String) { scalars = Array(text.unicodeScalars) }

  private var current: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }
  private var next: Unicode.Scalar? { index + 1 < scalars.count ? scalars[index + 1] : nil }

  private mutating func run() throws(Problem) -> [String] {
    while let scalar = current {
      index += 1
      switch scalar {
      case " ", "\t", "\n", "\r": finishWord()
      case "\\": escape()
      case "'": try singleQuoted()
      case "\"": try doubleQuoted()
      case "$" where current == "'": try ansiQuoted()
      case "$" where current == "(" || current.map(isNameStart) == true: throw .notPlain("$")
      case ";" where isOnlyBlank(from: index): break
      case ";", "|", "&", "<", ">", "(", ")", "`": throw .notPlain(Character(scalar))
      default: append(scalar)
      }
    }
    finishWord()
    return words
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    word = word ?? String.UnicodeScalarView()
    word?.append(scalar)
  }

  private mutating func finishWord() {
    if let word { words.append(String(word)) }
    word = nil
  }

  private mutating func escape() {
    guard let scalar = current else { return }
    index += 1
    // A line continuation; with \r\n where the clipboard came from Windows.
    if scalar == "\n" { return }
    if scalar == "\r" && current == "\n" {
      index += 1
      return
    }
    append(scalar)
  }

  private mutating func singleQuoted() throws(Problem) {
    word = word ?? String.UnicodeScalarView()
    while let scalar = current {
      index += 1
      if scalar == "'" { return }
      append(scalar)
    }
    throw .quoteNotClosed("'")
  }

  private mutating func doubleQuoted() throws(Problem) {
    word = word ?? String.UnicodeScalarView()
    while let scalar = current {
      index += 1
      switch scalar {
      case "\"": return
      case "`": throw .notPlain("`")
      case "$" where current == "(" || current == "{" || current.map(isNameStart) == true:
        throw .notPlain("$")
      case "\\":
        guard let escaped = current else { break }
        switch escaped {
        case "\n": index += 1
        case "$", "`", "\"", "\\":
          index += 1
          append(escaped)
        default: append("\\")
        }
      default: append(scalar)
      }
    }
    throw .quoteNotClosed("\"")
  }

  /// `$'…'` with C's escapes, which browsers write where a quote or a line end is in a value.
  private mutating func ansiQuoted() throws(Problem) {
    index += 1
    word = word ?? String.UnicodeScalarView()
    while let scalar = current {
      index += 1
      if scalar == "'" { return }
      guard scalar == "\\", let escaped = current else {
        append(scalar)
        continue
      }
      index += 1
      switch escaped {
      case "n": append("\n")
      case "r": append("\r")
      case "t": append("\t")
      case "a": append("\u{7}")
      case "b": append("\u{8}")
      case "e", "E": append("\u{1B}")
      case "f": append("\u{C}")
      case "v": append("\u{B}")
      case "x": appendNumber(radix: 16, digits: 2)
      case "u": appendNumber(radix: 16, digits: 4)
      case "U": appendNumber(radix: 16, digits: 8)
      case "0"..."7":
        index -= 1
        appendNumber(radix: 8, digits: 3)
      default: append(escaped)
      }
    }
    throw .quoteNotClosed("'")
  }

  private mutating func appendNumber(radix: UInt32, digits: Int) {
    var value: UInt32 = 0
    for _ in 0..<digits {
      guard let digit = current.flatMap({ Character($0).hexDigitValue }), digit < radix else {
        break
      }
      value = value &* radix &+ UInt32(digit)
      index += 1
    }
    append(Unicode.Scalar(value) ?? "\u{FFFD}")
  }

  private func isNameStart(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "{" || scalar == "_" || scalar.isASCII && scalar.properties.isAlphabetic
  }

  private func isOnlyBlank(from start: Int) -> Bool {
    scalars[start...].allSatisfy { $0.properties.isWhitespace }
  }
}
