public import Evidence

extension Judge {
  /// The asks whose answers could rule out a survivor, or decide between two, that weren't made
  /// yet: the cheapest first. Empty: no ask can tell more.
  ///
  /// - Parameter definitions: which asks each observation needs.
  public func asks(
    after observations: [Observation], made: Set<Ask>, impossible: Set<Ask>,
    definitions: [ObservationDefinition]
  ) -> [Ask] {
    let table = ObservationTable(observations)
    let needs = Dictionary(definitions.map { ($0.name, $0.asks) }) { first, _ in first }
    let tried = made.union(impossible)
    let dormant = dormant(table, Set(needs.filter { !tried.isSuperset(of: $0.value) }.keys))
    for rung in Rung.allCases {
      let survivors = standings(on: rung, table).filter(\.survives)
      guard survivors.contains(where: { $0.hypothesis.explainsAbove }) else { continue }
      var wanted: [Ask: Int] = [:]
      for standing in survivors {
        let hypothesis = standing.hypothesis
        for prediction in hypothesis.requires + hypothesis.excludedBy + hypothesis.expects
          + hypothesis.likelyWith.flatMap(\.self)
        where table.fulfilment(of: prediction) == .open {
          for ask in needs[prediction.observation] ?? []
          where !made.contains(ask) && !impossible.contains(ask) {
            wanted[ask, default: 0] += 1
          }
        }
      }
      // What nobody raised is asked for once the survivors know what they want.
      let isAnswered = wanted.isEmpty
      for standing in dormant where isAnswered && standing.hypothesis.rung <= rung {
        for prediction in standing.hypothesis.when
        where table.fulfilment(of: prediction) == .open {
          for ask in needs[prediction.observation] ?? [] where !tried.contains(ask) {
            wanted[ask, default: 0] += 1
          }
        }
      }
      // The ask that most survivors wait for separates best; ties in the order of the list.
      return Ask.all.filter { wanted[$0] != nil }.sorted {
        $0.cost != $1.cost ? $0.cost < $1.cost : wanted[$0, default: 0] > wanted[$1, default: 0]
      }
    }
    return []
  }
}
