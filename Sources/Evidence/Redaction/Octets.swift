/// Encodings of octets as text, without Foundation.
enum Octets {
  private static let digits = Array("0123456789ABCDEF".utf8)
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// Everything but unreserved characters as `%XX` (RFC 3986 §2.1).
  static func percentEncoded(_ text: String) -> String {
    var result: [UInt8] = []
    for octet in text.utf8 {
      let isUnreserved =
        (0x30...0x39).contains(octet) || (0x41...0x5A).contains(octet & 0xDF)
        || [0x2D, 0x2E, 0x5F, 0x7E].contains(octet)
      if isUnreserved {
        result.append(octet)
      } else {
        result += [0x25, digits[Int(octet >> 4)], digits[Int(octet & 15)]]
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  static func percentDecoded(_ text: String) -> String {
    var result: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let octet = rest.popFirst() {
      let next = Array(rest.prefix(2))
      if octet == 0x25, next.count == 2,
        let value = UInt8(String(decoding: next, as: UTF8.self), radix: 16)
      {
        result.append(value)
        rest.removeFirst(2)
      } else {
        result.append(octet == 0x2B ? 0x20 : octet)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  static func hexadecimal(_ octets: [UInt8]) -> String {
    String(
      decoding: octets.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// Base64 without padding (RFC 4648 §4).
  private static func base64(_ octets: some Collection<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    var bits = 0
    var count = 0
    for octet in octets {
      bits = (bits << 8 | Int(octet)) & 0xFFFF
      count += 8
      while count >= 6 {
        count -= 6
        text.append(alphabet[bits >> count & 0x3F])
      }
    }
    if count > 0 { text.append(alphabet[bits << (6 - count) & 0x3F]) }
    return text
  }

  /// What stands in the Base64 of anything that contains these octets: one text for each of the
  /// three places in a group at which they may begin.
  static func base64Cores(of octets: [UInt8]) -> [String] {
    (0..<3).map { offset in
      let whole = base64(repeatElement(0, count: offset) + octets)
      // The first characters share bits with what comes before, the last one with what follows.
      let first = offset == 0 ? 0 : offset + 1
      let isWhole = (offset + octets.count) % 3 == 0
      return String(
        decoding: whole[first..<(isWhole ? whole.count : whole.count - 1)], as: UTF8.self)
    }
  }

  static func base64Decoded(_ text: some StringProtocol) -> [UInt8]? {
    var octets: [UInt8] = []
    var bits = 0
    var count = 0
    for character in text.utf8 where character != 0x3D {
      guard let value = alphabet.firstIndex(of: character) else { return nil }
      bits = (bits << 6 | value) & 0xFFFF
      count += 6
      if count >= 8 {
        count -= 8
        octets.append(UInt8(truncatingIfNeeded: bits >> count))
      }
    }
    return octets
  }
}
