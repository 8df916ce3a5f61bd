/// Leaves secrets out of what is recorded: header values not known to be harmless keep only their
/// length, query values too, and what the user gave as secret is nowhere.
public struct Redactor: Sendable {
  /// Values that the user gave: cookies, tokens, credentials; each at least four characters.
  private let secrets: [String]
  /// How often something was left out, by name and place.
  public private(set) var counts: [Key: Int] = [:]

  public struct Key: Hashable, Sendable {
    public let name: String
    public let place: String
  }

  /// - Parameter secrets: header values that the user added; their parts count as well.
  public init(secrets: [String]) {
    var parts: Set<String> = []
    for secret in secrets {
      parts.insert(secret)
      for part in secret.split(whereSeparator: { ";, =".contains($0) }) {
        parts.insert(String(part))
      }
    }
    // Short words such as "Path" or "true" would tear holes into everything.
    self.secrets = parts.filter { $0.count >= 6 }.sorted { $0.count > $1.count }
  }

  /// A header field as it may be shown.
  public mutating func field(_ name: String, _ value: String, in place: String) -> String {
    switch name.lowercased() {
    case "set-cookie": return cookie(value, place)
    case "location", "content-location", "referer", "link": return text(url(value, place), place)
    case "www-authenticate", "proxy-authenticate":
      return String(value.prefix { $0 != " " }.prefix(40))
    case let name where HarmlessFields.names.contains(name) || name.hasPrefix("x-forwarded-"):
      return text(value, place)
    default:
      count(name, place)
      return "(\(value.count) characters)"
    }
  }

  /// A URL or request target: the path stays, the values of its query go.
  public mutating func url(_ value: String, _ place: String) -> String {
    var rest = value
    if let scheme = value.firstRange(of: "://") {
      let authority = value[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" }
      if let at = authority.lastIndex(of: "@") {
        count("userinfo", place)
        rest = String(value[..<scheme.upperBound]) + value[value.index(after: at)...]
      }
    }
    let path = rest.prefix { $0 != "?" }
    guard path.endIndex < rest.endIndex else { return path.prefix(2048).description }
    let query = rest[rest.index(after: path.endIndex)...].prefix(4096)
    let parts = query.split(separator: "&").map { part -> String in
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard pair.count == 2 else { return String(part.prefix(64)) }
      if HarmlessFields.queryNames.contains(pair[0].lowercased()) { return String(part.prefix(64)) }
      count(String(pair[0].prefix(64)), "query")
      return "\(pair[0].prefix(64))=(\(pair[1].count) characters)"
    }
    return path.prefix(2048) + "?" + parts.joined(separator: "&")
  }

  /// Any text from outside: the user's secrets and whatever looks like a token are taken out.
  public mutating func text(_ value: String, _ place: String) -> String {
    var result = value
    for secret in secrets where result.contains(secret) {
      count("value given by the user", place)
      result = result.replacing(secret, with: "(\(secret.count) characters)")
    }
    return withoutTokens(result, place)
  }

  /// Runs of 24 letters and digits or more with three digits in them are no words.
  private mutating func withoutTokens(_ text: String, _ place: String) -> String {
    var result = ""
    var run = ""
    for character in text {
      if character.isASCII && (character.isLetter || character.isNumber || character == "_") {
        run.append(character)
      } else {
        result += shown(run, place)
        run = ""
        result.append(character)
      }
    }
    return result + shown(run, place)
  }

  private mutating func shown(_ run: String, _ place: String) -> String {
    guard run.count >= 24, run.count(where: \.isNumber) >= 3 else { return run }
    count("token", place)
    return "(\(run.count) characters)"
  }

  /// A cookie's name and attributes stay.
  private mutating func cookie(_ value: String, _ place: String) -> String {
    let parts = value.split(separator: ";", omittingEmptySubsequences: false)
    guard let first = parts.first else { return "" }
    let pair = first.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    count(String(pair[0].prefix(64)), place)
    let length = pair.count == 2 ? pair[1].count : 0
    let attributes = parts.dropFirst().prefix(12).map { ";" + $0.prefix(80) }.joined()
    return "\(pair[0].prefix(64))=(\(length) characters)\(attributes)"
  }

  private mutating func count(_ name: String, _ place: String) {
    counts[Key(name: name, place: place), default: 0] += 1
  }

  /// What was left out, by name.
  public var redactions: [Redaction] {
    counts.map { Redaction(name: $0.key.name, where: $0.key.place, count: $0.value) }
      .sorted { ($0.name, $0.where) < ($1.name, $1.where) }
  }
}

/// Names of header fields and query parameters whose values tell nothing secret.
enum HarmlessFields {
  static let names: Set<String> = [
    "accept", "accept-encoding", "accept-language", "accept-ranges", "age", "allow", "alt-svc",
    "cache-control", "cf-cache-status", "cf-ray", "connection", "content-encoding",
    "content-language", "content-length", "content-type", "date", "etag", "expires", "host",
    "keep-alive", "last-modified", "max-forwards", "origin", "pragma", "retry-after",
    "sec-fetch-dest", "sec-fetch-mode", "sec-fetch-site", "sec-websocket-accept",
    "sec-websocket-extensions", "sec-websocket-key", "sec-websocket-version", "server",
    "strict-transport-security", "te", "trailer", "transfer-encoding", "upgrade", "user-agent",
    "vary", "via", "wsdoctor-beacon", "x-anodeid", "x-cache", "x-content-type-options",
    "x-envoy-upstream-service-time", "x-frame-options", "x-powered-by", "x-squid-error",
    "x-varnish", "x-xss-protection",
  ]
  static let queryNames: Set<String> = ["eio", "transport", "v", "version", "b64"]
}
