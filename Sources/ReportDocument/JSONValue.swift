import FoundationEssentials

/// Any JSON value, for looking at a document before its form is known.
enum JSONValue: Codable, Equatable {
  case null
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    // What is frequent first: each try that fails costs as much as several that don't.
    if let string = try? container.decode(String.self) {
      self = .string(string)
    } else if container.decodeNil() {
      self = .null
    } else if let array = try? container.decode([JSONValue].self) {
      self = .array(array)
    } else if let members = try? container.decode([String: JSONValue].self) {
      self = .object(members)
    } else if let integer = try? container.decode(Int.self) {
      self = .integer(integer)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else {
      self = .bool(try container.decode(Bool.self))
    }
  }

  /// What a value of the program is in JSON.
  init(_ value: some Encodable) throws {
    self = try JSONDecoder().decode(JSONValue.self, from: try JSONEncoder().encode(value))
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let bool): try container.encode(bool)
    case .integer(let integer): try container.encode(integer)
    case .number(let number): try container.encode(number)
    case .string(let string): try container.encode(string)
    case .array(let array): try container.encode(array)
    case .object(let members): try container.encode(members)
    }
  }

  /// With numbers rounded to four digits after the point, so that no 0.30000000000000004 shows.
  func rounded() -> JSONValue {
    switch self {
    case .number(let number):
      let rounded = (number * 10_000).rounded() / 10_000
      return .number(rounded.isFinite ? rounded : number)
    case .array(let array): return .array(array.map { $0.rounded() })
    case .object(let members): return .object(members.mapValues { $0.rounded() })
    default: return self
    }
  }

  /// The places of members and words that this value has and the other, which was made of it, has
  /// not: those that reading it dropped. `null` holds nothing that could get lost.
  func dropped(in other: JSONValue, at place: String = "") -> [String] {
    switch (self, other) {
    case (.null, _): []
    case (.object(let members), .object(let others)):
      members.sorted { $0.key < $1.key }.flatMap { name, value in
        value.dropped(in: others[name] ?? .null, at: place.isEmpty ? name : "\(place).\(name)")
      }
    case (.array(let values), .array(let others)):
      zip(values, others).enumerated().flatMap { index, pair in
        pair.0.dropped(in: pair.1, at: "\(place)[\(index)]")
      }
    case (.string(let word), .string(let other)): word == other ? [] : [place]
    case (_, .null), (.string, _), (.array, _), (.object, _): [place]
    case (.bool, _), (.integer, _), (.number, _): []
    }
  }
}
