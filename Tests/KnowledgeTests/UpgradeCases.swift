import Evidence
import HTTP1

extension Case {
  static let upgrade: [Case] = [
    Case("upgrade.accept-invalid") {
      $0.set(.handshake, 101)
      $0.findings.conversation = nil
    },
    Case("upgrade.accept-invalid", "another field") {
      $0.set(.handshake, 101, switched: true, violations: ["the answer has no Upgrade field"])
      $0.findings.conversation = nil
    },
    Case("upgrade.status-rewritten") {
      $0.set(.handshake, 200, switched: true)
      $0.findings.conversation = nil
    },
    Case("upgrade.status-rewritten", "as an error") {
      $0.set(.handshake, 404, switched: true)
      $0.set(.siblingHandshake, 404, body: "gone")
      $0.findings.conversation = nil
    },
    Case("upgrade.not-forwarded", "the beacon sees no Upgrade") {
      $0.both(426)
      $0.beacon(["connection": "close", "host": "chat.example.test"])
      $0.beacon([:], to: .plainGet)
    },
    Case("upgrade.not-forwarded", "the Upgrade header") {
      $0.both(404, "", by: .tomcat404(echo: World.path))
      $0.set(.wrongVersion, 404, "", by: .tomcat404(echo: World.path))
    },
    Case("upgrade.not-forwarded", "the Upgrade header or its Connection token") {
      $0.both(
        426, body: "Upgrade Required", by: .server("node-ws", [.plain, .withoutConnectionToken]))
      $0.set(
        .wrongVersion, 426, body: "Upgrade Required",
        by: .server("node-ws", [.plain, .withoutConnectionToken]))
      $0.set(.sibling, 426, body: "Upgrade Required")
    },
    Case("upgrade.not-forwarded", "on a path that serves a page too") {
      $0.both(200, body: "the chat page", page: true)
      $0.set(.sibling, 404)
    },
    Case("upgrade.not-forwarded", "the Connection header") {
      $0.refuse(400, body: "", by: .server("tomcat", [.withoutConnectionToken, .withoutKey]))
      $0.set(.withoutConnectionToken, 400, body: "")
      $0.set(.wrongVersion, 400, body: "")
    },
    Case("upgrade.not-forwarded", "a Sec-WebSocket field") {
      $0.refuse(400, by: .server("node-ws", [.withoutKey]))
      $0.set(.wrongVersion, 400, body: "refused", by: .server("node-ws", [.withoutKey]))
    },
    Case("upgrade.path-not-routed", "the proxy answers") {
      $0.both(404, by: .proxy("nginx"))
      $0.set(.sibling, 404, by: .proxy("nginx"))
    },
    Case("upgrade.path-not-routed", "the path is changed") {
      $0.both(404, "", by: .tomcat404(echo: "/x"))
    },
    Case("upgrade.path-not-routed", "the path beside it is changed") {
      $0.findings.target.pathFrom = .page
      $0.both(404, body: "gone")
      $0.set(.wrongVersion, 404, body: "gone")
      $0.set(.sibling, 404, body: "no /wsdoctor-q here")
      $0.findings.answers[.sibling]?.author.pathEcho = "/wsdoctor-q"
    },
    Case("upgrade.path-not-routed", "the beacon sees another path") {
      $0.findings.target.pathIsFixed = true
      $0.beacon(
        ["upgrade": "websocket", "connection": "upgrade", "host": "chat.example.test"], path: "/x")
    },
    Case("upgrade.path-not-routed", "the beacon sees another path, perhaps on purpose") {
      $0.beacon(
        ["upgrade": "websocket", "connection": "upgrade", "host": "chat.example.test"], path: "/x")
    },
    Case("upgrade.path-not-routed", "a page comes") {
      $0.findings.proxy = "haproxy"
      $0.both(200, body: "start", page: true)
      $0.set(.sibling, 200, body: "start", page: true)
    },
    Case("upgrade.not-forwarded", "where any path is a page") {
      $0.both(200, body: "start", page: true)
      for ask in [Ask.sibling, .wrongVersion] { $0.set(ask, 200, body: "start", page: true) }
    },
    Case("upgrade.path-not-routed", "the server doesn't know the path") {
      $0.findings.target.pathFrom = .page
      $0.both(404, body: "gone", by: .server("aiohttp", [.unknownPath]))
      $0.set(.sibling, 404, body: "gone", by: .server("aiohttp", [.unknownPath]))
      $0.set(.wrongVersion, 404, body: "gone")
    },
    Case("upgrade.path-not-routed", "perhaps the server doesn't know the path") {
      $0.findings.target.pathFrom = .page
      $0.findings.proxy = "caddy"
      for ask in [Ask.plainGet, .handshake, .sibling, .wrongVersion] {
        $0.set(ask, 404, body: "gone")
      }
      $0.findings.conversation = nil
    },
    Case("upgrade.path-not-routed", "Upgrade arrives, and nothing is known there") {
      $0.findings.target.pathFrom = .page
      $0.refuse(404, body: "")
      $0.set(.wrongVersion, 400)
      $0.set(.siblingHandshake, 404, body: "")
      for ask in [Ask.plainGet, .sibling, .stranger] { $0.set(ask, 404, body: "gone") }
    },
    Case("upgrade.path-not-routed", "the server refuses any path so") {
      $0.refuse(403)
      $0.set(.wrongVersion, 426)
      $0.set(.siblingHandshake, 403, body: "refused")
      $0.set(.plainGet, 404)
    },
    Case("upgrade.path-not-routed", "Upgrade arrives where nothing is") {
      $0.both(404, body: "gone")
      $0.set(.sibling, 404, body: "gone")
      $0.set(.wrongVersion, 400)
    },
    Case("upgrade.path-not-routed", "changed, and the server hangs up") {
      $0.refuse(502, body: "Bad Gateway", by: .proxy("nginx"))
      $0.set(.siblingHandshake, 502, body: "Bad Gateway", by: .proxy("nginx"))
      $0.set(.plainGet, 404, "", by: .tomcat404(echo: "/ws/x"))
      $0.set(.sibling, 404, "", by: .tomcat404(echo: "/ws/wsdoctor-q"))
    },
    Case("upgrade.path-not-routed", "the server hangs up at any path") {
      $0.refuse(502, body: "Bad Gateway", by: .proxy("nginx"))
      for ask in [Ask.siblingHandshake, .otherProtocol] {
        $0.set(ask, 502, body: "Bad Gateway", by: .proxy("nginx"))
      }
      $0.set(.plainGet, 404, body: "gone", by: .server("express", nil))
      $0.set(.sibling, 404, body: "gone", by: .server("express", nil))
    },
    Case("upgrade.path-not-routed", "the server hangs up at any path, without a word") {
      $0.findings.proxy = "varnish"
      $0.findings.conversation = nil
      for ask in [Ask.handshake, .siblingHandshake, .otherProtocol] {
        $0.silence(ask, .closed(afterBytes: 0))
      }
      $0.set(.plainGet, 404, body: "gone", by: .server("express", nil))
      $0.set(.sibling, 404, body: "gone", by: .server("express", nil))
    },
    Case("application.handshake-refused", "by hanging up, as the proxy says") {
      $0.refuse(502, body: "Bad Gateway", by: .proxy("nginx"))
      $0.set(.otherProtocol, 502, body: "Bad Gateway", by: .proxy("nginx"))
      $0.set(.siblingHandshake, 404)
      $0.set(.plainGet, 426)
    },
    Case("upgrade.backend-unreachable", "only with Upgrade, 500") {
      $0.refuse(500, by: .proxy("lighttpd"))
      $0.set(.otherProtocol, 404)
    },
    Case("upgrade.path-not-routed", "an Accept under any path's refusal") {
      $0.set(.handshake, 404, switched: true)
      $0.set(.siblingHandshake, 404, switched: true)
      $0.findings.conversation = nil
    },
    Case("upgrade.path-not-routed", "another server answers") {
      $0.findings.target.pathFrom = .page
      $0.both(404, body: "Cannot GET", by: .server("express", nil))
      $0.set(.sibling, 200, body: "x")
    },
    Case("upgrade.endpoint-unknown", "a guessed path") {
      $0.findings.target.pathFrom = .profile
      $0.both(404, body: "gone")
      $0.set(.sibling, 404, body: "gone")
      $0.set(.wrongVersion, 404, body: "gone")
    },
    Case("upgrade.endpoint-unknown", "a guess that Upgrade reaches") {
      $0.findings.target.pathFrom = .profile
      $0.both(404, body: "gone")
      $0.set(.sibling, 404, body: "gone")
      $0.set(.wrongVersion, 400)
    },
    Case("upgrade.endpoint-unknown", "a guess, refused as any path is") {
      $0.findings.target.pathFrom = .profile
      $0.refuse(403)
      $0.set(.wrongVersion, 403, body: "refused")
      $0.set(.siblingHandshake, 403, body: "refused")
    },
    Case("upgrade.endpoint-unknown", "a guess that is hung up on") {
      $0.findings.target.pathFrom = .profile
      $0.refuse(502, body: "Bad Gateway", by: .proxy("nginx"))
      for ask in [Ask.siblingHandshake, .otherProtocol] {
        $0.set(ask, 502, body: "Bad Gateway", by: .proxy("nginx"))
      }
    },
    Case("upgrade.endpoint-unknown", "a profile's path") {
      $0.findings.target.pathFrom = .profile
      $0.findings.target.pathIsFixed = true
      $0.both(404, "", by: .tomcat404(echo: World.path))
    },
    Case("upgrade.endpoint-unknown", "the page names another") {
      $0.both(404, body: "gone")
      $0.set(.pageEndpoint, 101, switched: true)
    },
    Case("upgrade.endpoint-unknown", "a path given by hand") {
      $0.both(404, body: "gone")
      $0.set(.sibling, 404, body: "gone")
      $0.set(.wrongVersion, 404, body: "gone")
    },
    Case("upgrade.backend-unreachable") { $0.both(502, by: .proxy("nginx")) },
    Case("upgrade.backend-unreachable", "only with Upgrade") {
      $0.refuse(502, by: .proxy("nginx"))
    },
    Case("upgrade.backend-unreachable", "no answer") {
      $0.silence(.handshake, .closed(afterBytes: 0))
      $0.silence(.plainGet, .closed(afterBytes: 0))
      $0.findings.conversation = nil
    },
    Case("upgrade.http10-upstream") { $0.refuse(505) },
    Case("upgrade.http10-upstream", "426") {
      $0.both(426)
      for ask in [Ask.handshake, .plainGet] {
        $0.beacon(
          ["upgrade": "websocket", "connection": "upgrade", "host": "chat.example.test"], to: ask)
        $0.findings.answers[ask]?.echo?.httpVersion = "HTTP/1.0"
      }
    },
    Case("upgrade.http10-upstream", "400") {
      $0.refuse(400)
      $0.set(.withoutConnectionToken, 400, body: "refused")
      $0.set(.wrongVersion, 400, body: "refused")
    },
    Case("upgrade.path-not-routed", "another application of the same kind") {
      $0.both(404, "", by: .tomcat404(echo: World.path))
    },
    Case("upgrade.proxy-module-missing") {
      $0.both(500, by: .proxy("apache"))
      $0.findings.proxy = "apache"
    },
  ]

