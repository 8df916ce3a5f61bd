import Evidence
import ProbeKit

/// Does the path lead to a program that understands Upgrade, or to the wrong place?
struct MisrouteProbe: Probe {
  let id: ProbeID = "misroute"
  let title = "the path leads to the endpoint"
  let expected = "an answer that Upgrade changes"

  func run(in context: ProbeContext) async -> ProbeOutcome {
    if let reason = await context.unreached() { return .skipped(reason) }
    async let sibling = context.answer(to: .sibling)
    async let plain = context.answer(to: .plainGet)
    let handshake = await context.answer(to: .handshake)
    let (_, plainGet) = await (sibling, plain)
    guard let handshake, let plainGet else { return .skipped("there is nothing to compare") }
    let pair = "with Upgrade \(handshake.brief), without \(plainGet.brief)"
    let findings = context.findings
    let observations = findings.observations()
    if handshake.switched { return .pass(pair) }
    let same = observations.first { $0.name == .sameAnswer(.handshake, .plainGet) }
    return same?.value == .flag(true) || handshake.author.author == .proxy
      ? .fail(pair) : .pass(pair)
  }
}

extension Answer {
  fileprivate var brief: String { response.map { "\($0.status)" } ?? kind.rawValue }
}
