import HTTP1
import Testing
import WebSocketProtocol

@Suite struct WebSocketExtensionTests {
  @Test func `Members and their parameters are read`() {
    let fields: Fields = [
      "Sec-WebSocket-Extensions": #"a; b ; c=1;d="x", , e"#, "sec-websocket-extensions": "f",
    ]
    #expect(
      WebSocketExtension.list(in: fields) == [
        WebSocketExtension("a", [.init("b"), .init("c", "1"), .init("d", "x")]),
        WebSocketExtension("e"), WebSocketExtension("f"),
      ])
  }

  @Test(arguments: ["", ";", "a b", "a; b=", "a; =b", #"a; b="x y""#, "a; b=c=d", "é"])
  func `What breaks the grammar is no extension`(text: String) {
    #expect(WebSocketExtension(parsing: text) == nil)
  }

  @Test func `An extension is written as it is read`() {
    let text = "a; b; c=1"
    #expect(WebSocketExtension(parsing: text)?.description == text)
  }
}
