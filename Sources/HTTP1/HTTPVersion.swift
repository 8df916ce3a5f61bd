/// The protocol version in a start line, such as `HTTP/1.1` (RFC 9112 §2.3).
public struct HTTPVersion: Sendable, Hashable {
  public var major: Int
  public var minor: Int

  public init(major: Int, minor: Int) {
    self.major = major
    self.minor = minor
  }

  public static let http10 = HTTPVersion(major: 1, minor: 0)
  public static let http11 = HTTPVersion(major: 1, minor: 1)

  /// Reads exactly `HTTP/` digit `.` digit, in capitals as the grammar demands.
  init?(_ bytes: ArraySlice<UInt8>) {
    let start = bytes.startIndex
    guard bytes.count == 8, bytes.starts(with: HTTPVersion.prefix),
      ASCII.isDigit(bytes[start + 5]), bytes[start + 6] == 0x2E, ASCII.isDigit(bytes[start + 7])
    else { return nil }
    self.init(
      major: Int(bytes[start + 5] - ASCII.zero), minor: Int(bytes[start + 7] - ASCII.zero))
  }

  /// What every HTTP/1 response begins with.
  static let prefix: [UInt8] = Array("HTTP/".utf8)
}

extension HTTPVersion: CustomStringConvertible {
  public var description: String { "HTTP/\(major).\(minor)" }
}

extension HTTPVersion: Comparable {
  public static func < (a: HTTPVersion, b: HTTPVersion) -> Bool {
    (a.major, a.minor) < (b.major, b.minor)
  }
}
