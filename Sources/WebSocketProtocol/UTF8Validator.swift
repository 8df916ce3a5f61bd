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
    for index in bytes.indices {
      let byte = bytes[index]
      if missing > 0 {
        guard allowed.contains(byte) else { return index }
        missing -= 1
        allowed = 0x80...0xBF
      } else if byte >= 0x80 {
        switch byte {
        case 0xC2...0xDF: missing = 1
        case 0xE0...0xEF: missing = 2
        case 0xF0...0xF4: missing = 3
        default: return index  // a stray continuation, an overlong form, or beyond U+10FFFF
        }
        switch byte {
        case 0xE0: allowed = 0xA0...0xBF  // not overlong
        case 0xED: allowed = 0x80...0x9F  // no surrogates
        case 0xF0: allowed = 0x90...0xBF  // not overlong
        case 0xF4: allowed = 0x80...0x8F  // not beyond U+10FFFF
        default: break
        }
      }
    }
    return nil
  }
}
