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
    var endpoint: ProbeContext.Endpoint
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
  }

  private let options: CheckOptions
  private let state = Mutex(State())

  init(_ options: CheckOptions) { self.options = options }

  /// What was chosen; before that, what the options alone say.
  var result: Result {
    state.withLock { $0.result }
      ?? choose(application: nil, found: [], contextPath: "")
  }

  func findEndpoint(_ context: ProbeContext) async -> ProbeContext.Endpoint {
    let pathIsGiven = givenEndpoint != nil
    if pathIsGiven && options.profile != nil {
      return settle(choose(application: nil, found: [], contextPath: ""))
    }
    let answer = await context.answer(to: .application)
    if pathIsGiven {
      return settle(choose(application: answer?.response, found: [], contextPath: ""))
    }
    let search = await search(context)
    return settle(
      choose(
        application: search.pages.first {
          Profile.recognised(by: $0, foundPath: nil).id != "generic"
        } ?? answer?.response,
        found: search.found, contextPath: Self.contextPath(in: search.pages)))
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

  private func choose(application: Answer.Response?, found: [String], contextPath: String) -> Result
  {
    let path = givenEndpoint?.target ?? found.first
    var profile = Profile.recognised(by: application, foundPath: path)
    if let wanted = options.profile.flatMap(Profile.profile) { profile = wanted }
    let source: Target.ProfileSource = options.profile == nil ? .recognised : .option
    let endpoint: ProbeContext.Endpoint
    if let given = givenEndpoint {
      endpoint = .init(
        target: given.target, from: given.from, isFixed: isFixed(given.target, profile))
    } else if let target = found.first {
      endpoint = .init(target: target, from: .page, isFixed: isFixed(target, profile))
    } else {
      let target = profile.webSocketPath.map { contextPath + $0 } ?? options.url.target
      endpoint = .init(target: target, from: .profile, isFixed: profile.webSocketPath != nil)
    }
    return Result(profile: profile, profileFrom: source, endpoint: endpoint)
  }

  private func isFixed(_ target: String, _ profile: Profile) -> Bool {
    profile.locationPath.map(target.contains) ?? false
  }

  /// Jira says in its pages below which path it lives.
  private static func contextPath(in pages: [Answer.Response]) -> String {
    for page in pages {
      let text = page.text
      guard let name = text.firstRange(of: "name=\"ajs-context-path\""),
        let from = text[name.upperBound...].prefix(200).firstRange(of: "content=\"")
      else { continue }
      let path = text[from.upperBound...].prefix { $0 != "\"" }
      if path.first == "/" && path.count <= 64 && path.last != "/" { return String(path) }
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
      knownPrefixes: Profile.all.compactMap(\.locationPath))
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
    return Search(found: found, pages: pages)
  }
}
