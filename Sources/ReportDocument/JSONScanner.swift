/// Goes through a text by the grammar of JSON (RFC 8259): says where the text leaves it, and where in
/// it a value stands. Values themselves are the decoder's.
struct JSONScanner {
  /// Where a text stops being JSON. Offsets in octets.
  struct Break: Error, Equatable {
    var offset: Int
    /// What would have been right there, as in "a comma or }".
    var expected: String
  }

  /// A part of the way to a value: a member's name or, in a list, a place.
  struct Step: Equatable {
    var name: String
    var place: Int?
  }

  /// Lists and objects in one another at most, as `JSONDecoder` has it.
  private static let mostLevels = 512

  private let text: [UInt8]
  private let way: [Step]
  private var at = 0
  private var levels = 0
  /// How much of the way was gone, and where the value there begins.
  private var reached = (steps: -1, offset: 0)
  private var numbers: [Range<Int>] = []

  private init(_ text: [UInt8], way: [Step] = []) {
    self.text = text
    self.way = way
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
  }

  /// `nil`: the whole text is one JSON value.
  static func firstBreak(in text: [UInt8]) -> Break? {
    var scanner = JSONScanner(text)
    do throws(Break) {
      try scanner.value(after: nil)
      scanner.skipBlanks()
      guard scanner.at == text.count else {
        throw scanner.broken("the end of the text")
      }
      return nil
    } catch {
      return error
    }
  }

  /// The octet at which a value begins, or the innermost value around it that the text has.
  static func offset(of way: [Step], in text: [UInt8]) -> Int {
    var scanner = JSONScanner(text, way: way)
    try? scanner.value(after: 0)
    return scanner.reached.offset
  }

  /// Where numbers stand, in their order.
  static func numbers(in text: [UInt8]) -> [Range<Int>] {
    var scanner = JSONScanner(text)
    try? scanner.value(after: nil)
    return scanner.numbers
  }

  // MARK: Values

  /// - Parameter steps: how many steps of the way lead here; `nil`: it is off the way.
  private mutating func value(after steps: Int?) throws(Break) {
    skipBlanks()
    if let steps, steps > reached.steps { reached = (steps, at) }
    guard let first = next else { throw broken("a value") }
    switch first {
    case UInt8(ascii: "{"): try object(after: steps)
    case UInt8(ascii: "["): try list(after: steps)
    case UInt8(ascii: "\""): _ = try string()
    case UInt8(ascii: "t"): try word("true")
    case UInt8(ascii: "f"): try word("false")
    case UInt8(ascii: "n"): try word("null")
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
    default: throw broken("a value")
    }
  }

  private mutating func object(after steps: Int?) throws(Break) {
    try enter()
    defer { levels -= 1 }
    if skip(UInt8(ascii: "}")) { return }
    while true {
      skipBlanks()
      guard next == UInt8(ascii: "\"") else { throw broken("a name in quotes") }
      let name = try string()
      guard skip(UInt8(ascii: ":")) else { throw broken("a colon") }
      try value(after: steps.flatMap { leads($0) { $0.name == name } })
      if skip(UInt8(ascii: "}")) { break }
      guard skip(UInt8(ascii: ",")) else { throw broken("a comma or }") }
    }
  }

  private mutating func list(after steps: Int?) throws(Break) {
    try enter()
    defer { levels -= 1 }
    if skip(UInt8(ascii: "]")) { return }
    var place = 0
    while true {
      try value(after: steps.flatMap { leads($0) { $0.place == place } })
      place += 1
      if skip(UInt8(ascii: "]")) { break }
      guard skip(UInt8(ascii: ",")) else { throw broken("a comma or ]") }
    }
  }

  private mutating func enter() throws(Break) {
    guard levels < Self.mostLevels else {
      throw broken("no more than \(Self.mostLevels) lists and objects in one another")
    }
    levels += 1
    at += 1
  }

  private func leads(_ steps: Int, _ isNext: (Step) -> Bool) -> Int? {
    steps < way.count && isNext(way[steps]) ? steps + 1 : nil
  }

  private mutating func word(_ word: StaticString) throws(Break) {
    for octet in word.description.utf8 {
      guard next == octet else { throw broken("the word \(word)") }
      at += 1
    }
  }

  private mutating func number() throws(Break) {
    let start = at
    defer { numbers.append(start..<at) }
    if next == UInt8(ascii: "-") { at += 1 }
    if next == UInt8(ascii: "0") { at += 1 } else { try digits() }
    if next == UInt8(ascii: ".") {
      at += 1
      try digits()
    }
    guard next == UInt8(ascii: "e") || next == UInt8(ascii: "E") else { return }
    at += 1
    if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { at += 1 }
    try digits()
  }

  private mutating func digits() throws(Break) {
    let start = at
    while let digit = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) { at += 1 }
    if at == start { throw broken("a digit") }
  }

  // MARK: Strings

  /// The text between the quotes.
  private mutating func string() throws(Break) -> String {
    at += 1
    var content: [UInt8] = []
    while let octet = next {
      switch octet {
      case UInt8(ascii: "\""):
        at += 1
        return String(decoding: content, as: UTF8.self)
      case UInt8(ascii: "\\"): content += Array(String(try escaped()).utf8)
      case 0x20...:
        content.append(octet)
        at += 1
      default: throw broken("no control character in a text")
      }
    }
    throw broken("the quote that ends the text")
  }

  private mutating func escaped() throws(Break) -> Character {
    at += 1
    let letters: [UInt8: Character] = [
      UInt8(ascii: "\""): "\"", UInt8(ascii: "\\"): "\\", UInt8(ascii: "/"): "/",
      UInt8(ascii: "b"): "\u{8}", UInt8(ascii: "f"): "\u{C}", UInt8(ascii: "n"): "\n",
      UInt8(ascii: "r"): "\r", UInt8(ascii: "t"): "\t",
    ]
    if next == UInt8(ascii: "u") { return Character(try codePoint()) }
    guard let letter = next.flatMap({ letters[$0] }) else {
      throw broken("one of \"\\/bfnrtu after the backslash")
    }
    at += 1
    return letter
  }

  /// One that takes two units of UTF-16 has both, one after the other.
  private mutating func codePoint() throws(Break) -> Unicode.Scalar {
    let start = at - 1
    let first = try unit()
    if let scalar = Unicode.Scalar(first) { return scalar }
    if (0xD800...0xDBFF).contains(first), next == UInt8(ascii: "\\") {
      at += 1
      if next == UInt8(ascii: "u"), case let second = try unit(),
        (0xDC00...0xDFFF).contains(second),
        let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
      {
        return scalar
      }
    }
    throw Break(offset: start, expected: "both halves of a surrogate pair")
  }

  private mutating func unit() throws(Break) -> UInt32 {
    at += 1
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = next.flatMap({ Character(Unicode.Scalar($0)).hexDigitValue }) else {
        throw broken("four hexadecimal digits after \\u")
      }
      value = value << 4 | UInt32(digit)
      at += 1
    }
    return value
  }

  // MARK: Octets

  private var next: UInt8? { at < text.count ? text[at] : nil }

  private func broken(_ expected: String) -> Break { Break(offset: at, expected: expected) }

  private mutating func skipBlanks() {
    while let octet = next, [0x20, 0x09, 0x0A, 0x0D].contains(octet) { at += 1 }
  }

  private mutating func skip(_ sign: UInt8) -> Bool {
    skipBlanks()
    guard next == sign else { return false }
    at += 1
    return true
  }
}
