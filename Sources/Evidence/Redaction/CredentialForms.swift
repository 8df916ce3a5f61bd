/// Finds credentials in a stranger's text by their form alone: what follows an authentication scheme, keys
/// in PEM, tokens that their issuers give a prefix, a user and password in an address.
///
/// Looks at each octet a bounded number of times, whatever the text holds.
struct CredentialForms {
  let octets: [UInt8]

  /// Where a credential stands; in order, and none within another.
  func ranges() -> [Range<Int>] {
    var found: [Range<Int>] = []
    var index = 0
    while index < octets.count {
      let octet = octets[index]
      var range: Range<Int>?
      if octet == 0x2D {
        range = privateKey(at: index)
      } else if octet == 0x3A {
        range = user(after: index)
      } else if octet.isLetter, index == 0 || !octets[index - 1].isWord {
        let end = wordEnd(from: index)
        range = token(index..<end) ?? credential(afterScheme: index..<end)
        if range == nil {
          index = end
          continue
        }
      }
      if let range {
        found.append(range)
        index = max(range.upperBound, index + 1)
      } else {
        index += 1
      }
    }
    return found
  }

  func wordEnd(from start: Int) -> Int {
    octets[start...].firstIndex { !$0.isWord } ?? octets.endIndex
  }

  // MARK: Schemes

  /// Names of schemes (IANA's registry, RFC 9110 §11.1, and what applications made up), in lower case.
  static let schemes: Set<String> = [
    "apikey", "aws4-hmac-sha256", "basic", "bearer", "digest", "dpop", "gnap", "hawk", "hoba",
    "jwt", "mutual", "negotiate", "ntlm", "oauth", "privatetoken", "scram-sha-1",
    "scram-sha-256", "token", "vapid",
  ]

  /// The scheme that a word names.
  func scheme(_ word: Range<Int>) -> String? {
    guard word.count <= 16 else { return nil }
    let name = String(decoding: octets[word], as: UTF8.self).lowercased()
    return Self.schemes.contains(name) ? name : nil
  }

  /// What follows a scheme and isn't an ordinary word.
  private func credential(afterScheme word: Range<Int>) -> Range<Int>? {
    guard let scheme = scheme(word), let value = value(after: word.upperBound),
      !isParameter(value)
    else { return nil }
    let text = String(decoding: octets[value], as: UTF8.self)
    let isName = octets[word.lowerBound] & 0x20 == 0
    if scheme == "bearer" && isName {
      return Self.saidOfBearers.contains(text.lowercased()) ? nil : value
    }
    return Self.looksMade(text) ? value : nil
  }

  /// The octets of a `token68` (RFC 9110 §11.2) behind blanks.
  func value(after end: Int) -> Range<Int>? {
    var start = end
    while start < octets.count, start - end < 8, octets[start].isBlank { start += 1 }
    if start == end, octets[end...].starts(with: Array("%20".utf8)) { start += 3 }
    guard start > end, start < octets.count else { return nil }
    var last = octets[start...].firstIndex { !$0.isToken68 } ?? octets.endIndex
    while last > start, [0x2E, 0x3A].contains(octets[last - 1]) { last -= 1 }
    return last > start ? start..<last : nil
  }

  /// `realm="…"` of a challenge.
  private func isParameter(_ value: Range<Int>) -> Bool {
    octets[value].last == 0x3D && octets[value.upperBound...].first == 0x22
  }

  /// What sentences and challenges say behind "Bearer".
  private static let saidOfBearers: Set<String> = [
    "auth", "authentication", "authorization", "challenge", "credential", "credentials", "error",
    "expired", "format", "has", "header", "in", "invalid", "is", "malformed", "method", "missing",
    "must", "not", "only", "or", "realm", "required", "scheme", "scope", "should", "to", "token",
    "tokens", "type", "was", "with",
  ]

  /// Digits, marks or a mixture of cases, as people's words don't have them.
  static func looksMade(_ text: String) -> Bool {
    let word = text.utf8
    let letters = word.count { $0.isLetter }
    let digits = word.count { $0.isDigit }
    if letters + digits < 6 { return text.hasSuffix("=") && letters + digits >= 4 }
    if text.dropLast(2).contains("=") { return false }
    if text.hasSuffix("=") {
      return digits > 0 || word.contains { $0.isLetter && $0 & 0x20 == 0 }
    }
    if digits > 0 && letters > 0 || digits >= 8 { return true }
    // `user:password` (RFC 7617), or capitals as no name has them.
    if let decoded = Octets.base64Decoded(text), decoded.contains(0x3A),
      decoded.allSatisfy({ (0x20...0x7E).contains($0) })
    {
      return true
    }
    return TokenShape.matches(text)
  }

