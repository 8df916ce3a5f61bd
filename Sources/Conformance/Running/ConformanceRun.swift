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
  let startedAt: Moment
  let stop: ConformanceStop
  let progress: @Sendable (ConformanceProgress) -> Void

  /// Everything that was found out about the endpoint.
  struct Outcome: Sendable {
    var survey: Survey
    var cases: [CaseResult]
    var connections: Int
    /// Set when the server was gone at the end.
    var lost: Loss?
  }

  /// A server that went away during the run and didn't come back.
  struct Loss: Sendable {
    /// What was under way when it went.
    var cases: [String]
    /// What its place answers since then, if it answers.
    var status: Int?
  }

  /// A case that was tried.
  struct Tried: Sendable {
    var test: Case
    var result: CaseResult
    /// The server ended TCP without a Close frame, or by one that says that it goes away.
    var hungUp = false
    var endedAt: Moment
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
    if survey.obstacle == nil { habits.noteAnswer() }
    var tried = await withTaskGroup(of: [(Int, Tried)].self) { group in
      for _ in 0..<width {
        group.addTask {
          var tried: [(Int, Tried)] = []
          while let (index, test) = queue.next() {
            let one = await judge(test, survey, limits, habits)
            progress(.judged(one.result))
            tried.append((index, one))
          }
          return tried
        }
      }
      var all: [(Int, Tried)] = []
      for await some in group { all += some }
      return all.sorted { $0.0 < $1.0 }.map(\.1)
    }
    let lost = await secondLook(&tried, survey, limits, habits)
    return Outcome(
      survey: survey, cases: tried.map(\.result), connections: habits.connections, lost: lost)
  }

  /// Tries a case, or says why not.
  nonisolated(nonsending) func judge(
    _ test: Case, _ survey: Survey, _ limits: Patiences, _ habits: Habits
  ) async -> Tried {
    let begun = EventLoop.now()
    var tried = Tried(
      test: test,
      result: CaseResult(
        id: test.id, level: test.level, verdict: .skipped, requirement: test.requirement,
        expected: test.expected, actual: nil), endedAt: begun)
    tried.result.startSeconds = (begun - startedAt).inSeconds
    if let obstacle = obstacle(to: test, survey, habits) {
      tried.result.verdict = obstacle.verdict
      tried.result.reason = obstacle.reason
      return tried
    }
    habits.noteOpened(1)
    let outcome = await CaseRun(
      test: test, endpoint: endpoint, loop: loop, limits: limits, habits: habits
    ).run()
    tried.endedAt = EventLoop.now()
    tried.result.durationSeconds = (tried.endedAt - begun).inSeconds
    if stop.isStopped && Task.isCancelled {
      tried.result.reason = "the run was stopped"
      return tried
    }
    switch outcome {
    case .inconclusive(let why, let transcript):
      tried.result.verdict = .inconclusive
      tried.result.reason = why
      tried.result.transcript = transcript
    case .judged(let trace, let transcript):
      tried.hungUp = trace.saysGoodbye && (trace.head == nil || trace.switched)
      tried.result.take(Judgement(trace, of: test, survey: survey), transcript)
    }
    return tried
  }

  private func obstacle(to test: Case, _ survey: Survey, _ habits: Habits) -> (
    verdict: CaseResult.Verdict, reason: String
  )? {
    if stop.isStopped { return (.skipped, "the run was stopped") }
    if habits.isGone { return (.inconclusive, Self.gone) }
    if habits.isSpared { return (.inconclusive, Self.spared) }
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
    if !test.ending.isAnswer, let why = survey.letsNobodyStay { return (.inconclusive, why) }
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
}

/// The cases that are still to be tried, shared by those who try them: those that wait come first,
/// so that others go on beside them.
private final class CaseQueue: Sendable {
  private let cases: [(Int, Case)]
  private let place = Mutex(0)

  init(_ cases: [Case]) {
    let numbered = cases.enumerated().map { ($0.offset, $0.element) }
    self.cases = numbered.filter { $0.1.waits } + numbered.filter { !$0.1.waits }
  }

  /// The next one, with its place in the catalogue's order.
  func next() -> (Int, Case)? {
    place.withLock { place in
      guard place < cases.count else { return nil }
      defer { place += 1 }
      return cases[place]
    }
  }
}
