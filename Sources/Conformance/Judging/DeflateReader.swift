/// Reads raw deflate data (RFC 1951) and notes how far back its references reach.
///
/// zlib doesn't tell, and within one call doesn't mind either: a window that was agreed upon and is
/// not respected shows only here.
struct DeflateReader {
  enum Failure: Error { case damaged, tooLong }

  /// Where the references of one message reach.
  struct Reach: Sendable, Hashable {
    /// The longest distance, in octets.
    var distance = 0
    /// Whether one goes into an earlier message.
    var leavesMessage = false
  }

  /// Octets that a message may become.
  private static let limit = 4 << 20
  private static let window = 32 * 1024
  private var history: [UInt8] = []

  /// Reads a message without its last four octets 00 00 FF FF (RFC 7692 §7.2.2).
  mutating func read(_ payload: [UInt8]) throws(Failure) -> (octets: [UInt8], reach: Reach) {
    var bits = BitReader(payload + [0x00, 0x00, 0xFF, 0xFF])
    var output = history
    let start = output.count
    var reach = Reach()
    // Behind the last block only padding is left.
    while bits.left >= 3 {
      let isLast = try bits.take(1) == 1
      switch try bits.take(2) {
      case 0: try Self.stored(&bits, &output)
      case 1: try Self.compressed(&bits, &output, start, &reach, .fixedLengths, .fixedDistances)
      case 2:
        let (lengths, distances) = try Self.tables(&bits)
        try Self.compressed(&bits, &output, start, &reach, lengths, distances)
      default: throw .damaged
      }
      guard output.count - start <= Self.limit else { throw .tooLong }
      if isLast { bits.align() }
    }
    history = Array(output.suffix(Self.window))
    return (Array(output[start...]), reach)
  }

  private static func stored(_ bits: inout BitReader, _ output: inout [UInt8]) throws(Failure) {
    bits.align()
    let length = try bits.take(16)
    guard try bits.take(16) == ~length & 0xFFFF else { throw .damaged }
    for _ in 0..<length { output.append(UInt8(try bits.take(8))) }
  }

  private static func compressed(
    _ bits: inout BitReader, _ output: inout [UInt8], _ start: Int, _ reach: inout Reach,
    _ lengths: HuffmanCode, _ distances: HuffmanCode
  ) throws(Failure) {
    while true {
      let symbol = try lengths.next(&bits)
      if symbol < 256 {
        output.append(UInt8(symbol))
        continue
      }
      if symbol == 256 { return }
      guard symbol < 286 else { throw .damaged }
      let length = lengthBase[symbol - 257] + (try bits.take(lengthExtra[symbol - 257]))
      let code = try distances.next(&bits)
      guard code < 30 else { throw .damaged }
      let extra = code < 2 ? 0 : code / 2 - 1
      let base = code < 2 ? code + 1 : (2 + code % 2) << extra + 1
      let distance = base + (try bits.take(extra))
      guard distance <= output.count else { throw .damaged }
      reach.distance = max(reach.distance, distance)
      if output.count - distance < start { reach.leavesMessage = true }
      guard output.count - start + length <= limit else { throw .tooLong }
      for _ in 0..<length { output.append(output[output.count - distance]) }
    }
  }

  /// The codes that a dynamic block begins with (RFC 1951 §3.2.7).
  private static func tables(_ bits: inout BitReader) throws(Failure) -> (HuffmanCode, HuffmanCode)
  {
    let literals = try bits.take(5) + 257
    let distances = try bits.take(5) + 1
    let count = try bits.take(4) + 4
    var sizes = [Int](repeating: 0, count: 19)
    for place in order.prefix(count) { sizes[place] = try bits.take(3) }
    let code = HuffmanCode(sizes)
    var all: [Int] = []
    while all.count < literals + distances {
      switch try code.next(&bits) {
      case let size where size < 16: all.append(size)
      case 16:
        guard let last = all.last else { throw .damaged }
        all += Array(repeating: last, count: 3 + (try bits.take(2)))
      case 17: all += Array(repeating: 0, count: 3 + (try bits.take(3)))
      default: all += Array(repeating: 0, count: 11 + (try bits.take(7)))
      }
    }
    guard all.count == literals + distances else { throw .damaged }
    return (HuffmanCode(Array(all[..<literals])), HuffmanCode(Array(all[literals...])))
  }

  private static let order = [
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
  ]
  private static let lengthBase = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
    163, 195, 227, 258,
  ]
  private static let lengthExtra = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ]
}

/// Bits from the lowest of each octet on.
private struct BitReader {
  private let octets: [UInt8]
  private var place = 0

  init(_ octets: [UInt8]) { self.octets = octets }

  var left: Int { octets.count * 8 - place }

  mutating func take(_ count: Int) throws(DeflateReader.Failure) -> Int {
    guard count <= left else { throw .damaged }
    var value = 0
    for index in 0..<count {
      value |= Int(octets[place >> 3] >> (place & 7) & 1) << index
      place += 1
    }
    return value
  }

  mutating func align() { place = (place + 7) & ~7 }
}

/// A canonical Huffman code (RFC 1951 §3.2.2).
private struct HuffmanCode {
  /// How many symbols have a code of each length, and the symbols in the order of their codes.
  private var counts = [Int](repeating: 0, count: 16)
  private var symbols: [Int] = []

  init(_ sizes: [Int]) {
    for size in sizes { counts[size] += 1 }
    counts[0] = 0
    for size in 1...15 {
      for (symbol, its) in sizes.enumerated() where its == size { symbols.append(symbol) }
    }
  }

  static let fixedLengths = HuffmanCode(
    (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
  static let fixedDistances = HuffmanCode([Int](repeating: 5, count: 30))

  func next(_ bits: inout BitReader) throws(DeflateReader.Failure) -> Int {
    var code = 0
    var first = 0
    var index = 0
    for size in 1...15 {
      code |= try bits.take(1)
      let count = counts[size]
      if code - count < first { return symbols[index + code - first] }
      index += count
      first = (first + count) << 1
      code <<= 1
    }
    throw .damaged
  }
}
