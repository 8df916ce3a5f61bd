import HTTP1
import Testing
import WebSocketCompression

@Suite struct DeflateOfferTests {
  private func answer(_ extensions: String...) -> ResponseHead {
    ResponseHead(
      status: 101, fields: Fields(extensions.map { ("Sec-WebSocket-Extensions", $0) }))
  }

  @Test func `Offers are written as members of the field`() {
    #expect(DeflateOffer.browser.text == "permessage-deflate; client_max_window_bits")
    #expect(DeflateOffer(clientWindow: .unmentioned).text == "permessage-deflate")
    #expect(
      DeflateOffer(
        serverNoContextTakeover: true, clientNoContextTakeover: true, serverMaxWindowBits: 10,
        clientWindow: .atMost(9)
      ).text
        == "permessage-deflate; server_no_context_takeover; client_no_context_takeover; "
        + "server_max_window_bits=10; client_max_window_bits=9")
  }

  @Test func `No agreement is no violation`() throws {
    #expect(try DeflateOffer.browser.agreement(in: answer()) == nil)
    #expect(try DeflateOffer.browser.agreement(in: answer("x-webkit-deflate-frame")) == nil)
    #expect(DeflateOffer.browser.violations(in: answer()).isEmpty)
  }

  @Test func `All four parameters are read`() throws {
    let agreement = try DeflateOffer.browser.agreement(
      in: answer(
        "permessage-deflate; server_no_context_takeover; client_no_context_takeover; "
          + "server_max_window_bits=8; client_max_window_bits=\"15\""))
    #expect(
      agreement
        == DeflateParameters(
          serverNoContextTakeover: true, clientNoContextTakeover: true, serverMaxWindowBits: 8,
          clientMaxWindowBits: 15))
    #expect(
      try DeflateOffer.browser.agreement(in: answer("permessage-deflate"))
        == DeflateParameters())
  }

  @Test func `A window that the client limits itself holds without the server's word`() throws {
    let agreement = try DeflateOffer(clientWindow: .atMost(10))
      .agreement(in: answer("permessage-deflate"))
    #expect(agreement?.clientMaxWindowBits == 10)
  }

  struct Vector: CustomTestStringConvertible {
    var offer = DeflateOffer.browser
    var answer: String
    var violations: [NegotiationViolation]
    var testDescription: String { answer }
  }

  static let vectors: [Vector] = [
    Vector(answer: "; foo", violations: [.unknownParameter("foo")]),
    Vector(
      answer: "; server_no_context_takeover; server_no_context_takeover",
      violations: [.repeatedParameter("server_no_context_takeover")]),
    Vector(
      answer: "; server_no_context_takeover=1; client_no_context_takeover=x",
      violations: [
        .invalidValue(parameter: "server_no_context_takeover", value: "1"),
        .invalidValue(parameter: "client_no_context_takeover", value: "x"),
      ]),
    Vector(
      answer: "; server_max_window_bits; client_max_window_bits",
      violations: [
        .invalidValue(parameter: "server_max_window_bits", value: nil),
        .invalidValue(parameter: "client_max_window_bits", value: nil),
      ]),
    Vector(
      answer: "; server_max_window_bits=7",
      violations: [.invalidValue(parameter: "server_max_window_bits", value: "7")]),
    Vector(
      answer: "; server_max_window_bits=16",
      violations: [.invalidValue(parameter: "server_max_window_bits", value: "16")]),
    Vector(
      answer: "; server_max_window_bits=08",
      violations: [.invalidValue(parameter: "server_max_window_bits", value: "08")]),
    Vector(
      offer: DeflateOffer(clientWindow: .unmentioned), answer: "; client_max_window_bits=10",
      violations: [.unofferedClientMaxWindowBits]),
    Vector(
      offer: DeflateOffer(clientWindow: .atMost(9)), answer: "; client_max_window_bits=10",
      violations: [.clientWindowTooLarge(10, offered: 9)]),
    Vector(
      offer: DeflateOffer(serverMaxWindowBits: 9), answer: "; server_max_window_bits=10",
      violations: [.serverWindowTooLarge(10, offered: 9)]),
    Vector(
      offer: DeflateOffer(serverNoContextTakeover: true, serverMaxWindowBits: 9), answer: "",
      violations: [.ignoredServerNoContextTakeover, .ignoredServerMaxWindowBits(offered: 9)]),
    Vector(answer: ", permessage-deflate", violations: [.agreedTwice]),
  ]

  @Test(arguments: vectors)
  func `Each wrong agreement is a value`(vector: Vector) {
    let head = answer("permessage-deflate" + vector.answer)
    #expect(vector.offer.violations(in: head) == vector.violations)
    #expect(throws: vector.violations[0]) { try vector.offer.agreement(in: head) }
    for violation in vector.violations {
      #expect(violation.section.hasPrefix("RFC 7692 §"))
      #expect(!violation.sentence.isEmpty && !violation.sentence.hasSuffix("."))
    }
  }
}
