/// A range of a product's releases: a fact holds from one on, up to another, or in all.
public struct Releases: Sendable, Hashable {
  private let first: Release?
  /// The first one in which it holds no more.
  private let end: Release?

  public static let all = Releases(from: nil, before: nil)

  public static func from(_ first: Release) -> Releases { Releases(from: first, before: nil) }
  /// Whether it may hold for that version: it does, or the version isn't known.
  public func mayContain(_ version: String?) -> Bool {
    version.flatMap(Release.init) == nil || contains(version)
  }

  public static func before(_ end: Release) -> Releases { Releases(from: nil, before: end) }

  private init(from first: Release?, before end: Release?) {
    self.first = first
    self.end = end
  }

  /// Whether the fact holds for a version as it was seen; where none was seen, or none that can be read,
  /// only a fact of all releases does.
  public func contains(_ version: String?) -> Bool {
    guard first != nil || end != nil else { return true }
    guard let seen = version.flatMap(Release.init) else { return false }
    if let first, seen < first { return false }
    if let end, seen >= end { return false }
    return true
  }
}

/// A release by its numbers, as in 1.29.7: a number that is missing counts as zero.
public struct Release: Sendable, Hashable, Comparable {
  private let numbers: [Int]

  public init(_ numbers: Int...) { self.numbers = numbers }

  /// `nil`: no number at its beginning. What follows the numbers (`-alpine`, `~bpo`) is passed over.
  public init?(_ text: String) {
    let start = text.prefix { $0.isASCII && $0.isNumber || $0 == "." }
    let parts = start.split(separator: ".", maxSplits: 4).prefix(4).map { Int($0) }
    guard !parts.isEmpty, !parts.contains(nil) else { return nil }
    numbers = parts.compactMap(\.self)
  }

  /// Whether a version as it was seen is this release or a later one; no version is neither.
  public func isAtMost(_ version: String?) -> Bool {
    version.flatMap { Release($0) }.map { self <= $0 } ?? false
  }

  public static func < (a: Release, b: Release) -> Bool {
    for index in 0..<max(a.numbers.count, b.numbers.count) {
      let left = index < a.numbers.count ? a.numbers[index] : 0
      let right = index < b.numbers.count ? b.numbers[index] : 0
      if left != right { return left < right }
    }
    return false
  }
}
