import HTTP1
import Testing

@Suite struct ResponseParserTests {
  @Test(arguments: Chunking.allCases)
  func `A head is read with its fields as they were sent`(chunking: Chunking) {
    let reading = Reading(
      "HTTP/1.1 200 OK\r\nServer:nginx\r\nset-COOKIE:\t a=1 \r\nSet-Cookie: b\r\nEmpty:\r\n"
        + "Content-Length: 5\r\n\r\nhello", chunking: chunking)
    #expect(
      reading.head
        == ResponseHead(
          status: 200, reason: "OK",
          fields: [
            "Server": "nginx", "set-COOKIE": "a=1", "Set-Cookie": "b", "Empty": "",
            "Content-Length": "5",
          ]))
    #expect(reading.text == "hello")
    #expect(reading.end == .complete)
    #expect(reading.canKeepAlive)
  }

  @Test(
    arguments: [
      ("HTTP/1.1 404 \r\n\r\n", ""), ("HTTP/1.1 404\r\n\r\n", ""), ("HTTP/1.1 404\n\n", ""),
      ("\r\n\r\nHTTP/1.1 404 Not Found\r\n\r\n", "Not Found"),
      ("\nHTTP/1.1 404 Not Found\n\n", "Not Found"),
    ], Chunking.allCases)
  func `What real servers do to a status line is accepted`(
    sample: (text: String, reason: String), chunking: Chunking
  ) {
    let reading = Reading(sample.text, chunking: chunking)
    #expect(reading.head == ResponseHead(status: 404, reason: sample.reason))
  }

  @Test func `An answer may be HTTP/1.0`() {
    let reading = Reading("HTTP/1.0 200 OK\r\n\r\nabc", ends: true)
    #expect(reading.head?.version == .http10)
    #expect(reading.text == "abc")
    #expect(reading.end == .complete)
    #expect(!reading.canKeepAlive)
  }

  @Test(
    arguments: [
      "HTTP/1.1 40 x\r\n\r\n", "HTTP/1.1 4040\r\n\r\n", "HTTP/1.1404 x\r\n\r\n",
      "HTTP/1.1  404 x\r\n\r\n", "HTTP/1.1 099 x\r\n\r\n", "HTTP/11 404\r\n\r\n",
      "HTTP/1.1\r\n\r\n", "HTTP/\r\n\r\n", "HTTP/1.1 200 a\rb\r\n\r\n", "HTTP/1.1 2-0 x\r\n\r\n",
    ], Chunking.allCases)
  func `A broken status line is shown`(text: String, chunking: Chunking) {
    let line = String(text.dropLast(2))
    #expect(Reading(text, chunking: chunking).violation == .malformedStatusLine(line))
  }

  @Test(
    arguments: [
      [0x00, 0x00, 0x12, 0x04, 0x00], [0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x46],
      Array("SSH-2.0-OpenSSH\r\n".utf8), Array("HTTQ".utf8), Array("http/1.1 200 OK\r\n".utf8),
      [0x0A, 0x00], Array("<html>".utf8),
    ] as [[UInt8]])
  func `Another protocol is named by its first bytes`(bytes: [UInt8]) {
    #expect(Reading(bytes: bytes).violation == .notHTTP(firstBytes: bytes))
  }

  @Test func `Another protocol is noticed at its first wrong byte`() {
    #expect(Reading(bytes: [0x15]).violation == .notHTTP(firstBytes: [0x15]))
    #expect(Reading("HTTP").violation == nil)
  }

  @Test func `Of another protocol no more than 32 bytes are kept`() {
    let bytes = [UInt8](repeating: 7, count: 100)
    #expect(
      Reading(bytes: bytes).violation == .notHTTP(firstBytes: [UInt8](repeating: 7, count: 32)))
  }

  @Test(
    arguments: [
      "no colon", ": x", "a b: x", "a : x", "é: x", "a: x\0y", "a: x\ry",
    ], Chunking.allCases)
  func `A broken field line is shown`(line: String, chunking: Chunking) {
    let reading = Reading("HTTP/1.1 200 OK\r\n\(line)\r\n\r\n", chunking: chunking)
    #expect(reading.violation == .malformedField(line: line))
  }

  @Test func `A folded field is unfolded`() {
    let reading = Reading("HTTP/1.1 200 OK\r\nA: 1\r\n \t 2\r\nB: 3\r\n\r\n")
    #expect(reading.head?.fields == ["A": "1 2", "B": "3"])
    // White space alone adds none to the value's ends.
    #expect(
      Reading("HTTP/1.1 200 OK\r\nA: b\r\n \r\nB:\r\n 3\r\n\r\n").head?.fields
        == ["A": "b", "B": "3"])
    #expect(
      Reading("HTTP/1.1 200 OK\r\n A: 1\r\n\r\n").violation == .obsoleteFolding(line: " A: 1"))
  }

  @Test func `Bytes that are not UTF-8 are kept as ISO-8859-1`() {
    let bytes = Array("HTTP/1.1 200 OK\r\nA: caf".utf8) + [0xE9, 0xFF] + Array("\r\n\r\n".utf8)
    #expect(Reading(bytes: bytes).head?.fields.first("A") == "café\u{FF}")
    #expect(Reading("HTTP/1.1 200 OK\r\nA: café\r\n\r\n").head?.fields.first("A") == "café")
  }

  @Test(arguments: Chunking.allCases)
  func `Interim responses come before the final one`(chunking: Chunking) {
    let reading = Reading(
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
        + "HTTP/1.1 204 No Content\r\n\r\n", chunking: chunking)
    #expect(reading.interim.map(\.status) == [100, 103])
    #expect(reading.head?.status == 204)
    #expect(reading.end == .complete)
  }

  @Test func `An endless row of interim responses is refused`() {
    let text = String(repeating: "HTTP/1.1 100 Continue\r\n\r\n", count: 9)
    #expect(Reading(text).violation == .tooManyInterimResponses(limit: 8))
    #expect(Reading(String(text.dropLast(25))).violation == nil)
  }

  @Test(arguments: Chunking.allCases)
  func `Behind a 101 the bytes belong to the new protocol`(chunking: Chunking) {
    let reading = Reading(
      "HTTP/1.1 101 Switching Protocols\r\nContent-Length: 2\r\n\r\n\u{1}\u{2}frames",
      chunking: chunking)
    #expect(reading.head?.status == 101)
    #expect(reading.end == nil)
    #expect(reading.leftoverText == "\u{1}\u{2}frames")
    #expect(!reading.canKeepAlive)
  }

  @Test func `A 2xx to CONNECT opens the tunnel, a 407 has a body`() {
    let tunnel = Reading("HTTP/1.0 200 OK\r\nContent-Length: 3\r\n\r\nabc", answering: "CONNECT")
    #expect(tunnel.leftoverText == "abc")
    #expect(tunnel.end == nil)
    let refusal = Reading("HTTP/1.1 407 No\r\nContent-Length: 3\r\n\r\nabc", answering: "CONNECT")
    #expect(refusal.text == "abc")
    #expect(refusal.end == .complete)
  }

  @Test(arguments: [0, 1, 5, 20, 40])
  func `A stream that ends in the head says how far it came`(count: Int) {
    let text = String("HTTP/1.1 200 OK\r\nServer: nginx\r\nX: y\r\n".prefix(count))
    #expect(
      Reading(text, ends: true).violation == .endOfStream(receivedBytes: text.utf8.count))
  }

  @Test func `A parser that failed fails again in the same way`() {
    var parser = ResponseParser(bodyLimit: 10, answering: "GET")
    parser.receive([0x16])
    #expect(throws: HeadViolation.notHTTP(firstBytes: [0x16])) { try parser.nextEvent() }
    parser.receive(Array("HTTP/1.1 200 OK\r\n\r\n".utf8))
    #expect(throws: HeadViolation.notHTTP(firstBytes: [0x16])) { try parser.nextEvent() }
  }

  @Test func `A parser also takes a span`() throws {
    let bytes = Array("HTTP/1.1 204 No Content\r\n\r\n".utf8)
    var parser = ResponseParser(bodyLimit: 0, answering: "GET")
    parser.receive(bytes.span)
    #expect(try parser.nextEvent() == .head(ResponseHead(status: 204, reason: "No Content")))
  }
}
