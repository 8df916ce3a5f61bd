import Evidence
import HTTP1

extension Case {
  /// Faults that the answers of other paths tell apart.
  static let otherPaths: [Case] = [
    Case("upgrade.path-not-routed", "the server hangs up where it knows nothing") {
      $0.hangsUpOnTheUnknown()
    },
    Case("upgrade.not-forwarded", "and the server hangs up on what is left") {
      $0.hangsUpOnTheUnknown()
    },
    Case("upgrade.backend-unreachable", "where a server may hang up") {
      $0.hangsUpOnTheUnknown()
    },
    Case("upgrade.endpoint-unknown", "a guess, where a server may hang up") {
      $0.hangsUpOnTheUnknown()
      $0.findings.target.pathFrom = .profile
    },
    // A page that redirects, or that is locked, at an address that is only guessed.
    Case("upgrade.endpoint-unknown", "a guessed path") {
      $0.findings.target.pathFrom = .profile
      $0.both(302, "x", ["Location": "/login"])
    },
    Case("upgrade.endpoint-unknown", "a guess that answers in its own way") {
      $0.findings.target.pathFrom = .profile
      $0.both(302, "x", ["Location": "/start"])
      $0.set(.wrongVersion, 426, body: "version")
      $0.set(.sibling, 404, body: "gone")
    },
    Case("upgrade.endpoint-unknown", "a guessed path") {
      $0.findings.target.pathFrom = .profile
      $0.both(302, "x", ["Location": "/start"])
    },
    Case("upgrade.endpoint-unknown", "a guessed path") {
      $0.findings.target.pathFrom = .profile
      $0.plain()
      $0.both(301, "x", ["Location": "https://chat.example.test\(World.path)"])
    },
    Case("upgrade.endpoint-unknown", "a guessed path") {
      $0.findings.target.pathFrom = .profile
      $0.both(401, by: .proxy("nginx"))
    },
    Case("upgrade.endpoint-unknown", "a guessed path") {
      $0.findings.target.pathFrom = .profile
      $0.both(403, by: .proxy("nginx"))
    },
    Case("upgrade.endpoint-unknown", "a guess that refuses Upgrade") {
      $0.findings.target.pathFrom = .profile
      $0.refuse(400)
      for ask in [Ask.wrongVersion, .withoutConnectionToken, .withoutExtension] {
        $0.set(ask, 400, body: "refused")
      }
      $0.set(.plainGet, 200, body: "page", page: true)
      for ask in [Ask.sibling, .siblingHandshake, .stranger] { $0.set(ask, 404, body: "gone") }
    },
    // One page for all paths, and a handler of its own that refuses Upgrade elsewhere.
    Case("upgrade.endpoint-unknown", "a guess, refused as any path is") {
      $0.findings.target.pathFrom = .profile
      $0.refuse(403)
      $0.set(.wrongVersion, 400)
      $0.set(.siblingHandshake, 403, body: "refused")
      for ask in [Ask.plainGet, .sibling, .stranger] {
        $0.set(ask, 200, body: "page", page: true)
      }
    },
    Case("upgrade.blocked", "where the server hangs up on what is no handshake") {
      $0.hangsUpOnTheUnknown()
      $0.refuse(403, by: .proxy("nginx"))
      $0.set(.wrongVersion, 403, body: "refused", by: .proxy("nginx"))
    },
    Case("upgrade.path-not-routed", "a part of the path is cut off") {
      $0.both(404, body: "gone")
      for ask in [Ask.wrongVersion, .sibling, .stranger, .outerFolder] {
        $0.set(ask, 404, body: "gone")
      }
      for ask in [Ask.root, .folder] { $0.set(ask, 200, body: "start", page: true) }
    },
    Case("upgrade.path-not-routed", "the server refuses the path") {
      $0.both(405, body: "no")
      for ask in [Ask.wrongVersion, .sibling, .stranger] { $0.set(ask, 405, body: "no") }
    },
    Case("upgrade.path-not-routed", "only with Upgrade") {
      $0.refuse(404, body: "gone")
      for ask in [Ask.wrongVersion, .siblingHandshake, .stranger] {
        $0.set(ask, 404, body: "gone")
      }
      $0.set(.plainGet, 400, body: "no Upgrade")
      $0.set(.sibling, 400, body: "no Upgrade")
    },
    Case("upgrade.path-not-routed", "the server hangs up on WebSocket at any path") {
      $0.refuse(502, body: "Bad Gateway", by: .proxy("nginx"))
      $0.set(.siblingHandshake, 502, body: "Bad Gateway", by: .proxy("nginx"))
      for ask in [Ask.plainGet, .sibling, .stranger, .otherProtocol] {
        $0.set(ask, 404, body: "gone")
      }
    },
    Case(
      "upgrade.path-not-routed", "the server hangs up on WebSocket at any path, without a word"
    ) {
      $0.findings.proxy = nil
      $0.findings.conversation = nil
      for ask in [Ask.handshake, .siblingHandshake] { $0.silence(ask, .closed(afterBytes: 0)) }
      for ask in [Ask.plainGet, .sibling, .stranger] { $0.set(ask, 404, body: "gone") }
    },
    // nginx would say 502: the connection is ended by itself (return 444).
    Case("upgrade.blocked", "without a word") {
      $0.findings.conversation = nil
      for ask in [Ask.handshake, .siblingHandshake, .wrongVersion, .otherProtocol] {
        $0.silence(ask, .closed(afterBytes: 0))
      }
      for ask in [Ask.plainGet, .sibling, .stranger] { $0.set(ask, 404, body: "gone") }
    },
    // An Accept under whatever a handshake is answered says nothing.
    Case("upgrade.origin-rejected") {
      $0.set(.handshake, 403, body: "no", switched: true)
      $0.set(.siblingHandshake, 403, body: "no", switched: true)
      $0.set(.withoutOrigin, 101, switched: true)
      $0.findings.conversation = nil
    },
    Case("application.handshake-refused") {
      $0.set(.handshake, 403, body: "no", switched: true)
      $0.set(.siblingHandshake, 403, body: "no", switched: true)
      for ask in [Ask.plainGet, .sibling, .stranger] { $0.set(ask, 404, body: "gone") }
      $0.findings.conversation = nil
    },
    Case("upgrade.origin-rejected", "where one must be named") {
      $0.refuse(403, body: "")
      $0.set(.withoutOrigin, 403, body: "")
      for ask in [Ask.plainGet, .sibling] { $0.set(ask, 400, body: "not websocket protocol") }
      $0.set(.wrongVersion, 400, body: "missing or bad version")
    },
    Case("upgrade.not-forwarded", "a Sec-WebSocket field, perhaps") {
      $0.findings.target.pathFrom = .page
      $0.refuse(400, body: "")
      for ask in [Ask.wrongVersion, .oldVersion, .siblingHandshake] {
        $0.set(ask, 400, body: "")
      }
      $0.set(.withoutConnectionToken, 404, body: "gone")
      for ask in [Ask.plainGet, .sibling, .stranger] { $0.set(ask, 404, body: "gone") }
    },
    // nginx writes Connection by itself, whatever we send.
    Case("upgrade.not-forwarded", "a Sec-WebSocket field, perhaps, 500") {
      $0.findings.target.pathFrom = .page
      $0.refuse(500, body: "")
      for ask in [Ask.wrongVersion, .oldVersion, .siblingHandshake, .withoutConnectionToken] {
        $0.set(ask, 500, body: "")
      }
      for ask in [Ask.plainGet, .sibling, .stranger] { $0.set(ask, 404, body: "gone") }
    },
    Case("upgrade.not-forwarded", "a 101 that the proxy didn't ask for") {
      $0.findings.proxy = "caddy"
      $0.findings.target.pathFrom = .page
      $0.set(.handshake, 200, body: "", by: .proxy("caddy"))
      $0.findings.conversation = nil
      for ask in [Ask.plainGet, .sibling] { $0.set(ask, 404, body: "gone") }
    },
    Case("upgrade.not-forwarded", "a 101 that the proxy didn't ask for") {
      $0.findings.proxy = "caddy"
      $0.findings.target.pathFrom = .page
      $0.set(.handshake, 200, body: "")
      $0.set(.wrongVersion, 400, body: "unsupported version")
      $0.findings.conversation = nil
      for ask in [Ask.plainGet, .sibling] { $0.set(ask, 404, body: "gone") }
    },
    Case("upgrade.http10-upstream", "400 after the version was read") {
      $0.findings.target.pathFrom = .page
      $0.refuse(400, body: "")
      $0.set(.siblingHandshake, 400, body: "")
      $0.set(.wrongVersion, 400, "x", ["Sec-WebSocket-Version": "0,7,8,13"], body: "")
      for ask in [Ask.plainGet, .sibling, .stranger] { $0.set(ask, 404, body: "gone") }
    },
    // The server hangs up on an origin that it doesn't know.
    Case("upgrade.origin-rejected") {
      $0.refuse(502, by: .proxy("nginx"))
      $0.set(.withoutOrigin, 101, switched: true)
    },
    Case("upgrade.blocked", "the 101 doesn't come back") {
      $0.silence(.handshake, .timedOut(afterBytes: 0))
      $0.findings.conversation = nil
      $0.set(.plainGet, 400, body: "no Upgrade")
      $0.set(.sibling, 400, body: "no Upgrade")
      $0.set(.wrongVersion, 400, body: "unsupported version")
    },
    Case("upgrade.blocked", "the 101 doesn't come back") {
      $0.findings.proxy = "caddy"
      $0.silence(.handshake, .timedOut(afterBytes: 0))
      $0.findings.conversation = nil
      for ask in [Ask.plainGet, .sibling, .wrongVersion] { $0.set(ask, 426, body: "no Upgrade") }
    },
    Case("upgrade.blocked", "an answer in the 101's place") {
      $0.findings.proxy = "caddy"
      $0.refuse(200, body: "Nothing to see.", by: .proxy("caddy"))
      $0.set(.wrongVersion, 426, body: "")
    },
    Case("upgrade.blocked", "perhaps an answer in the 101's place") {
      $0.findings.proxy = "caddy"
      $0.refuse(200, body: "Nothing to see.")
      $0.set(.wrongVersion, 426, body: "")
    },
    Case("upgrade.backend-unreachable", "asked in HTTP/2") {
      $0.findings.proxy = "caddy"
      for ask in [Ask.handshake, .wrongVersion, .siblingHandshake, .otherProtocol] {
        $0.set(ask, 502, body: "", by: .proxy("caddy"))
      }
      $0.findings.answers[.handshake]?.author.says = .askedInHTTP2
      $0.findings.conversation = nil
      $0.set(.plainGet, 426, body: "no Upgrade")
    },
    Case("upgrade.blocked", "nginx's 503") {
      $0.findings.conversation = nil
      for ask in [Ask.handshake, .wrongVersion, .siblingHandshake] {
        $0.set(ask, 503, body: "refused", by: .proxy("nginx"))
      }
      for ask in [Ask.plainGet, .sibling, .maxForwards] { $0.set(ask, 400, body: "no Upgrade") }
    },
    Case("upgrade.backend-unreachable", "only with Upgrade, 503") {
      $0.findings.conversation = nil
      $0.findings.proxy = "varnish"
      for ask in [Ask.handshake, .wrongVersion, .siblingHandshake] {
        $0.set(ask, 503, body: "refused", by: .proxy("varnish"))
      }
      for ask in [Ask.plainGet, .sibling, .otherProtocol] { $0.set(ask, 400, body: "no Upgrade") }
    },
    Case("upgrade.blocked", "HAProxy's 500") {
      $0.findings.proxy = "haproxy"
      for ask in [Ask.handshake, .wrongVersion] {
        $0.set(ask, 500, body: "refused", by: .proxy("haproxy"))
      }
      $0.findings.conversation = nil
      for ask in [Ask.plainGet, .otherProtocol] { $0.set(ask, 400, body: "no Upgrade") }
    },
    Case("upgrade.backend-unreachable", "only with Upgrade, without a word") {
      $0.findings.proxy = nil
      $0.findings.conversation = nil
      for ask in [Ask.handshake, .wrongVersion] { $0.silence(ask, .closed(afterBytes: 0)) }
      $0.set(.plainGet, 400, body: "no Upgrade")
      $0.set(.sibling, 400, body: "no Upgrade")
    },
    Case("upgrade.not-forwarded", "the Connection header, perhaps") {
      $0.findings.proxy = "caddy"
      $0.refuse(400, body: "bad message")
      $0.set(.wrongVersion, 400, body: "bad message")
      for ask in [Ask.plainGet, .sibling, .withoutConnectionToken] { $0.set(ask, 405, body: "no") }
    },
    Case("upgrade.endpoint-unknown", "a profile's path, refused as any path is") {
      $0.findings.target.pathFrom = .profile
      $0.findings.target.pathIsFixed = true
      $0.refuse(403)
      $0.set(.siblingHandshake, 403, body: "refused")
      for ask in [Ask.plainGet, .sibling, .stranger] { $0.set(ask, 404, body: "gone") }
    },
  ]
}

extension World {
  /// Where nothing is known nginx gets no answer, with Upgrade and without.
  fileprivate mutating func hangsUpOnTheUnknown() {
    both(502, body: "Bad Gateway", by: .proxy("nginx"))
    for ask in [Ask.wrongVersion, .sibling, .stranger] {
      set(ask, 502, body: "Bad Gateway", by: .proxy("nginx"))
    }
  }
}
