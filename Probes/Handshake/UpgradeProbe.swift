import Evidence
import HTTP1
import ProbeKit

/// Does the opening handshake succeed?
struct UpgradeProbe: Probe {
  let id: ProbeID = "upgrade"
  let title = "the upgrade succeeds"
  let expected = "101 with the right Sec-WebSocket-Accept"

  func run(in context: ProbeContext) async -> ProbeOutcome {
    if let reason = await context.unreached() { return .skipped(reason) }
    guard let answer = await context.answer(to: .handshake) else {
      return .skipped("the handshake could not be asked for")
    }
    await context.askEachAddress()
    guard let response = answer.response else { return .fail(answer.kind.rawValue) }
    var facts: [String: ObservedValue] = ["status": .number(Double(response.status))]
    facts["extensions"] = response.head.fields.first("Sec-WebSocket-Extensions").map { .word($0) }
    let actual =
      "\(response.status) \(context.recorder.shown(words: response.head.reason, in: "response"))"
    guard answer.switched else {
      let violations =
        response.status == 101 ? ": " + response.violations.joined(separator: "; ") : ""
      return .fail(actual + violations, facts: facts)
    }
    return .pass(actual, facts: facts)
  }
}
