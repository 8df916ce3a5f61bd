import HTTP1
import Testing

@Suite struct HeadSerializationTests {
  @Test func `A request is written as it is, with no field added`() throws {
    let head = RequestHead(
      method: "GET", target: "/chat?x=1", fields: ["Host": "example.org", "x-ODD": "é"])
    let text = String(decoding: try head.serialized(), as: UTF8.self)
    #expect(text == "GET /chat?x=1 HTTP/1.1\r\nHost: example.org\r\nx-ODD: é\r\n\r\n")
  }

  @Test func `A request may be HTTP/1.0`() throws {
    let head = RequestHead(method: "GET", target: "/", version: .http10)
    #expect(String(decoding: try head.serialized(), as: UTF8.self) == "GET / HTTP/1.0\r\n\r\n")
  }

  @Test func `A response without a reason keeps the space behind its status`() throws {
    let text = String(decoding: try ResponseHead(status: 404).serialized(), as: UTF8.self)
    #expect(text == "HTTP/1.1 404 \r\n\r\n")
  }

  @Test(arguments: ["a\rb", "a\nb", "a\0b", "a\r\nX: y"])
  func `A value that would break out of its line is refused`(value: String) {
    let fields = Fields([("X", value)])
    #expect(throws: HeadViolation.unsendableField(name: "X")) {
      try RequestHead(method: "GET", target: "/", fields: fields).serialized()
    }
    #expect(throws: HeadViolation.unsendableField(name: "X")) {
      try ResponseHead(status: 200, fields: fields).serialized()
    }
    #expect(throws: HeadViolation.unsendableTarget(value)) {
      try RequestHead(method: "GET", target: value).serialized()
    }
    #expect(throws: HeadViolation.unsendableReason(value)) {
      try ResponseHead(status: 200, reason: value).serialized()
    }
  }

  @Test(arguments: ["", "a b", "a:", "a\r\nb", "é"])
  func `A field name or a method that is no token is refused`(name: String) {
    #expect(throws: HeadViolation.unsendableField(name: name)) {
      try RequestHead(method: "GET", target: "/", fields: Fields([(name, "x")])).serialized()
    }
    #expect(throws: HeadViolation.unsendableMethod(name)) {
      try RequestHead(method: name, target: "/").serialized()
    }
  }

  @Test(arguments: ["", "/a b", "/ HTTP/1.1\r\nX: y"])
  func `A target that is empty or has whitespace is refused`(target: String) {
    #expect(throws: HeadViolation.unsendableTarget(target)) {
      try RequestHead(method: "GET", target: target).serialized()
    }
  }

  @Test(arguments: [99, 1000, -1])
  func `A status without three digits is refused`(status: Int) {
    #expect(throws: HeadViolation.unsendableStatus(status)) {
      try ResponseHead(status: status).serialized()
    }
  }
}
