/// Relations between connections: they hold whatever the limit, the proxy and the application are.
extension Endurance {
  /// How the limit of silence compares with the keepalive's interval.
  public enum Room: String, Sendable {
    /// The cut comes before the first keepalive is due.
    case shorter
    /// Less than one and a half intervals.
    case narrow
    case enough
  }

  /// The silent connection's end, when it didn't stay open.
  public var silentEnd: Line? { self[.silent].flatMap { $0.end.isOpen ? nil : $0 } }

  /// Whether the application said goodbye to the silent connection; `nil`: broken frames ended it.
  public var closedByApplication: Bool? {
    guard let first = silentEnd, first.end != .violation else { return nil }
    if case .closeFrame = first.end { return !first.end.isCut }
    return false
  }

  /// Differences up to this are none. Seconds.
  private var tolerance: Double { max(0.25, 0.03 * (silentEnd?.age ?? 0)) }

  /// Connections of different age ended at one moment; `nil`: no two of different age can be compared.
  public var endAtOneMoment: Bool? {
    // When one was dropped in silence nobody saw.
    guard let first = silentEnd, let late = self[.lateSilent], first.end != .dropped else {
      return nil
    }
    // A pause of our own makes two moments one.
    guard longestPause < abs(late.openedAt - first.openedAt) - tolerance else { return nil }
    if late.end.isOpen { return late.endedAt > first.endedAt + tolerance ? false : nil }
    // What ends everything at one moment spares nobody; a timer that looks once a second does.
    let isSurvived = lines.contains {
      $0.openedAt < first.endedAt - tolerance && $0.endedAt > first.endedAt + tolerance
    }
    if isSurvived { return false }
    let byMoment = abs(late.endedAt - first.endedAt)
    return byMoment < abs(late.age - first.age) && byMoment <= tolerance
  }

  /// Each connection that ended did so as another one opened, and only the last one opened lives: who keeps
  /// one connection a session closes the one before; `nil`: nothing ended, or nothing else was opened.
  public var endsAsAnotherOpens: Bool? {
    guard silentEnd != nil, lines.count > 1 else { return nil }
    // A peer's answer to an opening takes no longer, and a limit of silence is never so short. It may
    // come before the opening's own: they are on two connections.
    let reach = 0.5 + longestPause
    return lines.allSatisfy { line in
      let others = lines.filter { $0.habit != line.habit }
      if line.end.isOpen { return others.allSatisfy { $0.openedAt <= line.openedAt + reach } }
      return others.contains { abs(line.endedAt - $0.openedAt) <= reach }
    } && lines.contains { $0.end.isOpen }
  }

  private func outlives(_ line: Line, _ silent: Line) -> Bool {
    // When a silent one was dropped doesn't show: at the end it was dead, and the other alive.
    if silent.end == .dropped && line.end.isOpen { return true }
    return line.age > silent.age + tolerance
  }

  /// Connections that talked while the silent one fell silent, with how they fared.
  private var talkers: [Line] {
    guard let first = silentEnd else { return [] }
    return lines.filter {
      guard [.ping, .data, .keepalive].contains($0.habit), let at = $0.firstSentAt else {
        return false
      }
      return at - $0.openedAt < first.age - tolerance
    }
  }

  /// All ended at one age, whatever they had said; `nil`: none had said anything.
  public var endAtOneAge: Bool? {
    guard let first = silentEnd, !talkers.isEmpty else { return nil }
    return lines.allSatisfy { line in
      !line.end.isOpen && abs(line.age - first.age) <= tolerance
    }
  }

  /// A connection that talked outlived the silent one; the one that shows it.
  public var survivor: Line? {
    guard let first = silentEnd else { return nil }
    return talkers.filter { outlives($0, first) }
      .max { ($0.habit == .keepalive ? 0 : 1, $0.age) < ($1.habit == .keepalive ? 0 : 1, $1.age) }
  }

  /// Whether talking of some kind keeps a connection open; `nil`: nothing talked in time.
  public var talkingKeepsOpen: Bool? { talkers.isEmpty ? nil : survivor != nil }

