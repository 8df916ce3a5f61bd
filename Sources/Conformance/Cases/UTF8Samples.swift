/// Octets that are UTF-8 or not (RFC 3629), by what they are samples of.
struct UTF8Samples: Sendable {
  var name: String
  /// The group of Autobahn|Testsuite that has the same samples.
  var autobahn: String
  var samples: [[UInt8]]

  /// "κόσμε", with characters of two and of three octets.
  static let word: [UInt8] = Array("κ\u{1F79}σμε".utf8)

  static let all: [UTF8Samples] = [
    UTF8Samples(
      name: "inside-a-word", autobahn: "6.5",
      samples: ["$", "¢", "€", "\u{24B62}"].map { Array("hello\($0)world".utf8) } + [word]),
    UTF8Samples(
      name: "prefix", autobahn: "6.6", samples: (1...word.count).map { Array(word.prefix($0)) }),
    UTF8Samples(
      name: "first-of-its-length", autobahn: "6.7",
      samples: ["\u{0}", "\u{80}", "\u{800}", "\u{10000}"].map { Array($0.utf8) }),
    UTF8Samples(
      name: "first-of-5-and-6-octets", autobahn: "6.8",
      samples: [[0xF8, 0x88, 0x80, 0x80, 0x80], [0xFC, 0x84, 0x80, 0x80, 0x80, 0x80]]),
    UTF8Samples(
      name: "last-of-its-length", autobahn: "6.9",
      samples: ["\u{7F}", "\u{7FF}", "\u{FFFF}", "\u{10FFFF}"].map { Array($0.utf8) }),
    UTF8Samples(
      name: "last-of-too-many", autobahn: "6.10",
      samples: [
        [0xF7, 0xBF, 0xBF, 0xBF], [0xFB, 0xBF, 0xBF, 0xBF, 0xBF],
        [0xFD, 0xBF, 0xBF, 0xBF, 0xBF, 0xBF],
      ]),
    UTF8Samples(
      name: "boundary", autobahn: "6.11",
      samples: [
        [0xED, 0x9F, 0xBF], [0xEE, 0x80, 0x80], [0xEF, 0xBF, 0xBD], [0xF4, 0x8F, 0xBF, 0xBF],
        [0xF4, 0x90, 0x80, 0x80],
      ]),
    UTF8Samples(
      name: "stray-continuation", autobahn: "6.12",
      samples: [[0x80], [0xBF]]
        + (2...6).map { count in (0..<count).map { $0 % 2 == 0 ? 0x80 : 0xBF } }
        + [Array(0x80...0xBE)]),
    UTF8Samples(
      name: "lonely-start", autobahn: "6.13",
      samples: [0xC0...0xDE, 0xE0...0xEE, 0xF0...0xF6, 0xF8...0xFA, 0xFC...0xFC].map { starts in
        starts.flatMap { [$0, 0x20] }
      }),
    UTF8Samples(name: "last-octet-missing", autobahn: "6.14", samples: cut),
    UTF8Samples(name: "incomplete-in-a-row", autobahn: "6.15", samples: [cut.flatMap { $0 }]),
    UTF8Samples(
      name: "impossible-octet", autobahn: "6.16",
      samples: [[0xFE], [0xFF], [0xFE, 0xFE, 0xFF, 0xFF]]
    ),
    UTF8Samples(name: "overlong-slash", autobahn: "6.17", samples: overlong(0xAF, in: 0)),
    UTF8Samples(
      name: "overlong-maximum", autobahn: "6.18",
      samples: [
        [0xC1, 0xBF], [0xE0, 0x9F, 0xBF], [0xF0, 0x8F, 0xBF, 0xBF], [0xF8, 0x87, 0xBF, 0xBF, 0xBF],
        [0xFC, 0x83, 0xBF, 0xBF, 0xBF, 0xBF],
      ]),
    UTF8Samples(name: "overlong-nul", autobahn: "6.19", samples: overlong(0x80, in: 0)),
    UTF8Samples(
      name: "surrogate", autobahn: "6.20",
      samples: [0xD800, 0xDB7F, 0xDB80, 0xDBFF, 0xDC00, 0xDF80, 0xDFFF].map(threeOctets)),
    UTF8Samples(
      name: "surrogate-pair", autobahn: "6.21",
      samples: [0xD800, 0xDB7F, 0xDB80, 0xDBFF].flatMap { high in
        [0xDC00, 0xDFFF].map { threeOctets(high) + threeOctets($0) }
      }),
    UTF8Samples(name: "noncharacter", autobahn: "6.22", samples: noncharacters),
    UTF8Samples(
      name: "special", autobahn: "6.23", samples: (0xFFF9...0xFFFF).map(threeOctets)),
  ]

  /// Starts of two to six octets with their lowest and highest continuations but the last.
  private static let cut: [[UInt8]] = [
    [0xC0], [0xE0, 0x80], [0xF0, 0x80, 0x80], [0xF8, 0x80, 0x80, 0x80],
    [0xFC, 0x80, 0x80, 0x80, 0x80], [0xDF], [0xEF, 0xBF], [0xF7, 0xBF, 0xBF],
    [0xFB, 0xBF, 0xBF, 0xBF], [0xFD, 0xBF, 0xBF, 0xBF, 0xBF],
  ]

  /// One character in two to six octets where one would do.
  private static func overlong(_ last: UInt8, in start: UInt8) -> [[UInt8]] {
    [0xC0, 0xE0, 0xF0, 0xF8, 0xFC].enumerated().map { index, lead in
      [lead | start] + [UInt8](repeating: 0x80, count: index) + [last]
    }
  }

  /// A code point of the basic plane, surrogates as well, which Swift's encoder would refuse.
  private static func threeOctets(_ point: Int) -> [UInt8] {
    [0xE0 | UInt8(point >> 12), 0x80 | UInt8(point >> 6 & 0x3F), 0x80 | UInt8(point & 0x3F)]
  }

  /// The last two code points of each plane: valid, though they mean nothing.
  private static let noncharacters: [[UInt8]] = (0...16).flatMap { plane in
    [0xFFFE, 0xFFFF].compactMap { Unicode.Scalar(UInt32(plane << 16 | $0)) }
      .map { Array(String($0).utf8) }
  }
}
