import Evidence
import HTTP1
import Testing

/// Whether the refusal of a plain GET says that Upgrade is missing, and which field of a handshake is.
@Suite struct AsksForUpgradeTests {
  private static let refusals: [(Int, String, Fields, String, Bool)] = [
    (426, "", [:], "", true),
    (400, "", ["Sec-WebSocket-Version": "13"], "Bad Request\n", true),
    (400, "", ["Upgrade": "websocket"], "", true),
    // Its words, as of aiohttp, Bun, Robyn (in the reason phrase), Tornado.
    (400, "", [:], "No WebSocket UPGRADE hdr: None", true),
    (500, "", [:], "Upgrade failed", true),
    (400, "No WebSocket Upgrade header found", [:], "", true),
    (400, "", [:], "Can \"Upgrade\" only to \"WebSocket\".", true),
    // An application's own reasons, one of which names WebSocket.
    (400, "Bad Request", [:], #"{"error": "room is required"}"#, false),
    (422, "", [:], "the WebSocket room is unknown", false),
    (
      403, "", [:],
      "Your plan has no live view. Please upgrade your plan at any time to get more of it.", false
    ),
    (404, "Not Found", [:], "404: Not Found", false),
    (200, "OK", [:], "upgrade", false),
  ]

  @Test(arguments: refusals.indices)
  func `only who misses Upgrade asks for it`(index: Int) {
    let (status, reason, fields, body, asks) = Self.refusals[index]
    let findings = Findings(.made(.plainGet, status, reason, fields, body: body))
    #expect(findings.value(.asksForUpgrade) == .flag(asks))
  }

  @Test func `a version that didn't arrive is told from a key that didn't`() {
    func arrives(_ body: String, _ fields: Fields = [:], status: Int = 400) -> ObservedValue? {
      Findings(
        .made(.handshake, status, "", fields, body: body),
        .made(.wrongVersion, status, "", fields, body: body)
      ).value(.versionFieldArrives)
    }
    #expect(arrives("missing Sec-WebSocket-Version header") == false)
    #expect(arrives("missing Sec-WebSocket-Key header") == true)
    #expect(arrives("", ["Sec-WebSocket-Version": "13"], status: 426) == false)
    #expect(arrives("", ["Sec-WebSocket-Version": "8"], status: 426) == nil)
    #expect(arrives("no") == nil)
  }
}
