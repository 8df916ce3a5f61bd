import Connections
import Evidence
import HTTP1
import Knowledge
import ProbeKit
import Synchronization
import Transport

/// Finds the profile and the endpoint: by option, in the application's page, or by the profile.
final class Discovery: Sendable {
  struct Result: Sendable {
    var profile: Profile
    var profileFrom: Target.ProfileSource
    /// What the profile was recognised by.
    var because = ""
    var endpoint: ProbeContext.Endpoint
    /// Below which path the application lives; empty: at the root.
    var contextPath = ""
    /// What was read of the application's pages.
    var pages: [Answer.Response] = []
  }

  /// Requests that looking into pages may cost, and octets that it may read.
  private static let requestLimit = 5
  private static let byteLimit = 2 << 20

  private struct State {
    var result: Result?
    var search: Task<Search, Never>?
  }

  /// What looking into pages brought.
  private struct Search {
    /// Request targets of endpoints, the surest first.
    var found: [String] = []
    var pages: [Answer.Response] = []
    /// Where its scripts open WebSockets.
    var opened: [PageAddress] = []
    /// Where the client that a page loads would ask if nothing else is said.
    var usual: String?
  }

  private let options: CheckOptions
  private let state = Mutex(State())

  init(_ options: CheckOptions) { self.options = options }

  /// What was chosen; before that, what the options alone say.
  var result: Result {
    state.withLock { $0.result }
      ?? choose(pages: [], found: [])
  }

  func findEndpoint(_ context: ProbeContext) async -> ProbeContext.Endpoint {
    var result: Result
    if givenEndpoint != nil {
      let answer = await context.answer(to: .application)
      result = choose(pages: answer?.response.map { [$0] } ?? [], found: [])
    } else {
      let search = await search(context)
      result = choose(pages: search.pages, found: search.found, usual: search.usual)
      result.endpoint.subprotocols =
        search.opened.first { $0.target == result.endpoint.target }?.subprotocols ?? []
      if result.endpoint.from == .page {
        await PageVerifier(options: options, opened: search.opened).verify(context)
      } else if let elsewhere = search.opened.first(where: { $0.authority != nil }) {
        await PageVerifier(options: options, opened: [elsewhere]).verify(context)
      }
    }
    // What there is beside WebSocket shows the version that the address needs.
    if result.profile.fallback != .none {
      result.endpoint.target = await context.engineIOTarget(result.endpoint.target)
    }
    return settle(result)
  }

  /// The endpoint that the page names, for a path that was given another way.
  func findPageEndpoint(_ context: ProbeContext) async -> String? {
    let asked = await context.endpoint().target
    let found = await search(context).found
    return found.first { $0.prefix { $0 != "?" } != asked.prefix { $0 != "?" } }
  }

  private func settle(_ result: Result) -> ProbeContext.Endpoint {
    state.withLock { $0.result = result }
    return result.endpoint
  }

  private var givenEndpoint: (target: String, from: Target.PathSource)? {
    if options.pathFromCurl {
      return (options.webSocketPath ?? options.url.target, .curl)
    }
    if let path = options.webSocketPath { return (path, .option) }
    return options.url.namesEndpoint ? (options.url.target, .option) : nil
  }

  private func choose(pages: [Answer.Response], found: [String], usual: String? = nil) -> Result {
    let path = givenEndpoint?.target ?? found.first
    var recognised = Profile.recognised(by: pages, foundPath: path)
    if let wanted = options.profile.flatMap(Profile.profile) {
      recognised = .init(profile: wanted, because: "--profile")
    }
    let profile = recognised.profile
    let contextPath = Self.contextPath(in: pages)
    let endpoint: ProbeContext.Endpoint
    if let given = givenEndpoint {
      endpoint = .init(
        target: given.target, from: given.from, isFixed: isFixed(given.target, profile))
    } else if let target = found.first {
      endpoint = .init(target: target, from: .page, isFixed: isFixed(target, profile))
    } else {
      let target =
        profile.webSocketPath.map { contextPath + $0 } ?? usual ?? options.url.target
      endpoint = .init(target: target, from: .profile, isFixed: profile.fixesPath)
    }
    return Result(
      profile: profile, profileFrom: options.profile == nil ? .recognised : .option,
      because: recognised.because, endpoint: endpoint, contextPath: contextPath, pages: pages)
  }

