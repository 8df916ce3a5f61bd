/// A place of the configuration that requests lead to.
public struct Route: Sendable, Hashable {
  public enum Match: String, Sendable, Hashable {
    case exact, prefix, regex
    case byDefault = "default"
  }

  public var host: String
  public var port: Int
  public var isSecure: Bool
  /// Path or pattern, as it is written.
  public var path: String
  public var match: Match
  public var journey: Journey
  /// Lines of its own show that it is meant for WebSocket.
  public var isMeant: Bool
}

extension NginxConfiguration {
  /// More are not listed: a person reads none of them.
  public static let mostRoutes = 200

  /// The servers as a browser asks for them: by their first name, at the port with TLS if there is one.
  public func entrances(host: String?, port: Int?) -> [FollowedRequest] {
    let atPort = servers.filter { port == nil || $0.listener.port == port }
    func best(_ candidates: [NginxServer]) -> NginxServer? {
      candidates.first { $0.listener.isSecure && $0.listener.port == 443 }
        ?? candidates.first(where: \.listener.isSecure)
        ?? candidates.first { $0.listener.port == 80 } ?? candidates.first
    }
    if let host {
      let named = atPort.filter { server in
        server.names.contains { !$0.hasPrefix("~") && ServerName.matches($0, host) }
      }
      guard let server = best(named.isEmpty ? atPort : named) else {
        guard let stream = streams.first(where: { port == nil || $0.listener.port == port }) else {
          return []
        }
        return [
          FollowedRequest(isSecure: false, host: host, port: stream.listener.port, target: "/")
        ]
      }
      return [request(server, host)]
    }
    var seen: Set<Place> = []
    var found: [FollowedRequest] = []
    for server in atPort where seen.insert(server.directive.place).inserted {
      let own = atPort.filter { $0.directive.place == server.directive.place }
      guard let chosen = best(own) else { continue }
      let asked = request(chosen, server.concreteName ?? "localhost")
      if !found.contains(asked) { found.append(asked) }
    }
    for stream in streams where port == nil || stream.listener.port == port {
      found.append(
        FollowedRequest(isSecure: false, host: "localhost", port: stream.listener.port, target: "/")
      )
    }
    return found
  }

  private func request(_ server: NginxServer, _ host: String) -> FollowedRequest {
    FollowedRequest(
      isSecure: server.listener.isSecure, host: host, port: server.listener.port, target: "/")
  }

  /// Every location that a browser can ask for, with what becomes of a handshake there.
  public func routes(of entrance: FollowedRequest) -> [Route] {
    guard
      case .chosen(let server, _) = NginxServer.choose(
        among: servers, host: entrance.host, port: entrance.port)
    else { return [] }
    var found: [Route] = []
    var hasRoot = false
    func add(_ block: [NginxDirective], _ depth: Int) {
      for directive in block where directive.name == "location" && found.count < Self.mostRoutes {
        guard let location = NginxLocation(directive), location.kind != .named else { continue }
        if location.name == "/" && location.kind != .exact { hasRoot = true }
        if let route = route(entrance, directive, location) { found.append(route) }
        if depth < 20 { add(directive.block ?? [], depth + 1) }
      }
    }
    add(server.directive.block ?? [], 0)
    if !hasRoot {
      let journey = follow(entrance.with(target: "/wsdoctor-sibling-1f3a", isHandshake: true))
      found.append(
        Route(
          host: entrance.host, port: entrance.port, isSecure: entrance.isSecure, path: "/",
          match: .byDefault, journey: journey, isMeant: false))
    }
    return found
  }

  private func route(
    _ entrance: FollowedRequest, _ directive: NginxDirective, _ location: NginxLocation
  ) -> Route? {
    var samples = [location.name]
    var match = Route.Match.prefix
    switch location.kind {
    case .exact: match = .exact
    case .prefix, .preferred:
      samples = [
        "\(location.name)\(location.name.hasSuffix("/") ? "" : "/")wsdoctor", location.name,
      ]
    case .pattern(let ignoringCase):
      match = .regex
      let sample = Pattern(location.name, ignoringCase: ignoringCase)?.sample ?? ""
      samples = [sample.hasPrefix("/") ? sample : "/" + sample]
    case .named: return nil
    }
    for sample in samples where sample.hasPrefix("/") {
      let journey = follow(
        entrance.with(target: NginxPath.escaped(sample), isHandshake: true))
      // Another location may take it.
      guard journey.steps.contains(where: { $0.place == directive.place }) else { continue }
      return Route(
        host: entrance.host, port: entrance.port, isSecure: entrance.isSecure,
        path: location.name, match: match, journey: journey,
        isMeant: isMeant(directive, journey))
    }
    return nil
  }

  /// Lines of its own that at least half do it.
  private func isMeant(_ directive: NginxDirective, _ journey: Journey) -> Bool {
    guard let passing = journey.passing, passing.fieldsAreOwn,
      passing.block.place == directive.place
    else { return false }
    return passing.fields.contains { line in
      guard case .known(let value) = line.value else { return false }
      return line.name == "upgrade" && !value.isEmpty
        || line.name == "connection" && value.lowercased().contains("upgrade")
    }
  }
}
