/// nginx's configuration as a whole: what was read, and how a request goes through it.
public struct NginxConfiguration {
  /// The names of the files, in the order in which they were read.
  public let files: [String]
  public let unread: [Unread]
  /// The file is one that another includes: what stands above it isn't seen.
  public let isFragment: Bool
  public let release: NginxRelease?
  let http: NginxDirective?
  let servers: [NginxServer]
  let streams: [NginxServer]
  let streamLevel: NginxDirective?
  private let definitions: NginxDefinitions

  /// Reads a file with its includes; what `nginx -T` printed is a whole configuration.
  public init(
    reading name: String, from access: FileAccess, release: NginxRelease? = nil
  ) throws(ConfigurationProblem) {
    var files = access
    var name = name
    let octets: [UInt8]
    do throws(FileAccess.Problem) {
      octets = try access.read(name)
    } catch {
      throw ConfigurationProblem(Place(file: name, line: 0, column: 0), error.what)
    }
    if let dump = NginxDump.files(in: octets) {
      let dumped = dump.files
      name = dump.first
      files = FileAccess(
        read: { path throws(FileAccess.Problem) in
          guard let octets = dumped[path] else {
            throw FileAccess.Problem("it isn't in what nginx -T printed")
          }
          return octets
        },
        list: { pattern in
          dumped.keys.filter { Glob.matches(Array($0.utf8), Array(pattern.utf8)) }.sorted()
        })
    }
    let slash = name.lastIndex(of: "/")
    let folder = slash.map { $0 == name.startIndex ? "/" : String(name[..<$0]) } ?? ""
    var reader = NginxReader(files: files, folder: folder)
    let outermost = try reader.file(name)
    self.files = reader.read
    self.release = release
    guard !outermost.isEmpty else {
      throw ConfigurationProblem(
        Place(file: name, line: 1, column: 1),
        "there is no directive in it: this is no configuration")
    }
    guard outermost.contains(where: { NginxNames.outermost.contains($0.name) }) else {
      throw ConfigurationProblem(
        outermost[0].place,
        "\"\(outermost[0].name.prefix(40))\" is no directive of nginx's that begins a configuration"
      )
    }
    let whole = outermost.last { $0.name == "http" }
    isFragment = whole == nil && !outermost.contains { $0.name == "stream" || $0.name == "events" }
    http = whole ?? Self.fragment(of: outermost, file: name)
    streamLevel = outermost.last { $0.name == "stream" }
    servers = Self.servers(in: http)
    streams = Self.servers(in: streamLevel)
    definitions = NginxDefinitions(http: http)
    unread =
      reader.unread.filter { unread in
        // What nginx ships is known by its name.
        !Self.usual(unread)
      } + Self.strange(in: http)
  }

  private static func usual(_ unread: Unread) -> Bool {
    let name = unread.text.dropFirst("include ".count).prefix { $0 != ":" }
    return NginxNames.isKnown(
      NginxDirective(
        name: "include", arguments: [NginxWord(text: String(name))], place: unread.place,
        endLine: unread.place.line))
  }

  /// Servers, or locations alone, as if they stood in a whole configuration.
  private static func fragment(of outermost: [NginxDirective], file: String) -> NginxDirective {
    var block = outermost
    let start = Place(file: file, line: 1, column: 1)
    if !outermost.contains(where: { $0.name == "server" }),
      outermost.contains(where: { $0.name == "location" || $0.name == "proxy_pass" })
    {
      var server = NginxDirective(name: "server", arguments: [], place: start, endLine: 1)
      server.block = outermost
      block = [server]
    }
    var http = NginxDirective(name: "http", arguments: [], place: start, endLine: 1)
    http.block = block
    return http
  }

  private static func servers(in level: NginxDirective?) -> [NginxServer] {
    (level?.directives("server") ?? []).flatMap { server in
      NginxListener.all(of: server).map { NginxServer(directive: server, listener: $0) }
    }
  }

  /// Lines of which it isn't known what they do.
  private static func strange(in level: NginxDirective?) -> [Unread] {
    var found: [Unread] = []
    var waiting = [level].compactMap(\.self)
    while let next = waiting.popLast() {
      for directive in next.block ?? [] {
        if directive.name != "include", !NginxNames.isKnown(directive) {
          found.append(Unread(directive.place, directive.shown))
        }
        if ["server", "location", "if", "limit_except"].contains(directive.name) {
          waiting.append(directive)
        }
      }
    }
    return found.sorted { ($0.place.file, $0.place.line) < ($1.place.file, $1.place.line) }
  }

  /// The way of a request.
  public func follow(_ request: FollowedRequest) -> Journey {
    if let server = streams.first(where: { $0.listener.port == request.port }) {
      return passThrough(request, server)
    }
    var journey = Journey(
      request: request, steps: [], ending: .closed, mayAnswer: [], silence: nil, passing: nil)
    switch NginxServer.choose(among: servers, host: request.host, port: request.port) {
    case .none: return journey
    case .ambiguous(let place):
      journey.ending = .unknown(
        Unread(place, "several addresses have port \(request.port): which one is asked decides"))
      return journey
    case .notUnderstood(let place):
      journey.ending = .unknown(Unread(place, "server_name"))
      return journey
    case .chosen(let server, let because):
      return follow(request, server, because)
    }
  }

