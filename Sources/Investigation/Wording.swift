import Diagnosis
import Evidence
import HTTP1
import Knowledge

/// Fills the sentences of faults and steps in with what is known of this target.
struct Wording: Sendable {
  let profile: Profile
  private(set) var context: RemedyContext
  /// What people call the proxy, or "the proxy".
  private(set) var proxy: String
  /// What people call the application, or "the application".
  let application: String
  /// The age at which every connection ends, where there is one. Seconds.
  private(set) var lifetime: Double?
  /// What happens without WebSocket; empty: unknown.
  private var fallback: String

  init(
    profile: Profile, url: TargetURL, path: String, proxy front: ProxyInFront,
    redirectedTo: String?, again command: OwnCommand? = nil
  ) {
    self.profile = profile
    fallback = profile.fallbackSentence
    // A product that is only possible is not stated as a fact.
    let isNamed = !["unknown", "none"].contains(front.product) && front.certainty > .possible
    let proxyName = isNamed ? ProxyProduct.name(of: front.product) : nil
    let version = front.version
    proxy = proxyName ?? "the proxy"
    application = profile.application ?? "the application"
    let folder = profile.locationPath.flatMap { prefix in
      path.firstRange(of: prefix).map { String(path[..<$0.upperBound]) }
    }
    var context = RemedyContext(
      host: url.host, port: url.port, isSecure: url.isSecure, authority: url.authority,
      path: path, locationPath: folder ?? Wording.folder(of: path), backend: profile.backend,
      application: application, feature: profile.feature,
      proxyName: [proxyName, version].compactMap { $0 }.joined(separator: " ").isEmpty
        ? "the proxy"
        : [proxyName ?? "the proxy", version].compactMap { $0 }.joined(separator: " "),
      proxy: front.product, proxyVersion: version, url: url.description, origin: url.origin)
    context.redirectedTo = redirectedTo
    if let command { context.command = command }
    context.balancerGroup = profile.balancerGroup
    self.context = context
  }

  /// A location covers what is below it: a token in the path need not be named.
  private static func folder(of path: String) -> String {
    path.firstRange(of: "/TOKEN").map { path[..<$0.lowerBound] + "/" } ?? path
  }

  /// Speaks of another path than the WebSocket endpoint's.
  mutating func call(path: String) { context.path = path }

  /// Adds what holding connections open has shown.
  mutating func add(_ endurance: Endurance?) {
    guard let endurance else { return }
    context.keepalive = endurance.keepalive
    if let limit = endurance.limit, limit.isReached { context.idleLimit = limit.seconds }
    if endurance.endAtOneAge == true { lifetime = endurance.silentEnd?.age }
  }

  /// Adds the subprotocol that a server chose; one that it made up is none.
  mutating func add(chosen answer: Answer?) {
    let name = answer?.response?.head.fields.first("Sec-WebSocket-Protocol")
    context.subprotocol = name.flatMap { Ask.subprotocolNames.contains($0) ? $0 : nil }
  }

  /// Adds what became of the connections.
  mutating func add(_ attempts: [AttemptFact]) {
    context.isPortClosed = !attempts.isEmpty && attempts.allSatisfy { $0.outcome != .connected }
  }

  /// Adds what a server of Engine.IO has shown: its clients poll where WebSocket fails.
  mutating func add(_ engine: EngineIOFact?) {
    guard fallback.isEmpty, engine?.accepted != nil else { return }
    fallback = "Clients of Socket.IO stay on polling."
  }

  /// Calls the proxy by the names of all that it may be.
  mutating func call(_ proxies: [ProxyInFront]) {
    let names = proxies.filter { $0.certainty > .possible }.map {
      ProxyProduct.name(of: $0.product)
    }
    if names.count > 1 { proxy = names.joined(separator: " or ") }
  }

  func fill(_ text: String) -> String {
    let values = [
      "{host}": context.host, "{port}": "\(context.port)", "{path}": context.path,
      "{origin}": context.origin, "{proxy}": proxy, "{Proxy}": capitalised(proxy),
      "{limit}": context.idleLimit?.asSpan ?? "a while",
      "{keepalive}": context.keepalive?.asSpan ?? "now and then",
      "{lifetime}": lifetime?.asSpan ?? "some time",
      "{speaker}": profile.application == nil ? "the application" : profile.feature,
      "{Feature}": profile.application == nil ? "The application" : profile.feature,
      "{application}": application, "{Application}": capitalised(application),
      "{fallback}": fallback,
    ]
    return values.reduce(text) { $0.replacing($1.key, with: $1.value) }
      .trimmingSpaces()
  }

  /// Only phrases begin with a capital: a product keeps its own spelling.
  private func capitalised(_ name: String) -> String {
    name.hasPrefix("the ") ? "T" + name.dropFirst() : name
  }
}

extension String {
  fileprivate func trimmingSpaces() -> String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