  // MARK: Known prefixes

  private static let prefixes = [
    "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "gldt-", "glrt-", "glcbt-",
    "xoxa-", "xoxb-", "xoxc-", "xoxd-", "xoxe-", "xoxo-", "xoxp-", "xoxr-", "xoxs-", "xapp-",
    "sk_live", "sk_test", "rk_live", "rk_test", "pk_live", "whsec_", "sk-proj-", "sk-ant-",
    "npm_", "hf_", "dop_v1_", "doo_v1_", "shpat_", "shpss_", "AIza", "ya29", "dckr_pat_",
  ].map { Array($0.utf8) }

  private static let prefixesByStart = Dictionary(grouping: prefixes) { $0[0] }

  private static let keyIDs = ["AKIA", "ASIA", "ABIA", "ACCA"].map { Array($0.utf8) }

  /// A token that its issuer's prefix gives away.
  private func token(_ word: Range<Int>) -> Range<Int>? {
    let text = octets[word]
    if text.starts(with: Array("eyJ".utf8)), text.count >= 8 {
      return jsonWebToken(word)
    }
    if Self.keyIDs.contains(where: text.starts) {
      let isKey =
        text.allSatisfy { $0.isDigit || $0.isLetter && $0 & 0x20 == 0 }
        && (text.count == 20 || text.count >= 12 && text.contains { $0.isDigit })
      return isKey ? word : nil
    }
    guard let prefix = Self.prefixesByStart[octets[word.lowerBound]]?.first(where: text.starts)
    else { return nil }
    // The parts of some have dots between them.
    let end = text.count == prefix.count ? dotted(word) : word.upperBound
    let rest = octets[(word.lowerBound + prefix.count)..<end]
    let isShort = prefix.count <= 4 && !prefix.contains(0x2D)
    let isMade =
      !isShort || rest.contains { $0.isDigit } || rest.contains { $0.isLetter && $0 & 0x20 == 0 }
    return rest.count >= 4 && isMade ? word.lowerBound..<end : nil
  }

  /// Up to five parts with dots between them (RFC 7515, RFC 7516).
  private func jsonWebToken(_ word: Range<Int>) -> Range<Int> { word.lowerBound..<dotted(word) }

  private func dotted(_ word: Range<Int>) -> Int {
    var end = word.upperBound
    for _ in 0..<4 where end + 1 < octets.count && octets[end] == 0x2E && octets[end + 1].isWord {
      end = wordEnd(from: end + 1)
    }
    return end
  }

  // MARK: Keys and addresses

  /// From `-----BEGIN … PRIVATE KEY-----` to its end, or to the text's.
  private func privateKey(at start: Int) -> Range<Int>? {
    let begin = Array("-----BEGIN ".utf8)
    guard octets[start...].starts(with: begin) else { return nil }
    let label = octets[(start + begin.count)...].prefix(60)
    guard let close = label.firstRange(of: Array("-----".utf8)),
      octets[(start + begin.count)..<close.lowerBound].contains(Array("PRIVATE KEY".utf8))
    else { return nil }
    let rest = octets[close.upperBound...]
    guard let end = rest.firstRange(of: Array("-----END".utf8)) else {
      return start..<octets.count
    }
    let tail = octets[end.upperBound...].prefix(60)
    return start..<(tail.firstRange(of: Array("-----".utf8))?.upperBound ?? tail.endIndex)
  }

  /// `user:password` in `scheme://user:password@host`.
  private func user(after colon: Int) -> Range<Int>? {
    guard octets[colon...].starts(with: Array("://".utf8)) else { return nil }
    let authority = octets[(colon + 3)...].prefix(256).prefix {
      !$0.isBlank && !Array("/?#\"'<>\r\n".utf8).contains($0)
    }
    guard let at = authority.lastIndex(of: 0x40), authority[..<at].contains(0x3A) else {
      return nil
    }
    return authority.startIndex..<at
  }
}

extension UInt8 {
  var isDigit: Bool { (0x30...0x39).contains(self) }
  var isLetter: Bool { (0x61...0x7A).contains(self | 0x20) && self < 0x80 }
  var isBlank: Bool { self == 0x20 || self == 0x09 }
  var isLineEnd: Bool { self == 0x0A || self == 0x0D }
  /// What a word of a machine's or a person's is made of.
  var isWord: Bool { isDigit || isLetter || self == 0x5F || self == 0x2D }
  /// RFC 9110 §11.2, and what else stands in tokens.
  var isToken68: Bool { isWord || Array("._~+/=:".utf8).contains(self) }
}
