extension NginxFollower {
  /// What the innermost location makes of the request.
  mutating func answer() -> Ending {
    let contents = context.contents
    let handlers = contents.filter { NginxNames.handlers[$0.name] != nil }
    guard let line = handlers.first else {
      if let root = context.inForce("root", "alias").last { note(root, "files") }
      return .files
    }
    switch line.name {
    case "proxy_pass": return pass(line)
    case "stub_status", "empty_gif", "flv", "mp4", "dav_methods":
      note(line, "")
      return .files
    default:
      note(line, "")
      guard let name = NginxNames.handlers[line.name], !name.isEmpty else { return unknown(line) }
      return .otherProtocol(name)
    }
  }

  /// An address of proxy_pass, taken apart.
  struct Address {
    var scheme: String
    /// Host and port as they are written.
    var authority: String
    /// What stands behind them, or nothing.
    var uri: String

    init?(_ text: String) {
      let lower = text.lowercased()
      guard let scheme = ["http://", "https://"].first(where: lower.hasPrefix) else { return nil }
      self.scheme = String(scheme.dropLast(3))
      let rest = text.dropFirst(scheme.count)
      if rest.lowercased().hasPrefix("unix:") {
        // http://unix:/socket:/path
        let path = rest.dropFirst(5)
        let socket = path.prefix { $0 != ":" }
        authority = "unix:" + socket
        uri = String(path.dropFirst(socket.count + 1))
      } else {
        let host = rest.prefix { $0 != "/" && $0 != "?" }
        authority = String(host)
        uri = String(rest.dropFirst(host.count))
      }
    }

    /// The Host that nginx writes by itself.
    var proxyHost: String {
      if authority.hasPrefix("unix:") { return "localhost" }
      let standard = scheme == "https" ? ":443" : ":80"
      return authority.hasSuffix(standard)
        ? String(authority.dropLast(standard.count)) : authority
    }
  }

  private mutating func pass(_ line: NginxDirective) -> Ending {
    guard let written = line.first else { return unknown(line) }
    let hasVariables = written.contains("$")
    touchMaps(written)
    let value = evaluate(written)
    var leadsTo = Stated.unknown(line.place)
    var proxyHost = Stated.unknown(line.place)
    var target: Stated
    if case .known(let text) = value {
      guard let address = Address(text) else { return unknown(line) }
      leadsTo = .known("\(address.scheme)://\(address.authority)")
      proxyHost = .known(address.proxyHost)
      target = path(uri: address.uri, hasVariables: hasVariables)
    } else if let fixed = Self.fixedURI(written) {
      // Only the host depends on what isn't known.
      target = path(uri: fixed, hasVariables: true)
    } else {
      target = .unknown(line.place)
    }
    if case .known("") = target { return .answered(status: 500, location: nil) }
    variables["proxy_host"] = proxyHost
    variables["proxy_add_x_forwarded_for"] = .unknown(nil)
    let versions = httpVersions()
    passing = passing(line)
    noteFields()
    note(line, versions.remark)
    return .arrives(
      fields(versions.all, leadsTo: leadsTo, target: target, proxyHost: proxyHost))
  }

  /// What stands behind a host that is a variable, where it is none itself; `nil`: that isn't clear.
  private static func fixedURI(_ text: String) -> String? {
    guard let start = text.firstRange(of: "://") else { return nil }
    let rest = text[start.upperBound...]
    let host = rest.prefix { $0 != "/" }
    // A variable may hold a path as well, if nothing follows it.
    let tail = rest.dropFirst(host.count)
    return tail.isEmpty || tail.contains("$") ? nil : String(tail)
  }

  /// The request's target as nginx hands it on (ngx_http_proxy_create_request).
  private func path(uri own: String, hasVariables: Bool) -> Stated {
    if hasVariables && !own.isEmpty { return .known(own.hasPrefix("?") ? "/" + own : own) }
    if own.isEmpty && validUnparsed { return .known(request.target) }
    var start = ""
    var rest = uri
    if validLocation {
      start = own.hasPrefix("?") ? "/" + own : own
      if !own.isEmpty, let name = locationName {
        rest = String(
          decoding: uri.utf8.dropFirst(min(name.utf8.count, uri.utf8.count)), as: UTF8.self)
      }
    }
    if isQuoted || isInternal { rest = NginxPath.escaped(rest) }
    return .known(start + rest + (args.isEmpty ? "" : "?" + args))
  }

  private var locationName: String? {
    context.location.flatMap { NginxLocation($0)?.name }
  }

  private func httpVersions() -> (all: [String], remark: String) {
    if let line = context.value("proxy_http_version") {
      return ([line.first ?? ""], "HTTP/\(line.first ?? "") (line \(line.place.line))")
    }
    guard let release else {
      return (["1.0", "1.1"], "HTTP/1.0 before nginx 1.29.7, then HTTP/1.1")
    }
    return release < NginxRelease.ownHTTP11
      ? (["1.0"], "HTTP/1.0 (nginx before 1.29.7)") : (["1.1"], "HTTP/1.1 (nginx from 1.29.7 on)")
  }

