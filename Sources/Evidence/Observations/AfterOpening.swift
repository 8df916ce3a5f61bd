extension ObservationDefinition {
  /// What happens on the connection after the 101.
  static let afterOpening: [ObservationDefinition] = [
    ObservationDefinition(.pong, probe: "messages", asks: [.handshake]) { findings in
      guard let talk = findings.conversation else { return nil }
      if let seconds = talk.pongSeconds {
        return Reading(
          true, "a ping is answered after \(Int(nearest: (seconds * 1000).rounded(.up))) ms")
      }
      if talk.closedByPeer || talk.cutAfterSeconds != nil || talk.violation != nil { return nil }
      return Reading(
        false,
        "a ping gets no answer within \(Int(nearest: talk.waitedSeconds.rounded(.up))) s"
          + (talk.closeAnswered == true ? ", but a Close frame does" : ""))
    },
    ObservationDefinition(.closeAnswered, probe: "messages", asks: [.handshake]) { findings in
      findings.conversation?.closeAnswered.map {
        Reading(.flag($0), $0 ? "a Close frame is answered" : "a Close frame gets no answer")
      }
    },
    ObservationDefinition(.closedAtOnce, probe: "messages", asks: [.handshake]) { findings in
      guard let talk = findings.conversation else { return nil }
      guard talk.closedByPeer else { return Reading("no", "the connection stays open") }
      let code = talk.closeCode.map(String.init) ?? "without a code"
      let reason = talk.closeReason.isEmpty ? "" : " (\(talk.closeReason))"
      let text = "right after the 101 the application sends Close \(code)\(reason)"
      switch talk.closeCode ?? 1005 {
      case 1011...1014: return Reading("server-error", text)
      case 1002, 1007, 1009, 1010: return Reading("protocol", text)
      case 1003, 1008, 3000...4999: return Reading("refused", text)
      // These say of no reason.
      default: return Reading("ended", text)
      }
    },
    ObservationDefinition(.framesCame, probe: "messages", asks: [.handshake]) { findings in
      findings.conversation.map {
        $0.framesReceived > 0
          ? Reading(true, "frames come from the other side")
          : Reading(false, "no frame comes from the other side")
      }
    },
    ObservationDefinition(.cutEarly, probe: "messages", asks: [.handshake]) { findings in
      guard let talk = findings.conversation else { return nil }
      guard let age = talk.cutAfterSeconds else {
        return Reading(false, "the connection isn't cut right after the 101")
      }
      return Reading(
        .flag(talk.isCutEarly),
        "\(talk.cuts) of \(talk.tries) connections are cut without a Close frame, the first after "
          + "\(Int(nearest: (age * 1000).rounded(.down))) ms")
    },
    ObservationDefinition(.answersHeldBack, probe: "messages", asks: [.handshake]) { findings in
      guard let talk = findings.conversation else { return nil }
      if talk.isFlushedByClose {
        return Reading(
          "until-the-end", "pings are answered only when the connection is closed, all at once")
      }
      guard talk.rounds >= 2, let seconds = talk.lumpAfterSeconds else {
        return talk.pongSeconds.map { _ in Reading("no", "what is answered comes at once") }
      }
      return talk.lumps >= 2
        ? Reading(
          "in-lumps",
          "pings sent one after the other are answered all at once, the first after "
            + "\(seconds.asSpan), and so again")
        : Reading("once", "pings were answered late once, after \(seconds.asSpan), and not again")
    },
    ObservationDefinition(.worksWithoutOffer, probe: "messages", asks: [.handshake]) { findings in
      findings.conversation?.worksWithoutOffer.map {
        $0
          ? Reading(true, "without the offer of compression the same connection works")
          : Reading(false, "without the offer of compression it fares no better")
      }
    },
    ObservationDefinition(.messagesEchoed, probe: "messages", asks: [.handshake]) { findings in
      guard let echo = findings.conversation?.echo else { return nil }
      guard let lost = echo.lost else {
        return Reading("all", "the beacon echoes messages of up to \(echo.largest.asOctets)")
      }
      guard echo.largest > 0 else {
        return Reading(
          "none", "a message of \(lost.asOctets) to the beacon isn't echoed: \(echo.end)")
      }
      return Reading(
        "up-to-a-size",
        "of messages to the beacon, one of \(echo.largest.asOctets) is echoed, and one of "
          + "\(lost.asOctets) isn't: \(echo.end)")
    },
    ObservationDefinition(.violation, probe: "messages", asks: [.handshake]) { findings in
      guard let talk = findings.conversation else { return nil }
      if let violation = talk.violation { return Reading(false, violation) }
      return Reading(true, "every frame received is valid")
    },
  ]
}

extension Int {
  /// Octets as people say them: 125 octets, 64 KiB, 1 MiB.
  public var asOctets: String {
    if self >= 1 << 20, self % (1 << 20) == 0 { return "\(self >> 20) MiB" }
    if self >= 1 << 10, self % (1 << 10) == 0 { return "\(self >> 10) KiB" }
    return "\(self) octets"
  }
}
