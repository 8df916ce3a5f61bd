/// A location by its kind.
struct NginxLocation: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case exact, prefix
    /// A prefix that leaves the patterns out.
    case preferred
    case pattern(ignoringCase: Bool)
    case named
  }

  var kind: Kind
  /// Path, pattern or name.
  var name: String

  init?(_ directive: NginxDirective) {
    guard directive.name == "location", let first = directive.first else { return nil }
    if directive.arguments.count >= 2 {
      name = directive.words[1]
      switch first {
      case "=": kind = .exact
      case "^~": kind = .preferred
      case "~": kind = .pattern(ignoringCase: false)
      case "~*": kind = .pattern(ignoringCase: true)
      default: return nil
      }
      if name.isEmpty { return nil }
      return
    }
    // Modifier and path may be one word.
    name = first
    kind = .prefix
    if first.hasPrefix("@") {
      kind = .named
    } else if first.hasPrefix("=") {
      (kind, name) = (.exact, String(first.dropFirst()))
    } else if first.hasPrefix("^~") {
      (kind, name) = (.preferred, String(first.dropFirst(2)))
    } else if first.hasPrefix("~*") {
      (kind, name) = (.pattern(ignoringCase: true), String(first.dropFirst(2)))
    } else if first.hasPrefix("~") {
      (kind, name) = (.pattern(ignoringCase: false), String(first.dropFirst()))
    }
    if name.isEmpty { return nil }
  }

  /// Why nginx takes this one.
  var reason: String {
    switch kind {
    case .exact: "the path itself"
    case .prefix: "the longest prefix that fits"
    case .preferred: "the longest prefix that fits, before any pattern"
    case .pattern: "the first pattern that fits"
    case .named: "by its name"
    }
  }

  private static let handlers: Set<String> = [
    "proxy_pass", "fastcgi_pass", "uwsgi_pass", "scgi_pass", "grpc_pass", "memcached_pass",
  ]

  /// A path without its last slash is redirected to the one with it where such a location hands on.
  static func redirectsWithoutSlash(_ directive: NginxDirective) -> Bool {
    (directive.block ?? []).contains { handlers.contains($0.name) }
  }
}

extension NginxFollower {
  struct Match {
    /// A pattern or the path itself: no pattern further out takes its place.
    var isFinal = false
    var groups: [String?]?
    var names: [String: String] = [:]
  }

  enum Found {
    /// Locations from the outermost in, and what a pattern's groups held.
    case locations([NginxDirective], Match)
    case none
    /// The same path with a slash at its end.
    case redirect([NginxDirective])
    case notUnderstood(NginxDirective)
  }

  /// As ngx_http_core_find_location does: prefixes, then what is nested in them, then patterns.
  func findLocation(in block: NginxDirective, depth: Int = 0) -> Found {
    var prefix: (directive: NginxDirective, length: Int, isPreferred: Bool)?
    var exact: NginxDirective?
    var slash: NginxDirective?
    var redirects = false
    var patterns: [(NginxDirective, Bool, String)] = []
    for located in block.locations {
      let (directive, location) = (located.directive, located.location)
      switch location.kind {
      case .named: break
      case .pattern(let ignoringCase): patterns.append((directive, ignoringCase, location.name))
      case .exact, .prefix, .preferred:
        let name = location.name
        if location.kind == .exact {
          if name == uri { exact = directive }
        } else if uri.utf8.starts(with: name.utf8), name.utf8.count >= (prefix?.length ?? -1) {
          prefix = (directive, name.utf8.count, location.kind == .preferred)
        }
        if name.hasSuffix("/"), name.utf8.dropLast().elementsEqual(uri.utf8) {
          redirects = redirects || NginxLocation.redirectsWithoutSlash(directive)
          // Of two with that name the exact one's settings count.
          if slash == nil || location.kind == .exact { slash = directive }
        }
      }
    }
    if let exact { return .locations([exact], Match(isFinal: true)) }
    if let slash, redirects, prefix?.length != uri.utf8.count { return .redirect([slash]) }
    guard depth < 100 else { return .none }
    var best: Found = .none
    if let prefix {
      switch findLocation(in: prefix.directive, depth: depth + 1) {
      case .locations(let inner, let match):
        best = .locations([prefix.directive] + inner, match)
        if match.isFinal { return best }
      case .none: best = .locations([prefix.directive], Match())
      case .redirect(let inner): return .redirect([prefix.directive] + inner)
      case let other: return other
      }
    }
    if !(prefix?.isPreferred ?? false) {
      for (directive, ignoringCase, text) in patterns {
        guard let pattern = Pattern(text, ignoringCase: ignoringCase) else {
          return .notUnderstood(directive)
        }
        switch pattern.match(uri) {
        case .tooHard: return .notUnderstood(directive)
        case .doesNot: continue
        case .matches(let ranges):
          let octets = Array(uri.utf8)
          let groups = ranges.map { $0.map { String(decoding: octets[$0], as: UTF8.self) } }
          let names = pattern.names.mapValues { groups[$0] ?? "" }
          var match = Match(isFinal: true, groups: groups, names: names)
          switch findLocation(in: directive, depth: depth + 1) {
          case .locations(let inner, let innerMatch):
            match.groups = innerMatch.groups ?? groups
            match.names.merge(innerMatch.names) { $1 }
            return .locations([directive] + inner, match)
          case .none: return .locations([directive], match)
          case .redirect(let inner): return .redirect([directive] + inner)
          case let other: return other
          }
        }
      }
    }
    return best
  }
}
