/// One request on its way through nginx's phases.
struct NginxFollower {
  /// How a phase ends.
  enum Flow {
    case goOn
    case ended(Ending)
    /// To this path, from the beginning.
    case redirected
    /// To a location by its name.
    case named(NginxDirective)
  }

  let request: FollowedRequest
  let release: NginxRelease?
  let definitions: NginxDefinitions
  let http: NginxDirective?
  let server: NginxServer
  var serverName: String

  var uri: String
  var args: String
  var isQuoted: Bool
  var variables: [String: Stated] = [:]
  var captures: [String?] = []
  var capturesKnown = true
  /// Its Connection says "keep-alive, Upgrade", where that of other browsers says "Upgrade".
  var isFirefox = false
  /// It didn't come so from outside.
  var isInternal = false
  var validUnparsed = true
  var validLocation = true
  var uriChanged = false
  private var changesLeft = 10
  private var errorPageTaken = false
  var context: NginxContext
  var steps: [Step] = []
  var mayAnswer: [Step] = []
  var passing: Passing?

  /// What was decided where it depends on what isn't known.
  var decisions: [Bool]
  var undecided: [Place] = []

  init?(
    _ request: FollowedRequest, release: NginxRelease?, definitions: NginxDefinitions,
    http: NginxDirective?, server: NginxServer, byDefault: NginxServer, decisions: [Bool]
  ) {
    self.request = request
    self.release = release
    self.definitions = definitions
    self.http = http
    self.server = server
    self.decisions = decisions
    context = NginxContext(levels: [http, server.directive].compactMap(\.self))
    serverName = server.names.first ?? ""
    // The request line is read before the Host field tells which server is meant.
    let first = NginxContext(levels: [http, byDefault.directive].compactMap(\.self))
    let merges = first.value("merge_slashes")?.first != "off"
    guard let path = NginxPath.normalized(request.target, mergesSlashes: merges) else { return nil }
    (uri, args, isQuoted) = path
  }

  /// The choice where a condition isn't known; the way is followed with both.
  mutating func decide(_ place: Place) -> Bool {
    undecided.append(place)
    return undecided.count <= decisions.count && decisions[undecided.count - 1]
  }

  mutating func note(_ directive: NginxDirective, _ remark: String) {
    steps.append(Step(directive.place, directive.shown, remark))
  }

  func unknown(_ directive: NginxDirective) -> Ending {
    .unknown(Unread(directive.place, directive.shown))
  }

  mutating func run() -> Ending {
    let level = NginxContext(levels: [http, server.directive].compactMap(\.self))
    // Every redirection within is counted by nginx: ten, then it gives up.
    for _ in 0..<40 {
      context = level
      var flow = script(server.directive.settings)
      if case .goOn = flow { flow = locations(level) }
      while true {
        switch flow {
        case .ended(let ending):
          flow = errorPage(for: ending)
          if case .ended(let ending) = flow { return ending }
          continue
        case .named(let location):
          context = level.inside(location)
          (isInternal, uriChanged) = (true, false)
          note(location, NginxLocation(location)?.reason ?? "")
          flow = inLocation(level)
          continue
        case .redirected, .goOn: break
        }
        break
      }
      changesLeft -= 1
      if changesLeft <= 0 { return .answered(status: 500, location: nil) }
    }
    return .answered(status: 500, location: nil)
  }

  /// Finds the location, and again where its rewrites change the path.
  private mutating func locations(_ level: NginxContext) -> Flow {
    while true {
      uriChanged = false
      context = level
      switch findLocation(in: server.directive) {
      case .none: break
      case .notUnderstood(let directive): return .ended(unknown(directive))
      case .redirect(let all):
        for location in all { context = context.inside(location) }
        if let ending = internalOnly() { return .ended(ending) }
        if let last = all.last { note(last, "a path without the slash is redirected to it") }
        return .ended(
          .answered(status: 301, location: uri + "/" + (args.isEmpty ? "" : "?" + args)))
      case .locations(let all, let match):
        for location in all { context = context.inside(location) }
        if let groups = match.groups { (captures, capturesKnown) = (groups, true) }
        for (name, value) in match.names { variables[name] = .known(value) }
        if let last = all.last { note(last, NginxLocation(last)?.reason ?? "") }
      }
      if let ending = internalOnly() { return .ended(ending) }
      // Where GET is limited the block's own settings count, and the location's script doesn't run.
      if let limit = context.location?.settings.last(where: { $0.name == "limit_except" }),
        !limit.words.contains(where: { $0 == "GET" || $0 == "HEAD" })
      {
        note(limit, "GET isn't among them")
        context = context.inside(limit)
        return content(level)
      }
      switch script(context.location?.settings ?? []) {
      case .goOn: break
      case let other: return other
      }
      guard uriChanged else { return content(level) }
      changesLeft -= 1
      guard changesLeft > 0 else { return .ended(.answered(status: 500, location: nil)) }
    }
  }

