import Evidence

extension Case {
  static let endurance: [Case] = [
    Case("idle.timeout-too-short") { $0.held([.cut(20), .late(20), .talking()]) },
    Case("idle.timeout-too-short") {
      // The application's side was cut first: it says that it lost the connection.
      let lost = Endurance.End.closeFrame(code: 1002)
      $0.held([.cut(20, lost), .late(20, lost), .talking()])
    },
    Case("idle.timeout-too-short", "for most applications") {
      $0.held([.cut(20), .late(20), .talking()], keepalive: nil)
    },
    Case("idle.no-margin") { $0.held([.cut(40), .late(40), .talking(), .keepalive(sentAt: 30)]) },
    Case("idle.lifetime-limit") {
      $0.held([.cut(20), .late(20), .talking(endingAt: 20)], keepalive: 10)
    },
    Case("idle.reload") { $0.held([.cut(20), .late(17), .talking(endingAt: 20)]) },
    Case("application.session-refused", "one connection at a time") {
      let close = Endurance.End.closeFrame(code: 1000)
      var another = Endurance.Line.cut(0.01, close)
      another.habit = .noPong
      $0.held([.cut(0.01, close), another, .talking(endingAt: 3.02, by: close), .late(5, .open)])
    },
    Case("idle.silent-drop") {
      $0.held([.cut(75, .dropped), .late(72, .dropped), .talking()], keepalive: nil)
    },
    Case("idle.silent-drop", "the keepalive prevents it") {
      $0.held([.cut(75, .dropped), .late(72, .dropped), .talking(), .keepalive(sentAt: 30)])
    },
    Case("idle.application-timeout") {
      let close = Endurance.End.closeFrame(code: 1001)
      $0.held([.cut(20, close), .late(20, close), .talking()], keepalive: nil)
    },
    Case("idle.application-timeout", "whatever is said") {
      let close = Endurance.End.closeFrame(code: 4408)
      $0.held([.cut(20, close), .late(20, close), .talking(endingAt: 20, by: close)])
    },
    Case("idle.application-timeout", "it hangs up") {
      $0.held([.cut(20), .late(20), .talking(endingAt: 20)], keepalive: 10)
    },
    Case("keepalive.not-honored") {
      $0.held(
        [.cut(20), .late(20), .talking(), .keepalive(sentAt: 10, endingAt: 20)], keepalive: 10)
    },
    Case("polling.broken") {
      var polling = PollingFact(target: "/", isOrdinaryPage: true)
      polling.asked = 20
      polling.answered = 11
      polling.failures = ["502": 9]
      $0.findings.polling = polling
    },
    Case("polling.buffered") {
      var polling = PollingFact(target: "/", isOrdinaryPage: true)
      polling.asked = 20
      polling.answered = 20
      let lump = PollingFact.Stream(sentOver: 0.9, firstAfter: 0.92, cameOver: 0.01)
      polling.streams = [lump, lump]
      polling.reached = 20
      $0.findings.polling = polling
    },
  ]
}

extension World {
  /// What became of connections that were held for 75 s.
  mutating func held(_ lines: [Endurance.Line], keepalive: Double? = 30) {
    var endurance = Endurance(idle: 75, keepalive: keepalive, pingInterval: 5)
    endurance.lines = lines
    findings.endurance = endurance
  }
}

extension Endurance.Line {
  /// The silent one.
  static func cut(_ age: Double, _ end: Endurance.End = .fin) -> Self {
    var line = Self(habit: .silent, openedAt: 0)
    line.age = age
    line.quiet = age
    line.end = end
    return line
  }

  /// A silent one that was opened three seconds later.
  static func late(_ age: Double, _ end: Endurance.End = .fin) -> Self {
    var line = cut(age, end)
    line.habit = .lateSilent
    line.openedAt = 3
    return line
  }

  /// The one with pings.
  static func talking(endingAt end: Double? = nil, by sign: Endurance.End = .fin) -> Self {
    var line = Self(habit: .ping, openedAt: 0)
    line.age = end ?? 75
    line.end = end == nil ? .open : sign
    line.quiet = 5
    line.sent = 10
    line.firstSentAt = 5
    line.survivedQuiet = 5
    return line
  }

  static func keepalive(sentAt: Double, endingAt end: Double? = nil) -> Self {
    var line = talking(endingAt: end)
    line.habit = .keepalive
    line.firstSentAt = sentAt
    line.sent = 1
    return line
  }
}
