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
    if polling.isStreamed == false {
      return .fail("\(polling.what) work, but a stream comes in one lump", facts: facts)
    }
    let held = polling.heldSeconds.map { ", one held for \($0.asSpan)" } ?? ""
    return .pass("\(polling.what) work, \(count)\(held)", facts: facts)
  }
}
