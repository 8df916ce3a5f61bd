public import Evidence

/// Holds connections of different habits for as long as something can still be learnt.
///
/// It reads no clock and opens no socket: it is told what happens and when, and answers with what to do.
public struct EnduranceRun: Sendable {
  public typealias Habit = Endurance.Habit

  public enum Arrival: Sendable, Hashable {
    /// The answer to our ping.
    case pong
    /// Something of the server's own: a ping, or a message.
    case unasked
  }

  public enum Event: Sendable, Hashable {
    case opened(Habit)
    /// It could not be opened.
    case refused(Habit)
    case received(Habit, Arrival)
    case died(Habit, Endurance.End)
    /// The time asked for has come.
    case wake
  }

  public enum Action: Sendable, Hashable {
    case open(Habit)
    case ping(Habit)
    /// A data frame that neither begins nor ends a message that anybody sees.
    case data(Habit)
    /// Nothing is to be done before this instant, in seconds.
    case wake(at: Double)
    /// Nothing more can be learnt.
    case finish
  }

  public let plan: EndurancePlan
  var lines: [Habit: LineState] = [:]
  private var order: [Habit] = []
  private var begunAt = 0.0
  private var pending: Set<Habit> = []
  /// When the last pings went out: whatever is still there answers them.
  private var checkedAt: Double?
  private var wasStopped = false
  public private(set) var isFinished = false

  public init(_ plan: EndurancePlan) { self.plan = plan }

  /// Opens all but the late one.
  public mutating func begin(at now: Double) -> [Action] {
    begunAt = now
    var habits: [Habit] = [.silent, .noPong, .ping, .data]
    if plan.keepalive != nil { habits.append(.keepalive) }
    pending = Set(habits)
    return habits.map { .open($0) } + [.wake(at: now + plan.lateAfter)]
  }

  /// Takes what happened; the actions end with when to be woken, or with the end.
  public mutating func handle(_ event: Event, at now: Double) -> [Action] {
    guard !isFinished else { return [] }
    switch event {
    case .opened(let habit):
      pending.remove(habit)
      order.append(habit)
      lines[habit] = LineState(habit, openedAt: now, plan)
    case .refused(let habit): pending.remove(habit)
    case .received(let habit, let arrival): lines[habit]?.receive(arrival, at: now)
    case .died(let habit, let end): lines[habit]?.die(end, at: now)
    case .wake: break
    }
    return next(at: now)
  }

  /// Ends the wait early.
  public mutating func stop(at now: Double) {
    guard !isFinished else { return }
    wasStopped = true
    finish(at: now)
  }

  /// What became of the connections.
  public var result: Endurance {
    var result = Endurance(
      idle: plan.idle, keepalive: plan.keepalive, pingInterval: plan.pingInterval)
    result.lines = order.compactMap { lines[$0]?.line }
    result.wasStopped = wasStopped
    return result
  }

  /// The longest that it can still take. Seconds.
  public func secondsLeft(at now: Double) -> Double { max(0, latestEnd - now) }

  private var silent: LineState? { lines[.silent] }
  private var living: [LineState] { order.compactMap { lines[$0] }.filter(\.isAlive) }

  private mutating func next(at now: Double) -> [Action] {
    var actions: [Action] = []
    if isLateDue(at: now) {
      pending.insert(.lateSilent)
      actions.append(.open(.lateSilent))
    }
    for habit in order {
      guard let due = lines[habit]?.talk(at: now) else { continue }
      actions.append(due)
    }
    actions += check(at: now)
    if isOver(at: now) {
      finish(at: now)
      return actions + [.finish]
    }
    // An opening under way has a limit of its own.
    let isOnlyOpening = !pending.isEmpty && latestEnd <= now
    return actions + [.wake(at: isOnlyOpening ? now + 0.1 : max(nextWake, now))]
  }

  private func isLateDue(at now: Double) -> Bool {
    guard lines[.lateSilent] == nil, !pending.contains(.lateSilent), let silent else {
      return false
    }
    return !silent.isAlive || now >= silent.line.openedAt + plan.lateAfter
  }

  /// When the silent one has been held for long enough, every connection is asked for a last sign.
  private mutating func check(at now: Double) -> [Action] {
    guard checkedAt == nil, let silent, silent.isAlive, now >= silent.line.openedAt + plan.idle
    else { return [] }
    checkedAt = now
    return living.map { state in
      lines[state.line.habit]?.beginCheck(at: now)
      return .ping(state.line.habit)
    }
  }

  private func isOver(at now: Double) -> Bool {
    guard let silent else { return !pending.contains(.silent) }
    if let checkedAt {
      return now >= checkedAt + plan.patience || living.allSatisfy { !$0.isBeingChecked }
    }
    if silent.isAlive { return false }
    return pending.isEmpty && now >= latestEnd
  }

  /// When the last of what is awaited is there at the latest.
  private var latestEnd: Double {
    guard let silent else { return begunAt + plan.idle + plan.patience }
    let last = silent.line.openedAt + plan.idle + plan.patience
    if let checkedAt { return checkedAt + plan.patience }
    guard !silent.isAlive else { return last }
    // Each must outlive the silent one, or end.
    let age = silent.line.age
    let needed = living.map { $0.line.openedAt + age + plan.margin(after: age) }.max()
    return min(last, needed ?? silent.line.endedAt)
  }

  private var nextWake: Double {
    var instants = living.compactMap(\.dueAt) + [latestEnd]
    if let silent, silent.isAlive, checkedAt == nil {
      instants.append(silent.line.openedAt + plan.idle)
      if lines[.lateSilent] == nil && !pending.contains(.lateSilent) {
        instants.append(silent.line.openedAt + plan.lateAfter)
      }
    }
    return instants.min() ?? latestEnd
  }

  private mutating func finish(at now: Double) {
    isFinished = true
    // Silence means something only where pings are answered at all.
    let answersPings = lines.values.contains(where: \.hasPong)
    for habit in order {
      lines[habit]?.finish(at: now, judgesSilence: answersPings && !wasStopped, plan.patience)
    }
  }
}
