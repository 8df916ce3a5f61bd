import Connections
import Evidence
import ProbeKit
import WebSocketProtocol

/// Do bytes go both ways after the 101? A ping has to come back; an application that closes at
/// once is no dead tunnel.
struct MessagesProbe: Probe {
  let id: ProbeID = "messages"
  let title = "bytes go both ways"
  let expected = "a ping is answered"

  /// A connection that ends younger than this without a Close frame is cut early. Seconds.
  private static let early = 5.0
  /// A refusal may come right behind the pong; it is waited for as long as two round trips take.
  private static let patience: (least: Double, most: Double) = (0.1, 0.5)

  func run(in context: ProbeContext) async -> ProbeOutcome {
    if let reason = await context.unreached() { return .skipped(reason) }
    guard let talk = await context.conversation(Self.talk) else {
      return .skipped(context.isStopped ? "stopped before it was done" : "upgrade failed")
    }
    return Self.outcome(of: talk)
  }

  /// Talks over the handshake's connection and notes what happens; `nil`: there is none.
  static func talk(in context: ProbeContext) async -> Conversation? {
    _ = await context.answer(to: .handshake)
    guard let (opening, id) = context.takeConversation(), let connection = opening.connection
    else { return nil }
    var talk = Conversation()
    await converse(over: connection, id, context, &talk)
    talk.tries = 1
    talk.cuts = talk.cutAfterSeconds == nil ? 0 : 1
    // Three times, so that a restart or a lost packet is not taken for a rule.
    while talk.cuts == talk.tries && talk.tries < 3 && !context.isStopped {
      let again = await context.openHandshake()
      talk.tries += 1
      guard let further = again.opening.connection else { break }
      var second = Conversation()
      await converse(over: further, again.connection, context, &second)
      if second.cutAfterSeconds != nil { talk.cuts += 1 }
    }
    if context.isStopped { return nil }
    let result = talk
    context.note { $0.conversation = result }
    return result
  }

  private static func outcome(of talk: Conversation) -> ProbeOutcome {
    if let violation = talk.violation { return .fail(violation) }
    if talk.closedByPeer {
      return ProbeOutcome(
        (1011...1014).contains(talk.closeCode ?? 0) ? .fail : .warn,
        "Close \(talk.closeCode.map(String.init) ?? "without a code") right after the 101")
    }
    if let age = talk.cutAfterSeconds {
      return .fail(
        "cut without a Close frame after \(Int(age * 1000)) ms, \(talk.cuts) of \(talk.tries) times"
      )
    }
    if let seconds = talk.pongSeconds {
      return .pass(
        "a ping is answered after \(Int((seconds * 1000).rounded(.up))) ms",
        facts: ["pongSeconds": .number(seconds)])
    }
    return talk.closeAnswered == true
      ? ProbeOutcome(.warn, "a ping is not answered, a Close frame is")
      : .fail("nothing comes back")
  }

  private static func converse(
    over connection: WebSocketConnection, _ id: String, _ context: ProbeContext,
    _ talk: inout Conversation
  ) async {
    let sentAt = context.now()
    var deadline = context.stepDeadline
    talk.waitedSeconds = context.settings.stepTimeout.seconds
    try? connection.ping(Array("wsdoctor".utf8))
    loop: while true {
      let incoming = await connection.receive(deadline: deadline)
      switch incoming.what {
      case .pong:
        if talk.pongSeconds == nil {
          let seconds = (incoming.at - sentAt).seconds
          talk.pongSeconds = seconds
          let wait = min(max(2 * seconds, Self.patience.least), Self.patience.most)
          deadline = min(deadline, context.now() + .seconds(wait))
        }
        talk.framesReceived += 1
      case .text, .binary, .ping: talk.framesReceived += 1
      case .close(let code, let reason):
        talk.closedByPeer = true
        talk.closeCode = code.map { Int($0.rawValue) }
        talk.closeReason = String(
          context.recorder.shown(words: reason, in: "Close frame").prefix(123))
      case .violation(let violation, _):
        talk.violation = "\(violation.sentence) (\(violation.section))"
        break loop
      case .ended(let death):
        let age = death.age.seconds
        let byPeer = death.by == .peer && death.how != .closeFrame
        if byPeer && age < Self.early && !talk.closedByPeer { talk.cutAfterSeconds = age }
        break loop
      case .timedOut, .cancelled: break loop
      }
    }
    if connection.death == nil {
      let limit = talk.pongSeconds == nil ? context.stepDeadline : context.now() + .seconds(1)
      let death = await connection.close(deadline: limit)
      talk.closeAnswered = death.close?.answer != nil
    }
    context.recordTraffic(of: connection, as: id)
  }
}
