import Evidence
import HTTP1

extension Case {
  /// Worlds in which little differs: with and without Upgrade, here and at a path that nobody knows.
  static let sameAnswers: [Case] = [
    Case("upgrade.header-spelling", "else as an ordinary request") {
      $0.both(404, body: "gone")
      $0.set(.sibling, 404, body: "gone")
      $0.set(.wrongVersion, 404, body: "gone")
      $0.set(.chromeSpelling, 101, switched: true)
    },
    Case("application.handshake-refused", "before it looks at Upgrade") {
      $0.findings.proxy = nil
      $0.both(400, body: "room is required")
      $0.set(.wrongVersion, 400, body: "room is required")
    },
    Case("upgrade.path-not-routed", "a path that is known, behind what passes Upgrade on") {
      $0.findings.proxy = "haproxy"
      $0.both(400, body: "room is required")
      $0.set(.wrongVersion, 400, body: "room is required")
    },
    Case("upgrade.not-forwarded", "and the endpoint's server hangs up on what is left") {
      $0.refuse(503, by: .proxy("envoy"))
      $0.set(.wrongVersion, 503, body: "refused", by: .proxy("envoy"))
      for ask in [Ask.handshake, .wrongVersion] {
        $0.findings.answers[ask]?.author.says = .backendHungUp
      }
      for ask in [Ask.plainGet, .sibling] { $0.set(ask, 426, by: .server("aiohttp", nil)) }
    },
    Case("application.handshake-refused", "under a page that stands for every refusal") {
      $0.findings.proxy = "traefik"
      $0.both(200, body: "start", page: true)
      for ask in [Ask.sibling, .wrongVersion, .stranger] {
        $0.set(ask, 200, body: "start", page: true)
      }
    },
    Case("upgrade.version-rejected", "a version that doesn't arrive") {
      for ask in [Ask.handshake, .wrongVersion] {
        $0.set(ask, 426, "", ["Sec-WebSocket-Version": "13"], body: "")
      }
      $0.findings.conversation = nil
    },
    Case("upgrade.version-rejected", "the beacon misses the version") {
      $0.set(.handshake, 426)
      $0.beacon(["upgrade": "websocket", "connection": "upgrade", "sec-websocket-key": "16 bytes"])
      $0.findings.conversation = nil
    },
    Case("upgrade.endpoint-unknown", "a path given by hand, refused as any path is") {
      $0.refuse(403)
      $0.set(.siblingHandshake, 403, body: "refused")
      for ask in [Ask.plainGet, .sibling] { $0.set(ask, 404, body: "gone") }
    },
  ]
}