  static let refusals: [Case] = [
    Case("upgrade.authentication-required") { $0.both(401, by: .proxy("nginx")) },
    Case("upgrade.forbidden") { $0.both(403, by: .proxy("nginx")) },
    Case("upgrade.redirected", "to a login") { $0.both(302, "x", ["Location": "/login"]) },
    Case("upgrade.redirected", "to https") {
      $0.plain()
      $0.both(301, "x", ["Location": "https://chat.example.test\(World.path)"])
    },
    Case("upgrade.redirected", "elsewhere") { $0.both(302, "x", ["Location": "/start"]) },
    Case("upgrade.origin-rejected") {
      $0.refuse(403)
      $0.set(.withoutOrigin, 101, switched: true)
    },
    Case("upgrade.origin-rejected", "for its scheme") {
      $0.refuse(403)
      $0.set(.withoutOrigin, 403)
      $0.set(.originOverHTTP, 101, switched: true)
    },
    Case("upgrade.origin-rejected", "and something else") {
      $0.refuse(403)
      $0.set(.withoutOrigin, 426)
      $0.set(.withoutExtension, 403, body: "refused")
    },
    Case("upgrade.extension-rejected") {
      $0.refuse(400)
      $0.set(.withoutExtension, 101, switched: true)
    },
    Case("upgrade.subprotocol-lost") {
      $0.findings.target.offersSubprotocols = true
      $0.refuse(400)
      $0.set(.withoutSubprotocol, 101, switched: true)
    },
    Case("upgrade.subprotocol-lost", "not answered") {
      $0.findings.target.offersSubprotocols = true
    },
    Case("application.handshake-refused", "for want of a subprotocol") {
      $0.refuse(501)
      $0.set(.knownSubprotocols, 101, switched: true)
    },
    Case("upgrade.header-spelling") {
      $0.refuse(400)
      $0.set(.chromeSpelling, 101, switched: true)
    },
    Case("upgrade.version-rejected") {
      $0.set(.handshake, 426, "x", ["Sec-WebSocket-Version": "8, 7"])
      $0.findings.conversation = nil
    },
    Case("upgrade.connection-limit") {
      $0.refuse(503, by: .proxy("nginx"))
      $0.set(.handshakeAlone, 101, switched: true)
      $0.findings.together = [
        HandshakeTry(switched: true, kind: .switched, short: "101"),
        HandshakeTry(switched: false, kind: .unavailable, short: "503"),
      ]
    },
    Case("upgrade.backend-unreachable", "at first, and not later") {
      $0.refuse(503)
      $0.set(.handshakeAlone, 101, switched: true)
      $0.findings.together = Array(
        repeating: HandshakeTry(switched: true, kind: .switched, short: "101"), count: 6)
    },
    Case("upgrade.connection-limit", "of requests, as the answer says") {
      $0.refuse(429)
      for ask in [Ask.handshakeAlone, .sibling] { $0.set(ask, 429, body: "refused") }
    },
    Case("upgrade.connection-limit", "as the answer says") {
      $0.refuse(503, by: .proxy("nginx"))
      for ask in [Ask.handshakeAlone, .sibling] {
        $0.set(ask, 503, body: "refused", by: .proxy("nginx"))
      }
    },
    Case("upgrade.blocked") { $0.refuse(403, by: .proxy("nginx")) },
    Case("upgrade.blocked", "without a word") {
      $0.silence(.handshake, .timedOut(afterBytes: 0))
      $0.findings.conversation = nil
    },
    Case("upgrade.blocked", "by whom doesn't show") { $0.refuse(403) },
    Case("application.handshake-refused") {
      $0.refuse(403, by: .server("tomcat", nil))
      $0.set(.wrongVersion, 426)
    },
    Case("application.handshake-refused", "by hanging up") {
      $0.findings.proxy = nil
      $0.silence(.handshake, .closed(afterBytes: 0))
      $0.findings.conversation = nil
    },
    Case("application.server-error", "only with Upgrade") {
      $0.refuse(500, by: .application)
    },
  ]
}
