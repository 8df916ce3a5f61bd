/// Where in a configuration something stands; both numbers count from 1, columns in octets.
public struct Place: Hashable, Sendable, CustomStringConvertible {
  public var file: String
  public var line: Int
  public var column: Int

  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  public var description: String { "\(file):\(line)" }
}

/// A line that isn't understood: nothing that depends on it is claimed.
public struct Unread: Hashable, Sendable {
  public var place: Place
  /// What stands there, without values.
  public var text: String

  public init(_ place: Place, _ text: String) {
    self.place = place
    self.text = text
  }
}

/// Why a text can't be read as a configuration.
public struct ConfigurationProblem: Error, Hashable, Sendable, CustomStringConvertible {
  public var place: Place
  /// A sentence's end, as in "the block that begins here isn't closed".
  public var what: String

  public init(_ place: Place, _ what: String) {
    self.place = place
    self.what = what
  }

  public var description: String {
    // A file that can't be opened has no lines.
    place.line == 0 ? what : "\(place.file), line \(place.line), column \(place.column): \(what)"
  }
}
