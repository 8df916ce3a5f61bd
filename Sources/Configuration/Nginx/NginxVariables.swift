/// A browser's fields, by their names in lower case; what isn't listed may have been added on the way.
enum BrowserFields {
  /// The sample key of RFC 6455 §1.3: no rule depends on which it is.
  static let key = "dGhlIHNhbXBsZSBub25jZQ=="

  static func value(_ name: String, of request: FollowedRequest) -> Stated {
    switch name {
    case "host": .known(request.authority)
    case "connection": .known(request.isHandshake ? "Upgrade" : "keep-alive")
    case "upgrade": .known(request.isHandshake ? "websocket" : "")
    case "origin": request.isHandshake ? .known(request.origin) : .unknown(nil)
    case "sec_websocket_version": .known(request.isHandshake ? "13" : "")
    case "sec_websocket_key": .known(request.isHandshake ? key : "")
    // Whether there is one, the application knows.
    case "sec_websocket_protocol": request.isHandshake ? .unknown(nil) : .known("")
    case "sec_websocket_extensions":
      .known(request.isHandshake ? "permessage-deflate; client_max_window_bits" : "")
    // Browsers send none with a handshake (Fetch, "WebSocket opening handshake": no referrer).
    case "referer": request.isHandshake ? .known("") : .unknown(nil)
    case "content_length", "transfer_encoding", "expect", "te", "content_type": .known("")
    default: .unknown(nil)
    }
  }
}

/// What stands in the `http` block for all: maps, upstream groups, and which variables exist.
struct NginxDefinitions {
  private(set) var maps: [String: NginxMap] = [:]
  private(set) var upstreams: [String: NginxDirective] = [:]
  /// Variables that some line sets: empty until it does.
  private(set) var settable: Set<String> = []
  /// Variables that are made in a way that isn't followed, with the line.
  private(set) var opaque: [String: Place] = [:]

  init(http: NginxDirective?) {
    for directive in http?.block ?? [] {
      switch directive.name {
      case "map":
        if let map = NginxMap(directive) { maps[map.variable] = map }
      case "upstream":
        if let name = directive.first { upstreams[name.lowercased()] = directive }
      case "geo", "split_clients", "js_set", "perl_set", "geoip2", "auth_jwt_claim_set":
        for word in directive.words where word.hasPrefix("$") {
          opaque[String(word.dropFirst())] = directive.place
        }
        if directive.name == "geoip2" {
          for inner in directive.block ?? [] where inner.name.hasPrefix("$") {
            opaque[String(inner.name.dropFirst())] = inner.place
          }
        }
      default: break
      }
    }
    collect(http?.block ?? [])
  }

  /// What is set anywhere below.
  private mutating func collect(_ directives: [NginxDirective]) {
    for directive in directives {
      if directive.name == "set", let name = directive.first, name.hasPrefix("$") {
        settable.insert(String(name.dropFirst()))
      } else if directive.name == "auth_request_set" || directive.name.hasPrefix("set_"),
        let name = directive.words.first(where: { $0.hasPrefix("$") })
      {
        opaque[String(name.dropFirst())] = directive.place
      } else {
        for word in directive.words where word.contains("(?") {
          if let pattern = Pattern(word.drop { $0 == "~" || $0 == "*" }.description) {
            settable.formUnion(pattern.names.keys)
          }
        }
      }
      if directive.name != "map", let block = directive.block { collect(block) }
    }
  }
}

/// `map SOURCE $variable { … }`.
struct NginxMap {
  let variable: String
  let source: String
  let place: Place
  private var exact: [String: String] = [:]
  private var wildcards: [(pattern: String, value: String)] = []
  private var patterns: [(pattern: Pattern?, value: String)] = []
  private var fallback = ""
  var hasPatterns: Bool { !patterns.isEmpty }
  private var hasHostnames = false
  private var isWhole = true

  init?(_ directive: NginxDirective) {
    guard directive.arguments.count == 2, let block = directive.block,
      directive.words[1].hasPrefix("$")
    else { return nil }
    source = directive.words[0]
    variable = String(directive.words[1].dropFirst())
    place = directive.place
    hasHostnames = block.contains { $0.name == "hostnames" }
    for entry in block {
      guard entry.arguments.count == 1, let value = entry.first else {
        if entry.name != "hostnames" && entry.name != "volatile" { isWhole = false }
        continue
      }
      add(entry.name, value)
    }
  }

  private mutating func add(_ key: String, _ value: String) {
    if key == "default" {
      fallback = value
    } else if key == "include" {
      isWhole = false
    } else if key.hasPrefix("~") {
      let ignoring = key.hasPrefix("~*")
      let pattern = Pattern(String(key.dropFirst(ignoring ? 2 : 1)), ignoringCase: ignoring)
      patterns.append((pattern, value))
    } else if hasHostnames && (key.contains("*") || key.hasPrefix(".")) {
      wildcards.append((key.lowercased(), value))
    } else {
      let plain = key.hasPrefix("\\") ? String(key.dropFirst()) : key
      exact[plain.lowercased()] = value
    }
  }

