/// How a configuration's files are come by: the reader opens nothing itself.
public struct FileAccess {
  /// Why a file can't be read, as the end of a sentence.
  public struct Problem: Error, Hashable, Sendable {
    public var what: String
    public init(_ what: String) { self.what = what }
  }

  /// The octets of a file.
  public var read: (String) throws(Problem) -> [UInt8]
  /// The names that a pattern with `*`, `?` and `[…]` covers, sorted.
  public var list: (String) -> [String]

  public init(
    read: @escaping (String) throws(Problem) -> [UInt8], list: @escaping (String) -> [String]
  ) {
    self.read = read
    self.list = list
  }

  /// Files that are held in memory.
  public static func memory(_ files: [String: String]) -> FileAccess {
    FileAccess(
      read: { name throws(Problem) in
        guard let text = files[name] else { throw Problem("there is no such file") }
        return Array(text.utf8)
      },
      list: { pattern in
        files.keys.filter { Glob.matches(Array($0.utf8), Array(pattern.utf8)) }.sorted()
      })
  }
}

/// File patterns as glob(3) has them, without braces.
public enum Glob {
  public static func isPattern(_ text: String) -> Bool {
    text.utf8.contains { $0 == 0x2A || $0 == 0x3F || $0 == 0x5B }
  }

  /// A `*` or `?` covers no slash.
  static func matches(_ name: [UInt8], _ pattern: [UInt8]) -> Bool {
    var (at, from) = (0, 0)
    var retry: (pattern: Int, name: Int)?
    while at < name.count || from < pattern.count {
      if from < pattern.count {
        if pattern[from] == 0x2A {
          retry = (from, at)
          from += 1
          continue
        }
        if at < name.count, let length = one(pattern, from, name[at]) {
          from += length
          at += 1
          continue
        }
      }
      guard let last = retry, last.name < name.count, name[last.name] != 0x2F else { return false }
      retry = (last.pattern, last.name + 1)
      from = last.pattern + 1
      at = last.name + 1
    }
    return true
  }

  /// Octets of the pattern that cover this one; `nil`: they don't.
  private static func one(_ pattern: [UInt8], _ at: Int, _ octet: UInt8) -> Int? {
    switch pattern[at] {
    case 0x3F: return octet == 0x2F ? nil : 1
    case 0x5B:
      guard let end = pattern[(at + 1)...].firstIndex(of: 0x5D), end > at + 1 else {
        return octet == 0x5B ? 1 : nil
      }
      let isNegated = pattern[at + 1] == 0x21
      var index = isNegated ? at + 2 : at + 1
      var isIn = false
      while index < end {
        if index + 2 < end, pattern[index + 1] == 0x2D {
          if pattern[index] <= octet && octet <= pattern[index + 2] { isIn = true }
          index += 3
        } else {
          if pattern[index] == octet { isIn = true }
          index += 1
        }
      }
      return isIn != isNegated && octet != 0x2F ? end + 1 - at : nil
    case octet: return 1
    default: return nil
    }
  }
}
