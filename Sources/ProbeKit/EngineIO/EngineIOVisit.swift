import Connections
public import Evidence
import HTTP1
import Synchronization
import Transport
import WebSocketCompression
import WebSocketProtocol

/// One visit to a server of Engine.IO: begins a session by polling, uses it again and again, moves it to
/// WebSocket, and ends it. One request at a time, as the protocol demands.
struct EngineIOVisit {
  /// How often the session is used: each node of a small cluster is met, and no load comes of it.
  private var uses: Int { context.settings.quick ? 8 : 12 }

  private let context: ProbeContext
  private let target: String
  private var connection: HTTPConnection?
  private var id = ""
  private var cookies = SessionCookies()
  private(set) var fact: EngineIOFact
  private var session: String?

  /// - Parameter target: the endpoint's address, as far as it is known.
  init(_ context: ProbeContext, _ target: String) {
    self.context = context
    self.target = target
    let path = String(target.prefix { $0 != "?" })
    fact = EngineIOFact(version: EngineIO.version(in: target) ?? 4, path: path)
  }

  /// Begins a session in the version that the address names, or in the other one; nil: it is no Engine.IO.
  mutating func begin() async -> EngineIOFact? {
    let isNamed = EngineIO.version(in: target) != nil
    var isEngine = false
    for version in fact.version == 3 ? [3, 4] : [4, 3] where !context.isStopped {
      let polling = EngineIO.target(target, version: version, transport: "polling")
      guard let exchange = await exchange("GET", polling), let head = exchange.response else {
        break
      }
      cookies.add(from: head, to: polling, isSecure: context.settings.route.isSecure)
      if head.status == 200, let open = EngineIO.open(in: exchange.body) {
        session = open.session
        fact.accepted = version
        if !isNamed { fact.version = version }
        fact.upgrades = open.upgrades
        fact.pingInterval = open.pingInterval
        fact.pingTimeout = open.pingTimeout
        return fact
      }
      guard let refusal = EngineIO.refusal(status: head.status, body: exchange.body) else { break }
      isEngine = true
      // Polling may be off; then nothing more can be learned this way.
      guard refusal == .unsupportedVersion else { return nil }
    }
    return isEngine ? fact : nil
  }

  /// Uses the session as a polling client does.
  mutating func use() async {
    guard let session, let version = fact.accepted else { return }
    let polling = EngineIO.target(target, version: version, transport: "polling", session: session)
    let beat = EngineIO.payload(EngineIO.heartbeat(version), version)
    var failures = 0
    for index in 0..<uses where !context.isStopped && failures < 4 {
      // Half of them over a connection of their own: a balancer may go by connections.
      if index % 2 == 0 { drop() }
      guard let exchange = await exchange("POST", polling, beat), let head = exchange.response
      else {
        failures += 1
        fact.polled += 1
        fact.refusal = fact.refusal ?? "no answer"
        continue
      }
      fact.polled += 1
      if head.status == 200 {
        fact.known += 1
      } else {
        failures += 1
        fact.refusal =
          EngineIO.refusal(status: head.status, body: exchange.body)?.phrase ?? "\(head.status)"
      }
    }
  }

  /// Moves the session to WebSocket with `2probe`, `3probe` and `5`, and closes it there.
  mutating func move() async {
    guard let session, let version = fact.accepted, !context.isStopped, context.mayRequest()
    else { return }
    let upgraded = EngineIO.target(
      target, version: version, transport: "websocket", session: session)
    let key = WebSocketConnection.makeKey()
    var fields = context.fields(for: Ask.Upgrade(), key: key)
    cookies.put(into: &fields)
    let opening = await WebSocketConnection.open(
      context.route, request: RequestHead(method: "GET", target: upgraded, fields: fields),
      key: key,
      offeredSubprotocols: context.subprotocols, offeredDeflate: .browser,
      options: InterviewSettings.webSocketOptions, on: context.loop,
      deadline: context.stepDeadline)
    let id = context.recorder.record(opening.dial)
    if let exchange = opening.exchange {
      _ = context.recorder.record(exchange, ask: "engineUpgrade", connection: id, author: nil)
    }
    guard let socket = opening.connection else {
      fact.moved = false
      fact.moveFailure = opening.exchange?.response.map { "\($0.status)" } ?? "no answer"
      return
    }
    try? socket.send(text: "2probe")
    let deadline = context.stepDeadline
    receiving: while true {
      switch await socket.receive(deadline: deadline).what {
      case .text("3probe"):
        fact.moved = true
        try? socket.send(text: "5")
        break receiving
      case .text, .binary, .ping, .pong: continue
      case .cancelled: break receiving
      case .close, .ended, .violation, .timedOut:
        fact.moved = false
        fact.moveFailure = "no answer to 2probe"
        break receiving
      }
    }
    _ = await socket.close(deadline: min(context.stepDeadline, EventLoop.now() + .seconds(1)))
    context.recordTraffic(of: socket, as: id)
  }

