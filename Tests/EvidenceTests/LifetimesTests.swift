import Evidence
import Testing

@Suite struct LifetimesTests {
  private func line(
    _ habit: Endurance.Habit, _ end: Endurance.End, age: Double, openedAt: Double = 0,
    sentAt: Double? = nil
  ) -> Endurance.Line {
    var line = Endurance.Line(habit: habit, openedAt: openedAt)
    line.end = end
    line.age = age
    line.quiet = sentAt == nil ? age : 1
    line.firstSentAt = sentAt
    line.sent = sentAt == nil ? 0 : 1
    return line
  }

  private func held(_ lines: Endurance.Line..., keepalive: Double? = 30) -> Findings {
    var endurance = Endurance(idle: 75, keepalive: keepalive, pingInterval: 5)
    endurance.lines = lines
    var findings = Findings(.switched(.handshake))
    findings.endurance = endurance
    return findings
  }

  @Test(arguments: [
    (Endurance.End.open, "no", "a silent connection is alive after 20 s"),
    (.fin, "fin", "a silent connection is cut after 20 s: FIN, no Close frame"),
    (.closeNotify, "close-notify", "cut after 20 s: TLS close_notify, no Close frame"),
    (.rst, "rst", "cut after 20 s: RST, no Close frame"),
    (.closeFrame(code: 1001), "close-frame", "is closed after 20 s by a Close frame 1001"),
    (.closeFrame(code: nil), "close-frame", "by a Close frame without a code"),
    (.dropped, "silence", "is dead after 20 s: a ping gets no answer"),
    (.violation, "violation", "ends in broken frames after 20 s"),
  ])
  func `each end has its word and sentence`(end: Endurance.End, word: String, text: String) {
    let findings = held(line(.silent, end, age: 20))
    #expect(findings.value(.died(.silent)) == .word(word))
    #expect(findings.seen(.died(.silent))?.text.contains(text) == true)
    #expect(findings.seen(.died(.ping)) == nil)
  }

  @Test func `nothing held, nothing observed`() {
    let names = Set(Findings(.switched(.handshake)).observations().map(\.name))
    for habit in Endurance.Habit.allCases { #expect(!names.contains(.died(habit))) }
    for name in [
      ObservationName.talkingKeepsOpen, .endsAsAnotherOpens, .endAtOneAge, .endAtOneMoment,
      .closedByApplication,
      .endsRepeatably, .room, .keepaliveKeepsOpen, .pollsAnswered, .pollsStreamed,
    ] {
      #expect(!names.contains(name), "\(name)")
    }
  }

  @Test func `silence is told from age and from a moment`() {
    let silence = held(
      line(.silent, .fin, age: 20), line(.lateSilent, .fin, age: 20, openedAt: 5),
      line(.ping, .open, age: 75, sentAt: 5))
    #expect(silence.value(.talkingKeepsOpen) == true && silence.value(.endAtOneAge) == false)
    #expect(silence.value(.endAtOneMoment) == false && silence.value(.endsRepeatably) == true)
    let age = held(
      line(.silent, .fin, age: 20), line(.lateSilent, .fin, age: 20, openedAt: 5),
      line(.ping, .fin, age: 20, sentAt: 5))
    #expect(age.value(.endAtOneAge) == true && age.value(.talkingKeepsOpen) == false)
    let moment = held(
      line(.silent, .fin, age: 20), line(.lateSilent, .fin, age: 15, openedAt: 5),
      line(.ping, .fin, age: 20, sentAt: 5))
    #expect(moment.value(.endAtOneMoment) == true)
    #expect(
      moment.seen(.endAtOneMoment)?.text == "connections opened 5 s apart ended at one moment")
  }

