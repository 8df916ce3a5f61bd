import Evidence

extension ConformanceRun {
  /// Why a case was not tried, or not judged, when the server went away.
  static let gone = "the server takes no connections any more"
  static let spared = "the server went away more than once during the run, and is spared the rest"
  private static let underWay =
    "the server went away while this was tried: no verdict rests on that"

  /// Tries once more, alone, what may have come of our haste or of another case: what rests on
  /// silence, and, where the server was away for a time, what rests on an end of TCP without a word.
  ///
  /// - Returns: the cases that were under way when the server went, if it is gone for good.
  nonisolated(nonsending) func secondLook(
    _ tried: inout [Tried], _ survey: Survey, _ limits: Patiences, _ habits: Habits
  ) async -> [String]? {
    for place in tried.indices where !habits.mayHaveGone(at: tried[place].endedAt) {
      tried[place].hungUp = false
    }
    let wasAway = habits.hadOutage
    habits.beginAlone()
    if wasAway {
      guard await isThere(limits, habits) else { return giveUp(&tried) }
    }
    let untold = tried.indices.filter { tried[$0].result.restsOnNothing && !tried[$0].hungUp }
    // Last those that may have sent the server away: each shows now whether it does.
    let suspects = tried.indices.filter { tried[$0].hungUp }
    for place in untold + suspects {
      if stop.isStopped { return nil }
      let deaths = habits.deaths
      tried[place] = await judge(tried[place].test, survey, limits, habits)
      guard tried[place].hungUp else { continue }
      tried[place].hungUp = false
      let isBack = await isThere(limits, habits)
      guard habits.deaths > deaths else { continue }
      tried[place].result.verdict = .fail
      tried[place].result.actual =
        (tried[place].result.actual ?? "") + ", and the server took no connection afterwards"
      let lost = giveUp(&tried, because: tried[place].test.id)
      return isBack ? nil : lost
    }
    return habits.isGone ? giveUp(&tried) : nil
  }

  /// Whether a correct handshake opens a WebSocket.
  private nonisolated(nonsending) func isThere(_ limits: Patiences, _ habits: Habits) async -> Bool
  {
    let test = Case(
      id: "there", requirement: "", steps: [.write([.close(1000)])], ending: .closing, accepts: [])
    habits.noteOpened(1)
    let outcome = await CaseRun(
      test: test, endpoint: endpoint, loop: loop, limits: limits, habits: habits
    ).run()
    guard case .judged(let trace, _) = outcome else { return false }
    return trace.switched && !habits.isGone
  }

  /// Takes back what the server's going away may have decided.
  private func giveUp(_ tried: inout [Tried], because culprit: String? = nil) -> [String] {
    var lost: [String] = []
    for place in tried.indices
    where tried[place].hungUp && tried[place].result.verdict != .inconclusive {
      tried[place].result.verdict = .inconclusive
      tried[place].result.reason = Self.underWay
      lost.append(tried[place].test.id)
    }
    return culprit.map { [$0] } ?? lost
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

  private var isUnreached: Bool { reason?.hasPrefix(CaseRun.noConnection) ?? false }
}
