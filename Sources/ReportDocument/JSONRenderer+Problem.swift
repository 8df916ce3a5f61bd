extension JSONRenderer {
  /// Where in a text something is; both count from 1, columns in code points.
  public struct Place: Sendable, Equatable, CustomStringConvertible {
    public var line: Int
    public var column: Int

    public init(line: Int, column: Int) {
      self.line = line
      self.column = column
    }

    init(of offset: Int, in text: [UInt8]) {
      let before = text.prefix(offset)
      let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
      line = before.count { $0 == UInt8(ascii: "\n") } + 1
      // Octets that go on with a code point don't begin one.
      column = before[start...].count { $0 & 0xC0 != 0x80 } + 1
    }

    public var description: String { "line \(line), column \(column)" }
  }

  /// What a file holds that is no report of ours: what, where, and what helps.
  public enum Problem: Error, Sendable, Equatable, CustomStringConvertible {
    case empty
    case notJSON(Place, expected: String, isEnd: Bool)
    case notOurs
    case otherKind(String)
    case otherVersion(String)
    case damaged(Place, String)

    public var description: String {
      switch self {
      case .empty: "it is empty: did the run that was to write it end?"
      case .notJSON(let place, let expected, isEnd: true):
        "it ends at \(place), where \(expected) is expected: it is not whole"
      case .notJSON(Place(line: 1, column: 1), _, _):
        "it is not JSON: only what --format json, --output json:FILE or --save wrote can be read again"
      case .notJSON(let place, let expected, _):
        "it is not JSON: at \(place), \(expected) is expected"
      case .notOurs:
        "it is JSON, but no report of wsdoctor: those have a kind and a schemaVersion"
      case .otherKind(let kind):
        "it is a report of the kind \(kind), which this wsdoctor doesn't know: use a newer one"
      case .otherVersion(let version):
        "its schemaVersion is \(version), and this wsdoctor reads 1.x"
          + (Problem.isLater(version) ? ": use a newer one" : "")
      case .damaged(let place, let what):
        "it is a report of wsdoctor, but at \(place), \(what)"
      }
    }

    private static func isLater(_ version: String) -> Bool {
      (Int(version.prefix { $0 != "." }) ?? 0) > 1
    }
  }
}
