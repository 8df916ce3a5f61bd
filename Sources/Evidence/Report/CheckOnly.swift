/// A list that only a check has: in other reports its key is absent, and it reads as empty.
@propertyWrapper
public struct CheckOnly<Element: Codable & Sendable & Equatable>: Codable, Sendable, Equatable {
  public var wrappedValue: [Element]
  fileprivate var isAbsent = false

  public init(wrappedValue: [Element]) { self.wrappedValue = wrappedValue }

  private init(absent: Void) {
    wrappedValue = []
    isAbsent = true
  }

  /// The list where it does not apply.
  public static var absent: CheckOnly { CheckOnly(absent: ()) }

  public init(from decoder: any Decoder) throws {
    wrappedValue = try decoder.singleValueContainer().decode([Element].self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(wrappedValue)
  }
}

extension KeyedEncodingContainer {
  /// Leaves the key out where the list does not apply.
  public mutating func encode<Element>(_ value: CheckOnly<Element>, forKey key: Key) throws {
    if !value.isAbsent { try encode(value.wrappedValue, forKey: key) }
  }
}

extension KeyedDecodingContainer {
  /// Reads an absent key as a list that does not apply.
  public func decode<Element>(_ type: CheckOnly<Element>.Type, forKey key: Key) throws
    -> CheckOnly<Element>
  {
    try decodeIfPresent([Element].self, forKey: key).map { CheckOnly(wrappedValue: $0) }
      ?? .absent
  }
}
