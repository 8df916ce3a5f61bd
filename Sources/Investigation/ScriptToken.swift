/// A token of JavaScript, as far as reading addresses needs it (ECMA-262 §12); comments are none.
struct ScriptToken: Equatable {
  /// A piece of a template literal.
  enum Piece: Equatable {
    case text(String)
    case expression([ScriptToken])
  }

  enum Kind: Equatable {
    case word(String)
    case text(String)
    case template([Piece])
    case pattern(String)
    /// An operator or bracket, as in `===` and `{`.
    case sign(String)
    case number(String)
  }

  var kind: Kind
  /// Where it begins and ends, in octets of the text it was read from.
  var start: Int
  var end: Int

  func isSign(_ sign: String) -> Bool { kind == .sign(sign) }
  func isWord(_ word: String) -> Bool { kind == .word(word) }

  /// The name, if it is one.
  var word: String? {
    if case .word(let name) = kind { name } else { nil }
  }

  /// What a plain string says.
  var text: String? {
    if case .text(let text) = kind { text } else { nil }
  }
}

/// Cuts a stranger's script into tokens; what it doesn't understand it passes by.
struct ScriptLexer {
  /// A bundle of 2 MB has some 600,000.
  private static let tokenLimit = 800_000
  /// Octets of one string or template: addresses are shorter, and what is longer is passed by.
  private static let stringLimit = 4096
  /// 1 MiB, half of what is read of an application: octets that are looked at in vain.
  private static let wasteLimit = 1 << 20
  private static let depthLimit = 6
  private static let signs = ["===", "!==", "=>", "==", "!=", "&&", "||", "??", "?."].map {
    Array($0.utf8)
  }
  /// Words behind which a slash begins a pattern.
  private static let beforePattern: Set<String> = ["return", "typeof", "case", "in", "of", "void"]

  private let octets: [UInt8]
  private var wasted = 0
  private var count = 0

  init(_ octets: [UInt8]) { self.octets = octets }

  static func tokens(of range: Range<Int>, in octets: [UInt8]) -> [ScriptToken] {
    var lexer = ScriptLexer(octets)
    return lexer.tokens(from: range.lowerBound, to: range.upperBound, depth: 0, closes: false)?
      .tokens ?? []
  }

  /// - Parameter closes: ends at the brace that closes a template's expression; `nil` if none does.
  private mutating func tokens(from start: Int, to end: Int, depth: Int, closes: Bool)
    -> (tokens: [ScriptToken], next: Int)?
  {
    var found: [ScriptToken] = []
    var braces = 0
    var index = start
    while index < end, count < Self.tokenLimit, wasted <= Self.wasteLimit {
      let octet = octets[index]
      if octet <= 0x20 {
        index += 1
      } else if let next = comment(at: index, end) {
        index = next
      } else if let token = token(at: index, end, depth, after: found.last) {
        if closes {
          if token.isSign("{") { braces += 1 }
          if token.isSign("}") {
            if braces == 0 { return (found, token.end) }
            braces -= 1
          }
        }
        count += 1
        found.append(token)
        index = token.end
      } else {
        index += 1
      }
    }
    return closes ? nil : (found, index)
  }

  /// Behind a comment that begins here.
  private mutating func comment(at index: Int, _ end: Int) -> Int? {
    guard octets[index] == 0x2F, index + 1 < end else { return nil }
    if octets[index + 1] == 0x2F {
      return octets[index..<end].firstIndex { $0 == 10 || $0 == 13 } ?? end
    }
    guard octets[index + 1] == 0x2A else { return nil }
    var next = index + 2
    while next + 1 < end {
      if octets[next] == 0x2A, octets[next + 1] == 0x2F { return next + 2 }
      next += 1
    }
    return end
  }