  private func isFixed(_ target: String, _ profile: Profile) -> Bool {
    profile.fixesPath && profile.locationPath.map(target.contains) ?? false
  }

  /// Jira says in its pages below which path it lives.
  private static func contextPath(in pages: [Answer.Response]) -> String {
    for page in pages {
      guard let path = PageMetadata.content(of: "ajs-context-path", in: page.text) else { continue }
      let isPlain = path.allSatisfy {
        $0.isASCII && ($0.isLetter || $0.isNumber || "/-_.~".contains($0))
      }
      if path.first == "/" && path.count <= 64 && path.last != "/" && isPlain { return path }
    }
    return ""
  }

  /// Looks into the pages: once, whoever asks, so that its limits hold for the whole run.
  private func search(_ context: ProbeContext) async -> Search {
    let task = state.withLock { state in
      if let task = state.search { return task }
      let task = Task(executorPreference: context.loop) { await self.read(context) }
      state.search = task
      return task
    }
    return await withTaskCancellationHandler {
      await task.value
    } onCancel: {
      task.cancel()
    }
  }

  /// Reads the page, what it redirects to, and its scripts.
  private func read(_ context: ProbeContext) async -> Search {
    guard let first = await context.answer(to: .application), let response = first.response else {
      return Search()
    }
    var scanner = PageScanner(
      authority: context.settings.authority.lowercased(),
      knownPrefixes: Profile.all.filter(\.fixesPath).compactMap(\.locationPath),
      isSecure: options.url.isSecure)
    var pages = [response]
    var base = first.target
    var budget = Budget(
      requests: Self.requestLimit - 1, octets: max(0, Self.byteLimit - response.body.count))
    if (300..<400).contains(response.status), let location = response.head.fields.first("Location"),
      let target = scanner.sameOrigin(location, base),
      let page = await context.fetch(target, as: "page", budget: &budget)
    {
      base = target
      pages.append(page)
    }
    scanner.path = base
    var parts = pages.map { PageParts($0.text, isMarkup: PageScanner.isMarkup($0.text)) }
    var found = zip(pages, parts).flatMap { scanner.endpoints(in: $0.text, $1) }
    var opened = scanner.opened(in: parts)
    if let page = pages.last, page.mediaType == "text/html",
      found.isEmpty || (opened.isEmpty && !scanner.hinted(in: parts).isEmpty)
    {
      var scripts = scanner.scripts(in: page.text, base: base)
      var asked: Set<String> = []
      while let script = scripts.first, !context.isStopped {
        scripts.removeFirst()
        guard asked.insert(script).inserted,
          let code = await context.fetch(script, as: "script", budget: &budget)
        else { continue }
        let part = PageParts(code.text, isMarkup: false)
        parts.append(part)
        found += scanner.endpoints(in: code.text, part)
        opened = scanner.opened(in: parts)
        if !found.isEmpty && !opened.isEmpty { break }
        if !found.isEmpty && scanner.hinted(in: parts).isEmpty { break }
        scripts += scanner.imports(of: part, base: script)
      }
    }
    // What a script opens with a constant of another is known only beside it.
    let pageIsInner = PageVerifier.isInner(host: options.url.host)
    let targets = opened.filter {
      // An inner address names the path all the same: it is the application's own.
      $0.authority == nil || ($0.isSure && !pageIsInner && PageVerifier.isInner($0))
    }.map(\.target)
    found = targets.filter { !found.contains($0) } + found
    if let first = targets.first { found = [first] + found.filter { $0 != first } }
    let loadsSocketIO = pages.contains { scanner.loadsSocketIO($0.text) }
    return Search(
      found: found, pages: pages, opened: opened + scanner.hinted(in: parts),
      usual: loadsSocketIO ? "/socket.io/" : nil)
  }
}
