/// A name that people and scripts outside may rely on; once published it is never renamed.
public protocol Identifier: RawRepresentable, Hashable, Sendable, Codable, Comparable,
  ExpressibleByStringLiteral, CustomStringConvertible
where RawValue == String {
  init(rawValue: String)
}

extension Identifier {
  public init(stringLiteral value: String) { self.init(rawValue: value) }
  public var description: String { rawValue }
  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

  public init(from decoder: any Decoder) throws {
    self.init(rawValue: try decoder.singleValueContainer().decode(String.self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}

/// What can be decided from outside, as in `upgrade.not-forwarded`.
public struct FaultID: Identifier {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
}

/// One thing to change in a set-up, as in `proxy.forward-upgrade`: where it is done, and what.
public struct StepID: Identifier {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
}

/// One probe, as in `upgrade`.
public struct ProbeID: Identifier {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
}

/// A proxy product or an application server, as in `nginx` or `tomcat`.
public struct ProductID: Identifier {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
}

/// A profile of an application, as in `jira-chat`.
public struct ProfileID: Identifier {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
}

/// The name of an observation, as in `sameAnswer(handshake,plainGet)`.
public struct ObservationName: Identifier {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
}
