import Connections
import Evidence
import HTTP1
import Synchronization
import Transport
import WebSocketCompression
import WebSocketProtocol

extension ProbeContext {
  /// Makes one ask over a connection of its own.
  func make(_ ask: Ask) async -> Answer? {
    if Ask.fingerprints.contains(ask) && !settings.fingerprints { return nil }
    guard let target = await requestTarget(of: ask) else { return nil }
    if ask == .handshakeAlone {
      // Alone means alone: whatever else is under way ends first.
      let others = state.withLock { Array($0.answers.filter { $0.key != ask }.values) }
      for other in others { _ = await other.value }
    }
    guard mayRequest() else { return nil }
    let answer: Answer?
    if ask == .handshake {
      answer = await handshake(target)
    } else if let upgrade = ask.upgrade {
      answer = await self.upgrade(ask, target, upgrade)
    } else {
      answer = await get(ask, target)
    }
    guard let answer else { return nil }
    note { findings in
      findings.answers[ask] = answer
      // What one answer doesn't show of its author, all of them may.
      findings.answers = advice.settle(findings.answers)
    }
    return answer
  }

  private func requestTarget(of ask: Ask) async -> String? {
    switch ask.path {
    case .application: return settings.applicationTarget
    case .root:
      if ask.omitsHost { return "/" }
      return settings.applicationTarget.prefix { $0 != "?" } == "/" ? nil : "/"
    case .webSocket:
      let target = await endpoint().target
      return Ask.ofProducts.contains(ask) ? advice.productTarget(ask, target) : target
    case .sibling: return Self.sibling(of: await endpoint().target)
    case .stranger: return Self.stranger(beside: settings.applicationTarget)
    case .folder: return EndpointFolders(of: await endpoint().target).own
    case .outerFolder: return EndpointFolders(of: await endpoint().target).outermost
    case .other: return await pageEndpoint()
    case .foreignSession: return advice.productTarget(ask, await endpoint().target)
    case .fixed(let path): return path
    }
  }

  /// A random name in the endpoint's folder.
  static func sibling(of target: String) -> String {
    folder(of: target) + "wsdoctor-" + randomLetters()
  }

  /// A random name in the application's folder; it doesn't begin as endpoints do, since a rule for
  /// `/ws` may apply to all that begins so.
  static func stranger(beside target: String) -> String {
    folder(of: target) + "unknown-to-all-" + randomLetters()
  }

  private static func folder(of target: String) -> String {
    let path = target.prefix { $0 != "?" }
    let folder = path[...(path.lastIndex(of: "/") ?? path.startIndex)]
    return folder.isEmpty ? "/" : String(folder)
  }

  private static func randomLetters() -> String {
    String(Randomness.octets(10).map { Character(UnicodeScalar(97 + $0 % 26)) })
  }

  /// Whether the user's own fields may be sent: not to a server that nothing vouches for.
  private var maySendAddedFields: Bool {
    guard settings.route.isSecure, !settings.insecure else { return true }
    return isVerified
  }

  /// Once a certificate held, every later one must: what is secret goes to no other server.
  var route: Route {
    var route = settings.route
    if settings.insecure {
      route.tls.verification = .waived
    } else {
      route.tls.verification = isVerified ? .required : .recorded
    }
    return route
  }

  /// - Parameter isControl: a plain GET that is compared with the handshake, and therefore differs
  ///   from it in nothing but what asks for WebSocket. Otherwise it is a browser's for a page.
  func fields(for upgrade: Ask.Upgrade?, key: String?, isControl: Bool = false) -> Fields {
    var fields = Fields()
    fields.append("Host", settings.authority)
    let added = maySendAddedFields ? settings.addedFields : []
    let names = Set(added.map { $0.name.lowercased() })
    if !names.contains("user-agent") { fields.append("User-Agent", settings.userAgent) }
    let isPage = upgrade == nil && !isControl
    if !names.contains("accept") {
      fields.append("Accept", isPage ? "text/html,application/json;q=0.9,*/*;q=0.8" : "*/*")
    }
    if !isPage {
      fields.append("Pragma", "no-cache")
      fields.append("Cache-Control", "no-cache")
    }
    if let upgrade {
      addHandshake(upgrade, key: key, to: &fields, given: added)
    } else {
      fields.append("Connection", "keep-alive")
    }
    for field in added
    where upgrade == nil || !(field.name.lowercased() == "origin" && upgrade?.origin != .asUsual) {
      if upgrade == nil && field.name.lowercased().hasPrefix("sec-websocket-") { continue }
      fields.append(field.name, field.value)
    }
    if let padding = upgrade?.padding, padding > 0 {
      let cookie = "wsdoctor=" + String(repeating: "x", count: padding)
      fields.set("Cookie", (fields.first("Cookie").map { $0 + "; " } ?? "") + cookie)
    }
    return fields
  }

  /// The fields of RFC 6455 §4.1, in the order in which Firefox sends them.
  private func addHandshake(
    _ upgrade: Ask.Upgrade, key: String?, to fields: inout Fields,
    given added: [(name: String, value: String)]
  ) {
    fields.append("Sec-WebSocket-Version", upgrade.version)
    let originGiven = added.contains { $0.name.lowercased() == "origin" }
    switch upgrade.origin {
    case .asUsual: if !originGiven { fields.append("Origin", settings.origin) }
    case .withoutPort: fields.append("Origin", settings.originWithoutPort ?? settings.origin)
    case .overHTTP: fields.append("Origin", settings.originOverHTTP ?? settings.origin)
    case .foreign: fields.append("Origin", "https://wsdoctor.invalid")
    case .none: break
    }
    let offered = subprotocols(of: upgrade)
    if !offered.isEmpty {
      fields.append("Sec-WebSocket-Protocol", offered.joined(separator: ", "))
    }
    if upgrade.extensions {
      fields.append("Sec-WebSocket-Extensions", DeflateOffer.browser.text)
    }
    if upgrade.key, let key { fields.append("Sec-WebSocket-Key", key) }
    fields.append("Connection", upgrade.connection)
    fields.append("Upgrade", upgrade.token)
  }

