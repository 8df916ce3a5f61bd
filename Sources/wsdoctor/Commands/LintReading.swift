import Configuration
import Evidence
import Investigation
import Knowledge

/// Reads configurations one after the other, and makes one report of what they say.
struct LintReading {
  private let invocation: LintInvocation
  private var files: [LintReport.File] = []
  private var unread: [LintReport.Unread] = []
  private var ways: [LintReport.Route] = []
  private var routes: [LintReport.Route] = []
  private var findings: [LintReport.Finding] = []
  private var fates: [HandshakeFate] = []
  private var leadsSomewhere = false

  init(_ invocation: LintInvocation) { self.invocation = invocation }

  private var keepalive: Double? { invocation.keepalive.map { $0 / .seconds(1) } }

  mutating func read(_ name: String) throws(UsageError) {
    let product = invocation.product ?? LintProducts.readable
    guard product == LintProducts.readable else {
      throw UsageError(
        message: "only nginx's configuration is read so far, not that of "
          + "\(ProxyProduct.name(of: product))", command: "lint")
    }
    let configuration: NginxConfiguration
    do throws(ConfigurationProblem) {
      configuration = try NginxConfiguration(
        reading: name, from: Self.buffering(name),
        release: invocation.version.flatMap { NginxRelease($0) })
    } catch {
      let other = Self.otherProduct(name).map {
        ". It looks like \($0)'s, and only nginx's is read so far"
      }
      throw UsageError(message: error.description + (other ?? ""), command: "lint")
    }
    files += configuration.files.map {
      LintReport.File(path: $0, product: product, version: invocation.version)
    }
    unread += configuration.unread.map {
      LintReport.Unread(file: $0.place.file, line: $0.place.line, text: $0.text)
    }
    follow(in: configuration)
  }

  /// Standard input can be read only once.
  private static func buffering(_ name: String) -> FileAccess {
    guard name == "-" else { return ConfigurationFiles.access }
    let first: Result<[UInt8], FileAccess.Problem>
    do throws(FileAccess.Problem) {
      first = .success(try ConfigurationFiles.access.read(name))
    } catch {
      first = .failure(error)
    }
    return FileAccess(
      read: { path throws(FileAccess.Problem) in
        path == "-" ? try first.get() : try ConfigurationFiles.access.read(path)
      }, list: ConfigurationFiles.access.list)
  }

  /// Whose text it looks like, where it can't be nginx's.
  private static func otherProduct(_ name: String) -> String? {
    guard name != "-", let octets = try? ConfigurationFiles.access.read(name) else { return nil }
    return LintProducts.otherThanNginx(String(decoding: octets.prefix(65_536), as: UTF8.self))
  }

  // MARK: Following

  private mutating func follow(in configuration: NginxConfiguration) {
    let entrances = configuration.entrances(host: invocation.host, port: invocation.port)
    for entrance in entrances {
      let routes = configuration.routes(of: entrance)
      for route in routes { add(route, configuration) }
      if routes.count >= NginxConfiguration.mostRoutes, let file = files.last?.path {
        unread.append(
          LintReport.Unread(
            file: file, line: 1,
            text: "\(entrance.host): only its first \(NginxConfiguration.mostRoutes) locations are "
              + "listed; --ws-path follows any"))
      }
    }
    // Paths that were asked for.
    var asked: [(Journey, Bool)] = []
    for path in invocation.webSocketPaths {
      for entrance in entrances {
        var request = entrance
        request.target = path
        asked.append((configuration.follow(request), Self.isApplicationsOwn(path)))
      }
    }
    if entrances.count > 1 {
      // A host that has no application there isn't meant, while another has one.
      let some = asked.filter { $0.0.fate != .notProxied && $0.0.fate != .redirected }
      if !some.isEmpty { asked = some }
    }
    for (journey, isOwn) in asked {
      ways.append(Self.route(journey))
      fates.append(journey.fate)
      if journey.leadsToApplication { leadsSomewhere = true }
      judge(journey, configuration, isOwn)
    }
  }

