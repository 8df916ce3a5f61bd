import Connections
import Evidence
import HTTP1
import Transport

/// Asks one address, one request after the other, and counts.
struct Poller: Sendable {
  /// After so many failures further ones tell nothing.
  private static let mostFailures = 3
  /// A stream that goes on and on is left once its pieces have come so far apart. Seconds.
  private static let apart = 0.25

  private let context: ProbeContext
  private let target: String
  /// The address is known to be polled; else it is the application's page.
  private let isPoll: Bool
  private let wait: Duration
  private var connection: HTTPConnection?
  private var id = ""
  private(set) var session: PollingSession
  private(set) var asked = 0
  private(set) var answered = 0
  private(set) var reached = 0
  private(set) var statusElsewhere: Int?
  private(set) var onKept = 0
  /// The run may make no further requests.
  private var isSpent = false
  private(set) var failures: [String: Int] = [:]
  private(set) var limitStatus: Int?
  private(set) var slowestSeconds = 0.0
  private(set) var unansweredAfter: Double?
  private(set) var streams: [PollingFact.Stream] = []

  init(
    _ context: ProbeContext, _ target: String, _ session: PollingSession, isPoll: Bool,
    wait: Duration
  ) {
    self.context = context
    self.target = target
    self.session = session
    self.isPoll = isPoll
    self.wait = wait
  }

  var goesOn: Bool {
    limitStatus == nil && !context.isStopped && !isSpent
      && failures.values.reduce(0, +) < Self.mostFailures
  }

  mutating func close() {
    connection?.close()
    connection = nil
  }

  mutating func poll(keepsConnection: Bool) async {
    guard context.mayRequest() else {
      isSpent = true
      return
    }
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
      request, bodyLimit: InterviewSettings.bodyLimit, deadline: deadline, until: Self.isEnough)
    if context.isStopped { return }
    // A server may close a kept connection at any moment (RFC 9112 §9.3.1): that is asked again.
    if isKept, exchange.response == nil, case .closed? = exchange.failure {
      close()
      return await poll(keepsConnection: true)
    }
    if isPoll, exchange.response == nil, case .timedOut(receivedBytes: 0)? = exchange.failure {
      // A server that holds polls may hold them longer than we wait.
      unansweredAfter = wait.seconds
      return record(exchange, author: nil)
    }
    asked += 1
    if isKept { onKept += 1 }
    slowestSeconds = max(slowestSeconds, (exchange.endedAt - exchange.startedAt).seconds)
    judge(exchange)
  }

  /// A stream without an end has shown what it can when two pieces have come apart.
  private static func isEnough(_ exchange: HTTPExchange) -> Bool {
    guard let response = exchange.response, response.isEventStream, response.sentOver == nil,
      let first = exchange.arrivals.first, let last = exchange.arrivals.last
    else { return false }
    return (last.at - first.at).seconds >= apart
  }

  private mutating func judge(_ exchange: HTTPExchange) {
    guard let head = exchange.response else {
      return fail(exchange.failure?.phrase ?? "no answer", exchange)
    }
    let response = Answer.Response(head: head, body: exchange.body)
    let author = context.advice.attribute(response)
    if response.saysLimited(by: author) {
      limitStatus = head.status
      return record(exchange, author: author.name)
    }
    if exchange.isCutByPeer && !(head.isEventStream && exchange.isTimedOut) {
      return fail("half a \(head.status)", exchange)
    }
    session.add(from: head, to: target, context)
    if context.isGatewayError(response) { return fail("\(head.status)", exchange) }
    // Not every one: they are all alike.
    if answered == 0 { record(exchange, author: author.name) }
    answered += 1
    if context.reachesApplication(response, asPoll: isPoll) {
      reached += 1
    } else {
      statusElsewhere = head.status
    }
    if let stream = exchange.stream { streams.append(stream) }
  }

  private mutating func fail(_ why: String, _ exchange: HTTPExchange?) {
    failures[why, default: 0] += 1
    if let exchange { record(exchange, author: nil) }
  }

  private func record(_ exchange: HTTPExchange, author: String?) {
    _ = context.recorder.record(exchange, ask: "poll", connection: id, author: author)
  }
}

extension HTTPExchange {
  fileprivate var isTimedOut: Bool {
    if case .timedOut? = failure { true } else { false }
  }

  /// How the pieces came of an answer that its server sends piece by piece; `nil`: it isn't one.
  fileprivate var stream: PollingFact.Stream? {
    guard let response, response.isEventStream || response.sentOver != nil,
      let first = arrivals.first, let last = arrivals.last
    else { return nil }
    return PollingFact.Stream(
      sentOver: response.sentOver, firstAfter: (first.at - startedAt).seconds,
      cameOver: (last.at - first.at).seconds)
  }
}

extension ResponseHead {
  /// Server-sent events (HTML, §9.2): sent as they happen.
  fileprivate var isEventStream: Bool {
    fields.first("Content-Type")?.lowercased().hasPrefix("text/event-stream") ?? false
  }

  /// From the first piece to the last where the beacon sent them. Seconds.
  ///
  /// Anybody may write such a field: what is out of bounds is not believed.
  fileprivate var sentOver: Double? {
    guard let text = fields.first("Wsdoctor-Beacon-Stream") else { return nil }
    var values: [Substring: Int] = [:]
    for part in text.split(separator: ";").prefix(4) {
      let pair = part.drop { $0 == " " }.split(separator: "=")
      if pair.count == 2 { values[pair[0]] = Int(pair[1]) }
    }
    guard let pieces = values["pieces"], let pause = values["milliseconds"],
      (3...16).contains(pieces), (100...1000).contains(pause)
    else { return nil }
    return Double((pieces - 1) * pause) / 1000
  }
}
