extension Redactor {
  /// A cookie's name and attributes stay; so do the names of others that were put into one field.
  mutating func cookie(_ value: String, _ place: String) -> String {
    let parts = withoutKnown(value, place).split(separator: ";", omittingEmptySubsequences: false)
    guard let first = parts.first else { return "" }
    let attributes = parts.dropFirst().prefix(24).map { ";" + attribute($0, place) }
    return pair(first, place) + attributes.joined()
  }

  private mutating func pair(_ text: Substring, _ place: String) -> String {
    let pair = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard pair.count == 2 || text.isEmpty else {
      count("cookie without a name", place)
      return "(\(text.count) characters)"
    }
    count(String(pair[0].prefix(64)), place)
    let length = pair.count == 2 ? pair[1].count : 0
    return self.text(String(pair[0].prefix(64)), place) + "=(\(length) characters)"
  }

  private mutating func attribute(_ part: Substring, _ place: String) -> String {
    let blanks = part.prefix { $0 == " " }
    let body = part.dropFirst(blanks.count)
    let name = body.prefix { $0 != "=" && $0 != "," }.lowercased()
    guard Self.cookieAttributes.contains(name) || body.isEmpty else {
      return blanks + pair(body, place)
    }
    // Fields that were joined: the comma of a date has no name behind it.
    guard let comma = body.firstIndex(of: ","),
      case let rest = body[body.index(after: comma)...].drop(while: { $0 == " " }),
      rest.prefix(while: { $0 != " " && $0 != "," }).contains("=")
    else { return blanks + text(String(body.prefix(80)), place) }
    return blanks + text(String(body[..<comma].prefix(80)), place) + ", " + pair(rest, place)
  }

  /// RFC 6265 §5.2 and what browsers added since.
  private static let cookieAttributes: Set<String> = [
    "comment", "domain", "expires", "httponly", "max-age", "partitioned", "path", "priority",
    "samesite", "secure", "version",
  ]
}