  private mutating func inLocation(_ level: NginxContext) -> Flow {
    switch script(context.location?.settings ?? []) {
    case .goOn: break
    case let other: return other
    }
    return uriChanged ? locations(level) : content(level)
  }

  /// 404 where a location is for nginx's own redirections; what is nested in it is too.
  private mutating func internalOnly() -> Ending? {
    guard !isInternal, let line = context.value("internal") else { return nil }
    note(line, "not for requests from outside")
    return .answered(status: 404, location: nil)
  }

  /// Access, try_files, and what makes the answer.
  private mutating func content(_ level: NginxContext) -> Flow {
    if let strange = strangeLine { return .ended(unknown(strange)) }
    if let ending = access() { return .ended(ending) }
    if let flow = tryFiles(level) { return flow }
    return .ended(answer())
  }

  /// The first line on the way of which it isn't known what it does.
  private var strangeLine: NginxDirective? {
    for level in context.levels {
      if let place = level.strange {
        return (level.block ?? []).first { $0.place == place }
      }
    }
    return nil
  }

  /// try_files doesn't count where an `if` was taken: that is a block of its own.
  private mutating func tryFiles(_ level: NginxContext) -> Flow? {
    guard let innermost = context.levels.last,
      let line = innermost.directives("try_files").last, let last = line.words.last
    else { return nil }
    note(line, "where no such file is")
    if last.hasPrefix("=") {
      return .ended(.answered(status: Int(last.dropFirst()) ?? 404, location: nil))
    }
    if last.hasPrefix("@") { return named(last, line) }
    return redirect(to: last, line)
  }

  private mutating func named(_ name: String, _ line: NginxDirective) -> Flow {
    changesLeft -= 1
    guard changesLeft > 0 else { return .ended(.answered(status: 500, location: nil)) }
    guard
      let location = server.directive.locations.first(where: {
        $0.location.kind == .named && $0.location.name == name
      })?.directive
    else { return .ended(.answered(status: 500, location: nil)) }
    return .named(location)
  }

  /// Within nginx, from the beginning.
  private mutating func redirect(to text: String, _ line: NginxDirective) -> Flow {
    guard case .known(let target) = evaluate(text), target.hasPrefix("/") else {
      return .ended(unknown(line))
    }
    let path = target.prefix { $0 != "?" }
    uri = String(path)
    args = String(target.dropFirst(path.count + 1))
    (isInternal, validUnparsed, validLocation, uriChanged) = (true, false, true, false)
    return .redirected
  }

  /// An answer of nginx's own may be replaced by error_page.
  private mutating func errorPage(for ending: Ending) -> Flow {
    let status: Int
    switch ending {
    case .answered(let answer, _):
      guard answer >= 300, !hasOwnText else { return .ended(ending) }
      status = answer
    case .files:
      // No such file is 404; a folder without an index is 403.
      let pages = context.inForce("error_page").filter { $0.words.dropLast().contains("404") }
      guard let page = pages.first else { return .ended(ending) }
      if uri.hasSuffix("/"), !page.words.contains("403") { return .ended(unknown(page)) }
      status = 404
    default: return .ended(ending)
    }
    guard !errorPageTaken || context.value("recursive_error_pages")?.isOn == true else {
      return .ended(ending)
    }
    for line in context.inForce("error_page") {
      guard let target = line.words.last,
        line.words.dropLast().contains(String(status))
      else { continue }
      errorPageTaken = true
      let overwrite = line.words.dropLast().first { $0.hasPrefix("=") }
      note(line, "in the place of \(status)")
      if target.hasPrefix("@") {
        errorPageStatus = overwrite.flatMap { Int($0.dropFirst()) } ?? status
        return named(target, line)
      }
      if target.hasPrefix("/") || target.hasPrefix("$") {
        errorPageStatus = overwrite.flatMap { Int($0.dropFirst()) } ?? status
        return redirect(to: target, line)
      }
      let code = overwrite.flatMap { Int($0.dropFirst()) } ?? 302
      return .ended(.answered(status: code, location: evaluate(target).text))
    }
    return .ended(ending)
  }

  /// An answer with a text of its own is sent as it is.
  var hasOwnText = false
  /// The status of the answer whose place a page takes.
  private(set) var errorPageStatus: Int?
}
