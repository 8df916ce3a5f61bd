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
    reachability + certificates + answerKinds + authors + relations + flips + arrivals
    + wholeSite + opening + beacon + proxies + tries + afterOpening + endurance + fallback
    + application + sessions + engineIO
}

extension Findings {
  /// Reads every observation that can be made now; ids are given in the order of the list.
  public func observations() -> [Observation] {
    var made: [Observation] = []
    for definition in ObservationDefinition.all {
      guard let reading = definition.read(self) else { continue }
      made.append(
        Observation(
          id: "o\(made.count + 1)", probe: definition.probe, name: definition.name,
          value: reading.value, text: reading.text,
          exchanges: definition.asks.compactMap { answers[$0]?.exchange }.filter { !$0.isEmpty }))
    }
    return made
  }
}