  private mutating func add(_ route: Configuration.Route, _ configuration: NginxConfiguration) {
    var shown = Self.route(route.journey)
    (shown.path, shown.match) = (route.path, route.match.rawValue)
    routes.append(shown)
    if route.journey.leadsToApplication { leadsSomewhere = true }
    guard invocation.webSocketPaths.isEmpty, route.isMeant || Self.isKnownPath(route.path) else {
      return
    }
    let count = findings.count
    fates.append(route.journey.fate)
    judge(route.journey, configuration, Self.isKnownPath(route.path))
    if findings.count > count { ways.append(Self.route(route.journey)) }
  }

  /// The path is one that an application has wherever it is installed.
  private static func isApplicationsOwn(_ path: String) -> Bool {
    Profile.all.contains { profile in
      !profile.pathIsSample && (profile.locationPath.map { path.contains($0) } ?? false)
    }
  }

  private static func isKnownPath(_ path: String) -> Bool {
    Profile.all.contains { profile in
      !profile.pathIsSample
        && (profile.locationPath.map { $0.count > 1 && path.hasPrefix($0) } ?? false)
    }
  }

  private mutating func judge(
    _ journey: Journey, _ configuration: NginxConfiguration, _ isOwn: Bool
  ) {
    let question = NginxConfiguration.Question(keepalive: keepalive, isApplicationsOwn: isOwn)
    for finding in configuration.judge(journey, question) {
      let request = journey.request
      findings.append(
        LintReport.Finding(
          fault: finding.fault, severity: finding.severity, certainty: finding.certainty,
          title: finding.title, explanation: finding.explanation, host: request.host,
          port: request.port, path: request.target, evidence: finding.evidence.map(Self.line),
          missingSteps: steps(finding, request),
          change: finding.change.map { change in
            LintReport.Change(
              file: change.file,
              lines: change.lines.map { line in
                LintReport.Change.Line(
                  kind: line.kind == .comes ? .comes : line.kind == .goes ? .goes : .stays,
                  number: line.number,
                  text: String(repeating: "    ", count: line.depth) + line.text)
              }, note: change.note)
          }))
    }
  }

  private func steps(_ finding: Configuration.Finding, _ request: FollowedRequest) -> [MissingStep]
  {
    var context = RemedyContext(
      host: request.host, port: UInt16(clamping: request.port), isSecure: request.isSecure,
      authority: request.authority, path: request.target, locationPath: request.target,
      backend: "BACKEND", application: "the application", feature: "WebSocket",
      proxyName: ProxyProduct.name(of: LintProducts.readable),
      proxy: LintProducts.readable, proxyVersion: invocation.version,
      url: request.origin, origin: request.origin)
    context.keepalive = keepalive
    return finding.steps.compactMap { id in
      SetupStep.step(id).map { step in
        var missing = step.missing(rank: 1, certainty: finding.certainty, in: context)
        if let place = finding.evidence.last?.place { missing.file = "\(place.file):\(place.line)" }
        return missing
      }
    }
  }

  private static func line(_ step: Configuration.Step) -> LintReport.Line {
    LintReport.Line(
      file: step.place.file, line: step.place.line, text: step.text, fact: step.remark)
  }

  private static func route(_ journey: Journey) -> LintReport.Route {
    var leadsTo: String?
    var arrives: LintReport.Route.Arrives?
    switch journey.ending {
    case .arrives(let arrival):
      leadsTo = arrival.leadsTo.text
      arrives = LintReport.Route.Arrives(
        version: arrival.versions.count == 1 ? arrival.versions[0] : nil,
        path: arrival.target.text, host: arrival.host.text, upgrade: arrival.upgrade.text,
        connection: arrival.connection.text)
    case .passedThrough(let address): leadsTo = address
    default: break
    }
    return LintReport.Route(
      host: journey.request.host, port: journey.request.port, path: journey.request.target,
      match: nil, leadsTo: leadsTo,
      handshake: LintReport.Route.Handshake(rawValue: journey.fate.rawValue) ?? .unknown,
      arrives: arrives,
      silenceLimit: journey.silence.map { limit in
        LintReport.Route.Silence(
          seconds: limit.seconds, from: limit.place == nil ? "default" : "line",
          file: limit.place?.file, line: limit.place?.line)
      },
      outcome: journey.outcome, because: journey.steps.map(line),
      mayAnswer: journey.mayAnswer.map(line))
  }

