public import Connections
public import Evidence
import HTTP1
import Synchronization
public import Transport
import WebSocketProtocol

/// Writes down what went over the wire, without the secrets: they are left out here, so that no
/// output can leak them.
public final class Recorder: Sendable {
  private struct State {
    var redactor: Redactor
    var exchanges: [ExchangeRecord] = []
    var connections: [ConnectionRecord] = []
  }

  /// Times in the report count from here.
  public let startedAt: Moment
  private let state: Mutex<State>
  /// Characters of a body's start that are kept.
  private static let bodyStartLimit = 512

  /// - Parameters:
  ///   - secrets: what the user gave and nobody may read.
  ///   - showsSecrets: nothing is left out, for the user's own terminal.
  public init(
    startedAt: Moment, secrets: [String], showsSecrets: Bool = false
  ) {
    self.startedAt = startedAt
    state = Mutex(State(redactor: Redactor(secrets: secrets, showsAll: showsSecrets)))
  }

  public func seconds(_ instant: Moment) -> Double {
    (instant - startedAt).seconds
  }

  /// Records a connection and returns its id.
  public func record(_ dial: DialRecord) -> String {
    let record = ConnectionRecord(
      id: "", address: dial.address?.host, openedAtSeconds: seconds(dial.startedAt),
      phases: dial.phases, traffic: [], death: nil)
    return state.withLock { state in
      let id = "c\(state.connections.count + 1)"
      state.connections.append(record)
      state.connections[state.connections.count - 1].id = id
      return id
    }
  }

  /// Adds what went over a WebSocket connection, and how it ended.
  public func record(
    traffic: [TrafficRecord], death: DeathReport?, habit: String? = nil, on connection: String
  ) {
    state.withLock { state in
      guard let index = state.connections.firstIndex(where: { $0.id == connection }) else { return }
      state.connections[index].traffic = traffic
      state.connections[index].habit = habit
      state.connections[index].death = death.map { death in
        var shown = death
        if let reason = death.close?.reason {
          shown.close?.reason = state.redactor.words(reason, "Close frame")
        }
        return shown
      }
    }
  }

  /// Records an exchange and returns its id.
  public func record(_ exchange: HTTPExchange, ask: String, connection: String?, author: String?)
    -> String
  {
    state.withLock { state in
      let id = "x\(state.exchanges.count + 1)"
      let record = ExchangeRecord(
        id: id, ask: ask, connection: connection,
        request: Self.request(exchange.request, &state.redactor),
        response: exchange.response.map {
          Self.response($0, exchange.body, author: author, &state.redactor)
        },
        failure: exchange.failure.map { failure in
          failure.redacted { state.redactor.words($0, "failure") }.phrase
        },
        interim: exchange.interim.isEmpty ? nil : exchange.interim.map(\.status),
        seconds: ExchangeTimes(
          start: seconds(exchange.startedAt), firstByte: exchange.firstByteAt.map(seconds),
          head: exchange.headAt.map(seconds), end: seconds(exchange.endedAt)))
      state.exchanges.append(record)
      return id
    }
  }

  /// Takes in what became secret only within the run, such as the cookies that the server sets.
  func hide(_ secrets: [String]) {
    guard !secrets.isEmpty else { return }
    state.withLock { $0.redactor.hide(secrets) }
  }

  /// What a recorded answer says in its author's own words.
  func ownWords(of exchange: String) -> OwnWords? {
    state.withLock { state in
      state.exchanges.last { $0.id == exchange }?.response.flatMap { OwnWords($0) }
    }
  }

  /// A text from outside as it may be shown in a sentence.
  public func shown(_ text: String, in place: String) -> String {
    state.withLock { $0.redactor.text(text, place) }
  }

  /// A stranger's own words as they may be shown.
  public func shown(words: String, in place: String) -> String {
    state.withLock { $0.redactor.words(words, place) }
  }

  /// What is made with all that is known to be secret; nothing of it is counted.
  public func again<Command>(_ make: (Redactor) -> Command) -> Command {
    make(state.withLock { $0.redactor })
  }

  /// The path of an address as it may be shown.
  public func shown(path: String) -> String {
    state.withLock { $0.redactor.path(path, "address") }
  }

  /// A failure whose words, which are a stranger's, are fit to be shown.
  func shown(_ failure: ExchangeFailure) -> ExchangeFailure {
    failure.redacted { shown(words: $0, in: "failure") }
  }

  public func finish() -> (
    exchanges: [ExchangeRecord], connections: [ConnectionRecord], redactions: [Redaction]
  ) {
    state.withLock { ($0.exchanges, $0.connections, $0.redactor.redactions) }
  }

  private static func request(_ head: RequestHead, _ redactor: inout Redactor) -> RequestRecord {
    RequestRecord(
      method: head.method, target: redactor.text(redactor.url(head.target, "request"), "request"),
      version: "\(head.version)",
      headers: head.fields.list.map {
        [$0.name, redactor.field($0.name, $0.value, in: "request header")]
      })
  }

  private static func response(
    _ head: ResponseHead, _ body: [UInt8], author: String?, _ redactor: inout Redactor
  ) -> ResponseRecord {
    ResponseRecord(
      status: head.status, reason: redactor.words(head.reason, "response"),
      version: "\(head.version)",
      headers: head.fields.list.map {
        [
          redactor.text($0.name, "response header"),
          redactor.field($0.name, $0.value, in: "response header"),
        ]
      },
      bodyBytes: body.count,
      bodyStart: redactor.start(
        of: body, limit: bodyStartLimit, isError: head.status >= 400,
        isMarkup: head.fields.first("Content-Type")?.lowercased().contains("html")
          ?? body.starts(with: [0x3C]),
        "response body"), author: author)
  }
}

extension Duration {
  /// In seconds.
  public var seconds: Double {
    let parts = components
    return Double(parts.seconds) + Double(parts.attoseconds) / 1e18
  }
}

extension DialRecord {
  /// The phases' lengths by name, in seconds.
  var phases: [String: Double] {
    func length(_ from: Moment?, _ to: Moment?) -> Double? {
      guard let from, let to else { return nil }
      return (to - from).seconds
    }
    let all = [
      "resolve": length(marks.resolveStart, marks.resolveEnd),
      "connect": length(marks.connectStart, marks.connectEnd),
      "tunnel": length(marks.proxyTunnelStart, marks.proxyTunnelEnd),
      "tls": length(marks.tlsStart, marks.tlsEnd),
    ]
    return all.compactMapValues { $0 }
  }
}
