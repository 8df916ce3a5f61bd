/// A sum over octets that tells two messages apart (FNV-1a, 64 bits, over each fourth octet); no
/// protection against intent.
///
/// It is the same in whatever pieces the octets come. Four sums don't wait for each other.
struct Digest: Sendable, Hashable {
  private static let prime: UInt64 = 0x100_0000_01B3

  private var sums = SIMD4<UInt64>(repeating: 0xCBF2_9CE4_8422_2325)
  private var count = 0

  mutating func add(_ octets: [UInt8]) { add(octets[...]) }

  mutating func add(_ octets: ArraySlice<UInt8>) {
    var place = octets.startIndex
    while place < octets.endIndex, count & 3 != 0 { addNext(of: octets, &place) }
    var (a, b, c, d) = (sums[0], sums[1], sums[2], sums[3])
    let start = place
    while octets.endIndex - place >= 4 {
      a = (a ^ UInt64(octets[place])) &* Self.prime
      b = (b ^ UInt64(octets[place + 1])) &* Self.prime
      c = (c ^ UInt64(octets[place + 2])) &* Self.prime
      d = (d ^ UInt64(octets[place + 3])) &* Self.prime
      place += 4
    }
    sums = SIMD4(a, b, c, d)
    count += place - start
    while place < octets.endIndex { addNext(of: octets, &place) }
  }

  private mutating func addNext(of octets: ArraySlice<UInt8>, _ place: inout Int) {
    let lane = count & 3
    sums[lane] = (sums[lane] ^ UInt64(octets[place])) &* Self.prime
    count += 1
    place += 1
  }
}