  private static func isControl(_ path: Ask.Path) -> Bool {
    switch path {
    case .webSocket, .sibling, .stranger: true
    default: false
    }
  }

  private func get(_ ask: Ask, _ target: String) async -> Answer? {
    guard let (connection, id) = await connect(for: ask, deadline: stepDeadline) else {
      return await notReached(ask, target)
    }
    var fields = fields(
      for: nil, key: nil, isControl: Self.isControl(ask.path))
    if ask.omitsHost { fields.remove("Host") }
    if let host = ask.host { fields.set("Host", host) }
    if ask.forwardsNowhere { fields.append("Max-Forwards", "0") }
    let request = RequestHead(
      method: ask.method, target: target, version: ask.isHTTP10 ? .http10 : .http11, fields: fields)
    let exchange = await connection.exchange(
      request,
      bodyLimit: ask == .application ? InterviewSettings.pageLimit : InterviewSettings.bodyLimit,
      deadline: stepDeadline)
    if ask == .application { keep(connection, id) } else { connection.close() }
    return answer(ask, target, exchange, connection: id, key: nil, violations: [])
  }

  /// The first request goes over the connection by which the server was reached.
  private func connect(for ask: Ask, deadline: Moment) async
    -> (HTTPConnection, String)?
  {
    if ask == .application {
      _ = await reach()
      return takeKept()
    }
    let opening = await HTTPConnection.open(route, on: loop, deadline: deadline)
    let id = recorder.record(opening.dial)
    return opening.connection.map { ($0, id) }
  }

  private func takeKept() -> (HTTPConnection, String)? {
    state.withLock { state in
      guard let connection = state.reached, let id = state.reachedID else { return nil }
      state.reached = nil
      return (connection, id)
    }
  }

  /// Keeps a connection for the next page or script, if it can carry one.
  func keep(_ connection: HTTPConnection, _ id: String) {
    guard connection.isReusable else { return connection.close() }
    state.withLock { state in
      state.reached = connection
      state.reachedID = id
    }
  }

  /// The kept connection, or a new one.
  func pageConnection(deadline: Moment) async -> (HTTPConnection, String)? {
    if let kept = takeKept() { return kept }
    let opening = await HTTPConnection.open(route, on: loop, deadline: deadline)
    let id = recorder.record(opening.dial)
    return opening.connection.map { ($0, id) }
  }

  /// Closes the kept connection.
  public func closeKept() { takeKept()?.0.close() }

  /// A failed dial is an answer only when the first one got through: else reaching is the fault.
  func notReached(_ ask: Ask, _ target: String) async -> Answer? {
    guard await reach().failure == nil, !isStopped, ask != .application else { return nil }
    return Answer(
      ask: ask, exchange: "", target: target,
      outcome: .silence(.notReached("a further connection failed")), seconds: 0)
  }

  func answer(
    _ ask: Ask, _ target: String, _ exchange: HTTPExchange, as name: String? = nil,
    connection: String, key: String?, violations: [String]
  ) -> Answer? {
    let name = name ?? ask.name
    let outcome: Answer.Outcome
    var author = Attribution()
    var echo: BeaconEcho?
    if let head = exchange.response, !exchange.isMalformed {
      let response = Answer.Response(
        head: head, body: exchange.body, chunks: exchange.chunkCount,
        acceptIsRight: key.map { OpeningHandshake.acceptIsRight(head, key: $0) } ?? false,
        violations: violations)
      author = advice.attribute(response)
      echo = advice.echo(response)
      if author.pathEcho == nil, ask.path == .sibling || ask.path == .stranger,
        let name = target.split(separator: "/").last.map(String.init)
      {
        author.pathEcho = EchoedPath.path(endingIn: name, in: response)
      }
      author.pathEcho = author.pathEcho.map { recorder.shown($0, in: "response body") }
      outcome = .response(response)
    } else if let silence = exchange.failure.map(recorder.shown)?.silence {
      outcome = .silence(silence)
    } else {
      _ = recorder.record(exchange, ask: name, connection: connection, author: nil)
      return nil
    }
    let id = recorder.record(
      exchange, ask: name, connection: connection,
      author: author.isShared && author.author == .application ? "the application" : author.name)
    var answer = Answer(
      ask: ask, exchange: id, target: target, outcome: outcome,
      seconds: (exchange.endedAt - exchange.startedAt).seconds)
    answer.author = author
    answer.words = recorder.ownWords(of: id)
    answer.echo = echo
    answer.truncated = exchange.isCutByPeer
    return answer
  }
}

extension HTTPExchange {
  /// The head came, and says of its body what nobody can understand.
  var isMalformed: Bool {
    if case .malformed = failure { true } else { false }
  }

  /// The head came whole and the body didn't, because the peer or its silence ended it.
  var isCutByPeer: Bool {
    if isMalformed { return false }
    guard response != nil, response?.status != 101 else { return false }
    switch bodyEnd {
    case .truncatedByPeer: return true
    case nil: return failure != nil && failure != .cancelled
    default: return false
    }
  }
}
