/// A value that may be unknown: written as `null`, while an absent key means "not applicable".
@propertyWrapper
public struct OrUnknown<Value: Codable & Sendable & Equatable>: Codable, Sendable, Equatable {
  public var wrappedValue: Value?
  public init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    wrappedValue = container.decodeNil() ? nil : try container.decode(Value.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let wrappedValue {
      try container.encode(wrappedValue)
    } else {
      try container.encodeNil()
    }
  }
}

extension KeyedDecodingContainer {
  /// Reads an absent key as unknown, so that reports of an older 1.x can be read.
  public func decode<Value>(_ type: OrUnknown<Value>.Type, forKey key: Key) throws
    -> OrUnknown<Value>
  {
    try decodeIfPresent(type, forKey: key) ?? OrUnknown(wrappedValue: nil)
  }
}