  // MARK: The whole

  var report: LintReport {
    let sorted = findings.sorted { $0.severity > $1.severity }
    let worst = sorted.first?.severity
    let verdict: Verdict
    if worst == .error {
      verdict = .broken
    } else if fates.contains(.unknown) {
      verdict = .inconclusive
    } else if worst == .warning {
      verdict = .degraded
    } else {
      verdict = leadsSomewhere ? .healthy : .inconclusive
    }
    return LintReport(
      startedAt: "", durationSeconds: 0, exitStatus: exitStatus(worst, verdict),
      settings: LintReport.Settings(
        host: invocation.host, port: invocation.port, webSocketPaths: invocation.webSocketPaths,
        keepaliveSeconds: keepalive),
      verdict: verdict, summary: summary(sorted, verdict), files: files, unread: unread,
      ways: ways, routes: routes, diagnoses: sorted)
  }

  private func exitStatus(_ worst: Severity?, _ verdict: Verdict) -> Int {
    let failOn = invocation.output.common.failOn
    if let worst, failOn != .never, worst >= (failOn == .warning ? .warning : .error) { return 1 }
    return verdict == .inconclusive ? 3 : 0
  }

  private func summary(_ findings: [LintReport.Finding], _ verdict: Verdict) -> String {
    if let first = findings.first, first.severity > .info {
      return first.explanation.isEmpty ? first.title : "\(first.title). \(first.explanation)"
    }
    if let way = ways.first(where: { $0.handshake == .unknown }) {
      return "What becomes of a handshake for \(way.path) can't be told: \(way.outcome)"
    }
    guard leadsSomewhere else { return "No route leads to an application" }
    if !ways.isEmpty, !invocation.webSocketPaths.isEmpty {
      return "A handshake for \(invocation.webSocketPaths.joined(separator: ", ")) arrives as one"
    }
    let forwarded = routes.count { $0.handshake == .forwarded }
    return forwarded > 0
      ? "\(forwarded) of \(routes.count) routes hand a handshake on; none that is meant for it loses it"
      : "No route hands a handshake on, and none shows that it is meant to: --ws-path says which"
  }
}

/// Whose configurations there are.
enum LintProducts {
  static let readable = ProxyProduct.nginxID

  /// Which product a text looks to be of that isn't nginx's.
  static func otherThanNginx(_ text: String) -> String? {
    let lines = text.split(separator: "\n").map { $0.drop { $0 == " " || $0 == "\t" } }
    func any(_ starts: String...) -> Bool {
      lines.contains { line in starts.contains { line.hasPrefix($0) } }
    }
    if any("<VirtualHost", "LoadModule ", "<IfModule", "ProxyPass ", "<Location") {
      return "Apache"
    }
    if any("frontend ", "backend ", "defaults", "listen ") && any("server ", "bind ", "mode ") {
      return "HAProxy"
    }
    return nil
  }
}

extension Journey {
  var leadsToApplication: Bool {
    switch ending {
    case .arrives, .passedThrough: true
    default: false
    }
  }

  /// What becomes of the request, in a few words.
  var outcome: String {
    guard case .arrives(let arrival) = ending else { return endingInWords }
    let version =
      arrival.versions.count == 1 ? "HTTP/\(arrival.versions[0])" : "HTTP/1.0 or HTTP/1.1"
    func field(_ name: String, _ value: Stated) -> String {
      switch value {
      case .known(""): "no \(name)"
      case .known(let text): "\(name): \(text)"
      case .unknown: "\(name) unknown"
      }
    }
    let connection =
      !arrival.setsConnection && arrival.connection.text == nil
      ? "Connection without upgrade" : field("Connection", arrival.connection)
    return "\(arrival.method.text ?? "?") \(arrival.target.text ?? "(path unknown)") \(version), "
      + "\(field("Host", arrival.host)), \(field("Upgrade", arrival.upgrade)), \(connection)"
  }
}
