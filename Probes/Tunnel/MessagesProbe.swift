import Evidence
import ProbeKit

/// Do bytes go both ways after the 101? A ping has to come back; an application that closes at
/// once is no dead tunnel.
struct MessagesProbe: Probe {
  let id: ProbeID = "messages"
  let title = "bytes go both ways"
  let expected = "a ping is answered"

  func run(in context: ProbeContext) async -> ProbeOutcome {
    if let reason = await context.unreached() { return .skipped(reason) }
    guard let talk = await context.conversation(Self.talk) else {
      return .skipped(context.isStopped ? "stopped before it was done" : "upgrade failed")
    }
    return Self.outcome(of: talk)
  }

  /// Talks over the handshake's connection, and over more where that tells a rule from chance;
  /// `nil`: there is none.
  static func talk(in context: ProbeContext) async -> Conversation? {
    guard await context.answer(to: .handshake)?.switched == true, !context.isStopped else {
      return nil
    }
    guard let talk = await Talks(context).conversation(), !context.isStopped else { return nil }
    context.note { $0.conversation = talk }
    return talk
  }

  private static func outcome(of talk: Conversation) -> ProbeOutcome {
    if let violation = talk.violation { return .fail(violation) }
    if let limit = talk.limitReached, talk.pongSeconds == nil { return .skipped(limit) }
    if talk.closedByPeer {
      return ProbeOutcome(
        (1011...1014).contains(talk.closeCode ?? 0) ? .fail : .warn,
        "Close \(talk.closeCode.map(String.init) ?? "without a code") right after the 101")
    }
    if let age = talk.cutAfterSeconds {
      return ProbeOutcome(
        talk.isCutEarly || !talk.isUsable ? .fail : .warn,
        "cut without a Close frame after \(Int(age * 1000)) ms, \(talk.cuts) of \(talk.tries) times"
      )
    }
    if talk.isFlushedByClose { return .fail("a ping is answered only when the connection closes") }
    if let late = talk.lumpAfterSeconds, talk.lumps >= 2 {
      return .fail("pings are answered late and all at once, after \(late.asSpan)")
    }
    guard let seconds = talk.pongSeconds else {
      return talk.closeAnswered == true
        ? ProbeOutcome(.warn, "a ping is not answered, a Close frame is")
        : .fail("nothing comes back")
    }
    let ping = "a ping is answered after \(Int((seconds * 1000).rounded(.up))) ms"
    let facts: [String: ObservedValue] = ["pongSeconds": .number(seconds)]
    if talk.worksWithoutOffer == true {
      return ProbeOutcome(.fail, "\(ping), and no message with compression", facts: facts)
    }
    guard let echo = talk.echo else { return .pass(ping, facts: facts) }
    guard let lost = echo.lost else {
      return .pass("\(ping), messages of \(echo.largest.asOctets) are echoed", facts: facts)
    }
    return ProbeOutcome(
      echo.largest > 0 ? .warn : .fail,
      "\(ping), but a message of \(lost.asOctets) is lost: \(echo.end)", facts: facts)
  }
}
