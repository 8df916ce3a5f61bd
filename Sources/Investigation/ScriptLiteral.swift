/// A quoted string of a page or a script that holds a slash, and how near to a WebSocket it stands.
struct ScriptLiteral {
  /// What stands between the quotes; `${…}` of a template is one `hole`.
  var text: String
  /// It stands within 300 octets behind `WebSocket(`, or is the value of a mark like it.
  var standsBehindWebSocket: Bool
  /// It stands within 300 octets before `WebSocket(`.
  var standsBeforeWebSocket = false

  /// What stands for an expression inside a template.
  static let hole: Character = "\u{1}"
  private static let holeOctet: UInt8 = 1
  private static let reach = 300
  /// 8 MiB, four times what is read of an application: octets that are looked at in vain.
  private static let wasteLimit = 8 << 20
  /// Code and attributes whose next string names an endpoint: the browsers' own constructor (and
  /// those whose names end so), htmx, Action Cable.
  private static let marks = ["WebSocket(", "ws-connect=", "action-cable-url\" content="].map {
    Array($0.utf8)
  }

  /// The path, if this is what a WebSocket is opened with: a path, or an address or a template
  /// whose scheme and host come before it.
  var pathOpened: String? {
    guard standsBehindWebSocket else { return nil }
    if text.first == "/" && !text.hasPrefix("//") { return text }
    guard let last = text.lastIndex(of: Self.hole) else { return nil }
    let rest = text[text.index(after: last)...]
    let before = text[..<last].filter { $0 != Self.hole }
    // Before the last hole only a scheme may stand: a hole inside the path can't be filled.
    guard rest.first == "/", ["", "//", "ws://", "wss://", "://", "ws", "http://"].contains(before)
    else { return nil }
    return String(rest)
  }

  /// At most 20,000 strings of at most 1,024 octets.
  static func all(in text: String) -> [ScriptLiteral] {
    let octets = Array(text.utf8)
    // Where the page itself says its host, a template's host is taken for its own.
    let saysItsHost = text.contains("location.")
    var found: [ScriptLiteral] = []
    var ends: [Int] = []
    var markedAt: Int?
    var wasted = 0
    for (range, isCode) in quotable(in: octets) {
      if isCode {
        read(
          ScriptLexer.tokens(of: range, in: octets), saysItsHost, &found, &ends, &markedAt)
        continue
      }
      var index = range.lowerBound
      while index < range.upperBound {
        if marks.contains(where: { octets[...index].isEnding(in: $0) }) {
          markedAt = index
          for earlier in found.indices.reversed() {
            guard index - ends[earlier] <= reach else { break }
            found[earlier].standsBeforeWebSocket = true
          }
        }
        let octet = octets[index]
        guard octet == 0x22 || octet == 0x27 || octet == 0x60 else {
          index += 1
          continue
        }
        let (content, end) = string(in: octets[..<range.upperBound], from: index + 1, quote: octet)
        if let content, content.contains(0x2F), found.count < 20_000,
          saysItsHost || !content.contains(holeOctet)
        {
          found.append(
            ScriptLiteral(
              text: String(decoding: content, as: UTF8.self),
              standsBehindWebSocket: markedAt.map { end - $0 <= reach } ?? false))
          ends.append(end)
        }
        // A quote that nothing closes is no string's: what follows is read as code; not for ever.
        if content == nil { wasted += end - index }
        guard wasted <= wasteLimit else { return found }
        index = content == nil ? index + 1 : end + 1
      }
    }
    return found
  }

  /// The strings of a script, in which comments say nothing.
  private static func read(
    _ tokens: [ScriptToken], _ saysItsHost: Bool, _ found: inout [ScriptLiteral],
    _ ends: inout [Int], _ markedAt: inout Int?
  ) {
    for (index, token) in tokens.enumerated() {
      if token.isSign("("), index > 0, let name = tokens[index - 1].word,
        name.hasSuffix("WebSocket")
      {
        markedAt = token.start
        for earlier in found.indices.reversed() {
          guard token.start - ends[earlier] <= reach else { break }
          found[earlier].standsBeforeWebSocket = true
        }
      }
      let text: String
      switch token.kind {
      case .text(let plain): text = plain
      case .template(let pieces):
        text = pieces.map { piece in
          if case .text(let plain) = piece { plain } else { String(hole) }
        }.joined()
      default: continue
      }
      guard text.contains("/"), text.utf8.count <= 1024, found.count < 20_000,
        saysItsHost || !text.contains(hole)
      else { continue }
      found.append(
        ScriptLiteral(
          text: text,
          standsBehindWebSocket: markedAt.map { token.end - $0 <= reach } ?? false))
      ends.append(token.end)
    }
  }

  /// Where quotes enclose strings: in a page its tags and scripts, elsewhere everything, which is code.
  private static func quotable(in octets: [UInt8]) -> [(range: Range<Int>, isCode: Bool)] {
    let start = octets.prefix(4096).first { $0 > 0x20 }
    guard start == 0x3C || start == 0xEF else { return [(0..<octets.count, true)] }
    var ranges: [(range: Range<Int>, isCode: Bool)] = []
    var index = 0
    while let tag = octets[index...].firstIndex(of: 0x3C) {
      if octets[tag...].starts(with: Array("<!--".utf8)) {
        index = octets.end(of: "-->", from: tag + 4)
        continue
      }
      let end = octets[tag...].firstIndex(of: 0x3E) ?? octets.count - 1
      ranges.append((tag..<end + 1, false))
      index = end + 1
      if octets[tag...].begins(with: "<script") {
        let close = octets.start(of: "</script", from: index)
        guard close < octets.count else { break }
        ranges.append((index..<close, true))
        index = close
      }
      if index >= octets.count { break }
    }
    return ranges
  }

  /// What stands up to the closing quote, and where that is; `nil` if it doesn't come.
  private static func string(in octets: ArraySlice<UInt8>, from start: Int, quote: UInt8)
    -> ([UInt8]?, Int)
  {
    var content: [UInt8] = []
    var index = start
    while index < octets.endIndex, content.count <= 1024 {
      let octet = octets[index]
      if octet == quote { return (content, index) }
      if octet == 10 && quote != 0x60 { break }
      if quote == 0x60, octet == 0x24, index + 1 < octets.endIndex, octets[index + 1] == 0x7B {
        guard let end = octets[index...].prefix(512).firstIndex(of: 0x7D) else { break }
        content.append(holeOctet)
        index = end
      } else {
        content.append(octet)
      }
      index += 1
    }
    return (nil, index)
  }
}

extension ArraySlice<UInt8> {
  fileprivate func isEnding(in mark: [UInt8]) -> Bool {
    last == mark.last && suffix(mark.count).elementsEqual(mark)
  }

  /// Whether it begins with a word in any spelling; the word is in lower case.
  fileprivate func begins(with word: String) -> Bool {
    prefix(word.utf8.count).elementsEqual(word.utf8) { $0 | 0x20 == $1 | 0x20 }
  }
}
