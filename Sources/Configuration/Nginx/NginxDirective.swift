/// One word of a directive.
struct NginxWord: Hashable, Sendable {
  var text: String
  /// It stood in quotes.
  var isQuoted = false
}

/// One directive with its block, if it has one.
struct NginxDirective: Hashable, Sendable {
  var name: String
  var arguments: [NginxWord]
  var place: Place
  /// The line of its `;` or `{`.
  var endLine: Int
  var block: [NginxDirective]? {
    didSet {
      let all = block ?? []
      settings = all.filter { !Self.places.contains($0.name) }
      locations = all.compactMap { directive in
        NginxLocation(directive).map { (directive, $0) }.map(Located.init)
      }
      strange =
        all.first { directive in
          !NginxNames.isKnown(directive)
            || directive.name == "location" && NginxLocation(directive) == nil
        }?.place
    }
  }
  /// What in the block isn't a place of its own: what is looked for again and again.
  private(set) var settings: [NginxDirective] = []
  private(set) var locations: [Located] = []
  /// The first directive in the block of which it isn't known what it does.
  private(set) var strange: Place?
  /// A program in another language stands in the block.
  var isOpaque = false

  /// A location with its kind and name.
  struct Located: Hashable, Sendable {
    var directive: NginxDirective
    var location: NginxLocation
  }

  private static let places: Set<String> = ["location", "server", "upstream", "map", "types"]

  init(name: String, arguments: [NginxWord], place: Place, endLine: Int) {
    self.name = name
    self.arguments = arguments
    self.place = place
    self.endLine = endLine
  }

  var words: [String] { arguments.map(\.text) }
  var first: String? { arguments.first?.text }
  var isOn: Bool { first == "on" }

  func directives(_ name: String) -> [NginxDirective] {
    (Self.places.contains(name) ? block ?? [] : settings).filter { $0.name == name }
  }
}

extension NginxDirective {
  /// Fields whose written values are no secret.
  private static let plainFields: Set<String> = [
    "host", "upgrade", "connection", "origin", "accept-encoding", "te", "x-real-ip", "referer",
    "forwarded", "x-request-id", "x-scheme", "x-nginx-proxy", "early-data",
  ]

  /// Directives that are shown with all their words: none of them can hold a secret.
  private static let plain: Set<String> = [
    "listen", "server_name", "location", "proxy_http_version", "proxy_read_timeout", "return",
    "rewrite", "if", "allow", "deny", "satisfy", "internal", "try_files", "root", "alias",
    "proxy_pass", "grpc_pass", "fastcgi_pass", "uwsgi_pass", "scgi_pass", "memcached_pass",
    "limit_req", "limit_conn", "auth_request", "error_page", "proxy_pass_request_headers",
    "limit_except", "break", "proxy_timeout", "proxy_method", "http2", "ssl_verify_client",
    "ssl_reject_handshake", "proxy_hide_header", "auth_basic", "upstream", "map", "server",
  ]

  /// The line as a report may show it: what can be a secret is left out.
  var shown: String {
    if name == "proxy_set_header", let field = first {
      let lower = field.lowercased()
      let value = arguments.count > 1 ? arguments[1].text : ""
      let isPlain =
        Self.plainFields.contains(lower) || lower.hasPrefix("x-forwarded-")
        || lower.hasPrefix("sec-websocket-") || value.isEmpty
        || value.first == "$" && value.dropFirst().allSatisfy(\.isNginxName)
      return "\(name) \(field) \(isPlain ? Self.quoted(value) : "…")"
    }
    guard Self.plain.contains(name) else { return arguments.isEmpty ? name : "\(name) …" }
    if name == "if" { return "if (\(shownCondition))" }
    // A text of one's own, an address with a password, a query.
    if name == "return", arguments.count > 1, !arguments[1].text.isAddress {
      return "\(name) \(Self.quoted(words[0])) …"
    }
    if name == "auth_basic", first != "off" { return "auth_basic …" }
    let text = ([name] + arguments.map { Self.quoted($0.text.withoutCredentials) })
      .joined(separator: " ")
    return text.count > 200 ? text.prefix(199) + "…" : text
  }

  private static let plainVariables: Set<String> = [
    "$http_upgrade", "$http_connection", "$scheme", "$https", "$host", "$http_host",
    "$request_method", "$server_port", "$http_origin", "$uri", "$request_uri",
    "$request_filename", "$ssl_protocol", "$http_sec_websocket_version", "$server_protocol",
  ]

  private var shownCondition: String {
    let all = words.joined(separator: " ").trimmingParentheses
    let variable = all.prefix { $0 != " " && $0 != "=" && $0 != "!" && $0 != "~" }
    if all.hasPrefix("-") || all.hasPrefix("!-") || Self.plainVariables.contains(String(variable))
      || variable.count == all.count
    {
      return all.count > 120 ? all.prefix(119) + "…" : all
    }
    return "\(variable) …"
  }

  static func quoted(_ text: String) -> String {
    text.isEmpty || text.contains { " ;{}#\t\n".contains($0) }
      ? "\"\(text.replacing("\"", with: "\\\""))\"" : text
  }
}

extension Character {
  var isNginxName: Bool { isASCII && (isLetter || isNumber || self == "_") }
}

extension String {
  var isAddress: Bool {
    hasPrefix("http://") || hasPrefix("https://") || hasPrefix("/") || hasPrefix("$scheme")
  }

  /// An address without its user's name and password, and without what a query says.
  var withoutCredentials: String {
    var text = self
    if let start = text.firstRange(of: "://") {
      let authority = text[start.upperBound...].prefix { $0 != "/" && $0 != "?" }
      if let at = authority.lastIndex(of: "@") { text.removeSubrange(authority.startIndex...at) }
    }
    guard isAddress, let mark = text.firstIndex(of: "?") else { return text }
    let query = text[text.index(after: mark)...]
    return query.isEmpty || query.first == "$" ? text : text[...mark] + "…"
  }

  var trimmingParentheses: String {
    var text = self[...]
    if text.first == "(" { text = text.dropFirst() }
    if text.last == ")" { text = text.dropLast() }
    while text.first == " " { text = text.dropFirst() }
    while text.last == " " { text = text.dropLast() }
    return String(text)
  }
}
