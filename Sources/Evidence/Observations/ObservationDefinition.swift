/// How one named statement is read from the findings.
public struct ObservationDefinition: Sendable {
  /// A value and its sentence.
  public struct Reading: Sendable, Equatable {
    public var value: ObservedValue
    public var text: String

    public init(_ value: ObservedValue, _ text: String) {
      self.value = value
      self.text = text
    }
  }

  public let name: ObservationName
  public let probe: ProbeID
  /// The asks whose answers it needs; the planner makes them.
  public let asks: [Ask]
  /// `nil`: not observed.
  public let read: @Sendable (Findings) -> Reading?

  public init(
    _ name: ObservationName, probe: ProbeID, asks: [Ask] = [],
    read: @escaping @Sendable (Findings) -> Reading?
  ) {
    self.name = name
    self.probe = probe
    self.asks = asks
    self.read = read
  }

  /// Every observation there is.
  public static let all: [ObservationDefinition] =
    reachability + portAnswers + certificates + answerKinds + authors + relations + flips + arrivals
    + arriving + wholeSite + otherPaths + opening + words + beacon + proxies + tries + afterOpening
    + endurance
    + fallback
    + application + sessions + engineIO + pages
}

extension Findings {
  /// Reads every observation that can be made now; ids are given in the order of the list.
  public func observations() -> [Observation] {
    var made: [Observation] = []
    let settled = withSettledAuthors
    for definition in ObservationDefinition.all {
      guard let reading = definition.read(settled) else { continue }
      made.append(
        Observation(
          id: "o\(made.count + 1)", probe: definition.probe, name: definition.name,
          value: reading.value, text: reading.text,
          exchanges: definition.asks.compactMap { answers[$0]?.exchange }.filter { !$0.isEmpty }))
    }
    return made
  }

  /// What several servers answer alike names one of them only beside an answer that is its own,
  /// and a proxy only while no other answer contradicts it.
  public var withSettledAuthors: Findings {
    let certain = Set(
      answers.values.compactMap { $0.author.isShared ? nil : $0.author.product })
    var result = self
    for (ask, answer) in answers where answer.author.isShared {
      if answer.author.author == .proxy {
        // A proxy of its own accord doesn't look at the version: somebody behind it does.
        if ask != .wrongVersion, ask.upgrade != nil, let wrong = answers[.wrongVersion],
          !SameAnswer.holds(answer, wrong)
        {
          result.answers[ask]?.author = Attribution()
        }
        continue
      }
      if let product = answer.author.product, certain.contains(product) { continue }
      result.answers[ask]?.author = Attribution(
        .application, nil, name: "the application", because: "an answer without a reason phrase")
    }
    return result
  }
}
