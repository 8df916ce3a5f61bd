import Evidence

/// One connection of an ``EnduranceRun``: what went over it, and when it talks next. Seconds.
struct LineState: Sendable {
  private(set) var line: Endurance.Line
  private let interval: Double?
  private let saysData: Bool
  /// Whether the gaps between its frames begin small and grow, so that a short limit is met too.
  private let grows: Bool
  private(set) var dueAt: Double?
  /// Who talks does so early, so that an end at the age of a second is told from one by silence. Seconds.
  private static let firstWord = 0.5
  private var lastTrafficAt: Double
  private var lastReceivedAt: Double
  /// A ping of ours that has no answer yet.
  private var pingedAt: Double?
  private(set) var hasPong = false
  private(set) var isBeingChecked = false
  private var wasChecked = false

  init(_ habit: Endurance.Habit, openedAt: Double, _ plan: EndurancePlan) {
    line = Endurance.Line(habit: habit, openedAt: openedAt)
    lastTrafficAt = openedAt
    lastReceivedAt = openedAt
    switch habit {
    case .silent, .lateSilent, .noPong:
      (interval, saysData, grows) = (nil, false, false)
    case .keepalive:
      (interval, saysData, grows) = (plan.keepalive, plan.keepaliveIsMessage, false)
    case .ping: (interval, saysData, grows) = (plan.pingInterval, false, true)
    case .data: (interval, saysData, grows) = (plan.pingInterval, true, true)
    }
    dueAt = interval.map { openedAt + (grows ? min($0 / 8, Self.firstWord) : $0) }
  }

  var isAlive: Bool { line.end.isOpen }

  /// What it says now, if anything is due.
  mutating func talk(at now: Double) -> EnduranceRun.Action? {
    guard isAlive, let interval, let dueAt, now >= dueAt else { return nil }
    let age = now - line.openedAt
    self.dueAt = grows ? now + min(interval, max(age, interval / 8)) : max(now, dueAt + interval)
    line.sent += 1
    if line.firstSentAt == nil { line.firstSentAt = now }
    lastTrafficAt = now
    guard !saysData else { return .data(line.habit) }
    if pingedAt == nil { pingedAt = now }
    return .ping(line.habit)
  }

  mutating func receive(_ arrival: EnduranceRun.Arrival, at now: Double) {
    guard isAlive else { return }
    line.received += 1
    let quietSince = isBeingChecked ? line.openedAt + line.age - line.quiet : lastReceivedAt
    switch arrival {
    case .pong:
      hasPong = true
      // Only what went and came proves that the way was open after the silence.
      line.survivedQuiet = max(
        line.survivedQuiet, (pingedAt ?? now) - max(quietSince, line.openedAt))
      pingedAt = nil
      isBeingChecked = false
    case .unasked:
      line.survivedQuiet = max(line.survivedQuiet, now - quietSince)
      line.unasked.append(now)
    }
    lastReceivedAt = now
    lastTrafficAt = max(lastTrafficAt, now)
  }

  mutating func die(_ end: Endurance.End, at now: Double) {
    guard isAlive else { return }
    note(at: now)
    line.end = end
    isBeingChecked = false
    dueAt = nil
  }

  /// A last ping goes out; age and silence are those of now.
  mutating func beginCheck(at now: Double) {
    note(at: now)
    isBeingChecked = true
    wasChecked = true
    dueAt = nil
    pingedAt = now
  }

  /// - Parameter judgesSilence: an unanswered ping means that nothing comes back any more.
  mutating func finish(at now: Double, judgesSilence: Bool, _ patience: Double) {
    guard isAlive else { return }
    dueAt = nil
    if wasChecked {
      if isBeingChecked && judgesSilence { line.end = .dropped }
    } else if judgesSilence, hasPong, let pingedAt, now - pingedAt >= patience {
      note(at: pingedAt)
      line.end = .dropped
    } else {
      note(at: now)
    }
  }

  private mutating func note(at now: Double) {
    line.age = now - line.openedAt
    line.quiet = max(0, now - lastTrafficAt)
  }
}
