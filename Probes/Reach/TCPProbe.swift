import Evidence
import ProbeKit

/// Does every address accept connections?
struct TCPProbe: Probe {
  let id: ProbeID = "tcp"
  let title = "the port accepts connections"
  let expected = "every address accepts"

  func run(in context: ProbeContext) async -> ProbeOutcome {
    _ = await context.reach()
    await context.tryEachAddress()
    let findings = context.findings
    if let tunnel = findings.tunnel {
      if case .unanswered = tunnel { await context.tryForwardProxy() }
      return tunnel == .open
        ? .pass("the forward proxy opened a tunnel") : .fail("no tunnel through the forward proxy")
    }
    guard !findings.attempts.isEmpty else { return .skipped("no address") }
    let all = findings.attempts.map { "\($0.address) \($0.outcome.rawValue)" }
    let good = findings.attempts.count { $0.outcome == .connected }
    let actual = all.joined(separator: ", ")
    if good == all.count { return .pass(actual) }
    if good == 0 { return .fail(actual) }
    let isBroken = findings.observations().contains {
      $0.name == .addressBroken && $0.value == true
    }
    return isBroken ? ProbeOutcome(.warn, actual) : .pass(actual)
  }
}
