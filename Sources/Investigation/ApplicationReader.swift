import Evidence
import FoundationEssentials
import HTTP1
import Knowledge
import ProbeKit

/// Asks a recognised application what it says of itself: nothing but what its profile lists, three
/// requests at most.
struct ApplicationReader {
  private static let requestLimit = 3
  private static let byteLimit = 64 * 1024

  let discovered: Discovery.Result
  /// Whether the user gave a session, so that it may be looked at whether it holds.
  let sendsSession: Bool

  /// `nil`: no application that is known.
  func read(_ context: ProbeContext) async -> ApplicationFact? {
    let profile = discovered.profile
    guard profile.id != "generic" else { return nil }
    var fact = ApplicationFact(
      profile: profile.id,
      because: discovered.profileFrom == .option
        ? "\(profile.title), as --profile says"
        : "\(profile.title): \(discovered.because)")
    readPages(profile, &fact)
    var budget = Budget(requests: Self.requestLimit, octets: Self.byteLimit)
    let documents = profile.documents
    if let path = documents.baseURL {
      let answer = await fetch(path, context, &budget)
      let document = answer.flatMap { decoded(ServerInfo.self, $0) }
      if let url = document?.baseUrl { fact.baseURL = PublicAddress(url) }
    }
    if let path = documents.state {
      // 503 says MAINTENANCE: the state counts, not the status.
      let answer = await fetch(path, context, anyStatus: true, &budget)
      let state = answer.flatMap { decoded(State.self, $0) }?.state
      fact.state = state.map { context.recorder.shown(String($0.prefix(32)), in: "response body") }
    }
    if let path = documents.session, sendsSession {
      let answer = await fetch(path, context, anyStatus: true, &budget)
      fact.sessionHolds = answer.flatMap { [200: true, 401: false][$0.status] }
    }
    if let path = documents.script {
      let answer = await fetch(path, context, anyStatus: true, &budget)
      fact.hasScript = answer.map { $0.status == 200 && $0.mediaType.contains("javascript") }
    }
    if let name = documents.echoField {
      let target = String(await context.endpoint().target.prefix { $0 != "?" })
      let word = "wsdoctor"
      let answer = await context.fetch(
        target, as: "echo", adding: (name, word), anyStatus: true, budget: &budget)
      fact.echoes = answer.map { $0.head.fields.first(name) == word }
    }
    return context.isStopped ? nil : fact
  }

  private func readPages(_ profile: Profile, _ fact: inout ApplicationFact) {
    guard let names = profile.documents.metadata else { return }
    for page in discovered.pages {
      let text = page.text
      if fact.baseURL == nil, let base = PageMetadata.content(of: names.base, in: text) {
        fact.baseURL = PublicAddress(base)
      }
      if fact.connector == nil, let scheme = PageMetadata.content(of: names.scheme, in: text),
        ["http", "https"].contains(scheme),
        let host = PageMetadata.content(of: names.host, in: text)
      {
        let port = PageMetadata.content(of: names.port, in: text).flatMap(UInt16.init)
        let authority = host.contains(":") ? "[\(host)]" : host
        fact.connector = PublicAddress(isSecure: scheme == "https", authority: authority)
        if let port { fact.connector?.port = port }
      }
    }
  }

  /// A document below the application's context path.
  private func fetch(
    _ path: String, _ context: ProbeContext, anyStatus: Bool = false, _ budget: inout Budget
  ) async -> Answer.Response? {
    await context.fetch(
      discovered.contextPath + path, as: "application", anyStatus: anyStatus, budget: &budget)
  }

  private struct ServerInfo: Decodable { var baseUrl: String? }
  private struct State: Decodable { var state: String? }

  private func decoded<Document: Decodable>(_ type: Document.Type, _ response: Answer.Response)
    -> Document?
  {
    try? JSONDecoder().decode(type, from: Data(response.body))
  }
}
