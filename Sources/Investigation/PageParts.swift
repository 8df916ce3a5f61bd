/// What of a page is read: its scripts' code, the JSON that it carries, and its data attributes.
struct PageParts {
  /// Tokens of each script.
  var scripts: [[ScriptToken]] = []
  /// Blocks of `<script type="application/json">` by their id; the id may be empty.
  var documents: [(id: String, tokens: [ScriptToken])] = []
  /// `data-…` attributes by their names; one that has several values names none.
  var data: [String: String] = [:]
  /// Its code asks the browser for the page's own address.
  var saysItsHost = false

  /// Octets of one tag.
  private static let tagLimit = 4096
  private static let wasteLimit = 4 << 20

  /// - Parameter isMarkup: a page, not a script.
  init(_ text: String, isMarkup: Bool) {
    let octets = Array(text.utf8)
    saysItsHost = text.contains("location.")
    guard isMarkup else {
      scripts = [ScriptLexer.tokens(of: 0..<octets.count, in: octets)]
      return
    }
    var seen: [String: Set<String>] = [:]
    var index = 0
    var wasted = 0
    while let open = octets[index...].firstIndex(of: 0x3C) {
      if octets[open...].starts(with: Array("<!--".utf8)) {
        index = octets.end(of: "-->", from: open + 4)
        continue
      }
      let tag = Self.attributes(in: octets[open..<min(octets.count, open + Self.tagLimit)])
      // A tag that nothing closes must not be looked through again and again.
      if tag.end - open >= Self.tagLimit { wasted += Self.tagLimit }
      guard wasted <= Self.wasteLimit else { break }
      for (name, value) in tag.values where name.hasPrefix("data-") {
        seen[name, default: []].insert(value)
      }
      index = max(open + 1, tag.end)
      guard tag.name == "script" else { continue }
      let close = octets.start(of: "</script", from: index)
      // What nothing closes no browser runs (HTML, §13.2.6.4.8).
      guard close < octets.count else { break }
      let range = index..<close
      let type = tag.values["type"]?.lowercased() ?? ""
      if type.hasSuffix("json") {
        documents.append((tag.values["id"] ?? "", ScriptLexer.tokens(of: range, in: octets)))
      } else if type.isEmpty || type == "module" || type.contains("javascript") {
        scripts.append(ScriptLexer.tokens(of: range, in: octets))
      }
      index = close
    }
    data = seen.compactMapValues { $0.count == 1 ? $0.first : nil }
  }

  /// The name and attributes of the tag that begins here; at most 64 of them.
  static func attributes(in octets: ArraySlice<UInt8>) -> (
    name: String, values: [String: String], end: Int
  ) {
    var index = octets.startIndex + 1
    func word(until stops: Set<UInt8>) -> String {
      let from = index
      while index < octets.endIndex, octets[index] > 0x20, !stops.contains(octets[index]) {
        index += 1
      }
      return String(decoding: octets[from..<index], as: UTF8.self)
    }
    let name = word(until: [0x3E, 0x3C]).lowercased()
    var values: [String: String] = [:]
    while index < octets.endIndex, octets[index] != 0x3E, octets[index] != 0x3C, values.count < 64 {
      if octets[index] <= 0x20 || octets[index] == 0x2F {
        index += 1
        continue
      }
      let key = word(until: [0x3D, 0x3E, 0x3C]).lowercased()
      var value = ""
      if index < octets.endIndex, octets[index] == 0x3D {
        index += 1
        if index < octets.endIndex, octets[index] == 0x22 || octets[index] == 0x27 {
          let quote = octets[index]
          let close = octets[(index + 1)...].firstIndex(of: quote) ?? octets.endIndex
          value = String(decoding: octets[(index + 1)..<close], as: UTF8.self)
          index = min(octets.endIndex, close + 1)
        } else {
          value = word(until: [0x3E, 0x3C])
        }
      } else if key.isEmpty {
        index += 1
      }
      if values[key] == nil {
        values[key] = value.replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
      }
    }
    let isClosed = index < octets.endIndex && octets[index] == 0x3E
    return (name, values, isClosed ? index + 1 : index)
  }
}

extension [UInt8] {
  /// Where a word in any spelling begins, or the end; the word is in lower case.
  func start(of word: String, from start: Int) -> Int {
    let word = Array(word.utf8)
    var index = start
    while index < count, let next = self[index...].firstIndex(of: word[0]) {
      if self[next...].prefix(word.count).elementsEqual(word, by: { $0 | 0x20 == $1 | 0x20 }) {
        return next
      }
      index = next + 1
    }
    return count
  }

  func end(of word: String, from start: Int) -> Int {
    Swift.min(count, self.start(of: word, from: start) + word.utf8.count)
  }
}
