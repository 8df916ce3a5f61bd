/// A word out of a fixed list, to which a later 1.x may add: one that is not known here is read as
/// the one that claims least.
public protocol ReportWord: RawRepresentable, Codable, Sendable where RawValue == String {
  static var whenUnknown: Self { get }
}

extension ReportWord {
  public init(from decoder: any Decoder) throws {
    let word = try decoder.singleValueContainer().decode(String.self)
    self = Self(rawValue: word) ?? Self.whenUnknown
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}