  /// Silent connections ended at one quiet age; `nil`: only one did.
  public var endsRepeatably: Bool? {
    guard let first = silentEnd else { return nil }
    let others = [Habit.lateSilent, .noPong].compactMap { self[$0] }.filter { !$0.end.isOpen }
    guard !others.isEmpty else { return nil }
    return others.allSatisfy { abs($0.quiet - first.quiet) <= tolerance && $0.end == first.end }
  }

  /// The interval at which the application talks by itself, where it does.
  public var observedInterval: Double? {
    guard let line = self[.silent], line.unasked.count >= 3 else { return nil }
    let gaps = zip(line.unasked.dropFirst(), line.unasked).map { $0 - $1 }.filter { $0 > 0.2 }
    guard gaps.count >= 2, let longest = gaps.max(), let shortest = gaps.min(),
      longest - shortest <= max(0.25, 0.2 * longest)
    else { return nil }
    return longest
  }

  /// How long silence is borne; `nil`: that can't be said.
  public var limit: (seconds: Double, uncertainty: Double, isReached: Bool)? {
    guard let silent = self[.silent], endsAsAnotherOpens != true else { return nil }
    switch silent.end {
    case .open:
      let longest = lines.filter(\.end.isOpen).map { max($0.quiet, $0.survivedQuiet) }.max()
      return longest.map { ($0, 0, false) }
    case .dropped:
      let least = lines.map(\.survivedQuiet).max() ?? 0
      guard least < silent.quiet else { return (least, 0, false) }
      return ((least + silent.quiet) / 2, (silent.quiet - least) / 2, true)
    case .fin, .closeNotify, .rst, .closeFrame:
      if endAtOneAge == true || endAtOneMoment == true { return (silent.quiet, 0, false) }
      let same = lines.filter {
        [.silent, .lateSilent, .noPong].contains($0.habit) && $0.end == silent.end
          && abs($0.quiet - silent.quiet) <= tolerance
      }.map(\.quiet)
      let cut = silent.end == .fin || silent.end == .closeNotify || silent.end == .rst
      return (
        max(0, silent.quiet - (cut ? lateness : 0)),
        max(0.1, longestPause, (same.max() ?? 0) - (same.min() ?? 0)), true
      )
    case .violation: return nil
    }
  }

  /// How often applications talk that do so by themselves, at least: Engine.IO 4 each 25 s, Phoenix's
  /// clients each 30 s (their documentation). Seconds.
  private static let usualInterval = 30.0

  /// Silence is cut sooner than most applications talk; `nil`: it isn't cut, or this one's habit is known.
  public var silenceIsShort: Bool? {
    guard keepalive == nil, observedInterval == nil, let limit, limit.isReached else { return nil }
    return limit.seconds + limit.uncertainty < Self.usualInterval
  }

  /// The limit against the keepalive; `nil`: one of the two isn't known well enough.
  public var room: Room? {
    guard let keepalive, let limit else { return nil }
    guard limit.isReached else { return limit.seconds >= 1.5 * keepalive ? .enough : nil }
    if limit.seconds + limit.uncertainty < keepalive { return .shorter }
    if let line = self[.keepalive], !line.end.isOpen, line.age - keepalive < 0.25 {
      return .shorter
    }
    return limit.seconds + limit.uncertainty < 1.5 * keepalive ? .narrow : .enough
  }

  /// Whether the keepalive keeps its connection open; `nil`: none went out, or nothing would have
  /// been cut without it.
  public var keepaliveKeepsOpen: Bool? {
    guard let line = self[.keepalive], let keepalive, let firstSentAt = line.firstSentAt else {
      return nil
    }
    // Where the wait was broken off, what would have been cut later isn't known.
    if line.end.isOpen { return silentEnd.map { outlives(line, $0) } ?? (wasStopped ? nil : true) }
    // One that goes out as the connection ends proves nothing.
    guard line.endedAt - firstSentAt > min(0.25, keepalive / 4) else { return nil }
    return silentEnd.map { outlives(line, $0) } ?? false
  }
}
