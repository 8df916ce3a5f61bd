import Evidence
import Synchronization
import Transport

/// All cases that were chosen, at one endpoint, side by side.
struct ConformanceRun: Sendable {
  /// Connections at a time: a server at work shall not notice.
  static let safeConnections = 5
  /// What wsdoctor allows itself altogether.
  static let fullConnections = 8

  let endpoint: Endpoint
  let options: ConformanceOptions
  let loop: EventLoop
  let startedAt: ContinuousClock.Instant
  let stop: ConformanceStop
  let progress: @Sendable (ConformanceProgress) -> Void

  /// Everything that was found out about the endpoint.
  struct Outcome: Sendable {
    var survey: Survey
    var cases: [CaseResult]
    var connections: Int
  }

  func run() async -> Outcome {
    let survey = await Survey.make(
      of: endpoint, step: options.stepTimeout, wantsEcho: options.echo, on: loop)
    let queue = CaseQueue(options.chosen)
    let limits = Patiences(step: options.stepTimeout, roundTrip: survey.roundTrip)
    let habits = Habits()
    progress(.began(cases: options.chosen.count))
    let width = options.tier == .full ? Self.fullConnections : Self.safeConnections
    habits.noteOpened(survey.connections)
    var results = await withTaskGroup(of: [(Int, CaseResult)].self) { group in
      for _ in 0..<width {
        group.addTask {
          var results: [(Int, CaseResult)] = []
          while let (index, test) = queue.next() {
            let result = await judge(test, survey, limits, habits)
            progress(.judged(result))
            results.append((index, result))
          }
          return results
        }
      }
      var all: [(Int, CaseResult)] = []
      for await some in group { all += some }
      return all.sorted { $0.0 < $1.0 }
    }
    // Silence under load may be haste on our side: what rests on it is tried once more, alone.
    for (place, (_, result)) in results.enumerated() where result.restsOnSilence && !stop.isStopped
    {
      guard let test = options.chosen.first(where: { $0.id == result.id }) else { continue }
      results[place].1 = await judge(test, survey, limits, habits)
    }
    return Outcome(
      survey: survey, cases: results.map(\.1), connections: habits.connections)
  }

  /// Tries a case, or says why not.
  private nonisolated(nonsending) func judge(
    _ test: Case, _ survey: Survey, _ limits: Patiences, _ habits: Habits
  ) async -> CaseResult {
    var result = CaseResult(
      id: test.id, level: test.level, verdict: .skipped, requirement: test.requirement,
      expected: test.expected, actual: nil)
    let begun = EventLoop.now()
    result.startSeconds = (begun - startedAt).inSeconds
    if let obstacle = obstacle(to: test, survey) {
      result.verdict = obstacle.verdict
      result.reason = obstacle.reason
      return result
    }
    habits.noteOpened(1)
    let outcome = await CaseRun(
      test: test, endpoint: endpoint, loop: loop, limits: limits, habits: habits
    ).run()
    result.durationSeconds = (EventLoop.now() - begun).inSeconds
    if stop.isStopped && Task.isCancelled {
      result.reason = "the run was stopped"
      return result
    }
    switch outcome {
    case .inconclusive(let why, let transcript):
      result.verdict = .inconclusive
      result.reason = why
      result.transcript = transcript
    case .judged(let trace, let transcript):
      result.take(Judgement(trace, of: test, survey: survey), transcript)
    }
    return result
  }

  private func obstacle(to test: Case, _ survey: Survey) -> (
    verdict: CaseResult.Verdict, reason: String
  )? {
    if stop.isStopped { return (.skipped, "the run was stopped") }
    if survey.obstacle != nil {
      return (.inconclusive, "a correct handshake does not open a WebSocket here")
    }
    if test.needs.contains(.echo) && !survey.echoes {
      return (.skipped, "the endpoint doesn't send messages back (--echo if it does)")
    }
    if !test.needs.isDisjoint(with: [.compression, .agreement, .sharedWindow]) && !survey.compresses
    {
      return (.skipped, "the endpoint doesn't agree to permessage-deflate")
    }
    if test.ending != .answer, let why = survey.letsNobodyStay { return (.inconclusive, why) }
    return nil
  }
}

extension CaseResult {
  fileprivate mutating func take(_ judgement: Judgement, _ transcript: [WireRecord]) {
    verdict = judgement.verdict
    closing = judgement.closing
    actual = judgement.actual
    reason = judgement.reason
    if verdict != .pass || closing == .wrongCode || closing == .unclean {
      self.transcript = transcript
    }
  }

  /// Whether only the lack of an answer, or of a connection, decided.
  fileprivate var restsOnSilence: Bool {
    switch verdict {
    case .fail, .nonStrict: actual?.contains(Trace.silenceMark) ?? false
    case .inconclusive: actual == nil && !transcript.isEmpty
    case .pass, .skipped: false
    }
  }
}

/// The cases that are still to be tried, shared by those who try them.
private final class CaseQueue: Sendable {
  private let cases: [Case]
  private let place = Mutex(0)

  init(_ cases: [Case]) { self.cases = cases }

  func next() -> (Int, Case)? {
    place.withLock { place in
      guard place < cases.count else { return nil }
      defer { place += 1 }
      return (place, cases[place])
    }
  }
}
