/// The field lines of a head in their order, with their spelling and their duplicates (RFC 9110 §5).
public struct Fields: Sendable, Hashable {
  /// Every field line, in order.
  public var list: [Field]

  public init() { list = [] }

  public init(_ list: [(String, String)]) {
    self.list = list.map { Field($0.0, $0.1) }
  }

  public init(_ list: [Field]) { self.list = list }

  public var isEmpty: Bool { list.isEmpty }

  public var count: Int { list.count }

  /// Adds a line at the end, whether or not the name is there already.
  public mutating func append(_ name: String, _ value: String) {
    list.append(Field(name, value))
  }

  /// Replaces all lines of that name by one, in the place of the first, or adds it at the end.
  public mutating func set(_ name: String, _ value: String) {
    guard let place = list.firstIndex(where: { ASCII.equal($0.name, name) }) else {
      return append(name, value)
    }
    remove(name)
    list.insert(Field(name, value), at: place)
  }

  /// Removes all lines of that name.
  public mutating func remove(_ name: String) {
    list.removeAll { ASCII.equal($0.name, name) }
  }

  /// The value of the first line of that name.
  public func first(_ name: String) -> String? {
    list.first { ASCII.equal($0.name, name) }?.value
  }

  /// The values of all lines of that name, in order.
  public func all(_ name: String) -> [String] {
    list.compactMap { ASCII.equal($0.name, name) ? $0.value : nil }
  }

  public func contains(_ name: String) -> Bool {
    list.contains { ASCII.equal($0.name, name) }
  }

  /// The members of a comma-separated list over all lines of that name, trimmed, without empty ones.
  ///
  /// A comma inside a quoted string does not separate (RFC 9110 §5.6.1, §5.6.4).
  public func tokens(_ name: String) -> [String] {
    all(name).flatMap { ListSyntax.split($0, at: ASCII.comma) }
  }

  /// Tells whether the comma-separated list has that member, without regard to case.
  public func hasToken(_ name: String, _ token: String) -> Bool {
    tokens(name).contains { ASCII.equal($0, token) }
  }
}

extension Fields: ExpressibleByDictionaryLiteral {
  /// Keeps the literal's order and its duplicates.
  public init(dictionaryLiteral elements: (String, String)...) { self.init(elements) }
}

extension Fields: CustomStringConvertible {
  public var description: String { list.map(\.description).joined(separator: "\n") }
}
