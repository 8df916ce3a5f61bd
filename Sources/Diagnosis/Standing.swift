import Evidence

/// How one hypothesis stands against the observations.
struct Standing: Sendable {
  let hypothesis: Hypothesis
  /// Position in the list of hypotheses: the last tie-breaker.
  let order: Int
  /// The observation that rules it out.
  let exclusion: Observation?
  /// Required observations that weren't made.
  let openRequirements: Set<ObservationName>
  let expectationsMet: Int
  let expectationsContradicted: Int
  let requirementsMet: Int
  let isProven: Bool
  /// Whether all that it expects was asked for, and something lets it be more than possible.
  let mayBeLikely: Bool

  /// - Parameter unasked: observations that wait for an answer that isn't there.
  init(
    _ hypothesis: Hypothesis, order: Int, against table: ObservationTable,
    unasked: Set<ObservationName> = []
  ) {
    self.hypothesis = hypothesis
    self.order = order
    let requirements = hypothesis.requires.map { ($0, table.fulfilment(of: $0)) }
    let reason =
      requirements.first { $0.1 == .contradicted }?.0
      ?? hypothesis.excludedBy.first { table.fulfilment(of: $0) == .met }
    exclusion = reason.flatMap { table[$0.observation] }
    openRequirements = Set(requirements.filter { $0.1 == .open }.map(\.0.observation))
    requirementsMet = requirements.count { $0.1 == .met }
    let expectations = hypothesis.expects.map(table.fulfilment(of:))
    expectationsMet = expectations.count { $0 == .met }
    expectationsContradicted = expectations.count { $0 == .contradicted }
    isProven =
      openRequirements.isEmpty
      && hypothesis.proves.contains { !$0.isEmpty && table.meets($0) }
    mayBeLikely =
      hypothesis.expects.allSatisfy { !unasked.contains($0.observation) }
      && (hypothesis.likelyWith.isEmpty || hypothesis.likelyWith.contains { table.meets($0) })
  }

  var survives: Bool { exclusion == nil }

  /// Proven first, then what has nothing open and nothing against it, then what is met.
  static func isStronger(_ a: Standing, than b: Standing) -> Bool {
    if a.isProven != b.isProven { return a.isProven }
    if a.openRequirements.count != b.openRequirements.count {
      return a.openRequirements.count < b.openRequirements.count
    }
    if a.expectationsContradicted != b.expectationsContradicted {
      return a.expectationsContradicted < b.expectationsContradicted
    }
    if a.expectationsMet != b.expectationsMet { return a.expectationsMet > b.expectationsMet }
    return a.order < b.order
  }

  /// Of two that are ruled out, the one that came nearer gives the better reason.
  static func isNearer(_ a: Standing, than b: Standing) -> Bool {
    a.requirementsMet != b.requirementsMet
      ? a.requirementsMet > b.requirementsMet : isStronger(a, than: b)
  }

  /// Clearly ahead: nothing is open or against it, while something is against the other.
  func isClearlyAhead(of other: Standing) -> Bool {
    openRequirements.isEmpty && expectationsContradicted == 0 && other.expectationsContradicted > 0
  }
}
