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
    _ = await context.endpoint()
    let polling = await context.poll()
    if context.isStopped { return .skipped("stopped before it was done") }
    context.note { $0.polling = polling }
    if let seconds = polling.unansweredAfter {
      return .skipped(
        context.settings.quick
          ? "a held poll is left out by --quick" : "the poll was held for all of \(seconds.asSpan)")
    }
    return Self.outcome(of: polling)
  }

  private static func outcome(of polling: PollingFact) -> ProbeOutcome {
    let facts: [String: ObservedValue] = [
      "asked": .number(Double(polling.asked)), "answered": .number(Double(polling.answered)),
      "onKeptConnections": .number(Double(polling.onKeptConnections)),
      "slowestSeconds": .number(polling.slowestSeconds),
    ]
    let count = "\(polling.answered) of \(polling.asked)"
    if polling.wasLimited {
      return ProbeOutcome(
        .warn, "429 after \(polling.asked) \(polling.what): not asked further", facts: facts)
    }
    guard polling.works else {
      let failure = polling.mainFailure.map { ": \($0)" } ?? ""
      return .fail("\(count) \(polling.what) answered\(failure)", facts: facts)
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
}
