public import Connections
public import Evidence
import HTTP1
import Synchronization
public import Transport
import WebSocketCompression
import WebSocketProtocol

extension ProbeContext {
  /// A handshake made once more, with what became of it.
  private struct Try: Sendable {
    var answer: Answer?
    var opening: WebSocketOpening
    var connection: String
    var isLate: Bool
  }

  /// Browsers that connect beforehand send later than this; a proxy that decides before it has read
  /// the request has decided by then.
  private static let lateness: Duration = .milliseconds(150)
  /// What every handshake after the first is called in the report.
  private static let again = "handshakeAgain"

  /// The handshake, and once it is taken the same again: a route that is decided by chance shows only
  /// so. The last connection that opened is kept for the conversation.
  func handshake(_ target: String) async -> Answer? {
    let first = await attempt(target, as: Ask.handshake.name, isLate: false)
    guard let answer = first.answer, answer.switched, !isStopped else {
      await settle([first])
      return first.answer
    }
    return await repeated(first, target) ?? answer
  }

  /// Makes the handshake again although it failed: what was changed and then worked may have worked
  /// by chance.
  public func repeatHandshake() async {
    guard let first = await answer(to: .handshake), state.withLock({ $0.findings.tries.isEmpty }),
      mayRequest(), mayRequest()
    else { return }
    let target = await endpoint().target
    let tries = await twoMore(target)
    await settle(tries)
    if isStopped { return }
    note { findings in
      findings.tries = [HandshakeTry(first, isLate: false)] + Self.facts(of: tries)
    }
  }

  /// How many connections a client may hold at a time for a limit on them to show.
  private static let crowd = 6

  /// Makes as many handshakes as a limit may refuse, side by side and all held open: where the first one was
  /// refused and a later one taken, that tells a limit from what has come up meanwhile.
  ///
  /// - Parameter room: as many requests are left; too few for a crowd tell nothing.
  public func repeatTogether(atMost room: Int) async {
    let count = min(Self.crowd, room)
    guard count >= 2 else { return }
    let isFirst = state.withLock { state in
      defer { state.isCrowdTried = true }
      return !state.isCrowdTried
    }
    guard isFirst, !isStopped else { return }
    let target = await endpoint().target
    let tries = await withTaskGroup(of: Try.self) { group in
      for _ in 0..<count {
        group.addTask { await self.attempt(target, as: Self.again, isLate: false) }
      }
      var made: [Try] = []
      for await one in group { made.append(one) }
      return made
    }
    await settle(tries, keepsOne: false)
    if isStopped { return }
    let facts = Self.facts(of: tries)
    note { $0.together = facts }
  }

  /// Two more side by side, and three after each other if they differ; the answer that stands for
  /// all, which is the first that was taken.
  private func repeated(_ first: Try, _ target: String) async -> Answer? {
    guard mayRequest(), mayRequest() else {
      await settle([first])
      return first.answer
    }
    async let closed: Void = settle([first], keepsOne: false)
    var more = await twoMore(target)
    await closed
    let differ = more.contains { $0.answer?.switched != true }
    if differ, !more.contains(where: { $0.answer?.saysLimited == true }) {
      for isLate in [false, true, true] where !isStopped && mayRequest() {
        // Nothing else of ours is open, so that no limit is to blame.
        await settle(more, keepsOne: false)
        more.append(await attempt(target, as: Self.again, isLate: isLate))
      }
      await settle(more.suffix(1))
    } else {
      await settle(more)
    }
    let tries = [first] + more
    if !isStopped {
      let facts = Self.facts(of: tries)
      note { $0.tries = facts }
    }
    return tries.compactMap(\.answer).first(where: \.switched)
  }

  private static func facts(of tries: [Try]) -> [HandshakeTry] {
    tries.compactMap { one in one.answer.map { HandshakeTry($0, isLate: one.isLate) } }
  }

  private func twoMore(_ target: String) async -> [Try] {
    async let early = attempt(target, as: Self.again, isLate: false)
    async let late = attempt(target, as: Self.again, isLate: true)
    return await [early, late]
  }