  /// Ends the session, so that the server doesn't wait for it.
  mutating func end() async {
    if let session, let version = fact.accepted, fact.moved != true, !context.isStopped {
      let polling = EngineIO.target(
        target, version: version, transport: "polling", session: session)
      _ = await exchange("POST", polling, EngineIO.payload("1", version))
    }
    drop()
  }

  private mutating func drop() {
    connection?.close()
    connection = nil
  }

  private mutating func exchange(_ method: String, _ target: String, _ body: String = "") async
    -> HTTPExchange?
  {
    guard context.mayRequest() else { return nil }
    let deadline = context.stepDeadline
    if connection?.isReusable != true {
      drop()
      let opening = await HTTPConnection.open(context.route, on: context.loop, deadline: deadline)
      id = context.recorder.record(opening.dial)
      connection = opening.connection
    }
    guard let connection else { return nil }
    var fields = context.fields(for: nil, key: nil)
    cookies.put(into: &fields)
    if method == "POST" {
      fields.append("Origin", context.settings.origin)
      fields.append("Content-Type", "text/plain;charset=UTF-8")
      fields.append("Content-Length", "\(body.utf8.count)")
    }
    let exchange = await connection.exchange(
      RequestHead(method: method, target: target, fields: fields), body: Array(body.utf8),
      bodyLimit: InterviewSettings.bodyLimit, deadline: deadline)
    if context.isStopped { return nil }
    // A session's id is a secret; it is known before anything of it is written down.
    if let open = EngineIO.open(in: exchange.body) { context.recorder.hide([open.session]) }
    _ = context.recorder.record(exchange, ask: "engine", connection: id, author: nil)
    return exchange
  }
}

extension ProbeContext {
  /// What the server of Engine.IO at an address says and does; visited once. `nil`: there is none.
  public func engineIO(at target: String) async -> EngineIOFact? {
    guard EngineIO.names(target) else { return nil }
    let task = state.withLock { state in
      if let task = state.engineIO { return task }
      let task = Task(executorPreference: loop) {
        var visit = EngineIOVisit(self, target)
        let fact = await visit.begin()
        return fact.map { ($0, visit) }
      }
      state.engineIO = task
      if state.isStopped { task.cancel() }
      return task
    }
    guard let (fact, _) = await task.value else { return nil }
    note { findings in if findings.engineIO == nil { findings.engineIO = fact } }
    return fact
  }

  /// Uses the session of Engine.IO that was begun, if there is one.
  public func pollEngineIO(movesOn: Bool) async -> EngineIOFact? {
    guard let task = state.withLock({ $0.engineIO }), let (_, begun) = await task.value else {
      return nil
    }
    var visit = begun
    await visit.use()
    if movesOn && visit.fact.known == visit.fact.polled { await visit.move() }
    await visit.end()
    if isStopped { return nil }
    let fact = visit.fact
    note { $0.engineIO = fact }
    return fact
  }

  /// The address of an endpoint of Engine.IO with the query that it needs.
  public func engineIOTarget(_ target: String) async -> String {
    guard EngineIO.names(target), !target.contains("transport=") else { return target }
    let version = await engineIO(at: target)?.accepted ?? EngineIO.version(in: target) ?? 4
    return EngineIO.target(target, version: version, transport: "websocket")
  }
}
