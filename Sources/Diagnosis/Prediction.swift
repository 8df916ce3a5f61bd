public import Evidence

/// What a hypothesis says about one observation: it has one of these values.
public struct Prediction: Sendable, Hashable {
  public let observation: ObservationName
  public let values: Set<ObservedValue>

  public init(_ observation: ObservationName, in values: Set<ObservedValue>) {
    self.observation = observation
    self.values = values
  }

  public static func holds(_ observation: ObservationName) -> Prediction {
    Prediction(observation, in: [true])
  }

  public static func fails(_ observation: ObservationName) -> Prediction {
    Prediction(observation, in: [false])
  }

  public static func `is`(_ observation: ObservationName, _ words: String...) -> Prediction {
    Prediction(observation, in: Set(words.map { .word($0) }))
  }

  public static func `is`(_ observation: ObservationName, _ words: [String]) -> Prediction {
    Prediction(observation, in: Set(words.map { .word($0) }))
  }

  public static func kind(_ ask: Ask, _ kinds: AnswerKind...) -> Prediction {
    kind(ask, in: Set(kinds))
  }

  public static func kind(_ ask: Ask, in kinds: Set<AnswerKind>) -> Prediction {
    Prediction(.kind(ask), in: Set(kinds.map { .word($0.rawValue) }))
  }

  /// Any kind but these.
  public static func kind(_ ask: Ask, not kinds: AnswerKind...) -> Prediction {
    kind(ask, in: Set(AnswerKind.allCases).subtracting(kinds))
  }

  public static func author(_ ask: Ask, _ authors: Attribution.Author...) -> Prediction {
    Prediction(.author(ask), in: Set(authors.map { .word($0.rawValue) }))
  }
}

/// What became of a prediction.
enum Fulfilment: Sendable, Equatable {
  case met, contradicted
  /// Not observed: speaks neither for nor against.
  case open
}

/// The observations of a run, by name.
public struct ObservationTable: Sendable {
  private let byName: [ObservationName: Observation]

  public init(_ observations: [Observation]) {
    byName = Dictionary(observations.map { ($0.name, $0) }) { first, _ in first }
  }

  public subscript(name: ObservationName) -> Observation? { byName[name] }

  func fulfilment(of prediction: Prediction) -> Fulfilment {
    guard let observation = byName[prediction.observation] else { return .open }
    return prediction.values.contains(observation.value) ? .met : .contradicted
  }

  /// Whether every one is observed as predicted.
  public func meets(_ predictions: [Prediction]) -> Bool {
    predictions.allSatisfy { fulfilment(of: $0) == .met }
  }
}
