extension TargetURL {
  /// The most bytes an address may have; request lines beyond it are refused by common servers.
  public static let maximumLength = 8 * 1024

  /// Reads an address as a person types it.
  ///
  /// A bare host means `https`; a fragment is dropped; characters outside ASCII are
  /// percent-encoded in path and query (RFC 3987 §3.1) and put into Punycode in the host.
  public init(parsing text: String) throws(TargetURLProblem) {
    let text = TargetURL.trimmed(text)
    guard !text.isEmpty else { throw .empty }
    guard text.utf8.count <= TargetURL.maximumLength else {
      throw .tooLong(bytes: text.utf8.count)
    }
    if let offset = text.unicodeScalars.enumerated().first(where: { TargetURL.isForbidden($1) })?
      .offset
    {
      throw .spaceOrControlCharacter(offset: offset)
    }
    let (scheme, rest) = try TargetURL.splitScheme(text)
    let authority = rest.upTo("/?#")
    let afterAuthority = rest[authority.endIndex...]
    guard !authority.unicodeScalars.contains("@") else { throw .userInformation }
    let (host, port) = try TargetURL.splitAuthority(authority)

    self.init(
      scheme: scheme, host: host,
      port: port ?? (scheme == .https || scheme == .wss ? 443 : 80),
      target: try TargetURL.requestTarget(afterAuthority))
  }

  /// The request target of a path (and query) that a person gave, as for `--ws-path`.
  public static func requestTarget(parsing path: String) throws(TargetURLProblem) -> String {
    let path = trimmed(path)
    guard !path.isEmpty else { throw .empty }
    guard path.utf8.count <= maximumLength else { throw .tooLong(bytes: path.utf8.count) }
    if let offset = path.unicodeScalars.enumerated().first(where: { isForbidden($1) })?.offset {
      throw .spaceOrControlCharacter(offset: offset)
    }
    return try requestTarget(path[...])
  }

  private static func splitScheme(_ text: String) throws(TargetURLProblem) -> (Scheme, Substring) {
    if let separator = text.firstRange(of: "://") {
      let name = text[..<separator.lowerBound].lowercased()
      // In "host/?next=https://…" the separator belongs to the query.
      if name[...].upTo("/?#:").endIndex == name.endIndex {
        guard let scheme = Scheme(rawValue: name) else {
          throw name.isEmpty ? .noHost : .schemeNotSupported(name)
        }
        return (scheme, text[separator.upperBound...])
      }
    }
    if let colon = text.unicodeScalars.firstIndex(of: ":") {
      let name = text[..<colon].lowercased()
      let next = text[text.unicodeScalars.index(after: colon)...]
      let isPort = next.upTo("/?#").allSatisfy(\.isASCIIDigit)
      let isScheme = !name.isEmpty && name.allSatisfy { $0.isASCIILetter || "+-.".contains($0) }
      // "javascript:…", "mailto:…"; but "host:8080" is a host with its port.
      if isScheme && !isPort && !name.contains(".") && name != "localhost" {
        if Scheme(rawValue: name) != nil { throw .noHost }
        if next.first?.isASCIIDigit != true { throw .schemeNotSupported(name) }
      }
    }
    return (.https, text[...])
  }

  private static func splitAuthority(_ authority: Substring) throws(TargetURLProblem)
    -> (host: String, port: UInt16?)
  {
    guard !authority.isEmpty else { throw .noHost }
    var host = authority
    var portText: Substring?
    if authority.first == "[" {
      guard let end = authority.firstIndex(of: "]") else { throw .bracketNotClosed }
      host = authority[authority.index(after: authority.startIndex)..<end]
      let rest = authority[authority.index(after: end)...]
      guard rest.isEmpty || rest.first == ":" else { throw .badPort(String(rest)) }
      portText = rest.isEmpty ? nil : rest.dropFirst()
      guard IPAddressText.isIPv6(host) else { throw .badIPv6Address(String(host)) }
      return (host.lowercased(), try portText.map(port))
    }
    if let colon = authority.unicodeScalars.firstIndex(of: ":") {
      host = authority[..<colon]
      let rest = authority[authority.unicodeScalars.index(after: colon)...]
      guard !rest.unicodeScalars.contains(":") else { throw .badHost(String(authority)) }
      portText = rest
    }
    guard !host.isEmpty else { throw .noHost }
    return (try HostName.ascii(host), try portText.map(port))
  }

  private static func port(_ text: Substring) throws(TargetURLProblem) -> UInt16 {
    guard text.allSatisfy(\.isASCIIDigit), let port = UInt16(text), port > 0 else {
      throw .badPort(String(text))
    }
    return port
  }

  private static func requestTarget(_ text: Substring) throws(TargetURLProblem) -> String {
    let text = text.upTo("#")
    var encoded = text.unicodeScalars.first == "/" ? "" : "/"
    let bytes = Array(text.utf8)
    for (offset, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "%"):
        guard offset + 2 < bytes.count, isHexDigit(bytes[offset + 1]), isHexDigit(bytes[offset + 2])
        else { throw .badPercentEncoding(offset: offset) }
        encoded.append("%")
      case UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"),
        UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"),
        UInt8(ascii: "}"), 0x80...:
        encoded += percentEncoded(byte)
      default:
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      }
    }
    return encoded
  }

  private static func percentEncoded(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return "%" + (digits.count < 2 ? "0" : "") + digits
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    Character(Unicode.Scalar(byte)).isHexDigit
  }

  /// Without the blanks and line ends that come along when an address is pasted.
  private static func trimmed(_ text: String) -> String {
    let blanks: Set<Character> = [" ", "\t", "\n", "\r", "\r\n"]
    let start = text.drop { blanks.contains($0) }
    return String(start.reversed().drop { blanks.contains($0) }.reversed())
  }

  /// Spaces, control characters and invisible formatting: nothing of it belongs into an address.
  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator, .surrogate: true
    default: false
    }
  }
}

extension Substring {
  /// What stands before the first of these delimiters.
  ///
  /// By code points, as RFC 3986 reads: a combining mark behind a delimiter doesn't make it another one.
  fileprivate func upTo(_ delimiters: String) -> Substring {
    self[..<(unicodeScalars.firstIndex { delimiters.unicodeScalars.contains($0) } ?? endIndex)]
  }
}

extension Character {
  var isASCIIDigit: Bool { ("0"..."9").contains(self) && isASCII }
  var isASCIILetter: Bool { isASCII && isLetter }
}
