public import Evidence

/// Weighs hypotheses against observations. It knows no fault and no product by name.
public struct Judge: Sendable {
  public let hypotheses: [Hypothesis]

  public init(_ hypotheses: [Hypothesis]) { self.hypotheses = hypotheses }

  /// The root causes that survive, rung by rung; one that explains what is above it ends the
  /// climb.
  ///
  /// - Parameters:
  ///   - unreadable: observations whose answers came and show nothing; what requires one is not borne
  ///     out. What only wasn't asked may still be.
  ///   - unasked: observations that wait for an answer that isn't there.
  public func judge(
    _ observations: [Observation], unreadable: Set<ObservationName> = [],
    unasked: Set<ObservationName> = []
  ) -> [Judgement] {
    let table = ObservationTable(observations)
    let dormant = dormant(table, unasked)
    var judgements: [Judgement] = []
    var isExplained = false
    // The fallback needs no upgrade: what breaks WebSocket doesn't explain it.
    for rung in Rung.allCases where !isExplained || rung == .fallback {
      let standings = standings(on: rung, table, unasked)
      let survivors = standings.filter {
        $0.survives && unreadable.isDisjoint(with: $0.openRequirements)
      }.sorted(by: Standing.isStronger)
      judgements += groups(
        of: survivors, ruledOut: standings.filter { !$0.survives },
        dormant: dormant.filter { $0.hypothesis.rung <= rung }, table)
      guard survivors.contains(where: \.hypothesis.explainsAbove) else { continue }
      if rung < .upgrade { break }
      isExplained = true
    }
    return judgements
  }

  /// The survivors that have everything they require; those that wait for what nobody asked
  /// count only when there are no others.
  private static func borneOut(_ survivors: [Standing]) -> [Standing] {
    let whole = survivors.filter(\.openRequirements.isEmpty)
    return whole.isEmpty ? survivors : whole
  }

  /// What nobody raised, since an answer that would is missing, and what nothing speaks against.
  func dormant(_ table: ObservationTable, _ unasked: Set<ObservationName>) -> [Standing] {
    hypotheses.enumerated().filter { _, hypothesis in
      let open = hypothesis.when.filter { table.fulfilment(of: $0) != .met }
      return hypothesis.explainsAbove && !open.isEmpty
        && open.allSatisfy {
          table.fulfilment(of: $0) == .open && unasked.contains($0.observation)
        }
    }
    .map { Standing($0.element, order: $0.offset, against: table) }
    .filter { $0.survives && $0.expectationsContradicted == 0 }
  }

  func standings(
    on rung: Rung, _ table: ObservationTable, _ unasked: Set<ObservationName> = []
  ) -> [Standing] {
    hypotheses.enumerated()
      .filter { $0.element.rung == rung && table.meets($0.element.when) }
      .map { Standing($0.element, order: $0.offset, against: table, unasked: unasked) }
  }

  /// Faults that explain what is above compete with each other; those that don't (a certificate
  /// that cannot be verified, a warning) stand side by side.
  private func groups(
    of survivors: [Standing], ruledOut: [Standing], dormant: [Standing], _ table: ObservationTable
  ) -> [Judgement] {
    let competing = survivors.filter(\.hypothesis.explainsAbove)
    let others = survivors.filter { !$0.hypothesis.explainsAbove }
    var groups: [[Standing]] = competing.isEmpty ? [] : [competing]
    for standing in others {
      if let index = groups.firstIndex(where: { competes($0[0], standing) }) {
        groups[index].append(standing)
      } else {
        groups.append([standing])
      }
    }
    return groups.map { group in
      let shown = Self.borneOut(group)
      // What waits for an answer isn't named, and isn't behind either.
      let waiting = group.filter { !$0.openRequirements.isEmpty } + dormant
      return Judgement(of: shown, waiting: waiting, ruledOut: ruledOut, table)
    }
  }

  /// Two that stand side by side compete when one symptom raised both.
  private func competes(_ a: Standing, _ b: Standing) -> Bool {
    !a.hypothesis.explainsAbove && a.hypothesis.when == b.hypothesis.when
  }
}
