/// Base64 with padding (RFC 4648 §4).
enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func encode(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for place in 0..<4 {
        let isPadding = place > group.count
        text.append(isPadding ? 0x3D : alphabet[bits >> (18 - 6 * place) & 0x3F])
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The number of bytes that a text stands for, or nil when it is not Base64 with padding.
  static func decodedCount(_ text: String) -> Int? {
    let bytes = Array(text.utf8)
    let padding = bytes.reversed().prefix { $0 == 0x3D }.count
    guard bytes.count % 4 == 0, padding <= 2,
      bytes.dropLast(padding).allSatisfy({ alphabet.contains($0) })
    else { return nil }
    return bytes.count / 4 * 3 - padding
  }
}
