/// Payloads that are the same in every run.
enum Filler {
  /// Text of so many octets, all ASCII.
  static func text(_ count: Int) -> String {
    String(decoding: (0..<count).map(LargeMessage.octet), as: UTF8.self)
  }

  static func octets(_ count: Int, _ octet: UInt8 = 0xFE) -> [UInt8] {
    [UInt8](repeating: octet, count: count)
  }

  /// Octets without a pattern, by a linear congruential generator (Knuth's MMIX constants).
  static func noise(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
    var state = seed
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 56)
    }
  }

  /// Kinds of data that compress differently.
  enum Kind: String, CaseIterable, Sendable {
    case json, bitmap, prose, markup, noise

    var isText: Bool { self == .json || self == .markup }

    /// The message number `number` with so many octets.
    func message(_ count: Int, number: Int) -> Payload {
      var octets: [UInt8] = []
      switch self {
      case .noise: octets = Filler.noise(count, seed: UInt64(number) &+ 7)
      case .bitmap:
        octets = (0..<count).map { UInt8(truncatingIfNeeded: ($0 / 64 &* 3) ^ number) }
      case .json, .prose, .markup:
        var line = number
        while octets.count < count {
          octets += Array(sentence(line).utf8)
          line += 1
        }
        octets.removeLast(octets.count - count)
      }
      return Payload(isText: isText, octets: octets)
    }

    private func sentence(_ line: Int) -> String {
      let word = Kind.words[line % Kind.words.count]
      return switch self {
      case .json: "{\"id\":\(line),\"name\":\"\(word)\",\"seen\":\(line * 37 % 1000)},"
      case .markup: "<li class=\"\(word)\"><a href=\"/\(line)\">\(word) \(line)</a></li>\n"
      default: "\(word) \(Kind.words[line * 7 % Kind.words.count]) \(line % 13), "
      }
    }

    private static let words = [
      "endpoint", "handshake", "message", "fragment", "opcode", "masking", "window", "proxy",
      "closing", "payload", "ping", "extension", "context", "origin", "server", "client", "frame",
    ]
  }
}
