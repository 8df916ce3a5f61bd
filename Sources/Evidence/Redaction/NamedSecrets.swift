/// Finds the values that a stranger's text names as secret: `password=…`, `"token": "…"`, header fields
/// such as `Authorization: Bearer …` and `Cookie: a=…; b=…`, also as CGI and tables of HTML name them.
///
/// Looks at each octet a bounded number of times, whatever the text holds.
struct NamedSecrets {
  struct Found {
    let name: String
    let value: Range<Int>
  }

  let octets: [UInt8]
  private let forms: CredentialForms
  /// The end of the line that was looked at last: lines are long, and names in them may be many.
  private var lastLineEnd = 0

  init(_ text: String) {
    octets = Array(text.utf8)
    forms = CredentialForms(octets: octets)
  }

  /// In order, and none within another.
  mutating func all() -> [Found] {
    var found: [Found] = []
    var index = 0
    var floor = 0
    while index < octets.count {
      let mark = octets[index]
      let isTag = mark == 0x3C
      guard isTag || mark == 0x3D || mark == 0x3A,
        let name = name(before: index, floor), Self.namesSecret(name),
        !isTag || Self.kind(of: name) != .value
      else {
        index += 1
        continue
      }
      // Also the mark may stand within the name's tag.
      let isBesideTag =
        isTag || Self.kind(of: name) != .value && octets[(index + 1)...].first == 0x3C
      let start = isBesideTag ? pastTags(isTag ? index : index + 1) : index + 1
      var values: [Range<Int>] = []
      if let start { values = self.values(of: name, from: start) }
      found += values.map { Found(name: name, value: $0) }
      index = max(index + 1, values.last?.upperBound ?? 0)
      floor = index
    }
    return found
  }

  // MARK: Names

  private enum Kind { case authorization, cookies, value }

  private static func kind(of name: String) -> Kind {
    let name = name.lowercased()
    if name.hasSuffix("authorization") { return .authorization }
    return name.hasSuffix("cookie") || name.hasSuffix("cookies") || name.hasSuffix("cookie2")
      ? .cookies : .value
  }

  /// The name that ends before a mark, with quotes, brackets and blanks between them or not.
  private func name(before mark: Int, _ floor: Int) -> String? {
    var end = mark
    while end > floor, mark - end < 12 {
      if octets[end - 1] == 0x3B, let entity = entity(endingAt: end, floor) {
        end = entity
      } else if Array("\"'] \\".utf8).contains(octets[end - 1]) {
        end -= 1
      } else {
        break
      }
    }
    var start = end
    while start > floor, end - start < 64, octets[start - 1].isWord || octets[start - 1] >= 0x80 {
      start -= 1
    }
    return start < end ? String(decoding: octets[start..<end], as: UTF8.self) : nil
  }

  private static let quotes = ["&quot;", "&#34;", "&#39;", "&apos;"].map { Array($0.utf8) }

  private func entity(endingAt end: Int, _ floor: Int) -> Int? {
    Self.quotes.first { end - $0.count >= floor && octets[..<end].suffix($0.count) == $0[...] }
      .map { end - $0.count }
  }

  static func namesSecret(_ name: String) -> Bool {
    let name = name.lowercased()
    return [
      "token", "secret", "passw", "pwd", "session", "auth", "csrf", "xsrf", "nonce", "signature",
      "credential", "jwt", "apikey", "api-key", "api_key", "cookie", "ticket",
    ].contains { name.contains($0) } || ["sid", "key", "otp", "pin"].contains(name)
  }

  // MARK: Values

  /// Past `</td><td>` and the like, where a text stands beside its name.
  private func pastTags(_ start: Int) -> Int? {
    var index = start
    for _ in 0..<6 {
      while index < octets.count, octets[index].isBlank || octets[index].isLineEnd { index += 1 }
      guard index < octets.count, octets[index] == 0x3C else { break }
      guard let end = octets[index...].prefix(200).firstIndex(of: 0x3E) else { return nil }
      index = end + 1
    }
    // The mark behind a name in a tag of its own.
    if index < octets.count, octets[index] == 0x3A || octets[index] == 0x3D { index += 1 }
    return index
  }

  private mutating func values(of name: String, from start: Int) -> [Range<Int>] {
    var index = start
    // "=>" of Ruby, Perl and PHP.
    if index < octets.count, octets[index] == 0x3E, octets[index - 1] == 0x3D { index += 1 }
    var quote: [UInt8]?
    let lead = index
    while index < octets.count, index - lead < 12, quote == nil {
      if octets[index].isBlank {
        index += 1
      } else if octets[index] == 0x5C {
        index += 1
      } else if octets[index] == 0x22 || octets[index] == 0x27 {
        quote = [octets[index]]
      } else if let entity = Self.quotes.first(where: octets[index...].starts) {
        quote = entity
      } else {
        break
      }
    }
    if let quote {
      let inner = index + quote.count
      return Self.kept(inner..<quoteEnd(quote, from: inner), self)
    }
    guard index < octets.count, octets[index] != 0x28, !isLeftOut(behindSchemeAt: index) else {
      return []
    }
    if octets[index] == 0x7B || octets[index] == 0x5B {
      return Self.kept(index..<structureEnd(from: index), self)
    }
    let end: Int
    switch Self.kind(of: name) {
    case .authorization: end = credentialsEnd(from: index)
    case .cookies: end = cookiesEnd(from: index)
    case .value: end = wordEnd(from: index)
    }
    return Self.kept(index..<end, self)
  }

