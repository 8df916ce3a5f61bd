import Testing

@testable import ProbeKit

@Suite struct EngineIOTests {
  private static let four =
    "0{\"sid\":\"lv_VI97HAXpY6yYWAAAC\",\"upgrades\":[\"websocket\"],\"pingInterval\":25000,"
    + "\"pingTimeout\":20000,\"maxPayload\":1000000}"

  private func open(_ text: String) -> EngineIO.Open? { EngineIO.open(in: Array(text.utf8)) }

  @Test func `both versions say how a session begins`() throws {
    let session = try #require(open(Self.four))
    #expect(session.session == "lv_VI97HAXpY6yYWAAAC")
    #expect(session.upgrades == ["websocket"])
    #expect(session.pingInterval == 25 && session.pingTimeout == 20)
    #expect(open("\(Self.four.count):\(Self.four)2:40") == session, "version 3 counts characters")
    #expect(open(Self.four + "\u{1E}40") == session, "version 4 parts packets by a separator")
    let alone = open("0{\"sid\":\"a\",\"upgrades\":[],\"pingInterval\":1,\"pingTimeout\":1}")
    #expect(alone?.upgrades == [])
  }

  @Test(arguments: [
    "", "0", "0{", "0{}", "97:", "<html>0{\"sid\":\"x\"}", "1{\"sid\":\"x\"}",
    "0{\"sid\":5,\"pingInterval\":1,\"pingTimeout\":1}",
    "0{\"sid\":\"\",\"pingInterval\":1,\"pingTimeout\":1}",
    "0{\"sid\":\"a b\",\"pingInterval\":1,\"pingTimeout\":1}",
    "0{\"sid\":\"a&EIO=3\",\"pingInterval\":1,\"pingTimeout\":1}",
    "0{\"sid\":\"a\",\"pingInterval\":0,\"pingTimeout\":1}",
    "0{\"sid\":\"a\",\"pingInterval\":99999999999999999999,\"pingTimeout\":1}",
  ])
  func `what a stranger sends is no session`(text: String) { #expect(open(text) == nil) }

  @Test func `refusals are told apart in the words of several servers`() {
    func refusal(_ text: String, _ status: Int = 400) -> EngineIO.Refusal? {
      EngineIO.refusal(status: status, body: Array(text.utf8))
    }
    #expect(refusal("{\"code\":1,\"message\":\"Session ID unknown\"}") == .unknownSession)
    #expect(refusal("\"Invalid session 3fQ\"") == .unknownSession)
    #expect(refusal("Session ID unknown") == .unknownSession)
    #expect(
      refusal("{\"code\":5,\"message\":\"Unsupported protocol version\"}") == .unsupportedVersion)
    #expect(
      refusal(
        "\"The client is using an unsupported version of the Socket.IO or Engine.IO protocols\"")
        == .unsupportedVersion)
    #expect(refusal("{\"code\":0,\"message\":\"Transport unknown\"}") == .other(code: 0))
    #expect(refusal("{\"code\":3,\"message\":\"Bad request\"}") == .other(code: 3))
    #expect(refusal("{\"code\":4,\"message\":\"Forbidden\"}", 403) == .other(code: 4))
    #expect(refusal("<h1>404</h1>", 404) == nil)
    #expect(refusal("{\"code\":12}") == nil, "another program's code")
    #expect(refusal(Self.four, 200) == nil)
  }

  @Test func `an address keeps what is its own`() {
    let target = "/socket.io/?token=a&EIO=4&transport=websocket"
    #expect(EngineIO.names(target) && EngineIO.version(in: target) == 4)
    #expect(
      EngineIO.target(target, version: 3, transport: "polling", session: "s")
        == "/socket.io/?token=a&EIO=3&transport=polling&b64=1&sid=s")
    #expect(EngineIO.version(in: "/socket.io/") == nil && EngineIO.names("/socket.io/"))
    #expect(
      EngineIO.names("/ws?EIO=3") && !EngineIO.names("/ws?x=1") && !EngineIO.names("/sockets"))
  }

  @Test func `who begins a heartbeat depends on the version`() {
    #expect(EngineIO.reply(to: "2", version: 4) == "3")
    #expect(EngineIO.reply(to: "2", version: 3) == nil)
    #expect(EngineIO.reply(to: "2probe", version: 4) == nil)
    #expect(EngineIO.payload(EngineIO.heartbeat(3), 3) == "1:2")
    #expect(EngineIO.payload(EngineIO.heartbeat(4), 4) == "3")
  }
}
