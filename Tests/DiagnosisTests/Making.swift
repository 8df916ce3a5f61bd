import Evidence

@testable import Diagnosis

// A made-up world: faults and observations that no knowledge of ours knows.

extension ObservationName {
  static let broken: Self = "broken"
  static let red: Self = "red"
  static let round: Self = "round"
  static let heavy: Self = "heavy"
}

extension Hypothesis {
  static func made(
    _ fault: FaultID, _ variant: String = "", on rung: Rung = .upgrade,
    when: [Prediction] = [.holds(.broken)], requires: [Prediction] = [],
    excludedBy: [Prediction] = [], expects: [Prediction] = [], proves: [[Prediction]] = [],
    atMost: Certainty = .proven, explainsAbove: Bool = true
  ) -> Hypothesis {
    Hypothesis(
      fault, variant: variant, rung: rung, called: "a \(fault)", title: "\(fault)", explanation: "",
      when: when, requires: requires, excludedBy: excludedBy, expects: expects, proves: proves,
      atMost: atMost, separatedBy: "look", explainsAbove: explainsAbove)
  }
}

/// Observations with these values, in this order.
func seen(_ values: KeyValuePairs<ObservationName, ObservedValue>) -> [Observation] {
  values.enumerated().map { index, pair in
    Observation(
      id: "o\(index + 1)", probe: "made-up", name: pair.key, value: pair.value,
      text: "\(pair.key) is \(pair.value)", exchanges: [])
  }
}

extension Judge {
  init(_ hypotheses: Hypothesis...) { self.init(hypotheses) }

  func faults(_ values: KeyValuePairs<ObservationName, ObservedValue>) -> [FaultID] {
    judge(seen(values)).map(\.hypothesis.fault)
  }
}
