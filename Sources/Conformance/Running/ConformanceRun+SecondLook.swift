import Evidence
import HTTP1
import Transport

extension ConformanceRun {
  /// Why a case was not tried, or not judged, when the server went away.
  static let gone = "the server takes no connections any more"
  static let spared = "the server went away more than once during the run, and is spared the rest"
  private static let underWay =
    "the server went away while this was tried: no verdict rests on that"
  /// So many cases are named that send the server away; then it is left in peace.
  private static let deathLimit = 2
  /// How often it is looked whether a server is back.
  private static let look = Duration.milliseconds(250)

  /// Tries once more, alone, what may have come of our haste or of another case: what rests on
  /// silence, and, where the server was away for a time, what rests on an end of TCP without a word.
  ///
  /// - Returns: what is lost, if the server is gone for good.
  nonisolated(nonsending) func secondLook(
    _ tried: inout [Tried], _ survey: Survey, _ limits: Patiences, _ habits: Habits
  ) async -> Loss? {
    // What the last cases did to the server shows only now.
    if !stop.isStopped, tried.contains(where: \.hungUp),
      let absence = await absence(limits, habits), absence.isDeath, !stop.isStopped
    {
      habits.noteOutage()
    }
    for place in tried.indices where !habits.mayHaveGone(at: tried[place].endedAt) {
      tried[place].hungUp = false
    }
    let wasAway = habits.hadOutage
    habits.beginAlone()
    if wasAway {
      let absence = await restart(limits, habits)
      if let absence, !stop.isStopped {
        return Loss(cases: giveUp(&tried), status: absence.status)
      }
      // What was refused until it was back is the same death.
      habits.beginAlone()
    }
    let untold = tried.indices.filter { tried[$0].result.restsOnNothing && !tried[$0].hungUp }
    // Last those that may have sent the server away: each shows now whether it does.
    let suspects = tried.indices.filter { tried[$0].hungUp }
    var named = 0
    for place in untold + suspects {
      if stop.isStopped { break }
      var deaths = habits.deaths
      tried[place] = await judge(tried[place].test, survey, limits, habits)
      guard tried[place].hungUp || habits.deaths > deaths else { continue }
      deaths = habits.deaths
      let absence = await absence(limits, habits)
      // Then nothing says why there was no answer.
      if stop.isStopped { break }
      tried[place].hungUp = false
      guard habits.deaths > deaths || absence?.isDeath == true else {
        // Who hangs up on one request, and is there for the next, has not gone.
        habits.beginAlone()
        continue
      }
      guard tried[place].result.wasConnected else { continue }
      tried[place].result.verdict = .fail
      tried[place].result.actual =
        (tried[place].result.actual ?? tried[place].result.reason ?? "")
        + ", and the server was gone then: "
        + (absence?.why ?? "it took no connection for a moment")
      tried[place].result.reason = nil
      named += 1
      if let absence = await restart(limits, habits), !stop.isStopped {
        _ = giveUp(&tried)
        return Loss(cases: [tried[place].test.id], status: absence.status)
      }
      if named == Self.deathLimit { break }
      habits.beginAlone()
    }
    if named > 0 || stop.isStopped {
      _ = giveUp(&tried)
      return nil
    }
    return habits.isGone ? Loss(cases: giveUp(&tried)) : nil
  }

  /// How a correct handshake failed.
  private struct Absence {
    var why: String
    /// The answer's, if there was one.
    var status: Int?
    /// Nobody is there, as far as can be told: a 503 or 429 may be a limit for requests as well.
    var isDeath: Bool { status == nil || status == 502 || status == 504 }
  }

  /// Why a correct handshake opens no WebSocket; `nil`: it does.
  private nonisolated(nonsending) func absence(_ limits: Patiences, _ habits: Habits) async
    -> Absence?
  {
    let test = Case(
      id: "there", requirement: "", steps: [.write([.close(1000)])], ending: .answer, accepts: [])
    habits.noteOpened(1)
    let outcome = await CaseRun(
      test: test, endpoint: endpoint, loop: loop, limits: limits, habits: habits
    ).run()
    switch outcome {
    case .inconclusive(let why, _): return Absence(why: why)
    case .judged(let trace, _):
      return trace.switched ? nil : Absence(why: trace.summary, status: trace.head?.status)
    }
  }

  /// Waits for a server that may be started anew, until a correct handshake opens a WebSocket: then
  /// `nil`.
  private nonisolated(nonsending) func restart(_ limits: Patiences, _ habits: Habits) async
    -> Absence?
  {
    let deadline = EventLoop.now() + limits.restart
    while let absence = await absence(limits, habits) {
      if EventLoop.now() >= deadline || stop.isStopped { return absence }
      try? await Task.sleep(for: Self.look)
    }
    return nil
  }

  /// Takes back what the server's going away may have decided; the cases that were under way then.
  private func giveUp(_ tried: inout [Tried]) -> [String] {
    var lost: [String] = []
    for place in tried.indices
    where tried[place].hungUp && tried[place].result.verdict != .inconclusive {
      tried[place].result.verdict = .inconclusive
      tried[place].result.reason = Self.underWay
      lost.append(tried[place].test.id)
    }
    return lost
  }
}

extension CaseResult {
  /// Whether only the lack of an answer, or of a connection, decided.
  fileprivate var restsOnNothing: Bool {
    switch verdict {
    case .fail, .nonStrict: actual?.contains(Trace.silenceMark) ?? false
    case .inconclusive:
      actual == nil
        && (!transcript.isEmpty || isUnreached || reason == ConformanceRun.gone
          || reason == ConformanceRun.spared)
    case .pass, .skipped: false
    }
  }

  /// Whether the case came as far as its request.
  fileprivate var wasConnected: Bool { actual != nil || !isUnreached && !transcript.isEmpty }

  private var isUnreached: Bool { reason?.hasPrefix(CaseRun.noConnection) ?? false }
}
