import Connections
import Evidence
import HTTP1
import Transport
import WebSocketCompression

/// What an endpoint is like, found out before the cases: whether it can be judged, and by what.
struct Survey: Sendable {
  /// Why nothing can be judged, and whether that is a found fault.
  struct Obstacle: Sendable, Hashable {
    var sentence: String
    /// The target was not reached at all.
    var isUnreachable: Bool
  }

  var obstacle: Obstacle?
  var roundTrip = Duration.milliseconds(100)
  var handshakeSeconds: Double?
  var echoes = false
  /// Whether a message got through at all, so that `echoes` means something.
  var isTalkative = false
  var compresses = false
  /// The code, if there was one, with which the endpoint closes upon a message that it doesn't like.
  var closesUponText: UInt16??
  /// Why frames can't be judged: the endpoint lets nobody stay.
  var letsNobodyStay: String?
  var addresses: [String] = []
  var connections = 0

  /// The offer that browsers make.
  static let offer = "permessage-deflate; client_max_window_bits"
  private static let question = Payload.text("wsdoctor conformance: does this come back?")
  /// How long an endpoint may take to send a message back. Nothing is failed for it.
  private static let echoLimit = Duration.seconds(1)

  nonisolated(nonsending) static func make(
    of endpoint: Endpoint, step: Duration, wantsEcho: Bool, on loop: EventLoop
  ) async -> Survey {
    var survey = Survey()
    let limits = Patiences(step: step, roundTrip: .milliseconds(100))
    func run(_ test: Case, _ limits: Patiences) async -> CaseRun.Result {
      await CaseRun(
        test: test, endpoint: endpoint, loop: loop, limits: limits, habits: Habits()
      ).run()
    }

    survey.connections = 1
    switch await run(probe(.standard, [], .answer), limits) {
    case .inconclusive(let why, _):
      survey.obstacle = Obstacle(
        sentence: "The endpoint is not reached: \(why)", isUnreachable: true)
      return survey
    case .judged(let trace, _):
      guard let head = trace.head else {
        survey.obstacle = Obstacle(
          sentence: "A correct handshake gets no answer: \(trace.summary)", isUnreachable: true)
        return survey
      }
      guard head.status == 101 else {
        survey.obstacle = Obstacle(
          sentence:
            "A correct handshake is answered with \(head.status), so nothing can be judged: "
            + "is this the endpoint's path, and does it want a cookie, an Origin or a subprotocol?",
          isUnreachable: false)
        return survey
      }
      survey.take(trace)
    }
    survey.connections = 3
    await survey.converse(run, limits)
    if case .judged(let trace, _) = await run(probe(.offering(offer), [], .answer), limits) {
      survey.compresses = trace.deflate != nil
    }
    if wantsEcho { survey.echoes = true }
    return survey
  }

  /// Sends one ping and one message.
  private mutating func converse(
    _ run: (Case, Patiences) async -> CaseRun.Result, _ limits: Patiences
  ) async {
    var limits = limits
    limits.silence = min(limits.step, max(Self.echoLimit, roundTrip * 20))
    let steps: [Step] = [
      .write([.ping("wsdoctor")]), .await(.pong(Array("wsdoctor".utf8))),
      .write([Self.question.frame]), .await(.message(Self.question)),
    ]
    guard case .judged(let trace, _) = await run(Self.probe(.standard, steps, .close), limits)
    else { return }
    let wasOpen = trace.holds(pongs: [Array("wsdoctor".utf8)])
    echoes = trace.holds([Self.question])
    isTalkative = wasOpen || echoes
    guard !echoes, trace.hasFailed, trace.close?.code != 1000 else { return }
    if wasOpen {
      closesUponText = .some(trace.close?.code)
    } else {
      letsNobodyStay =
        "the endpoint ends each connection at once: \(trace.close?.code.map { "Close \($0)" } ?? "without a code")"
    }
  }

  private mutating func take(_ trace: Trace) {
    if let seconds = trace.handshakeSeconds {
      handshakeSeconds = seconds
      roundTrip = .seconds(seconds)
    }
    addresses = trace.address.map { [$0] } ?? []
  }

  private static func probe(_ opening: Opening, _ steps: [Step], _ ending: Case.Ending) -> Case {
    Case(
      id: "survey", requirement: "", opening: opening, steps: steps, ending: ending, accepts: [])
  }
}

/// How reaching failed, in words.
enum Reach {
  static func phrase(_ failure: ReachFailure?) -> String {
    switch failure {
    case .resolve: "the name doesn't resolve"
    case .connect(let attempts): attempts.last.map { phrase($0.outcome) } ?? "no address answers"
    case .tunnel: "no tunnel through the forward proxy"
    case .tls(.untrusted(let why)):
      "the certificate cannot be verified (\(why.text)): --cacert FILE or --insecure"
    case .tls: "the TLS handshake fails"
    case nil: "no reason is known"
    }
  }

  private static func phrase(_ outcome: ConnectAttempt.Outcome) -> String {
    switch outcome {
    case .refused: "the connection is refused"
    case .timedOut: "no answer to the connection"
    case .reset: "the connection is reset"
    case .unreachable: "the address is unreachable"
    default: "no connection"
    }
  }
}
