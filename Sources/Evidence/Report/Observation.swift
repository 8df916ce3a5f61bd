/// A named statement about answers, mostly a relation between two of them.
public struct Observation: Codable, Sendable, Equatable {
  /// `o1`, `o2`, … in the order of first observation.
  public var id: String
  public var probe: ProbeID
  public var name: ObservationName
  public var value: ObservedValue
  /// The sentence that evidence and ruled-out lines are made of.
  public var text: String
  /// Ids of the exchanges that it was read from.
  public var exchanges: [String]

  public init(
    id: String, probe: ProbeID, name: ObservationName, value: ObservedValue, text: String,
    exchanges: [String]
  ) {
    self.id = id
    self.probe = probe
    self.name = name
    self.value = value
    self.text = text
    self.exchanges = exchanges
  }
}

/// The value of an observation: yes or no, a word, or a number.
public enum ObservedValue: Codable, Sendable, Hashable, CustomStringConvertible,
  ExpressibleByBooleanLiteral, ExpressibleByStringLiteral
{
  case flag(Bool)
  case number(Double)
  case word(String)

  public init(booleanLiteral value: Bool) { self = .flag(value) }
  public init(stringLiteral value: String) { self = .word(value) }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else {
      self = .word(try container.decode(String.self))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .flag(let flag): try container.encode(flag)
    case .number(let number): try container.encode(number)
    case .word(let word): try container.encode(word)
    }
  }

  public var description: String {
    switch self {
    case .flag(let flag): "\(flag)"
    case .number(let number): "\(number)"
    case .word(let word): word
    }
  }
}
