/// Received bytes that no parser has consumed yet.
package struct InputBuffer: Sendable {
  package init() {}

  /// What was received, from its consumed part on.
  package private(set) var bytes: [UInt8] = []

  /// Where the unconsumed bytes begin.
  package private(set) var start = 0

  /// How many of the unconsumed bytes are known to hold no line feed, so that no byte is searched twice.
  private var searched = 0

  package var count: Int { bytes.count - start }
  package var isEmpty: Bool { count == 0 }

  package mutating func append(_ new: [UInt8]) {
    if isEmpty {
      bytes = new
      start = 0
    } else {
      dropConsumed()
      bytes += new
    }
  }

  package mutating func append(_ new: Span<UInt8>) {
    dropConsumed()
    bytes.append(copying: new)
  }

  /// The first unconsumed bytes, `limit` at most.
  package func prefix(_ limit: Int) -> ArraySlice<UInt8> { bytes[start...].prefix(limit) }

  enum Line {
    /// A line without its end, which was LF or CR LF, and the number of bytes it took with it.
    case complete(ArraySlice<UInt8>, consumed: Int)
    case incomplete
    case tooLong
  }

  /// Consumes a line; one longer than the limit is noticed before its end has come.
  mutating func takeLine(limit: Int) -> Line {
    let from = start + searched
    guard let end = bytes[from...].firstIndex(of: ASCII.lineFeed) else {
      searched = count
      return count > limit + 1 ? .tooLong : .incomplete  // one byte more may be the CR
    }
    var line = bytes[start..<end]
    if line.last == ASCII.carriageReturn { line = line.dropLast() }
    guard line.count <= limit else { return .tooLong }
    let consumed = end + 1 - start
    consume(consumed)
    return .complete(line, consumed: consumed)
  }

  /// Consumes what is there, `limit` bytes at most.
  package mutating func take(_ limit: Int) -> [UInt8] {
    let taken = min(limit, count)
    guard start > 0 || taken < bytes.count else {
      let all = bytes
      consumeAll()
      return all
    }
    let slice = Array(bytes[start..<start + taken])
    consume(taken)
    return slice
  }

  package mutating func takeAll() -> [UInt8] { take(count) }

  package mutating func consume(_ amount: Int) {
    start += amount
    searched = 0
    if start == bytes.count { consumeAll() }
  }

  private mutating func consumeAll() {
    bytes = []
    start = 0
    searched = 0
  }

  /// Moves the rest to the front once half is consumed: constant work for each byte in the long run.
  private mutating func dropConsumed() {
    guard start > bytes.count / 2 else { return }
    bytes.removeFirst(start)
    start = 0
  }
}