  private mutating func token(
    at index: Int, _ end: Int, _ depth: Int, after last: ScriptToken?
  ) -> ScriptToken? {
    let octet = octets[index]
    if octet.isNameStart {
      let next = octets[index..<end].firstIndex { !$0.isNamePart } ?? end
      let name = String(decoding: octets[index..<min(next, index + 128)], as: UTF8.self)
      return ScriptToken(kind: .word(name), start: index, end: next)
    }
    switch octet {
    case 0x22, 0x27: return string(at: index, end)
    case 0x60: return depth < Self.depthLimit ? template(at: index, end, depth) : nil
    case 0x30...0x39:
      let next = octets[index..<end].firstIndex { !$0.isNamePart && $0 != 0x2E } ?? end
      let digits = String(decoding: octets[index..<min(next, index + 32)], as: UTF8.self)
      return ScriptToken(kind: .number(digits), start: index, end: next)
    case 0x2F: if let pattern = pattern(at: index, end, after: last) { return pattern }
    default: break
    }
    for sign in Self.signs where sign[0] == octet && octets[index..<end].starts(with: sign) {
      return ScriptToken(
        kind: .sign(String(decoding: sign, as: UTF8.self)), start: index, end: index + sign.count)
    }
    return ScriptToken(
      kind: .sign(String(UnicodeScalar(octet))), start: index, end: index + 1)
  }

  private mutating func string(at start: Int, _ end: Int) -> ScriptToken? {
    let quote = octets[start]
    var content: [UInt8] = []
    var index = start + 1
    while index < end, index - start <= Self.stringLimit {
      let octet = octets[index]
      if octet == quote {
        return ScriptToken(
          kind: .text(String(decoding: content, as: UTF8.self)), start: start, end: index + 1)
      }
      if octet == 10 { break }
      if octet == 0x5C, index + 1 < end {
        index += 1
        // `\/` is how JSON in pages writes a slash; other escapes have no place in an address.
        content.append(octets[index] == 0x2F || octets[index] == quote ? octets[index] : 0x20)
      } else {
        content.append(octet)
      }
      index += 1
    }
    wasted += index - start
    return nil
  }

  private mutating func template(at start: Int, _ end: Int, _ depth: Int) -> ScriptToken? {
    var pieces: [ScriptToken.Piece] = []
    var content: [UInt8] = []
    func closed() -> [ScriptToken.Piece] {
      content.isEmpty ? pieces : pieces + [.text(String(decoding: content, as: UTF8.self))]
    }
    var index = start + 1
    let limit = min(end, start + Self.stringLimit)
    while index < limit {
      let octet = octets[index]
      if octet == 0x60 {
        return ScriptToken(kind: .template(closed()), start: start, end: index + 1)
      }
      if octet == 0x24, index + 1 < limit, octets[index + 1] == 0x7B {
        guard let inner = tokens(from: index + 2, to: limit, depth: depth + 1, closes: true) else {
          break
        }
        pieces = closed() + [.expression(inner.tokens)]
        content = []
        index = inner.next
      } else {
        content.append(octet)
        index += 1
      }
    }
    wasted += index - start
    return nil
  }

  /// A regular expression, where a division can't stand.
  private mutating func pattern(at start: Int, _ end: Int, after last: ScriptToken?)
    -> ScriptToken?
  {
    switch last?.kind {
    case .number, .text, .template, .pattern: return nil
    case .word(let word) where !Self.beforePattern.contains(word): return nil
    case .sign(")"), .sign("]"), .sign("}"): return nil
    default: break
    }
    var isInClass = false
    var index = start + 1
    while index < end, index - start < 1024, octets[index] != 10 {
      let octet = octets[index]
      if octet == 0x5C {
        index += 1
      } else if octet == 0x5B {
        isInClass = true
      } else if octet == 0x5D {
        isInClass = false
      } else if octet == 0x2F, !isInClass {
        let source = String(decoding: octets[start + 1..<index], as: UTF8.self)
        let next = octets[(index + 1)..<end].firstIndex { !$0.isNamePart } ?? end
        return ScriptToken(kind: .pattern(source), start: start, end: next)
      }
      index += 1
    }
    wasted += index - start
    return nil
  }
}

extension UInt8 {
  fileprivate var isNameStart: Bool {
    (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) || self == 0x24 || self == 0x5F
      || self >= 0x80
  }

  fileprivate var isNamePart: Bool { isNameStart || (0x30...0x39).contains(self) }
}
