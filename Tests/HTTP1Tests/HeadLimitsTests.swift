import HTTP1
import Testing

@Suite struct HeadLimitsTests {
  private let start = "HTTP/1.1 200 OK\r\n"

  @Test(arguments: Chunking.allCases)
  func `A line may be as long as the limit and no longer`(chunking: Chunking) {
    let limits = HeadLimits(lineBytes: 100)
    let longest = "A: " + String(repeating: "x", count: 97)
    let good = Reading("\(start)\(longest)\r\n\r\n", chunking: chunking, limits: limits)
    #expect(good.head != nil)
    let bad = Reading("\(start)\(longest)x\r\n\r\n", chunking: chunking, limits: limits)
    #expect(bad.violation == .lineTooLong(limit: 100))
  }

  @Test(arguments: Chunking.allCases)
  func `An endless status line is refused before it ends`(chunking: Chunking) {
    let text = "HTTP/1.1 200 " + String(repeating: "x", count: 20_000)
    let limit = HeadLimits.defaultLineBytes
    #expect(Reading(text, chunking: chunking).violation == .lineTooLong(limit: limit))
  }

  @Test(arguments: Chunking.allCases)
  func `A head may be as large as the limit and no larger`(chunking: Chunking) {
    let text = start + "A: b\r\n\r\n"
    let exact = HeadLimits(headBytes: text.utf8.count)
    #expect(Reading(text, chunking: chunking, limits: exact).head != nil)
    let less = HeadLimits(headBytes: text.utf8.count - 1)
    let reading = Reading(text, chunking: chunking, limits: less)
    #expect(reading.violation == .headTooLarge(limit: less.headBytes))
  }

  @Test(arguments: Chunking.allCases)
  func `Of two limits the one that is reached first is named`(chunking: Chunking) {
    let limits = HeadLimits(headBytes: start.utf8.count + 20, lineBytes: 40)
    let text = start + "A: " + String(repeating: "b", count: 60) + "\r\n\r\n"
    let reading = Reading(text, chunking: chunking, limits: limits)
    #expect(reading.violation == .headTooLarge(limit: limits.headBytes))
  }

  @Test func `Empty lines without end are refused`() {
    let text = String(repeating: "\r\n", count: 40_000)
    #expect(Reading(text).violation == .headTooLarge(limit: HeadLimits.defaultHeadBytes))
  }

  @Test func `A head may have as many fields as the limit and no more`() {
    let fields = String(repeating: "A: b\r\n", count: 200)
    #expect(Reading("\(start)\(fields)\r\n").head?.fields.count == 200)
    #expect(Reading("\(start)\(fields)A: b\r\n\r\n").violation == .tooManyFields(limit: 200))
  }

  @Test func `Folding cannot grow a field beyond the head's limit`() {
    let text = "\(start)A: b\r\n" + String(repeating: " c\r\n", count: 40_000)
    #expect(Reading(text).violation == .headTooLarge(limit: HeadLimits.defaultHeadBytes))
  }

  @Test func `Each violation has a sentence and a section`() {
    let violations: [HeadViolation] = [
      .notHTTP(firstBytes: [0, 0x12]), .endOfStream(receivedBytes: 0),
      .endOfStream(receivedBytes: 3), .headTooLarge(limit: 1), .tooManyFields(limit: 1),
      .lineTooLong(limit: 1), .tooManyInterimResponses(limit: 8), .malformedStatusLine("x"),
      .malformedRequestLine("x"), .malformedField(line: "x"), .obsoleteFolding(line: "x"),
      .malformedContentLength("x"), .conflictingContentLengths(["1", "2"]),
      .unknownRequestLength(transferEncoding: "gzip"), .unsendableMethod("x"),
      .unsendableTarget("x"), .unsendableStatus(1), .unsendableReason("x"),
      .unsendableField(name: "x"),
    ]
    for violation in violations {
      #expect(violation.section.hasPrefix("RFC 91"))
      #expect(!violation.description.isEmpty && !violation.description.hasSuffix("."))
    }
    #expect(violations[0].description == "the answer is not HTTP/1: it begins with 00 12")
  }

  @Test func `What a stranger sent is shown with its control characters escaped`() {
    let line = "\u{1B}[31m" + String(repeating: "x", count: 100)
    let shown = HeadViolation.malformedField(line: line).description
    #expect(shown.contains("\\u{1B}[31mx"))
    #expect(shown.hasSuffix("x…”"))
  }
}