  /// A scheme's name stays, and nothing is left of what is empty or was left out already.
  private static func kept(_ range: Range<Int>, _ text: NamedSecrets) -> [Range<Int>] {
    guard !range.isEmpty, text.octets[range.lowerBound] != 0x28 else { return [] }
    let word = range.lowerBound..<min(text.forms.wordEnd(from: range.lowerBound), range.upperBound)
    guard text.forms.scheme(word) != nil, word.upperBound < range.upperBound,
      text.octets[word.upperBound].isBlank
    else { return [range] }
    let start = text.octets[word.upperBound..<range.upperBound].firstIndex { !$0.isBlank }
    guard let start, text.octets[start] != 0x28 else { return [] }
    return [start..<range.upperBound]
  }

  /// What stands behind the scheme was left out already.
  private func isLeftOut(behindSchemeAt start: Int) -> Bool {
    let end = forms.wordEnd(from: start)
    guard forms.scheme(start..<end) != nil else { return false }
    return octets[end...].prefix(8).first { !$0.isBlank } == 0x28
  }

  private func quoteEnd(_ quote: [UInt8], from start: Int) -> Int {
    var index = start
    while index < octets.count {
      if octets[index] == 0x5C, quote.count == 1, index + 1 < octets.count {
        // A quote that was itself escaped ends at an escaped one.
        if octets[index + 1] == quote[0], start >= 2, octets[start - 2] == 0x5C { return index }
        index += 2
      } else if octets[index] == quote[0], octets[index...].starts(with: quote) {
        return index
      } else {
        index += 1
      }
    }
    return octets.count
  }

  /// To the bracket that closes the one at `start`, past quoted ones; or to the end.
  private func structureEnd(from start: Int) -> Int {
    var depth = 0
    var quote: UInt8?
    var index = start
    while index < octets.count {
      let octet = octets[index]
      if octet == 0x5C {
        index += 1
      } else if let open = quote {
        if octet == open { quote = nil }
      } else if octet == 0x22 || octet == 0x27 {
        quote = octet
      } else if octet == 0x7B || octet == 0x5B {
        depth += 1
      } else if octet == 0x7D || octet == 0x5D {
        depth -= 1
        if depth == 0 { return index + 1 }
      }
      index += 1
    }
    return octets.count
  }

  private func wordEnd(from start: Int) -> Int {
    let isEnd = { (octet: UInt8) in
      octet.isBlank || octet.isLineEnd || Array("&;,<>\"'".utf8).contains(octet)
    }
    let end = octets[start...].firstIndex(where: isEnd) ?? octets.endIndex
    guard forms.scheme(start..<end) != nil, let next = forms.value(after: end),
      CredentialForms.looksMade(String(decoding: octets[next], as: UTF8.self))
    else { return end }
    return next.upperBound
  }

  /// Of a field of credentials (RFC 9110 §11.4): one word behind the scheme, or all of its parameters.
  private mutating func credentialsEnd(from start: Int) -> Int {
    let line = lineEnd(from: start)
    let first = wordEnd(from: start)
    let scheme = start..<min(forms.wordEnd(from: start), line)
    guard let next = forms.value(after: scheme.upperBound) else { return first }
    if forms.scheme(scheme) != nil {
      let isList =
        octets[next].contains(0x3D) && next.upperBound < line
        && [0x22, 0x2C].contains(octets[next.upperBound])
      return isList ? line : max(next.upperBound, wordEnd(from: next.lowerBound))
    }
    // A scheme that nobody knows, unless it is a sentence.
    let isMade = CredentialForms.looksMade(String(decoding: octets[next], as: UTF8.self))
    return isMade ? max(first, next.upperBound) : first
  }

  /// All pairs of a line: also what stands behind `;` and `,`.
  private mutating func cookiesEnd(from start: Int) -> Int {
    let line = lineEnd(from: start)
    var end = min(wordEnd(from: start), line)
    // A sentence has no "=" in its first word.
    if !octets[start..<end].contains(0x3D), end == line || octets[end] != 0x3B { return end }
    while end < line, octets[end] == 0x3B || octets[end] == 0x2C || octets[end] == 0x22 {
      var next = end + 1
      while next < line, octets[next].isBlank || octets[next] == 0x22 { next += 1 }
      guard next < line else { break }
      end = max(next, min(wordEnd(from: next), line))
      // `Expires=Wed, 21 Oct 2026 07:28:00 GMT` has blanks in it.
      while end < line, octets[end].isBlank,
        octets[end..<line].dropFirst().prefix(40).contains(where: { $0 == 0x3B || $0 == 0x3D })
      {
        end = max(end + 1, min(wordEnd(from: end + 1), line))
      }
    }
    return end
  }

  private mutating func lineEnd(from start: Int) -> Int {
    if start >= lastLineEnd {
      lastLineEnd =
        octets[start...].firstIndex { $0.isLineEnd || $0 == 0x3C } ?? octets.endIndex
    }
    return lastLineEnd
  }
}
