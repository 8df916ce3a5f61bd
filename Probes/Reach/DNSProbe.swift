import Evidence
import ProbeKit

/// Does the name lead to an address?
struct DNSProbe: Probe {
  let id: ProbeID = "dns"
  let title = "the name leads to an address"
  let expected = "at least one address"

  func run(in context: ProbeContext) async -> ProbeOutcome {
    _ = await context.reach()
    switch context.findings.resolve {
    case .resolved(let addresses):
      return .pass(addresses.joined(separator: ", "))
    case .literal(let address): return .pass("\(address), nothing to resolve")
    case .notFound: return .fail("no such name")
    case .failed(let why): return .fail(why)
    case .timedOut: return .fail("no answer in time")
    case nil: return .skipped("the forward proxy resolves names")
    }
  }
}
