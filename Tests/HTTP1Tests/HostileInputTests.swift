import HTTP1
import Testing

@Suite struct HostileInputTests {
  /// Pieces that a random stream is made of, so that it gets deeper than its first byte.
  private static let pieces = [
    "HTTP/1.1 200 OK\r\n", "HTTP/1.1 100 \r\n\r\n", "Content-Length: 3\r\n",
    "Transfer-Encoding: chunked\r\n", "\r\n", "\n", "\r", "a", ":", " ", "3\r\nabc\r\n", "0\r\n",
    "ff;", "\0", "GET / HTTP/1.1\r\n",
  ]

  @Test(arguments: 0..<300 as Range<UInt64>)
  func `Random input gives the same result in whatever pieces it comes`(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    var text = seed.isMultiple(of: 3) ? "" : "HTTP/1.1 200 OK\r\n"
    for _ in 0..<Int.random(in: 1...20, using: &generator) {
      text += HostileInputTests.pieces.randomElement(using: &generator) ?? ""
    }
    let limits = HeadLimits(headBytes: 200, fieldCount: 5, lineBytes: 60)
    let whole = Reading(text, limits: limits, bodyLimit: 20, ends: true)
    for chunking in Chunking.allCases.dropFirst() {
      var other = Reading(text, chunking: chunking, limits: limits, bodyLimit: 20, ends: true)
      // A violation stops at the byte that shows it; how much of the stream it quotes may differ.
      if case .notHTTP = whole.violation, case .notHTTP = other.violation { continue }
      other.leftover = whole.end == nil || whole.end == .complete ? other.leftover : whole.leftover
      if whole.violation != nil { other.leftover = whole.leftover }
      #expect(other == whole, "\(text.debugDescription)")
    }
  }

  @Test(arguments: ["\r\r\nHTTP\0", "\r\r\n\r\r\nHTTP/1.1 204 \r\n\r\n", "\r\r", "\n\r\r\nGET"])
  func `Line ends before the status line are skipped however they are written`(text: String) {
    let whole = Reading(text, ends: true)
    for chunking in Chunking.allCases.dropFirst() {
      let other = Reading(text, chunking: chunking, ends: true)
      #expect(other.head == whole.head)
      if case .notHTTP? = whole.violation, case .notHTTP? = other.violation { continue }
      #expect(other.violation == whole.violation)
    }
  }
}
