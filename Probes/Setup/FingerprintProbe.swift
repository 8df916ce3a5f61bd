import Evidence
import ProbeKit

/// What stands in front? Read from what the other probes' answers show.
struct FingerprintProbe: Probe {
  let id: ProbeID = "fingerprint"
  let title = "which proxy stands in front"
  let expected = "a known proxy"

  func run(in context: ProbeContext) async -> ProbeOutcome {
    if let reason = await context.unreached() { return .skipped(reason) }
    for ask in [Ask.application, .handshake, .plainGet, .sibling] {
      _ = await context.answer(to: ask)
    }
    var signs = context.advice.products(context.findings.answers)
    // Apache behind another proxy shows only when it is asked, and not by its Server field.
    if context.findings.answers[.handshake]?.switched != true {
      _ = await context.answer(to: .maxForwards)
      signs = context.advice.products(context.findings.answers)
      if signs.isEmpty {
        _ = await context.answer(to: .serverOptions)
        signs = context.advice.products(context.findings.answers)
      }
    }
    // What shows by its spelling alone may as well be another that hides its name.
    for ask in [Ask.fragment, .http10] where !signs.contains(where: { $0.certainty > .possible }) {
      _ = await context.answer(to: ask)
      signs = context.advice.products(context.findings.answers)
    }
    if let product = context.findings.proxy ?? signs.first?.product {
      for ask in context.advice.furtherAsks(product) { _ = await context.answer(to: ask) }
    }
    // Several proxies: which one is the next hop shows by an answer that it must give itself.
    if signs.count(where: { $0.certainty > .possible }) > 1 {
      _ = await context.answer(to: .withoutHost)
    }
    let seen = signs
    guard let first = seen.first else { return .pass("no known proxy shows itself") }
    context.note { findings in
      findings.proxy = findings.proxy ?? first.product
      if let same = seen.first(where: { $0.product == findings.proxy }) {
        findings.proxyHabits = same.habits
      }
      guard findings.proxyName == nil else { return }
      findings.proxyName = first.name
      findings.proxySign = (first.certainty, first.because)
    }
    return .pass(
      signs.map { "\($0.name)\($0.version.map { " " + $0 } ?? "") (\($0.because))" }
        .joined(separator: ", "))
  }
}