  @Test func `who keeps one connection a session is told from a limit`() {
    let close = Endurance.End.closeFrame(code: 4001)
    let replaced = held(
      line(.silent, close, age: 0.02), line(.ping, close, age: 5.1),
      line(.lateSilent, .open, age: 20, openedAt: 5))
    #expect(replaced.value(.endsAsAnotherOpens) == true)
    #expect(replaced.endurance?.limit == nil)
    // The Close overtakes the other connection's 101.
    let overtaken = held(
      line(.silent, close, age: 0), line(.ping, close, age: 5.1, openedAt: 0.003),
      line(.lateSilent, .open, age: 20, openedAt: 5))
    #expect(overtaken.value(.endsAsAnotherOpens) == true)
    let alone = held(line(.silent, close, age: 0.02))
    #expect(alone.seen(.endsAsAnotherOpens) == nil)
    for lines in [
      // A limit of silence, one that ends as another opens by chance, and one of age.
      [line(.silent, .fin, age: 20), line(.lateSilent, .fin, age: 20, openedAt: 5)],
      [
        line(.silent, .fin, age: 5.1), line(.lateSilent, .open, age: 5, openedAt: 5),
        line(.ping, .open, age: 10, sentAt: 1),
      ],
      [
        line(.silent, .fin, age: 5.1), line(.ping, .fin, age: 5.1),
        line(.lateSilent, .fin, age: 5.1, openedAt: 5),
      ],
    ] {
      var findings = held(lines[0])
      findings.endurance?.lines = lines
      #expect(findings.value(.endsAsAnotherOpens) == false)
    }
    #expect(held(line(.silent, .open, age: 20)).seen(.endsAsAnotherOpens) == nil)
  }

  @Test(arguments: [(20, "shorter"), (40, "narrow"), (60, "enough")] as [(Double, String)])
  func `the limit has room for a keepalive of 30 s, or not`(limit: Double, word: String) {
    let findings = held(line(.silent, .fin, age: limit))
    #expect(findings.value(.room) == .word(word))
    #expect(held(line(.silent, .fin, age: limit), keepalive: nil).seen(.room) == nil)
  }

  @Test func `polls work, but for one that may be chance`() {
    func polled(_ answered: Int, limited: Bool = false) -> Findings {
      var polling = PollingFact(target: "/", isOrdinaryPage: true)
      polling.asked = 20
      polling.answered = answered
      polling.reached = answered
      polling.failures = answered < 20 ? ["502": 20 - answered] : [:]
      polling.limitStatus = limited ? 429 : nil
      var findings = Findings()
      findings.polling = polling
      return findings
    }
    #expect(polled(20).value(.pollsAnswered) == true)
    #expect(polled(18).value(.pollsAnswered) == true)
    #expect(polled(17).value(.pollsAnswered) == false)
    #expect(polled(17).seen(.pollsAnswered)?.text.hasSuffix("(502)") == true)
    #expect(polled(5, limited: true).seen(.pollsAnswered) == nil)
    #expect(polled(20).seen(.pollsStreamed) == nil)
  }

  @Test func `answers by nobody knows whom are no fallback that works`() {
    var findings = Findings()
    var polling = PollingFact(target: "/", isOrdinaryPage: true)
    polling.asked = 20
    polling.answered = 20
    polling.statusElsewhere = 302
    findings.polling = polling
    #expect(findings.seen(.pollsAnswered) == nil)
    #expect(polling.works && !polling.reachesApplication)
    polling.answered = 10
    findings.polling = polling
    #expect(findings.value(.pollsAnswered) == false)
  }

  @Test func `a stream is held back only when it was held back twice`() {
    typealias Stream = PollingFact.Stream
    let lump = Stream(sentOver: 0.9, firstAfter: 0.95, cameOver: 0.001)
    let flowing = Stream(sentOver: 0.9, firstAfter: 0.01, cameOver: 0.9)
    // Half of it came late, as over a machine that stood still for a moment.
    let unclear = Stream(sentOver: 0.9, firstAfter: 0.6, cameOver: 0.3)
    let unannounced = Stream(sentOver: nil, firstAfter: 5, cameOver: 0)
    #expect([lump, flowing, unclear, unannounced].map(\.isStreamed) == [false, true, nil, nil])
    #expect(Stream(sentOver: nil, firstAfter: 5, cameOver: 0.3).isStreamed == true)
    func streamed(_ streams: Stream...) -> Bool? {
      var polling = PollingFact(target: "/poll", isOrdinaryPage: false)
      polling.streams = streams
      return polling.isStreamed
    }
    #expect(streamed(lump) == nil)
    #expect(streamed(lump, lump) == false)
    #expect(streamed(lump, flowing) == true)
    #expect(streamed(unannounced, unannounced) == nil)
  }

  @Test(
    arguments: [
      (0, "0 s"), (0.26, "0.3 s"), (25, "25 s"), (25.44, "25.4 s"), (599.96, "600 s"),
      (720, "12 min"), (-1, "0 s"),
    ] as [(Double, String)])
  func `lengths are said as people say them`(seconds: Double, text: String) {
    #expect(seconds.asSpan == text)
  }
}
