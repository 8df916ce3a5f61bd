/// Leaves secrets out of what is recorded: header values not known to be harmless keep only their
/// length, query values too, and what the user gave as secret is nowhere.
public struct Redactor: Sendable {
  /// A secret's form in lower case, and the length of the secret itself.
  private struct Form {
    let octets: [UInt8]
    let length: Int
  }

  /// By their first octet, the longest first, so that a part doesn't hide the whole.
  private var forms: [UInt8: [Form]] = [:]
  private var known: Set<String> = []
  /// How often something was left out, by name and place.
  public private(set) var counts: [Key: Int] = [:]

  public struct Key: Hashable, Sendable {
    public let name: String
    public let place: String
  }

  /// - Parameter secrets: what appears nowhere, in whatever spelling and encoding; see ``Secrets``.
  public init(secrets: [String]) { hide(secrets) }

  /// Takes in further secrets.
  public mutating func hide(_ secrets: [String]) {
    let new = Set(secrets).subtracting(known)
    guard !new.isEmpty else { return }
    known.formUnion(new)
    var lengths: [[UInt8]: Int] = [:]
    for secret in new {
      for form in Secrets.forms(of: secret) where !form.isEmpty {
        lengths[Self.folded(form)] = secret.count
      }
    }
    let all = forms.values.joined() + lengths.map { Form(octets: $0.key, length: $0.value) }
    let sorted = all.sorted { ($0.octets.count, $1.length) > ($1.octets.count, $0.length) }
    forms = Dictionary(grouping: sorted) { $0.octets[0] }
  }

  /// A header field as it may be shown.
  public mutating func field(_ name: String, _ value: String, in place: String) -> String {
    switch name.lowercased() {
    case "set-cookie": return cookie(value, place)
    case "location", "content-location", "referer", "link": return text(url(value, place), place)
    case "www-authenticate", "proxy-authenticate":
      return text(String(value.prefix { $0 != " " }.prefix(40)), place)
    case let name where HarmlessFields.covers(name):
      return text(value, place)
    default:
      count(name, place)
      return "(\(value.count) characters)"
    }
  }

  /// A URL or request target: the path stays, the values of its query, of parameters in its path
  /// and of its fragment go.
  public mutating func url(_ value: String, _ place: String) -> String {
    let whole = withoutKnown(value, place)
    var rest = whole.prefix { $0 != "#" }
    let fragment = whole.dropFirst(rest.count + 1)
    if let slashes = rest.firstRange(of: "//") {
      let authority = rest[slashes.upperBound...].prefix { $0 != "/" && $0 != "?" }
      if let at = authority.lastIndex(of: "@") {
        count("userinfo", place)
        rest.removeSubrange(authority.startIndex...at)
      }
    }
    let path = rest.prefix { $0 != "?" }
    let query = rest.dropFirst(path.count)
    var result = parameters(String(path.prefix(2048)), ";", place)
    if !query.isEmpty {
      let shown = query.dropFirst().prefix(4096).split(separator: "&")
        .map { parameter($0, "query") }
      result += "?" + shown.joined(separator: "&")
    }
    if !fragment.isEmpty {
      count("fragment", place)
      result += "#(\(fragment.count) characters)"
    }
    return result
  }

  /// A path with the values of its parameters (`;name=value`, RFC 3986 §3.3) left out.
  private mutating func parameters(_ path: String, _ mark: Character, _ place: String) -> String {
    path.split(separator: "/", omittingEmptySubsequences: false).map { segment -> String in
      let parts = segment.split(separator: mark, omittingEmptySubsequences: false)
      return
        (parts.prefix(1).map(String.init)
        + parts.dropFirst().map { $0.contains("=") ? parameter($0, place) : String($0) })
        .joined(separator: String(mark))
    }.joined(separator: "/")
  }

  private mutating func parameter(_ part: Substring, _ place: String) -> String {
    if HarmlessFields.isHarmless(parameter: part) { return String(part.prefix(64)) }
    let name = part.prefix { $0 != "=" }
    guard name.endIndex < part.endIndex else {
      count("value without a name", place)
      return "(\(part.count) characters)"
    }
    count(String(name.prefix(64)), place)
    return "\(name.prefix(64))=(\(part.count - name.count - 1) characters)"
  }

  /// Any text from outside: the user's secrets and whatever looks like a token are taken out.
  public mutating func text(_ value: String, _ place: String) -> String {
    withoutTokens(withoutKnown(value, place), place)
  }

  /// The beginning of a body, fit to be shown. What stands at its cut and may be the beginning of
  /// a secret goes as well.
  public mutating func start(of body: [UInt8], limit: Int, _ place: String) -> String {
    let window = 4096
    var octets = Array(body.prefix(window))
    if body.count > window {
      let folded = octets.map(Self.folded)
      let cut = forms.values.joined().map { form in
        (4..<max(4, min(form.octets.count, window))).last {
          folded.suffix($0).elementsEqual(form.octets.prefix($0))
        } ?? 0
      }
      octets.removeLast(cut.max() ?? 0)
    }
    return String(text(String(decoding: octets, as: UTF8.self), place).prefix(limit))
  }

  /// The text without what the user gave as secret.
  public mutating func withoutKnown(_ value: String, _ place: String) -> String {
    guard !forms.isEmpty else { return value }
    let octets = Array(value.utf8)
    let folded = octets.map(Self.folded)
    var result: [UInt8] = []
    var index = 0
    while index < folded.count {
      let form = forms[folded[index]]?.first { folded[index...].starts(with: $0.octets) }
      guard let form else {
        result.append(octets[index])
        index += 1
        continue
      }
      counts[Key(name: "value given by the user", place: place), default: 0] += 1
      result += Array("(\(form.length) characters)".utf8)
      index += form.octets.count
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func folded(_ octet: UInt8) -> UInt8 {
    (0x41...0x5A).contains(octet) ? octet | 0x20 : octet
  }

  private static func folded(_ text: String) -> [UInt8] { text.utf8.map(folded) }

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
    let parts = withoutKnown(value, place).split(separator: ";", omittingEmptySubsequences: false)
    guard let first = parts.first else { return "" }
    let pair = first.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    count(String(pair[0].prefix(64)), place)
    let length = pair.count == 2 ? pair[1].count : 0
    let attributes = parts.dropFirst().prefix(12).map { ";" + text(String($0.prefix(80)), place) }
    return text(String(pair[0].prefix(64)), place) + "=(\(length) characters)"
      + attributes.joined()
  }

  /// Counts under a name that may come from outside itself.
  private mutating func count(_ name: String, _ place: String) {
    counts[Key(name: text(name, place), place: place), default: 0] += 1
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
