public import Evidence

/// One root cause as judged, before anybody words it.
public struct Judgement: Sendable {
  /// The strongest variant of the fault.
  public let hypothesis: Hypothesis
  /// All surviving variants of the same fault, the strongest first.
  public let variants: [Hypothesis]
  public let certainty: Certainty
  /// The observations that support it, those that decide first.
  public let support: [Observation]
  /// Other faults that survive, the strongest first.
  public let alternatives: [Hypothesis]
  /// Other faults that an answer which isn't there might raise or bear out, and that keep it from being
  /// surer.
  public let waiting: [Hypothesis]
  /// Faults that were considered and are excluded, with the observation that excludes them.
  public let ruledOut: [(hypothesis: Hypothesis, by: Observation)]

  /// - Parameter waiting: what an answer that isn't there might raise or bear out.
  init(
    of survivors: [Standing], waiting: [Standing], ruledOut: [Standing], _ table: ObservationTable
  ) {
    let best = survivors[0]
    let fault = best.hypothesis.fault
    hypothesis = best.hypothesis
    variants = survivors.map(\.hypothesis).filter { $0.fault == fault }
    let others = survivors.filter { $0.hypothesis.fault != fault }
    // A proof leaves no room for another fault.
    let rivals = best.isProven ? [] : others
    let unheard = waiting.filter {
      $0.hypothesis.fault != fault && !best.isProven && !best.isClearlyAhead(of: $0)
    }
    let heard = Self.certainty(of: best, rivals: rivals)
    certainty = min(
      best.hypothesis.atMost, unheard.isEmpty ? heard : .possible)
    self.waiting = Self.oneEach(unheard.map(\.hypothesis))
    // What alone keeps it from being surer is named.
    alternatives = Self.oneEach(
      (heard > .possible ? rivals + unheard : rivals).map(\.hypothesis))
    let named = Set([fault] + alternatives.map(\.fault))
    var seen: Set<FaultID> = []
    self.ruledOut = ruledOut.sorted(by: Standing.isNearer).compactMap { standing in
      guard let by = standing.exclusion, !named.contains(standing.hypothesis.fault),
        seen.insert(standing.hypothesis.fault).inserted
      else { return nil }
      return (standing.hypothesis, by)
    }
    // What decides comes first, then what supports it, then what only raised the question.
    let predictions =
      best.hypothesis.requires.prefix(1) + best.hypothesis.expects
      + best.hypothesis.requires.dropFirst() + best.hypothesis.proves.flatMap { $0 }
      + best.hypothesis.when
    var used: Set<ObservationName> = []
    support = predictions.compactMap { prediction in
      guard table.fulfilment(of: prediction) == .met,
        used.insert(prediction.observation).inserted
      else { return nil }
      return table[prediction.observation]
    }
  }

  private static func certainty(of best: Standing, rivals: [Standing]) -> Certainty {
    if best.isProven { return .proven }
    if !best.openRequirements.isEmpty || !best.mayBeLikely { return .possible }
    if rivals.allSatisfy(best.isClearlyAhead(of:)) { return .likely }
    return .possible
  }

  private static func oneEach(_ hypotheses: [Hypothesis]) -> [Hypothesis] {
    var seen: Set<FaultID> = []
    return hypotheses.filter { seen.insert($0.fault).inserted }
  }
}

extension Judgement {
  /// What is said when a failure has no explanation: all that was observed.
  public init(unexplained hypothesis: Hypothesis, _ observations: [Observation]) {
    self.hypothesis = hypothesis
    variants = [hypothesis]
    certainty = .possible
    support = observations
    alternatives = []
    waiting = []
    ruledOut = []
  }
}
