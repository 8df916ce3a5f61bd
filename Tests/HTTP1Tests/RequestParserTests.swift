import HTTP1
import Testing

@Suite struct RequestParserTests {
  private func events(_ text: String, chunking: Chunking = .whole, ends: Bool = false)
    -> (events: [RequestEvent], violation: HeadViolation?)
  {
    var parser = RequestParser(bodyLimit: 100)
    var events: [RequestEvent] = []
    do throws(HeadViolation) {
      for piece in chunking.split(Array(text.utf8)) {
        parser.receive(piece)
        while let event = try parser.nextEvent() { events.append(event) }
      }
      if ends {
        parser.receiveEndOfStream()
        while let event = try parser.nextEvent() { events.append(event) }
      }
    } catch {
      return (events, error)
    }
    return (events, nil)
  }

  @Test(arguments: Chunking.allCases)
  func `A request is read with its target and fields as they were sent`(chunking: Chunking) {
    let result = events(
      "\r\nGET /a%20b?c HTTP/1.1\r\nHOST: x\r\nhost:y\r\n\r\n", chunking: chunking)
    let head = RequestHead(method: "GET", target: "/a%20b?c", fields: ["HOST": "x", "host": "y"])
    #expect(result.events == [.head(head), .end(.complete)])
  }

  @Test func `What follows an upgrade is left over, what follows else is the next request`() throws
  {
    var parser = RequestParser(bodyLimit: 100)
    parser.receive(
      Array("POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\nabGET /2 HTTP/1.0\r\n\r\nxy".utf8))
    #expect(try parser.nextEvent() != nil)
    parser.startNextRequest()  // too early: does nothing
    #expect(try parser.nextEvent() == .body([0x61, 0x62]))
    #expect(try parser.nextEvent() == .end(.complete))
    #expect(try parser.nextEvent() == nil)
    #expect(parser.wantsKeepAlive)
    parser.startNextRequest()
    #expect(
      try parser.nextEvent() == .head(RequestHead(method: "GET", target: "/2", version: .http10)))
    #expect(try parser.nextEvent() == .end(.complete))
    #expect(!parser.wantsKeepAlive)
    #expect(parser.takeLeftover() == [0x78, 0x79])
  }

  @Test func `A chunked body is read`() {
    let result = events("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n")
    #expect(result.events.dropFirst() == [.body([0x61]), .end(.complete)])
  }

  @Test func `A request whose length nobody knows is refused`() {
    let result = events("POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n")
    #expect(result.violation == .unknownRequestLength(transferEncoding: "gzip"))
  }

  @Test(arguments: ["GET  / HTTP/1.1", "GET / HTTP/1.1 ", "GET / HTTP/x", "GET /", "GET "])
  func `A broken request line is shown`(line: String) {
    #expect(events(line + "\r\n\r\n").violation == .malformedRequestLine(line))
  }

  @Test func `A folded field is refused`() {
    #expect(
      events("GET / HTTP/1.1\r\nA: 1\r\n 2\r\n\r\n").violation == .obsoleteFolding(line: " 2"))
  }

  @Test(arguments: [[0x16, 0x03, 0x01], [0x20], Array(repeating: 0x41, count: 33)] as [[UInt8]])
  func `What is no HTTP is named by its first bytes`(bytes: [UInt8]) {
    var parser = RequestParser(bodyLimit: 100)
    parser.receive(bytes)
    #expect(throws: HeadViolation.notHTTP(firstBytes: Array(bytes.prefix(32)))) {
      try parser.nextEvent()
    }
  }

  @Test func `A stream that ends early says so`() {
    #expect(events("", ends: true).violation == .endOfStream(receivedBytes: 0))
    #expect(
      events("GET / HTTP/1.1\r\nA", ends: true).violation == .endOfStream(receivedBytes: 17))
    let cut = events("POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\na", ends: true)
    #expect(cut.events.last == .end(.truncatedByPeer))
  }
}
