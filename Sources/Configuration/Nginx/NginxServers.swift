/// nginx's rules for names of servers.
enum ServerName {
  /// Whether a written name, not a pattern, covers a host.
  static func matches(_ name: String, _ host: String) -> Bool {
    if name.hasPrefix("*.") {
      return host.hasSuffix(name.dropFirst()) && host.count > name.count - 1
    }
    if name.hasPrefix(".") { return host == name.dropFirst() || host.hasSuffix(name) }
    if name.hasSuffix(".*") {
      return host.hasPrefix(name.dropLast()) && host.count > name.count - 1
    }
    return name == host
  }

  /// Which of several names that match counts: an exact one, the longest with its star in front, the
  /// longest with it at the end.
  static func rank(_ name: String) -> Int {
    if name.hasPrefix("*.") || name.hasPrefix(".") { return 10_000 + name.count }
    if name.hasSuffix(".*") { return name.count }
    return 100_000
  }
}

/// One `listen` of a server.
struct NginxListener: Hashable, Sendable {
  /// `*` for all addresses.
  var address: String
  var port: Int
  var isSecure: Bool
  var isHTTP2: Bool
  var isDefault: Bool
  var place: Place
  var text: String

  /// `nil`: a socket file, QUIC, or a port that isn't understood.
  init?(_ directive: NginxDirective) {
    guard let word = directive.first, !word.hasPrefix("unix:") else { return nil }
    let options = directive.words.dropFirst()
    guard !options.contains("quic") else { return nil }
    var address = "*"
    var port = word
    if word.hasPrefix("["), let close = word.lastIndex(of: "]") {
      address = String(word[...close])
      let rest = word[word.index(after: close)...]
      port = rest.first == ":" ? String(rest.dropFirst()) : "80"
    } else if let colon = word.lastIndex(of: ":") {
      address = String(word[..<colon])
      port = String(word[word.index(after: colon)...])
    } else if !word.allSatisfy(\.isNumber) {
      address = word
      port = "80"
    }
    guard let number = Int(port), (1...65535).contains(number) else { return nil }
    self.address = address == "0.0.0.0" || address == "[::]" ? "*" : address
    self.port = number
    isSecure = options.contains("ssl")
    isHTTP2 = options.contains("http2")
    isDefault = options.contains("default_server") || options.contains("default")
    place = directive.place
    text = directive.shown
  }

  private init(implied place: Place) {
    (address, port, isSecure, isHTTP2, isDefault) = ("*", 80, false, false, false)
    (self.place, text) = (place, "server (without listen: port 80)")
  }

  /// Those of a server; one without a `listen` has port 80.
  static func all(of server: NginxDirective) -> [NginxListener] {
    let written = server.directives("listen")
    if written.isEmpty { return [NginxListener(implied: server.place)] }
    // `ssl on`, before 1.25.1.
    let isSecure = server.directives("ssl").last?.isOn ?? false
    return written.compactMap { directive in
      var listener = NginxListener(directive)
      if isSecure { listener?.isSecure = true }
      return listener
    }
  }
}

/// A server block behind one of its listeners.
struct NginxServer: Hashable, Sendable {
  var directive: NginxDirective
  var listener: NginxListener

  var names: [String] {
    directive.directives("server_name").flatMap(\.words).map { $0.lowercased() }
  }

  /// The first name that a browser could ask for.
  var concreteName: String? {
    names.first {
      !$0.contains("*") && !$0.hasPrefix("~") && !$0.hasPrefix(".") && $0.contains { $0.isLetter }
    }
      ?? names.first { $0.hasPrefix(".") }.map { String($0.dropFirst()) }
  }

  enum Choice {
    case chosen(NginxServer, because: String)
    case none
    /// Several addresses have the port, and which one is asked decides.
    case ambiguous(Place)
    case notUnderstood(Place)
  }

  /// The server that takes a request for this host at this port.
  static func choose(among all: [NginxServer], host: String, port: Int) -> Choice {
    let atPort = all.filter { $0.listener.port == port }
    guard !atPort.isEmpty else { return .none }
    var groups: [[NginxServer]] = []
    for server in atPort {
      if let index = groups.firstIndex(where: { $0[0].listener.address == server.listener.address })
      {
        groups[index].append(server)
      } else {
        groups.append([server])
      }
    }
    // An address that is asked for itself.
    if let own = groups.first(where: {
      $0[0].listener.address == host || $0[0].listener.address == "[\(host)]"
    }) {
      return choose(inGroup: own, host: host)
    }
    if groups.count == 1 { return choose(inGroup: groups[0], host: host) }
    let choices = groups.map { choose(inGroup: $0, host: host) }
    var servers: [NginxServer] = []
    for choice in choices {
      guard case .chosen(let server, _) = choice else { return choice }
      servers.append(server)
    }
    // The same block behind each address.
    if servers.allSatisfy({ $0.directive.place == servers[0].directive.place }) {
      return choices[0]
    }
    let named = zip(servers, choices).filter { $0.0.namesExplicitly(host) }
    return named.count == 1 ? named[0].1 : .ambiguous(servers[0].listener.place)
  }

  /// The one that takes what is meant for none, at the same address and port.
  static func byDefault(beside server: NginxServer, among all: [NginxServer]) -> NginxServer {
    let group = all.filter {
      $0.listener.port == server.listener.port && $0.listener.address == server.listener.address
    }
    return group.first(where: \.listener.isDefault) ?? group.first ?? server
  }

  private func namesExplicitly(_ host: String) -> Bool {
    names.contains { !$0.hasPrefix("~") && ServerName.matches($0, host) }
  }

  private static func choose(inGroup group: [NginxServer], host: String) -> Choice {
    var best: (server: NginxServer, rank: Int, name: String)?
    for server in group {
      for name in server.names where !name.hasPrefix("~") && ServerName.matches(name, host) {
        // The form with a leading dot stands for the name itself too.
        let rank = name.hasPrefix(".") && name.dropFirst() == host ? 100_000 : ServerName.rank(name)
        if best.map({ rank > $0.rank }) ?? true { best = (server, rank, name) }
      }
    }
    if let best { return .chosen(best.server, because: "server_name \(best.name)") }
    for server in group {
      for directive in server.directive.directives("server_name") {
        for word in directive.words where word.hasPrefix("~") {
          guard let pattern = Pattern(String(word.dropFirst()), ignoringCase: true) else {
            return .notUnderstood(directive.place)
          }
          switch pattern.match(host) {
          case .matches: return .chosen(server, because: "server_name \(word)")
          case .doesNot: continue
          case .tooHard: return .notUnderstood(directive.place)
          }
        }
      }
    }
    if let marked = group.first(where: \.listener.isDefault) {
      return .chosen(marked, because: "the default of its port")
    }
    return .chosen(
      group[0], because: group.count == 1 ? "the only one of its port" : "the first of its port")
  }
}
