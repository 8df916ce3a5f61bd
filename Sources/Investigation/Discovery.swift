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
    let scanner = PageScanner(
      authority: context.settings.authority.lowercased(),
      knownPrefixes: Profile.all.filter(\.fixesPath).compactMap(\.locationPath))
    var pages = [response]
    var base = first.target
    var budget = Budget(requests: Self.requestLimit - 1, octets: Self.byteLimit)
    if (300..<400).contains(response.status), let location = response.head.fields.first("Location"),
      let target = scanner.sameOrigin(location, base),
      let page = await context.fetch(target, as: "page", budget: &budget)
    {
      base = target
      pages.append(page)
    }
    var found = pages.flatMap { scanner.endpoints(in: $0.text) }
    if found.isEmpty, let page = pages.last, page.mediaType == "text/html" {
      for script in scanner.scripts(in: page.text, base: base) where !context.isStopped {
        guard let code = await context.fetch(script, as: "script", budget: &budget) else {
          continue
        }
        found += scanner.endpoints(in: code.text)
        if !found.isEmpty { break }
      }
    }
    let loadsSocketIO = pages.contains { scanner.loadsSocketIO($0.text) }
    return Search(found: found, pages: pages, usual: loadsSocketIO ? "/socket.io/" : nil)
  }
}
