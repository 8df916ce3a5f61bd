public import Evidence
import Transport

/// Runs probes side by side. They share what one of them has asked already, and each looks by
/// itself whether what it stands on is there.
public struct ProbeRunner: Sendable {
  private let probes: [any Probe]
  private let only: [ProbeID]
  private let skip: [ProbeID]
  private let began: @Sendable (ProbeID) -> Void
  private let ended: @Sendable (ProbeResult) -> Void

  public init(
    _ probes: [any Probe], only: [ProbeID], skip: [ProbeID],
    began: @escaping @Sendable (ProbeID) -> Void, ended: @escaping @Sendable (ProbeResult) -> Void
  ) {
    self.probes = probes
    self.only = only
    self.skip = skip
    self.began = began
    self.ended = ended
  }

  /// The results, in the order of the probes.
  public func run(in context: ProbeContext) async -> [ProbeResult] {
    await withTaskGroup(of: (Int, ProbeResult).self) { group in
      for (index, probe) in probes.enumerated() {
        group.addTask { (index, await run(probe, in: context)) }
      }
      var results: [(Int, ProbeResult)] = []
      for await result in group {
        ended(result.1)
        results.append(result)
      }
      return results.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  private func run(_ probe: any Probe, in context: ProbeContext) async -> ProbeResult {
    let started = EventLoop.now()
    var outcome = ProbeOutcome.skipped("left out by option")
    if !skip.contains(probe.id) && (only.isEmpty || only.contains(probe.id)) {
      began(probe.id)
      outcome = await probe.run(in: context)
      if context.isStopped && outcome.outcome != .pass {
        outcome = .skipped("stopped before it was done")
      }
    }
    let recorder = context.recorder
    func shown(_ text: String) -> String { recorder.shown(text, in: "probe") }
    let facts = outcome.facts.mapValues { value in
      if case .word(let word) = value { ObservedValue.word(shown(word)) } else { value }
    }
    return ProbeResult(
      id: probe.id, title: probe.title, outcome: outcome.outcome,
      reason: outcome.reason.map(shown),
      startSeconds: context.recorder.seconds(started),
      durationSeconds: (EventLoop.now() - started).seconds, expected: probe.expected,
      actual: outcome.actual.map(shown), facts: facts)
  }
}
