import HTTP1

/// What an answer, or the end of a connection, says in its author's own words, beside what HTTP itself says.
public struct OwnWords: Sendable, Equatable {
  /// What words speak of, as far as any server's wording shows it.
  public enum Topic: String, Sendable, CaseIterable {
    case origin, subprotocol, connection, upgrade, version, key, login, host, limit, starting, path
    case parameter
    /// Of something else.
    case other
  }

  /// As many characters are shown.
  static let limit = 120
  /// A longer body is a page, and no word on the request. Octets.
  static let bodyLimit = 2048

  /// On one line, without markup; at most ``limit`` characters.
  public let text: String

  /// - Parameter text: redacted already; it is cut, and so are its lines.
  public init?(_ text: String) {
    let line = Self.line(text)
    // Octets that are no text say nothing.
    guard line.contains(where: \.isLetter), !line.contains("\u{FFFD}") else { return nil }
    self.text = line.count > Self.limit ? line.prefix(Self.limit - 1) + "…" : line
  }

  /// The words of a refusal; `nil`: it has none but HTTP's.
  public init?(_ response: ResponseRecord) {
    guard response.status >= 400 else { return nil }
    var parts: [String] = []
    let reason = Self.line(response.reason)
    if !Self.isOnlyHTTPs(reason, response.status) { parts.append(reason) }
    if (1...Self.bodyLimit).contains(response.bodyBytes) {
      let isMarkup = response.bodyStart.drop(while: \.isWhitespace).hasPrefix("<")
      let body = Self.line(isMarkup ? Self.withoutTags(response.bodyStart) : response.bodyStart)
      // A page for any error says nothing of this one.
      if !(isMarkup && Self.topic(of: body) == .other), !Self.isOnlyHTTPs(body, response.status),
        !parts.contains(where: { $0.contains(body) })
      {
        parts = parts.filter { !body.contains($0) } + [body]
      }
    }
    self.init(parts.joined(separator: " / "))
  }

  public var topic: Topic { Self.topic(of: text) }

  // MARK: Text

  /// Without line breaks and control characters; what marks a quotation or a command becomes an apostrophe.
  private static func line(_ text: String) -> String {
    var result = ""
    for character in text {
      let isBlank = character.isWhitespace || character.unicodeScalars.contains { $0.value < 0x20 }
      if isBlank {
        if !result.isEmpty, result.last != " " { result.append(" ") }
      } else {
        result.append("\"`".contains(character) ? "'" : character)
      }
    }
    return result.last == " " ? String(result.dropLast()) : result
  }

  /// The text of a page's body.
  private static func withoutTags(_ markup: String) -> String {
    var result = ""
    var isTag = false
    let headEnd = ["</head>", "</HEAD>"].compactMap { markup.firstRange(of: $0)?.upperBound }.first
    for character in markup[(headEnd ?? markup.startIndex)...] {
      switch character {
      case "<":
        isTag = true
        result.append(" ")
      case ">" where isTag: isTag = false
      default: if !isTag { result.append(character) }
      }
    }
    for (entity, character) in [
      ("&quot;", "\""), ("&#34;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&lt;", "<"),
      ("&gt;", ">"), ("&nbsp;", " "), ("&amp;", "&"),
    ] {
      result = result.replacing(entity, with: character)
    }
    return result
  }

  /// Whether nothing stands there but what the status means anyway.
  private static func isOnlyHTTPs(_ text: String, _ status: Int) -> Bool {
    var usual = Self.usual
    for phrase in phrases[status] ?? [] { usual.formUnion(words(of: phrase)) }
    return words(of: text).isSubset(of: usual)
  }

  private static func words(of text: String) -> Set<String> {
    Set(
      text.lowercased().split { !$0.isLetter && $0 != "'" }
        .map { $0.filter { $0 != "'" } }.filter { !$0.isEmpty })
  }

  /// What goes around a status in pages and in JSON.
  private static let usual: Set<String> = [
    "error", "http", "https", "status", "code", "detail", "message", "title", "type", "about",
    "blank", "null", "true", "false", "statuscode", "success", "x",
  ]

  /// The reason phrases of RFC 9110 §15 and of those before it.
  private static let phrases: [Int: [String]] = [
    400: ["Bad Request"], 401: ["Unauthorized"], 403: ["Forbidden"], 404: ["Not Found"],
    405: ["Method Not Allowed"], 406: ["Not Acceptable"], 409: ["Conflict"], 410: ["Gone"],
    411: ["Length Required"], 412: ["Precondition Failed"], 421: ["Misdirected Request"],
    422: ["Unprocessable Content", "Unprocessable Entity"], 426: ["Upgrade Required"],
    428: ["Precondition Required"], 429: ["Too Many Requests"],
    431: ["Request Header Fields Too Large"],
    500: ["Internal Server Error"], 501: ["Not Implemented"], 502: ["Bad Gateway"],
    503: ["Service Unavailable", "Service Temporarily Unavailable"], 504: ["Gateway Timeout"],
    505: ["HTTP Version Not Supported"],
  ]

  // MARK: Topics

  private static func topic(of text: String) -> Topic {
    let lower = text.lowercased().replacing("-", with: " ").replacing("_", with: " ")
    let words = Set(lower.split { !$0.isLetter && !$0.isNumber }.map(String.init))
    return topics.first { _, marks in
      marks.contains { mark in
        // Several words stand one after the other; several joined by + anywhere.
        mark.split(separator: "+").allSatisfy { part in
          part.contains(" ") ? lower.contains(part) : words.contains(String(part))
        }
      }
    }?.0 ?? .other
  }

  /// The first that fits, the names of fields before words that stand for much else.
  private static let topics: [(Topic, [String])] = [
    (
      .subprotocol,
      ["subprotocol", "subprotocols", "sub protocol", "sub protocols", "sec websocket protocol"]
    ),
    (
      .version,
      [
        "sec websocket version", "websocket version", "unsupported version", "version+supported",
        "websocket protocol version",
      ]
    ),
    (.key, ["sec websocket key", "websocket key"]),
    (.origin, ["origin", "origins", "cors", "cross site"]),
    (
      .connection,
      ["connection+header", "connection+headers", "connection+hdr", "no connection upgrade"]
    ),
    (
      .starting,
      [
        "starting", "starting up", "initializing", "initialising", "warming", "not ready",
        "booting",
      ]
    ),
    (
      .limit,
      [
        "too many", "rate limit", "limit+exceeded", "limit+reached", "quota", "throttled",
        "slow down",
      ]
    ),
    (
      .login,
      [
        "login", "log in", "logged in", "sign in", "signin", "authentication", "authenticate",
        "authenticated", "unauthenticated", "authorization", "authorized", "unauthorized",
        "unauthorised", "credentials", "credential", "password", "token", "jwt", "session",
        "sessions", "permission", "permissions", "api key", "apikey", "member", "membership",
      ]
    ),
    (
      .upgrade,
      [
        "upgrade", "not a websocket", "no websocket", "expected websocket", "websocket+required",
        "websocket+expected", "websocket+only",
      ]
    ),
    (.host, ["host+allowed", "host+header", "invalid host", "unknown host", "disallowed host"]),
    (
      .path,
      [
        "not found", "no route", "no such", "unknown path", "unknown url", "cannot get",
        "no handler",
      ]
    ),
    (
      .parameter,
      [
        "parameter", "parameters", "param", "query", "missing", "required", "field", "argument",
        "invalid",
      ]
    ),
  ]
}
