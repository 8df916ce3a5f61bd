/// Checks UTF-8 as it comes, and finds the first byte that no continuation can make valid (RFC 3629).
public struct UTF8Validator: Sendable {
  /// Continuation bytes that the current character still needs.
  private var missing = 0

  /// What the next continuation byte may be; narrower behind E0, ED, F0 and F4.
  private var allowed: ClosedRange<UInt8> = 0x80...0xBF

  public init() {}

  /// Whether the text may end here: no character is incomplete.
  public var isAtBoundary: Bool { missing == 0 }

  /// Checks more bytes; the index of the first wrong one, or nil while all is well.
  public mutating func firstInvalid(in bytes: ArraySlice<UInt8>) -> Int? {
    firstInvalid(in: bytes.span).map { bytes.startIndex + $0 }
  }

  /// Checks more bytes; the index of the first wrong one, or nil while all is well.
  public mutating func firstInvalid(in bytes: Span<UInt8>) -> Int? {
    var index = 0
    while index < bytes.count {
      if missing == 0 { index = UTF8Validator.endOfASCII(in: bytes, from: index) }
      guard index < bytes.count else { return nil }
      guard accept(bytes[index]) else { return index }
      index += 1
    }
    return nil
  }

  /// Skips ASCII, eight bytes at a time: most of what is sent is nothing else.
  private static func endOfASCII(in bytes: Span<UInt8>, from start: Int) -> Int {
    var index = start
    let raw = unsafe bytes.bytes
    while index + 8 <= bytes.count {
      let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
      guard word & 0x8080_8080_8080_8080 == 0 else { break }
      index += 8
    }
    while index < bytes.count && bytes[index] < 0x80 { index += 1 }
    return index
  }

  private mutating func accept(_ byte: UInt8) -> Bool {
    if missing > 0 {
      guard allowed.contains(byte) else { return false }
      missing -= 1
      allowed = 0x80...0xBF
      return true
    }
    switch byte {
    case 0x00...0x7F: return true
    case 0xC2...0xDF: missing = 1
    case 0xE0...0xEF: missing = 2
    case 0xF0...0xF4: missing = 3
    default: return false  // a stray continuation, an overlong form, or beyond U+10FFFF
    }
    switch byte {
    case 0xE0: allowed = 0xA0...0xBF  // not overlong
    case 0xED: allowed = 0x80...0x9F  // no surrogates
    case 0xF0: allowed = 0x90...0xBF  // not overlong
    case 0xF4: allowed = 0x80...0x8F  // not beyond U+10FFFF
    default: break
    }
    return true
  }
}
