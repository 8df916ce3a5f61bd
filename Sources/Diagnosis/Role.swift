public import Evidence

/// A part that the proxy in front has to play for WebSocket. A fault names roles; which of its own steps
/// plays one, and how, is each product's to say.
public struct Role: Sendable, Hashable {
  public let name: String
  /// What speaks for a product that has no step of its own for it.
  public let step: StepID?
  /// Roles that serve as well where a product doesn't play this one, the nearest first.
  public let wider: [Role]

  public init(_ name: String, step: StepID?, within wider: Role? = nil) {
    self.name = name
    self.step = step
    self.wider = wider.map { [$0] + $0.wider } ?? []
  }

  public static func == (a: Role, b: Role) -> Bool { a.name == b.name }
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
