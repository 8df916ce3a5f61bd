extension ObservationDefinition {
  /// How connections of different habits fared when they were held for long.
  static let endurance: [ObservationDefinition] =
    Endurance.Habit.allCases.map { habit in
      ObservationDefinition(
        .died(habit), probe: habit == .keepalive ? "keepalive" : "idle", asks: [.handshake]
      ) { findings in
        guard let endurance = findings.endurance, let line = endurance[habit] else { return nil }
        return Reading(.word(line.end.word), endurance.sentence(of: line))
      }
    } + relationsOfEndurance

  private static let relationsOfEndurance: [ObservationDefinition] = [
    relation(.talkingKeepsOpen) { endurance in
      guard let keepsOpen = endurance.talkingKeepsOpen else { return nil }
      guard keepsOpen, let line = endurance.survivor else {
        return Reading(false, "connections that talked ended as the silent one did")
      }
      let fate = line.end.isOpen ? "alive when we stopped, after" : "lived"
      return Reading(
        true, "talking keeps it open: the one with \(line.habit.phrase) \(fate) \(line.age.asSpan)")
    },
    relation(.endAtOneAge) { endurance in
      guard let first = endurance.silentEnd, let holds = endurance.endAtOneAge else { return nil }
      return holds
        ? Reading(true, "every connection ends at the age of \(first.age.asSpan), talking or not")
        : Reading(false, "only silence ends it: one that talks outlives \(first.age.asSpan)")
    },
    relation(.endAtOneMoment) { endurance in
      guard let first = endurance.silentEnd, let late = endurance[.lateSilent],
        let holds = endurance.endAtOneMoment
      else { return nil }
      let offset = abs(late.openedAt - first.openedAt).asSpan
      if holds {
        return Reading(true, "connections opened \(offset) apart ended at one moment")
      }
      return late.end.isOpen
        ? Reading(false, "one opened \(offset) later lived on")
        : Reading(false, "one opened \(offset) later ended \(offset) later")
    },
    relation(.endsAsAnotherOpens) { endurance in
      guard let holds = endurance.endsAsAnotherOpens else { return nil }
      return holds
        ? Reading(true, "each connection ended as another one opened; the last one lives")
        : Reading(false, "connections ended while no other one opened, or several live")
    },
    relation(.closedByApplication) { endurance in
      guard let first = endurance.silentEnd, let holds = endurance.closedByApplication else {
        return nil
      }
      if first.end == .closeFrame(code: 1002) {
        return Reading(false, "its Close frame 1002 says that it lost the connection itself")
      }
      if holds {
        let reason = first.closeReason.isEmpty ? "" : ": “\(first.closeReason)”"
        return Reading(true, "the application said goodbye by a \(first.end.phrase)\(reason)")
      }
      return Reading(false, "it would have sent a Close frame")
    },
    relation(.endsRepeatably) { endurance in
      guard let first = endurance.silentEnd, let holds = endurance.endsRepeatably else {
        return nil
      }
      return holds
        ? Reading(true, "each silent connection ended after \(first.quiet.asSpan) of silence")
        : Reading(false, "silent connections ended after different lengths of silence")
    },
    relation(.room, probe: "keepalive") { endurance in
      guard let room = endurance.room, let limit = endurance.limit,
        let keepalive = endurance.keepalive
      else { return nil }
      let bound = limit.isReached ? "" : "at least "
      let word: ObservedValue = .word(room.rawValue)
      switch room {
      case .shorter:
        return Reading(
          word,
          "the limit of silence, \(limit.seconds.asSpan), ends before the first keepalive at "
            + keepalive.asSpan)
      case .narrow:
        return Reading(
          word,
          "the limit of silence, \(limit.seconds.asSpan), is less than one and a half keepalives of "
            + keepalive.asSpan)
      case .enough:
        return Reading(
          word,
          "the limit of silence, \(bound)\(limit.seconds.asSpan), has room for a keepalive each "
            + keepalive.asSpan)
      }
    },
    relation(.silenceIsShort) { endurance in
      guard let limit = endurance.limit, let isShort = endurance.silenceIsShort else { return nil }
      let seconds = limit.seconds.asSpan
      return isShort
        ? Reading(true, "silence is cut after \(seconds), which few applications keep under")
        : Reading(false, "silence is borne for \(seconds)")
    },
    relation(.keepaliveKeepsOpen, probe: "keepalive") { endurance in
      guard let line = endurance[.keepalive], let keepalive = endurance.keepalive,
        let holds = endurance.keepaliveKeepsOpen
      else { return nil }
      return holds
        ? Reading(true, "with a keepalive each \(keepalive.asSpan): alive after \(line.age.asSpan)")
        : Reading(
          false,
          "with \(line.sent) keepalive\(line.sent == 1 ? "" : "s"), one each \(keepalive.asSpan): "
            + "ended after \(line.age.asSpan) all the same")
    },
  ]

  private static func relation(
    _ name: ObservationName, probe: ProbeID = "idle",
    _ read: @escaping @Sendable (Endurance) -> Reading?
  ) -> ObservationDefinition {
    ObservationDefinition(name, probe: probe, asks: [.handshake]) { $0.endurance.flatMap(read) }
  }
}

extension Endurance {
  /// What became of one connection.
  public func sentence(of line: Line) -> String {
    let subject = line.habit.subject
    switch line.end {
    case .open: return "\(subject) is alive after \(line.age.asSpan)"
    case .closeFrame:
      return "\(subject) is closed after \(line.age.asSpan) by a \(line.end.phrase)"
    case .dropped:
      return
        "\(subject) is dead after \(line.age.asSpan): a ping gets no answer, and no FIN or RST came"
    case .violation: return "\(subject) ends in \(line.end.phrase) after \(line.age.asSpan)"
    case .fin, .closeNotify, .rst:
      let quiet = line.sent > 0 ? line.age : line.quiet
      return "\(subject) is cut after \(quiet.asSpan): \(line.end.phrase)"
    }
  }
}

extension Endurance.Habit {
  /// As the subject of a sentence.
  var subject: String {
    switch self {
    case .silent: "a silent connection"
    case .lateSilent: "a silent connection opened later"
    case .noPong: "a connection that doesn't even answer pings"
    case .keepalive: "the connection with the keepalive"
    case .ping: "a connection with pings"
    case .data: "a connection with data frames"
    }
  }

  /// What it says, in a word or two.
  var phrase: String {
    switch self {
    case .silent, .lateSilent, .noPong: "silence"
    case .keepalive: "the keepalive"
    case .ping: "pings"
    case .data: "data frames"
    }
  }
}

extension Endurance.End {
  /// As a value of an observation.
  var word: String {
    switch self {
    case .open: "no"
    case .fin: "fin"
    case .closeNotify: "close-notify"
    case .rst: "rst"
    case .closeFrame(code: 1002): "close-frame-1002"
    case .closeFrame: "close-frame"
    case .dropped: "silence"
    case .violation: "violation"
    }
  }
}

extension Double {
  /// Seconds as people say them: 0.3 s, 25 s, 25.4 s, 12 min.
  public var asSpan: String {
    guard isFinite, self < 36_000 else { return "\(self) s" }
    if self >= 600 { return "\(Int(nearest: self / 60)) min" }
    let tenths = Int(nearest: max(0, self) * 10)
    return tenths % 10 == 0 ? "\(tenths / 10) s" : "\(tenths / 10).\(tenths % 10) s"
  }
}
