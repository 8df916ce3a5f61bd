import HTTP1
import Testing

@testable import Evidence

@Suite struct SameAnswerTests {
  private func same(_ a: Answer, _ b: Answer) -> Bool {
    let forth = SameAnswer.holds(a, b)
    #expect(forth == SameAnswer.holds(b, a), "the relation is symmetric")
    #expect(SameAnswer.holds(a, a) && SameAnswer.holds(b, b), "the relation is reflexive")
    return forth
  }

  @Test func `the path asked may stand in both in any form`() {
    func page(_ ask: Ask, _ target: String) -> Answer {
      let path = String(target.prefix { $0 != "?" })
      let text = """
        <h1>Not Found</h1> \(target) \(path) \(path.replacing("/", with: "%2F")) \
        \(path.replacing("/", with: "%2f")) \(path.split(separator: "/").last ?? "")
        """
      return .made(ask, 404, "Not Found", .html, body: text, target: target)
    }
    #expect(same(page(.plainGet, "/chat/ws/room"), page(.sibling, "/chat/ws/wsdoctor-qwertyu")))
    #expect(same(page(.plainGet, "/chat/socket?x=1"), page(.sibling, "/chat/other-one")))
  }

  @Test func `numbers, times and tokens differ by themselves`() {
    let first = "Error 17 at 12:03:59, request id 8f3a1c77, took 4 ms"
    let second = "Error 9912 at 07:00:01, request id 00ab99e1, took 311 ms"
    #expect(same(.made(.handshake, 404, body: first), .made(.plainGet, 404, body: second)))
  }

  @Test func `pages that share nine words of ten are the same page`() {
    let words = (0..<60).map {
      "word\(String(UnicodeScalar(97 + $0 % 26)!))\(String(repeating: "x", count: $0 / 26))"
    }
    let page = words.joined(separator: " ")
    #expect(
      same(
        .made(.handshake, 200, "", .html, body: page + " tokenone"),
        .made(.plainGet, 200, "", .html, body: page + " tokentwo")))
    let half = words.prefix(40).joined(separator: " ")
    #expect(
      !same(
        .made(.handshake, 200, "", .html, body: page),
        .made(.plainGet, 200, "", .html, body: half)))
  }

  @Test func `a page of which more was read is the page that was cut`() {
    let page =
      (0..<20_000).map { "w\(["a", "b", "c", "d", "e", "f", "g"][$0 % 7])" }.joined(separator: " ")
      + " " + (0..<9000).map { "tail\(["a", "b", "c"][$0 % 3])" }.joined(separator: " ")
    #expect(page.utf8.count > 80_000)
    let cut = String(page.prefix(64 * 1024))
    #expect(
      same(
        .made(.application, 200, "", .html, body: page), .made(.sibling, 200, "", .html, body: cut))
    )
  }

  @Test func `short answers that share most words are not the same`() {
    #expect(
      !same(
        .made(.handshake, 400, body: "No WebSocket UPGRADE hdr: None"),
        .made(.plainGet, 400, body: "No CONNECTION UPGRADE hdr: None")))
  }

  private static let other: [(String, Answer)] = [
    ("status", .made(.plainGet, 400, "Not Found", .html, body: "gone")),
    ("reason", .made(.plainGet, 404, "Nowhere", .html, body: "gone")),
    ("media type", .made(.plainGet, 404, "Not Found", [:], body: "gone")),
    (
      "server",
      .made(
        .plainGet, 404, "Not Found", Fields(Fields.html.list + [Field("Server", "x")]), body: "gone"
      )
    ),
    (
      "Sec-WebSocket-Version",
      .made(
        .plainGet, 404, "Not Found",
        Fields(Fields.html.list + [Field("Sec-WebSocket-Version", "13")]),
        body: "gone")
    ),
    ("body", .made(.plainGet, 404, "Not Found", .html, body: "here")),
    ("no body", .made(.plainGet, 404, "Not Found", .html)),
    ("silence", .silent(.plainGet, .closed(afterBytes: 0))),
    (
      "location",
      .made(
        .plainGet, 404, "Not Found", Fields(Fields.html.list + [Field("Location", "/login")]),
        body: "gone")
    ),
  ]

  @Test(arguments: other.indices)
  func `one telling difference is enough`(index: Int) {
    let (what, answer) = Self.other[index]
    #expect(
      !same(.made(.handshake, 404, "Not Found", .html, body: "gone"), answer), "\(what) differs")
  }

  @Test func `a phrase that is missing is no difference where there is a body to compare`() {
    let piped = Answer.made(.handshake, 404, "", .html, body: "gone")
    #expect(same(piped, .made(.plainGet, 404, "Not Found", .html, body: "gone")))
    #expect(!same(piped, .made(.plainGet, 404, "Not Found", .html, body: "here")))
    #expect(
      !same(.made(.handshake, 404, "", .html), .made(.plainGet, 404, "Not Found", .html)))
  }

  @Test func `redirects are the same when they differ only by the path asked`() {
    func redirect(_ ask: Ask, _ path: String, _ aim: String) -> Answer {
      .made(ask, 302, "Found", ["Location": "\(aim)\(path)"], target: path)
    }
    #expect(
      same(
        redirect(.plainGet, "/ws/a1", "/login?next="), redirect(.sibling, "/ws/zz", "/login?next="))
    )
    #expect(
      !same(
        redirect(.plainGet, "/ws/a1", "/login?next="), redirect(.sibling, "/ws/zz", "/start?at=")))
  }

  @Test func `silences are the same by their kind`() {
    #expect(
      same(
        .silent(.handshake, .malformed("one")), .silent(.plainGet, .malformed("two"))))
    #expect(
      same(
        .silent(.handshake, .closed(afterBytes: 4)), .silent(.plainGet, .timedOut(afterBytes: 9))))
    #expect(
      !same(
        .silent(.handshake, .closed(afterBytes: 0)), .silent(.plainGet, .timedOut(afterBytes: 0))))
  }

  private static let hostile: [[UInt8]] = [
    Array(repeating: 0xFF, count: 16_384), Array(repeating: 0, count: 16_384),
    Array(String(repeating: "e\u{301}\u{302}\u{303}", count: 2_000).utf8),
    Array(String(repeating: "\u{301}", count: 8_000).utf8),
    Array(String(repeating: "\u{1F468}\u{200D}", count: 2_000).utf8),
    Array(String(repeating: "/chat/ws/", count: 1_800).utf8),
    Array(repeating: 0x61, count: 16_384), (0..<16_384).map { UInt8(truncatingIfNeeded: $0) },
    [0xF0, 0x9F], [0xC0, 0x80, 0xED, 0xA0, 0x80], [],
  ]

  @Test(.timeLimit(.minutes(1)), arguments: hostile.indices)
  func `bodies that are no text are compared all the same`(index: Int) {
    let body = Self.hostile[index]
    let long = "/chat/" + String(repeating: "a", count: 400) + "b"
    let here = Answer.made(.handshake, 200, octets: body, target: long)
    #expect(same(here, .made(.plainGet, 200, octets: body, target: long)))
    let there = Answer.made(.plainGet, 200, octets: Array("quite another page".utf8))
    #expect(!same(here, there) || body.isEmpty)
  }
}
