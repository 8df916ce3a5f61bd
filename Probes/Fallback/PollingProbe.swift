import Evidence
import ProbeKit

/// Could the application live on ordinary requests, without WebSocket?
struct PollingProbe: Probe {
  let id: ProbeID = "polling"
  let title = "the fallback works"
  let expected = "repeated requests are answered, on kept and on fresh connections"

  func run(in context: ProbeContext) async -> ProbeOutcome {
    if let reason = await context.unreached() { return .skipped(reason) }
    guard let answer = await context.answer(to: .application), let response = answer.response,
      !answer.truncated, !context.isGatewayError(response)
    else { return .skipped("http failed") }
    // Which application it is shows once the endpoint has been looked for.
    let endpoint = await context.endpoint()
    if context.advice.hasNoFallback() { return .skipped("the product has none") }
    if await context.engineIO(at: context.advice.pollingPath() ?? endpoint.target)?.accepted != nil
    {
      return await pollEngineIO(in: context)
    }
    let polling = await context.poll()
    if context.isStopped { return .skipped("stopped before it was done") }
    context.note { $0.polling = polling }
    if let seconds = polling.unansweredAfter {
      return .skipped(
        context.settings.quick
          ? "a held poll is left out by --quick" : "the poll was held for all of \(seconds.asSpan)")
    }
    return Self.outcome(of: polling, answer.kind)
  }

  /// - Parameter answerKind: how the application's own address was answered.
  private static func outcome(of polling: PollingFact, _ answerKind: AnswerKind) -> ProbeOutcome {
    let facts: [String: ObservedValue] = [
      "asked": .number(Double(polling.asked)), "answered": .number(Double(polling.answered)),
      "onKeptConnections": .number(Double(polling.onKeptConnections)),
      "slowestSeconds": .number(polling.slowestSeconds),
    ]
    let count = "\(polling.answered) of \(polling.asked)"
    if let status = polling.limitStatus {
      return ProbeOutcome(
        .warn, "\(status), a limit: no further \(polling.what) were made", facts: facts)
    }
    guard polling.works else {
      let failure = polling.mainFailure.map { ": \($0)" } ?? ""
      return .fail("\(count) \(polling.what) answered\(failure)", facts: facts)
    }
    if polling.isOrdinaryPage, [.forbidden, .serverError].contains(answerKind) {
      return .fail("\(polling.asked) of \(polling.asked) \(polling.what) are refused", facts: facts)
    }
    guard polling.reachesApplication else {
      let status = polling.statusElsewhere.map { " \($0)" } ?? ""
      return ProbeOutcome(
        .skipped, reason: "\(polling.what) are answered\(status), perhaps not by the application",
        facts: facts)
    }
    switch polling.isStreamed {
    case false?:
      return ProbeOutcome(
        .warn, "\(polling.what) work, but a stream comes in one lump at its end", facts: facts)
    case true?:
      return .pass("\(polling.what) work, and a stream comes bit by bit", facts: facts)
    case nil:
      let held = polling.heldSeconds.map { ", one held for \($0.asSpan)" } ?? ""
      return .pass("\(polling.what) work, \(count)\(held)", facts: facts)
    }
  }

  /// Polls as a client of Engine.IO does, whose sessions live on one server.
  private func pollEngineIO(in context: ProbeContext) async -> ProbeOutcome {
    let handshake = await context.answer(to: .handshake)
    guard let engine = await context.pollEngineIO(movesOn: handshake?.switched == true) else {
      return .skipped("stopped before it was done")
    }
    let polling = PollingFact(engine)
    context.note { $0.polling = polling }
    let facts: [String: ObservedValue] = [
      "asked": .number(Double(engine.polled)), "answered": .number(Double(engine.known)),
      "engineVersion": .number(Double(engine.accepted ?? engine.version)),
    ]
    let count = "\(engine.known) of \(engine.polled) requests of one session find it"
    if engine.isMismatched {
      return .fail("Engine.IO \(engine.version) is refused", facts: facts)
    }
    guard engine.known == engine.polled else { return .fail(count, facts: facts) }
    return engine.moved == false
      ? .fail("\(count), but it can't move on to WebSocket", facts: facts)
      : .pass("\(count), Engine.IO \(engine.version)", facts: facts)
  }
}

extension PollingFact {
  /// The polls of a session of Engine.IO; those that no server answered are none.
  fileprivate init(_ engine: EngineIOFact) {
    self.init(target: engine.path, isOrdinaryPage: false)
    asked = engine.polled
    answered = engine.known
    reached = engine.known
    if engine.known < engine.polled { failures[engine.refusal ?? "refused"] = asked - answered }
  }
}
