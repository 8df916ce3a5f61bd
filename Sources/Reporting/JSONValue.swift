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
    if container.decodeNil() {
      self = .null
    } else if let bool = try? container.decode(Bool.self) {
      self = .bool(bool)
    } else if let integer = try? container.decode(Int.self) {
      self = .integer(integer)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let string = try? container.decode(String.self) {
      self = .string(string)
    } else if let array = try? container.decode([JSONValue].self) {
      self = .array(array)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
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
}