  private func follow(
    _ request: FollowedRequest, _ server: NginxServer, _ because: String
  ) -> Journey {
    let first = Step(server.listener.place, server.listener.text, because)
    if server.listener.isHTTP2, !server.listener.isSecure {
      guard let release else {
        return Journey(
          request: request, steps: [first],
          ending: .unknown(
            Unread(first.place, "listen … http2: before nginx 1.25.1 it speaks HTTP/2 alone")),
          mayAnswer: [], silence: nil, passing: nil)
      }
      if release < NginxRelease.bothWithoutTLS {
        return Journey(
          request: request, steps: [first], ending: .onlyHTTP2, mayAnswer: [], silence: nil,
          passing: nil)
      }
    }
    if request.isSecure,
      let line = NginxContext(levels: [http, server.directive].compactMap(\.self))
        .value("ssl_reject_handshake"), line.isOn
    {
      return Journey(
        request: request, steps: [first, Step(line.place, line.shown, "no TLS for this name")],
        ending: .closed, mayAnswer: [], silence: nil, passing: nil)
    }
    return explore(request, server, first)
  }

  /// Every way, where a condition isn't known: what is the same on all of them is claimed.
  private func explore(
    _ request: FollowedRequest, _ server: NginxServer, _ first: Step
  ) -> Journey {
    var waiting: [[Bool]] = [[]]
    var best: Journey?
    var count = 0
    while let decisions = waiting.popLast() {
      count += 1
      guard
        var follower = NginxFollower(
          request, release: release, definitions: definitions, http: http, server: server,
          byDefault: NginxServer.byDefault(beside: server, among: servers), decisions: decisions)
      else {
        return Journey(
          request: request, steps: [first], ending: .answered(status: 400, location: nil),
          mayAnswer: [], silence: nil, passing: nil)
      }
      let ending = follower.run()
      let journey = Journey(
        request: request, steps: [first] + follower.steps, ending: ending,
        mayAnswer: follower.mayAnswer, silence: silence(ending, follower.context),
        passing: follower.passing)
      let undecided = follower.undecided
      if count > 64 || undecided.count > 8 {
        var unknown = best ?? journey
        unknown.ending = .unknown(
          Unread(undecided[0], "if (…): too many conditions that aren't known"))
        return unknown
      }
      for index in decisions.count..<max(decisions.count, undecided.count) {
        waiting.append(
          decisions + Array(repeating: false, count: index - decisions.count) + [true])
      }
      guard let known = best else {
        best = journey
        continue
      }
      if known.ending != journey.ending {
        var unknown = known
        let place =
          undecided.indices.last.map { undecided[min($0, max(0, decisions.count - 1))] }
          ?? first.place
        unknown.ending = .unknown(
          Unread(place, "a condition that depends on who asks decides between two ways"))
        return unknown
      }
      best?.mayAnswer += journey.mayAnswer.filter { !known.mayAnswer.contains($0) }
    }
    return best
      ?? Journey(
        request: request, steps: [first], ending: .closed, mayAnswer: [], silence: nil, passing: nil
      )
  }

  private func silence(_ ending: Ending, _ context: NginxContext) -> SilenceLimit? {
    guard case .arrives = ending else { return nil }
    guard let line = context.value("proxy_read_timeout") else {
      // Above a site's own file another may stand.
      return SilenceLimit(seconds: isFragment ? nil : 60, place: nil)
    }
    return SilenceLimit(seconds: NginxTime.seconds(line.words), place: line.place)
  }

  private func passThrough(_ request: FollowedRequest, _ server: NginxServer) -> Journey {
    let context = NginxContext(levels: [streamLevel, server.directive].compactMap(\.self))
    let first = Step(
      server.listener.place, server.listener.text, "a stream: every octet is handed on")
    guard let line = server.directive.directives("proxy_pass").last, let address = line.first else {
      return Journey(
        request: request, steps: [first],
        ending: .unknown(Unread(server.directive.place, "stream server without proxy_pass")),
        mayAnswer: [], silence: nil, passing: nil)
    }
    let limit = context.value("proxy_timeout")
    let refusing = context.inForce("deny").filter { $0.name == "deny" }
    return Journey(
      request: request, steps: [first, Step(line.place, line.shown, "")],
      ending: .passedThrough(address.withoutCredentials),
      mayAnswer: refusing.map { Step($0.place, $0.shown, "for these addresses") },
      silence: SilenceLimit(
        seconds: limit.map { NginxTime.seconds($0.words) } ?? 600, place: limit?.place),
      passing: nil)
  }
}

/// Times as nginx has them: `60`, `60s`, `1h30m`, `"1h 30m"`.
enum NginxTime {
  static func seconds(_ words: [String]) -> Double? {
    guard words.count == 1 else { return nil }
    let units: [(String, Double)] = [
      ("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86_400), ("w", 604_800),
      ("M", 2_592_000), ("y", 31_536_000),
    ]
    var total = 0.0
    var rest = words[0][...]
    guard !rest.isEmpty else { return nil }
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      guard let number = Int(digits), digits.count < 10 else { return nil }
      rest = rest.dropFirst(digits.count)
      if let unit = units.first(where: { rest.hasPrefix($0.0) }) {
        total += Double(number) * unit.1
        rest = rest.dropFirst(unit.0.count)
      } else if rest.isEmpty {
        total += Double(number)
      } else {
        return nil
      }
      while rest.first == " " { rest = rest.dropFirst() }
    }
    return total
  }
}