  /// What the source's value is mapped to, with the groups of the pattern that matched.
  func value(for text: String) -> (value: String, groups: [String?])? {
    guard isWhole else { return nil }
    if let value = exact[text.lowercased()] { return (value, []) }
    if hasHostnames {
      let names = wildcards.filter { ServerName.matches($0.pattern, text.lowercased()) }
      let best = names.max { ServerName.rank($0.pattern) < ServerName.rank($1.pattern) }
      if let best { return (best.value, []) }
    }
    for entry in patterns {
      guard let pattern = entry.pattern else { return nil }
      switch pattern.match(text) {
      case .tooHard: return nil
      case .doesNot: continue
      case .matches(let groups):
        let octets = Array(text.utf8)
        return (entry.value, groups.map { $0.map { String(decoding: octets[$0], as: UTF8.self) } })
      }
    }
    return (fallback, [])
  }
}

extension NginxFollower {
  /// A text with its variables filled in.
  func evaluate(_ text: String, depth: Int = 0) -> Stated {
    guard text.contains("$") else { return .known(text) }
    var result = ""
    var rest = text[...]
    while let dollar = rest.firstIndex(of: "$") {
      result += rest[..<dollar]
      rest = rest[rest.index(after: dollar)...]
      var name = ""
      if rest.first == "{", let close = rest.firstIndex(of: "}") {
        name = String(rest[rest.index(after: rest.startIndex)..<close])
        rest = rest[rest.index(after: close)...]
      } else if let digit = rest.first, digit.isASCII, digit.isNumber {
        name = String(digit)
        rest = rest.dropFirst()
      } else {
        name = String(rest.prefix { $0.isNginxName })
        rest = rest.dropFirst(name.count)
      }
      guard !name.isEmpty else {
        result += "$"
        continue
      }
      switch variable(name, depth: depth) {
      case .known(let value): result += value
      case .unknown(let place): return .unknown(place)
      }
    }
    return .known(result + rest)
  }

  /// A pattern of a map leaves its groups in the place of those that were there.
  mutating func touchMaps(_ text: String) {
    for (name, map) in definitions.maps where map.hasPatterns && text.contains(name) {
      capturesKnown = false
    }
  }

  private func variable(_ name: String, depth: Int) -> Stated {
    if let digit = name.first, digit.isASCII, digit.isNumber, name.count == 1 {
      return capture(Int(name) ?? 0)
    }
    if let set = variables[name] { return set }
    if let map = definitions.maps[name] {
      guard depth < 10 else { return .unknown(map.place) }
      guard case .known(let source) = evaluate(map.source, depth: depth + 1),
        let found = map.value(for: source)
      else { return .unknown(map.place) }
      if map.source.contains("http_connection"), !isFirefox {
        var other = self
        other.isFirefox = true
        if other.variable(name, depth: depth + 1) != self.mapped(found, depth) {
          return .unknown(map.place)
        }
      }
      return mapped(found, depth)
    }
    if let place = definitions.opaque[name] { return .unknown(place) }
    if let own = builtIn(name) { return own }
    if definitions.settable.contains(name) { return .known("") }
    return .unknown(nil)
  }

  /// A map's value may hold variables, and groups of the pattern that matched.
  private func mapped(_ found: (value: String, groups: [String?]), _ depth: Int) -> Stated {
    guard found.value.contains("$") else { return .known(found.value) }
    var inner = self
    if !found.groups.isEmpty { inner.captures = found.groups }
    return inner.evaluate(found.value, depth: depth + 1)
  }

  private func capture(_ number: Int) -> Stated {
    guard capturesKnown else { return .unknown(nil) }
    return .known(number < captures.count ? captures[number] ?? "" : "")
  }

  private func builtIn(_ name: String) -> Stated? {
    switch name {
    case "uri", "document_uri": return .known(uri)
    case "request_uri": return .known(request.target)
    case "args", "query_string": return .known(args)
    case "is_args": return .known(args.isEmpty ? "" : "?")
    case "host": return .known(request.host)
    case "http_host": return .known(request.authority)
    case "scheme": return .known(request.isSecure ? "https" : "http")
    case "https": return .known(request.isSecure ? "on" : "")
    case "server_port": return .known(String(request.port))
    case "request_method": return .known("GET")
    case "server_protocol": return .known("HTTP/1.1")
    case "server_name": return .known(serverName)
    case "request": return .known("GET \(request.target) HTTP/1.1")
    case "request_body", "content_length", "content_type", "http2", "http3": return .known("")
    default: break
    }
    if name == "http_connection", isFirefox, request.isHandshake {
      return .known("keep-alive, Upgrade")
    }
    if name.hasPrefix("http_") {
      return BrowserFields.value(String(name.dropFirst(5)), of: request)
    }
    if name.hasPrefix("arg_") { return .known(argument(String(name.dropFirst(4)))) }
    return nil
  }

  private func argument(_ name: String) -> String {
    for pair in args.split(separator: "&") {
      let key = pair.prefix { $0 != "=" }
      if key.count < pair.count, key.lowercased() == name.lowercased() {
        return String(pair.dropFirst(key.count + 1))
      }
    }
    return ""
  }
}
