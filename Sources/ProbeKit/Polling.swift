import Connections
public import Evidence
import HTTP1
import Transport

extension ProbeContext {
  /// Requests altogether: enough to meet each node of a small cluster, and no load. A quick run
  /// makes no more than its other probes take anyway.
  private var polls: Int { settings.quick ? 6 : 20 }
  /// An answer that took longer was held back by the server on purpose, or by something ill. Seconds.
  private static let held = 2.0

  /// The proxy's own 502, 503 or 504; one that the application wrote is its own affair.
  public func isGatewayError(_ response: Answer.Response) -> Bool {
    guard [502, 503, 504].contains(response.head.status) else { return false }
    let author = advice.attribute(response).author
    return author != .application && author != .beacon
  }

  /// Asks the polling address again and again, half of the time over one connection for as long as
  /// that can be kept, half over fresh ones; two at a time at most.
  public func poll() async -> PollingFact {
    let path = advice.pollingPath()
    let target = path ?? settings.applicationTarget
    var fact = PollingFact(target: target, isOrdinaryPage: path == nil)
    var session = PollingSession(settings.addedFields)
    if let answer = await answer(to: .application), let head = answer.response?.head {
      session.add(from: head, to: answer.target, self)
    }
    // The first may be held: what a server holds back isn't asked for again and again.
    let wait = settings.quick || path == nil ? settings.stepTimeout : settings.idle
    var first = Poller(self, target, session, wait: wait)
    await first.poll(keepsConnection: false)
    fact.add(first)
    first.close()
    guard fact.slowestSeconds < Self.held, !fact.wasLimited, !isStopped else {
      if fact.answered > 0 { fact.heldSeconds = fact.slowestSeconds }
      return fact
    }
    let context = self
    let polls = polls
    let begun = first.session
    let halves = await withTaskGroup { group in
      for keeps in [true, false] {
        group.addTask {
          var poller = Poller(context, target, begun, wait: context.settings.stepTimeout)
          let count = keeps ? polls / 2 : polls / 2 - 1
          for _ in 0..<count where poller.goesOn { await poller.poll(keepsConnection: keeps) }
          poller.close()
          return poller
        }
      }
      var halves: [Poller] = []
      for await half in group { halves.append(half) }
      return halves
    }
    for half in halves { fact.add(half) }
    let facts = [first.session] + halves.map(\.session)
    let met = PollingSession.fact(of: facts, answered: fact.answered)
    note { $0.session = met }
    return fact
  }
}

/// Asks one after the other, and counts.
private struct Poller: Sendable {
  /// After so many failures further ones tell nothing.
  private static let mostFailures = 3

  private let context: ProbeContext
  private let target: String
  private let wait: Duration
  private var connection: HTTPConnection?
  private var id = ""
  private(set) var session: PollingSession
  private(set) var asked = 0
  private(set) var answered = 0
  private(set) var onKept = 0
  private(set) var failures: [String: Int] = [:]
  private(set) var wasLimited = false
  private(set) var slowestSeconds = 0.0

  init(
    _ context: ProbeContext, _ target: String, _ session: PollingSession, wait: Duration
  ) {
    self.context = context
    self.target = target
    self.session = session
    self.wait = wait
  }

  var goesOn: Bool {
    !wasLimited && !context.isStopped
      && failures.values.reduce(0, +) < Self.mostFailures
  }

  func close() { connection?.close() }

  mutating func poll(keepsConnection: Bool) async {
    let deadline = EventLoop.now() + wait
    var isKept = false
    if let kept = connection, keepsConnection, kept.isReusable {
      isKept = true
    } else {
      connection?.close()
      let opening = await HTTPConnection.open(context.route, on: context.loop, deadline: deadline)
      id = context.recorder.record(opening.dial)
      connection = opening.connection
    }
    guard let connection else {
      asked += 1
      return fail("no connection", nil)
    }
    var fields = context.fields(for: nil, key: nil)
    session.put(into: &fields, target: target)
    let request = RequestHead(method: "GET", target: target, fields: fields)
    let exchange = await connection.exchange(
      request, bodyLimit: InterviewSettings.bodyLimit, deadline: deadline)
    if context.isStopped { return }
    // A server may close a kept connection at any moment (RFC 9112 §9.3.1): that is asked again.
    if isKept, exchange.response == nil, case .closed? = exchange.failure {
      connection.close()
      self.connection = nil
      return await poll(keepsConnection: true)
    }
    asked += 1
    if isKept { onKept += 1 }
    slowestSeconds = max(slowestSeconds, (exchange.endedAt - exchange.startedAt).seconds)
    judge(exchange)
  }

  private mutating func judge(_ exchange: HTTPExchange) {
    guard let head = exchange.response else {
      return fail(exchange.failure?.phrase ?? "no answer", exchange)
    }
    if head.status == 429 {
      wasLimited = true
      return record(exchange, author: nil)
    }
    if exchange.isCutByPeer { return fail("half a \(head.status)", exchange) }
    let response = Answer.Response(head: head, body: exchange.body)
    session.add(from: head, to: target, context)
    if context.isGatewayError(response) { return fail("\(head.status)", exchange) }
    // Not every one: they are all alike.
    if answered == 0 { record(exchange, author: context.advice.attribute(response).name) }
    answered += 1
  }

  private mutating func fail(_ why: String, _ exchange: HTTPExchange?) {
    failures[why, default: 0] += 1
    if let exchange { record(exchange, author: nil) }
  }

  private func record(_ exchange: HTTPExchange, author: String?) {
    _ = context.recorder.record(exchange, ask: "poll", connection: id, author: author)
  }
}

extension PollingFact {
  fileprivate mutating func add(_ poller: Poller) {
    asked += poller.asked
    answered += poller.answered
    onKeptConnections += poller.onKept
    failures.merge(poller.failures, uniquingKeysWith: +)
    wasLimited = wasLimited || poller.wasLimited
    slowestSeconds = max(slowestSeconds, poller.slowestSeconds)
  }
}
