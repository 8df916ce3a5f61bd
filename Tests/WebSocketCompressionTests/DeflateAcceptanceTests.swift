import HTTP1
import Testing
import WebSocketCompression

@Suite struct DeflateAcceptanceTests {
  private func request(_ extensions: String) -> RequestHead {
    RequestHead(method: "GET", target: "/", fields: ["Sec-WebSocket-Extensions": extensions])
  }

  @Test(
    arguments: [
      ("permessage-deflate", "permessage-deflate"),
      ("foo, permessage-deflate; client_max_window_bits", "permessage-deflate"),
      (
        "permessage-deflate; server_no_context_takeover; client_no_context_takeover",
        "permessage-deflate; server_no_context_takeover; client_no_context_takeover"
      ),
      (
        "permessage-deflate; server_max_window_bits=15",
        "permessage-deflate; server_max_window_bits=15"
      ),
      (
        "permessage-deflate; client_max_window_bits=9; server_max_window_bits=10",
        "permessage-deflate; server_max_window_bits=10; client_max_window_bits=9"
      ),
      ("permessage-deflate; foo, permessage-deflate", "permessage-deflate"),
    ])
  func `The first offer without fault is accepted`(offer: String, answer: String) {
    #expect(DeflateAcceptance().choose(from: request(offer))?.text == answer)
  }

  @Test(
    arguments: [
      "", "foo", "permessage-deflate; foo", "permessage-deflate; server_max_window_bits",
      "permessage-deflate; server_max_window_bits=7",
      "permessage-deflate; client_max_window_bits=16",
      "permessage-deflate; server_no_context_takeover=1",
      "permessage-deflate; client_no_context_takeover; client_no_context_takeover",
    ])
  func `An offer with a fault is declined`(offer: String) {
    #expect(DeflateAcceptance().choose(from: request(offer)) == nil)
  }

  @Test func `The server's own wishes are in the answer, the client's window only if it may be`() {
    let acceptance = DeflateAcceptance(
      serverNoContextTakeover: true, clientNoContextTakeover: true, serverMaxWindowBits: 12,
      clientMaxWindowBits: 11)
    let plain = acceptance.choose(from: request("permessage-deflate"))
    #expect(
      plain?.text == "permessage-deflate; server_no_context_takeover; "
        + "client_no_context_takeover; server_max_window_bits=12")
    #expect(plain?.agreed.clientMaxWindowBits == 15)
    let limitable = acceptance.choose(from: request(DeflateOffer.browser.text))
    #expect(limitable?.text.hasSuffix("client_max_window_bits=11") == true)
    #expect(limitable?.agreed.clientMaxWindowBits == 11)
  }

  @Test func `What is accepted is read alike on the other end`() throws {
    let windows: [DeflateOffer.ClientWindow] = [.unmentioned, .limitable, .atMost(8), .atMost(12)]
    for window in windows {
      for serverBits in [nil, 8, 15] as [Int?] {
        for forgets in [true, false] {
          let offer = DeflateOffer(
            serverNoContextTakeover: forgets, clientNoContextTakeover: !forgets,
            serverMaxWindowBits: serverBits, clientWindow: window)
          let chosen = try #require(
            DeflateAcceptance(serverMaxWindowBits: 11, clientMaxWindowBits: 10).choose(
              from: request(offer.text)))
          let head = ResponseHead(
            status: 101, fields: ["Sec-WebSocket-Extensions": chosen.text])
          #expect(offer.violations(in: head).isEmpty)
          #expect(try offer.agreement(in: head) == chosen.agreed)
        }
      }
    }
  }
}
