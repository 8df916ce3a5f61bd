import Evidence
import ProbeKit

/// What does the application say of itself, and does its set-up fit the address?
struct ApplicationProbe: Probe {
  let id: ProbeID = "application"
  let title = "the application's own set-up fits"
  let expected = "its public address is the one that was asked"

  func run(in context: ProbeContext) async -> ProbeOutcome {
    if let reason = await context.unreached() { return .skipped(reason) }
    guard let answer = await context.answer(to: .application), let response = answer.response,
      !context.isGatewayError(response)
    else { return .skipped("http failed") }
    _ = await context.endpoint()
    guard let fact = await context.advice.readApplication(context) else {
      return .skipped(
        context.isStopped
          ? "stopped before it was done" : "no application that is known shows itself")
    }
    context.note { $0.application = fact }
    // Asked only of a product that gives a reason for it; the context knows which.
    let handshake = await context.answer(to: .handshake)
    _ = await context.answer(to: .largeCookie)
    if handshake?.switched == false { _ = await context.answer(to: .foreignSession) }
    let observations = context.findings.observations()
    let readings = observations.filter { [.baseURL, .connector].contains($0.name) }
    let wrong = readings.first { ["host", "scheme", "port"].contains($0.value.description) }
    var facts: [String: ObservedValue] = ["profile": .word(fact.profile.rawValue)]
    facts["state"] = fact.state.map { .word($0) }
    facts["sessionHolds"] = fact.sessionHolds.map { .flag($0) }
    if let wrong { return ProbeOutcome(.warn, wrong.text, facts: facts) }
    return .pass(([fact.because] + readings.map(\.text)).joined(separator: "; "), facts: facts)
  }
}