  private func attempt(_ target: String, as name: String, isLate: Bool) async -> Try {
    let (answer, opening, id) = await open(
      .handshake, target, Ask.Upgrade(), as: name, after: isLate ? Self.lateness : .zero)
    return Try(answer: answer, opening: opening, connection: id, isLate: isLate)
  }

  /// Keeps the last connection that is open for the conversation, and closes the others.
  private func settle(_ tries: [Try], keepsOne: Bool = true) async {
    let kept = keepsOne ? tries.last { $0.answer?.switched == true } : nil
    if let kept {
      state.withLock { state in
        state.open = kept.opening
        state.openConnection = kept.connection
      }
    }
    await withTaskGroup(of: Void.self) { group in
      for one in tries where one.connection != kept?.connection {
        guard let connection = one.opening.connection, connection.death == nil else { continue }
        group.addTask { await self.closeTried(connection, one.connection) }
      }
    }
  }

  func upgrade(_ ask: Ask, _ target: String, _ upgrade: Ask.Upgrade) async -> Answer? {
    let (answer, opening, id) = await open(ask, target, upgrade, as: ask.name)
    if let connection = opening.connection { await closeTried(connection, id) }
    return answer
  }

  /// Makes a handshake over a connection of its own, which is handed out open.
  ///
  /// - Parameter pause: between the connection and the request.
  func open(
    _ ask: Ask, _ target: String, _ upgrade: Ask.Upgrade, as name: String,
    after pause: Duration = .zero
  ) async -> (answer: Answer?, opening: WebSocketOpening, connection: String) {
    let key = WebSocketConnection.makeKey()
    let request = RequestHead(
      method: "GET", target: target, fields: fields(for: upgrade, key: key))
    let opening = await WebSocketConnection.open(
      route, request: request, key: key,
      offeredSubprotocols: subprotocols(of: upgrade),
      offeredDeflate: upgrade.extensions ? .browser : nil,
      options: InterviewSettings.webSocketOptions, after: pause, on: loop, deadline: stepDeadline)
    let id = recorder.record(opening.dial)
    guard let exchange = opening.exchange else {
      return (await notReached(ask, target), opening, id)
    }
    let violations =
      opening.violations.map(\.sentence) + opening.negotiationViolations.map(\.sentence)
    let made = answer(
      ask, target, exchange, as: name, connection: id, key: key, violations: violations)
    return (made, opening, id)
  }

  /// Says goodbye on a connection that was only opened to see whether it opens.
  func closeTried(_ connection: WebSocketConnection, _ id: String) async {
    _ = await connection.close(deadline: min(stepDeadline, EventLoop.now() + .seconds(1)))
    recordTraffic(of: connection, as: id)
  }

  /// A further handshake like the first, for a probe that needs a connection of its own.
  ///
  /// - Parameters:
  ///   - offersCompression: as every browser does.
  ///   - origin: the page's, as every browser sends it, or another.
  public func openHandshake(
    offersCompression: Bool = true, origin: Ask.Upgrade.Origin = .asUsual
  ) async
    -> (opening: WebSocketOpening, connection: String)
  {
    let key = WebSocketConnection.makeKey()
    let target = await endpoint().target
    var upgrade = Ask.Upgrade()
    upgrade.extensions = offersCompression
    upgrade.origin = origin
    let request = RequestHead(
      method: "GET", target: target, fields: fields(for: upgrade, key: key))
    let opening = await WebSocketConnection.open(
      route, request: request, key: key, offeredSubprotocols: subprotocols,
      offeredDeflate: offersCompression ? .browser : nil,
      options: InterviewSettings.webSocketOptions, on: loop, deadline: stepDeadline)
    let id = recorder.record(opening.dial)
    if let exchange = opening.exchange {
      _ = recorder.record(exchange, ask: Self.again, connection: id, author: nil)
    }
    return (opening, id)
  }

  public func now() -> Moment { EventLoop.now() }
}