  private func fields(
    _ versions: [String], leadsTo: Stated, target: Stated, proxyHost: Stated
  ) -> Arrival {
    var set: [String: Stated] = [:]
    var asSent: Set<String> = []
    for line in context.inForce("proxy_set_header") where line.arguments.count == 2 {
      let name = line.words[0].lowercased()
      let value = evaluate(line.words[1])
      let variable = "$http_" + name.replacing("-", with: "_")
      if line.words[1] == variable || line.words[1] == "${" + variable.dropFirst() + "}" {
        asSent.insert(name)
      }
      set[name] = set[name].map { Self.joined($0, value) } ?? value
    }
    let keepsFields = context.value("proxy_pass_request_headers")?.first != "off"
    var changed: [String: Stated] = [:]
    let handshake = [
      "sec-websocket-key", "sec-websocket-version", "sec-websocket-protocol",
      "sec-websocket-extensions", "origin",
    ]
    for name in handshake where !asSent.contains(name) {
      if let value = set[name] {
        let sent = BrowserFields.value(name.replacing("-", with: "_"), of: request)
        if value != sent || value.text == nil { changed[name] = value }
      } else if !keepsFields {
        changed[name] = .known("")
      }
    }
    let method: Stated =
      context.value("proxy_method").map { evaluate($0.first ?? "") } ?? .known("GET")
    return Arrival(
      leadsTo: leadsTo, method: method, versions: versions, target: target,
      host: set["host"] ?? proxyHost, upgrade: set["upgrade"] ?? .known(""),
      connection: set["connection"] ?? ownConnection,
      setsConnection: set["connection"] != nil, changed: changed,
      forwarded: set.filter { $0.key.hasPrefix("x-forwarded-") || $0.key == "forwarded" })
  }

  /// The lines that hand it on.
  private func passing(_ line: NginxDirective) -> Passing {
    let block = context.levels.last { $0.name != "if" && $0.name != "limit_except" } ?? line
    func fields(_ lines: [NginxDirective]) -> [Passing.FieldLine] {
      lines.filter { $0.arguments.count == 2 }.map {
        Passing.FieldLine(
          name: $0.words[0].lowercased(), step: Step($0.place, $0.shown, ""),
          value: evaluate($0.words[1]))
      }
    }
    let version = context.value("proxy_http_version")
    let own = block.directives("proxy_set_header")
    // With a literal each ordinary request would carry it: a map that is there already does better.
    let variable = definitions.maps.values.filter {
      $0.source == "$http_upgrade" && $0.value(for: "websocket")?.value.lowercased() == "upgrade"
    }.map(\.variable).min()
    return Passing(
      block: Step(block.place, block.shown, ""), line: Step(line.place, line.shown, ""),
      fields: fields(context.inForce("proxy_set_header")), fieldsAreOwn: !own.isEmpty,
      cancelled: fields(context.cancelled("proxy_set_header")),
      version: version.map { Step($0.place, $0.shown, "") },
      versionIsOwn: version.map { block.directives("proxy_http_version").contains($0) } ?? false,
      hidden: context.inForce("proxy_hide_header").compactMap { line in
        line.first.map {
          Passing.FieldLine(
            name: $0.lowercased(), step: Step(line.place, line.shown, ""), value: .known(""))
        }
      }, connectionVariable: variable)
  }

  /// The lines of the fields that a handshake needs, and those that others cancel.
  private mutating func noteFields() {
    guard let passing else { return }
    let named: Set<String> = ["upgrade", "connection", "host"]
    for line in passing.fields
    where named.contains(line.name) || line.name.hasPrefix("sec-websocket-") {
      steps.append(Step(line.step.place, line.step.text, passing.fieldsAreOwn ? "" : "inherited"))
    }
    guard let cancelling = passing.fields.first else { return }
    for line in passing.cancelled where line.name == "upgrade" || line.name == "connection" {
      steps.append(
        Step(
          line.step.place, line.step.text,
          "not in force: line \(cancelling.step.place.line) cancels it"))
    }
  }

  /// Connection where no line sets it: never with "upgrade" in it.
  private var ownConnection: Stated {
    guard let release else { return .unknown(nil) }
    return .known(release < NginxRelease.ownHTTP11 ? "close" : "")
  }

  /// The same field by two lines is sent twice.
  private static func joined(_ a: Stated, _ b: Stated) -> Stated {
    guard case .known(let a) = a else { return a }
    guard case .known(let b) = b else { return b }
    return .known([a, b].filter { !$0.isEmpty }.joined(separator: ", "))
  }
}

/// nginx's release, where it is known.
public struct NginxRelease: Sendable, Hashable, Comparable {
  private let numbers: [Int]

  /// `nil`: it isn't three numbers.
  public init?(_ text: String) {
    let parts = text.split(separator: ".").map { Int($0) }
    guard parts.count == 3, !parts.contains(nil) else { return nil }
    numbers = parts.compactMap(\.self)
  }

  private init(_ numbers: [Int]) { self.numbers = numbers }

  /// Asks the application in HTTP/1.1 by itself, from this one on.
  static let ownHTTP11 = NginxRelease([1, 29, 7])
  /// A listener with `http2` and without TLS speaks HTTP/1.1 as well, from this one on.
  static let bothWithoutTLS = NginxRelease([1, 25, 1])

  public static func < (a: NginxRelease, b: NginxRelease) -> Bool {
    a.numbers.lexicographicallyPrecedes(b.numbers)
  }
}
