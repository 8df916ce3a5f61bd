import HTTP1
import Testing

@Suite struct ResponseBodyTests {
  private func response(_ fields: String, _ body: String) -> String {
    "HTTP/1.1 200 OK\r\n\(fields)\r\n\(body)"
  }

  private let chunked = "Transfer-Encoding: chunked\r\n"

  @Test(arguments: Chunking.allCases)
  func `A length ends the body, and what follows is left over`(chunking: Chunking) {
    let reading = Reading(response("Content-Length: 3\r\n", "abcHTTP"), chunking: chunking)
    #expect(reading.text == "abc")
    #expect(reading.end == .complete)
    #expect(reading.leftoverText == "HTTP")
    #expect(!reading.canKeepAlive, "unasked bytes")
  }

  @Test func `A body that is cut off is told from a complete one`() {
    let reading = Reading(response("Content-Length: 5\r\n", "abc"), ends: true)
    #expect(reading.text == "abc")
    #expect(reading.end == .truncatedByPeer)
    #expect(Reading(response("Content-Length: 5\r\n", "abc")).end == nil)
  }

  @Test(arguments: ["HEAD", "GET"], [204, 304, 200])
  func `Some answers have no body whatever their fields say`(method: String, status: Int) {
    let text = "HTTP/1.1 \(status) x\r\nContent-Length: 3\r\n\r\nabc"
    let reading = Reading(text, answering: method)
    let hasBody = method == "GET" && status == 200
    #expect(reading.text == (hasBody ? "abc" : ""))
    #expect(reading.end == .complete)
    #expect(reading.leftoverText == (hasBody ? "" : "abc"))
  }

  @Test(arguments: Chunking.allCases)
  func `Chunks are put together, with extensions and trailers`(chunking: Chunking) {
    let body = "3;a=\"b\"\r\nabc\r\n0A \r\n0123456789\r\n0\r\nX-T: 1\r\n\r\nnext"
    let reading = Reading(response(chunked, body), chunking: chunking)
    #expect(reading.text == "abc0123456789")
    #expect(reading.end == .complete)
    #expect(reading.chunkCount == 2)
    #expect(reading.trailers == ["X-T": "1"])
    #expect(reading.leftoverText == "next")
  }

  @Test(arguments: Chunking.allCases)
  func `Chunks with bare line feeds are accepted`(chunking: Chunking) {
    let reading = Reading(response(chunked, "3\nabc\n0\n\n"), chunking: chunking)
    #expect(reading.text == "abc")
    #expect(reading.end == .complete)
  }

  @Test func `A chunked body may be empty`() {
    let reading = Reading(response(chunked, "0\r\n\r\n"))
    #expect(reading.end == .complete)
    #expect(reading.chunkCount == 0)
    #expect(reading.canKeepAlive)
  }

  @Test(arguments: ["", "3", "3\r\n", "3\r\nabc", "3\r\nabc\r\n", "3\r\nabc\r\n0\r\n"])
  func `A chunked body without its last chunk is truncated`(body: String) {
    #expect(Reading(response(chunked, body), ends: true).end == .truncatedByPeer)
  }

  @Test(
    arguments: [
      ("x\r\n", .malformedSize(line: "x")), ("\r\n", .malformedSize(line: "")),
      ("-3\r\n", .malformedSize(line: "-3")), ("0x3\r\n", .malformedSize(line: "0x3")),
      ("3 4\r\n", .malformedSize(line: "3 4")),
      ("ffffffffffffffff\r\n", .sizeTooLarge(line: "ffffffffffffffff")),
      ("3\r\nabcd", .missingLineEnd), ("3\r\nabc\rx\r\n", .missingLineEnd),
      ("0\r\nno colon\r\n", .malformedTrailer(line: "no colon")),
    ] as [(String, ChunkViolation)], Chunking.allCases)
  func `Broken chunks end the body where they break`(
    sample: (body: String, violation: ChunkViolation), chunking: Chunking
  ) {
    let reading = Reading(response(chunked, sample.body), chunking: chunking)
    #expect(reading.head?.status == 200)
    #expect(reading.end == .malformed(sample.violation))
    #expect(!reading.canKeepAlive)
  }

  @Test func `Extensions, trailers and lines are bounded`() {
    let limit = HeadLimits.defaultHeadBytes
    let extensions = String(
      repeating: "1;\(String(repeating: "e", count: 999))\r\na\r\n", count: 99)
    #expect(
      Reading(response(chunked, extensions)).end == .malformed(.overheadTooLarge(limit: limit)))
    let trailers = "0\r\n" + String(repeating: "A: b\r\n", count: 201)
    #expect(Reading(response(chunked, trailers)).end == .malformed(.tooManyTrailers(limit: 200)))
    let line = "1;" + String(repeating: "x", count: 20_000)
    #expect(
      Reading(response(chunked, line)).end
        == .malformed(.lineTooLong(limit: HeadLimits.defaultLineBytes)))
  }

  @Test func `Chunks win over a length, and the connection is not trusted any more`() {
    let reading = Reading(response("Content-Length: 99\r\n\(chunked)", "1\r\na\r\n0\r\n\r\n"))
    #expect(reading.text == "a")
    #expect(reading.end == .complete)
    #expect(!reading.canKeepAlive)
  }

  @Test func `Another transfer coding goes on until the connection ends`() {
    let reading = Reading(response("Transfer-Encoding: chunked, gzip\r\n", "abc"), ends: true)
    #expect(reading.text == "abc")
    #expect(reading.end == .complete)
  }

  @Test func `Equal lengths count as one, different ones are a violation that keeps the head`() {
    let equal = Reading(response("Content-Length: 3, 3\r\nContent-Length: 3\r\n", "abc"))
    #expect(equal.end == .complete)
    var parser = ResponseParser(bodyLimit: 10, answering: "GET")
    parser.receive(Array(response("Content-Length: 3\r\nContent-Length: 4\r\n", "").utf8))
    #expect(throws: HeadViolation.conflictingContentLengths(["3", "4"])) {
      try parser.nextEvent()
    }
    #expect(parser.head?.status == 200)
  }

  @Test(arguments: ["-1", "+1", "1x", "", "99999999999999999999", "٣"])
  func `A length that is no number is a violation`(value: String) {
    let reading = Reading(response("Content-Length: \(value)\r\n", ""))
    #expect(reading.violation == .malformedContentLength(value))
  }

  @Test(arguments: ["Content-Length: 6\r\n", "Transfer-Encoding: chunked\r\n", ""])
  func `A body longer than our limit is cut, and says so`(framing: String) {
    let body = framing == chunked ? "6\r\nabcdef\r\n0\r\n\r\n" : "abcdef"
    let text = response(framing, body)
    for chunking in Chunking.allCases {
      let cut = Reading(text, chunking: chunking, bodyLimit: 5, ends: true)
      #expect(cut.text == "abcde")
      #expect(cut.end == .truncatedByLimit)
      #expect(!cut.canKeepAlive)
      let fitting = Reading(text, chunking: chunking, bodyLimit: 6, ends: true)
      #expect(fitting.text == "abcdef")
      #expect(fitting.end == .complete)
    }
  }

  @Test(
    arguments: [
      ("1.1", "", true), ("1.1", "Connection: Close\r\n", false), ("1.0", "", false),
      ("1.0", "Connection: keep-alive\r\n", true),
    ])
  func `Whether the connection may be used again follows version and Connection`(
    version: String, field: String, expected: Bool
  ) {
    let reading = Reading("HTTP/\(version) 200 OK\r\n\(field)Content-Length: 0\r\n\r\n")
    #expect(reading.canKeepAlive == expected)
  }
}
