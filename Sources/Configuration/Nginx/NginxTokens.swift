/// nginx's words, as ngx_conf_read_token takes them from a file.
struct NginxTokens {
  enum Token {
    case word(NginxWord, Place)
    case semicolon(Int)
    case open(Int)
    case close(Place)
    case end
  }

  /// nginx's own buffer for a file holds no longer word.
  static let longestWord = 4095

  let file: String
  private let text: [UInt8]
  private var at = 0
  private(set) var line: Int
  private var lineStart = 0

  init(_ text: [UInt8], file: String, firstLine: Int = 1) {
    self.text = text
    self.file = file
    line = firstLine
    // What some editors put in front of UTF-8.
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
  }

  var place: Place { Place(file: file, line: line, column: at - lineStart + 1) }

  private static func isBlank(_ octet: UInt8) -> Bool {
    octet == 0x20 || octet == 0x09 || octet == 0x0D || octet == 0x0A
  }

  private mutating func step() {
    if text[at] == 0x0A {
      line += 1
      lineStart = at + 1
    }
    at += 1
  }

  mutating func next() throws(ConfigurationProblem) -> Token {
    while at < text.count {
      let octet = text[at]
      if Self.isBlank(octet) {
        step()
      } else if octet == UInt8(ascii: "#") {
        while at < text.count, text[at] != 0x0A { at += 1 }
      } else {
        break
      }
    }
    guard at < text.count else { return .end }
    let here = place
    switch text[at] {
    case UInt8(ascii: ";"):
      at += 1
      return .semicolon(here.line)
    case UInt8(ascii: "{"):
      at += 1
      return .open(here.line)
    case UInt8(ascii: "}"):
      at += 1
      return .close(here)
    case 0: throw ConfigurationProblem(here, "a NUL stands there: this is no text")
    default: return .word(try word(from: here), here)
    }
  }

  private mutating func word(from start: Place) throws(ConfigurationProblem) -> NginxWord {
    var octets: [UInt8] = []
    var quote: UInt8?
    if text[at] == UInt8(ascii: "\"") || text[at] == UInt8(ascii: "'") {
      quote = text[at]
      at += 1
    }
    var followsDollar = false
    while true {
      guard at < text.count else {
        throw ConfigurationProblem(
          start,
          quote == nil
            ? "the file ends within a directive: \";\" is missing"
            : "the quoted text that begins here isn't closed")
      }
      let octet = text[at]
      if octet == 0 { throw ConfigurationProblem(place, "a NUL stands there: this is no text") }
      if let quote {
        if octet == quote { break }
      } else if Self.isBlank(octet) || octet == UInt8(ascii: ";")
        || octet == UInt8(ascii: "{") && !followsDollar
      {
        return NginxWord(text: String(decoding: octets, as: UTF8.self))
      }
      followsDollar = octet == UInt8(ascii: "$")
      if octet == UInt8(ascii: "\\"), at + 1 < text.count {
        append(escaped: text[at + 1], to: &octets)
        step()
      } else {
        octets.append(octet)
      }
      step()
      guard octets.count <= Self.longestWord else {
        throw ConfigurationProblem(
          start,
          "the word that begins here is longer than nginx takes"
            + (quote == nil ? "" : ": is its closing quote missing?"))
      }
    }
    at += 1
    if at < text.count, !Self.isBlank(text[at]),
      ![UInt8(ascii: ";"), UInt8(ascii: "{"), UInt8(ascii: ")")].contains(text[at])
    {
      throw ConfigurationProblem(place, "behind a quoted text nginx wants a blank or \";\"")
    }
    return NginxWord(text: String(decoding: octets, as: UTF8.self), isQuoted: true)
  }

  private func append(escaped octet: UInt8, to octets: inout [UInt8]) {
    switch octet {
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "\\"): octets.append(octet)
    case UInt8(ascii: "t"): octets.append(0x09)
    case UInt8(ascii: "r"): octets.append(0x0D)
    case UInt8(ascii: "n"): octets.append(0x0A)
    default: octets += [UInt8(ascii: "\\"), octet]
    }
  }

  /// Passes over a program in braces, of which the first is taken already.
  mutating func skipProgram(from start: Place) throws(ConfigurationProblem) {
    var depth = 1
    while at < text.count {
      let octet = text[at]
      switch octet {
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"):
        depth -= 1
        if depth == 0 {
          at += 1
          return
        }
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        step()
        while at < text.count, text[at] != octet, text[at] != 0x0A {
          if text[at] == UInt8(ascii: "\\"), at + 1 < text.count { step() }
          step()
        }
        if at >= text.count { continue }
      case UInt8(ascii: "-") where at + 1 < text.count && text[at + 1] == octet:
        skipComment()
        continue
      case UInt8(ascii: "[") where at + 1 < text.count && text[at + 1] == octet:
        skipLongText()
        continue
      default: break
      }
      step()
    }
    throw ConfigurationProblem(start, "the block that begins here isn't closed")
  }

  private mutating func skipComment() {
    if at + 3 < text.count, text[at + 2] == UInt8(ascii: "["), text[at + 3] == UInt8(ascii: "[") {
      at += 2
      skipLongText()
    } else {
      while at < text.count, text[at] != 0x0A { at += 1 }
    }
  }

  private mutating func skipLongText() {
    while at < text.count {
      if text[at] == UInt8(ascii: "]"), at + 1 < text.count, text[at + 1] == text[at] {
        at += 2
        return
      }
      step()
    }
  }
}
