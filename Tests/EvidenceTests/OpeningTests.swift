import Evidence
import HTTP1
import Testing

@Suite struct OpeningTests {
  @Test(arguments: [
    (Answer.made(.plainGet, 426), true),
    (.made(.plainGet, 400, "", ["Sec-WebSocket-Version": "13"]), true),
    (.made(.plainGet, 400, "", ["Upgrade": "h2c, WebSocket"]), true),
    (.made(.plainGet, 400, body: "No WebSocket UPGRADE hdr: None"), true),
    (.made(.plainGet, 404, body: "Not Found"), false),
    (.made(.plainGet, 200, body: "our websocket page"), false),
    (.made(.plainGet, 404, "", ["Upgrade": "h2c"]), false),
  ])
  func `an endpoint shows itself without Upgrade`(answer: Answer, speaks: Bool) {
    #expect(Findings(answer).value(.endpointLike) == .flag(speaks))
  }

  @Test func `no answer speaks of nothing`() {
    #expect(Findings().seen(.endpointLike) == nil)
    #expect(Findings(.silent(.plainGet, .closed(afterBytes: 0))).seen(.endpointLike) == nil)
  }

  @Test func `versions that the server names`() {
    func named(_ fields: Fields) -> ObservedValue? {
      Findings(.made(.handshake, 426, "", fields)).value(.versionOffered)
    }
    #expect(named([:]) == nil)
    #expect(named(["Sec-WebSocket-Version": "13"]) == true)
    #expect(named(["Sec-WebSocket-Version": "8, 7", "Sec-WebSocket-Version": "13"]) == true)
    #expect(named(["Sec-WebSocket-Version": "8, 7"]) == false)
  }

  private func beacon(
    _ fields: [String: String], path: String = "/chat/ws/x", version: String = "HTTP/1.1"
  ) -> Findings {
    var answer = Answer.made(.handshake, 426)
    answer.echo = BeaconEcho(httpVersion: version, path: path, fields: fields)
    return Findings(answer)
  }

  @Test func `nothing of what arrived is observed without the beacon`() {
    let findings = Findings(.made(.handshake, 426))
    for name in [
      ObservationName.upgradeArrives, .connectionArrives, .versionArrives, .pathArrives,
      .hostArrives,
    ] {
      #expect(findings.seen(name) == nil)
    }
  }

  @Test func `the beacon says what arrived`() {
    let whole = beacon([
      "upgrade": "WebSocket", "connection": "keep-alive, Upgrade", "host": "Chat.Example.test:8443",
    ])
    for name in [ObservationName.upgradeArrives, .connectionArrives, .hostArrives] {
      #expect(whole.value(name) == true, "\(name)")
    }
    #expect(whole.value(.pathArrives) == "unchanged")
    #expect(whole.value(.versionArrives) == "HTTP/1.1")
    let stripped = beacon(
      ["connection": "close", "host": "127.0.0.1:8080"], path: "/x", version: "HTTP/1.0")
    for name in [ObservationName.upgradeArrives, .connectionArrives, .hostArrives] {
      #expect(stripped.value(name) == false, "\(name)")
    }
    #expect(stripped.value(.pathArrives) == "changed")
    #expect(stripped.value(.versionArrives) == "HTTP/1.0")
    #expect(
      stripped.seen(.pathArrives)?.text == "the path arrives at the beacon as /x, not /chat/ws/x")
    #expect(beacon([:]).seen(.hostArrives) == nil)
    #expect(
      beacon([:]).seen(.connectionArrives)?.text == "the beacon received no Connection field")
  }

  @Test func `a subprotocol is lost only when one was offered and the handshake succeeded`() {
    var offering = secureTarget
    offering.offersSubprotocols = true
    #expect(Findings(.switched(.handshake)).seen(.subprotocolLost) == nil)
    #expect(Findings(.made(.handshake, 400), target: offering).seen(.subprotocolLost) == nil)
    #expect(Findings(.switched(.handshake), target: offering).value(.subprotocolLost) == false)
    let answered = Answer.switched(.handshake, ["Sec-WebSocket-Protocol": "chat"])
    #expect(Findings(answered, target: offering).value(.subprotocolLost) == true)
  }

  @Test func `the page's endpoint works or it doesn't`() {
    #expect(Findings().seen(.pageEndpointWorks) == nil)
    #expect(Findings(.switched(.pageEndpoint)).value(.pageEndpointWorks) == true)
    #expect(Findings(.made(.pageEndpoint, 404)).value(.pageEndpointWorks) == false)
  }
}

@Suite struct ConversationTests {
  private func talk(_ change: (inout Conversation) -> Void) -> Findings {
    var findings = Findings(.switched(.handshake))
    var talk = Conversation()
    talk.waitedSeconds = 1.2
    change(&talk)
    findings.conversation = talk
    return findings
  }

  @Test func `without a conversation nothing is observed of it`() {
    for name in [
      ObservationName.pong, .closeAnswered, .closedAtOnce, .cutEarly, .violation,
    ] {
      #expect(Findings(.switched(.handshake)).seen(name) == nil)
    }
  }

  @Test func `a ping is answered, or isn't`() {
    let answered = talk { $0.pongSeconds = 0.0031 }
    #expect(answered.value(.pong) == true)
    #expect(answered.seen(.pong)?.text == "a ping is answered after 4 ms")
    let dead = talk { $0.closeAnswered = false }
    #expect(dead.value(.pong) == false && dead.value(.closeAnswered) == false)
    #expect(dead.seen(.pong)?.text == "a ping gets no answer within 2 s")
    let half = talk { $0.closeAnswered = true }
    #expect(half.seen(.pong)?.text.hasSuffix(", but a Close frame does") == true)
  }

  @Test func `a connection that ended before the pong says nothing of pings`() {
    #expect(talk { $0.closedByPeer = true }.seen(.pong) == nil)
    #expect(talk { $0.cutAfterSeconds = 0.1 }.seen(.pong) == nil)
    #expect(talk { $0.violation = "x" }.seen(.pong) == nil)
  }

  @Test(
    arguments: [
      (nil, "ended"), (1000, "ended"), (1001, "ended"), (1003, "refused"), (1008, "refused"),
      (4001, "refused"), (1011, "server-error"), (1012, "server-error"), (1013, "server-error"),
      (1014, "server-error"), (1002, "protocol"), (1007, "protocol"), (1009, "protocol"),
      (1010, "protocol"), (1015, "ended"),
    ] as [(Int?, String)])
  func `a Close at once means one of three things`(code: Int?, word: String) {
    let findings = talk {
      $0.closedByPeer = true
      $0.closeCode = code
      $0.closeReason = "why"
    }
    #expect(findings.value(.closedAtOnce) == .word(word))
    #expect(findings.seen(.closedAtOnce)?.text.hasSuffix("(why)") == true)
  }

  @Test func `an open connection wasn't closed at once`() {
    #expect(talk { $0.pongSeconds = 0.1 }.value(.closedAtOnce) == "no")
  }

  @Test func `cut early means three times`() {
    #expect(talk { _ in }.value(.cutEarly) == false)
    for (cuts, holds) in [(1, false), (2, false), (3, true)] {
      let findings = talk {
        $0.cutAfterSeconds = 0.25
        $0.cuts = cuts
        $0.tries = 3
      }
      #expect(findings.value(.cutEarly) == .flag(holds))
      #expect(findings.seen(.cutEarly)?.text.contains("\(cuts) of 3") == true)
      #expect(findings.seen(.cutEarly)?.text.contains("250 ms") == true)
    }
  }

  @Test func `frames are valid, or the violation is the sentence`() {
    #expect(talk { _ in }.value(.violation) == true)
    let broken = talk { $0.violation = "a masked frame from the server" }
    #expect(broken.value(.violation) == false)
    #expect(broken.seen(.violation)?.text == "a masked frame from the server")
  }
}

@Suite struct LimitTests {
  private func refused(_ ask: Ask, _ fields: Fields = [:]) -> Answer {
    var answer = Answer.made(ask, 503, "", fields, body: "limited")
    answer.author = Attribution(.proxy, "nginx", name: "nginx", because: "x")
    answer.author.habits = [.says503ForLimits]
    return answer
  }

  @Test func `a 503 of nginx is a limit, unless it tells Upgrade from other requests`() {
    var findings = Findings(refused(.handshake))
    #expect(findings.value(.limited) == true)
    findings.answers[.handshakeAlone] = refused(.handshakeAlone)
    for ask in [Ask.plainGet, .sibling] { findings.answers[ask] = .made(ask, 404, body: "gone") }
    #expect(findings.value(.limited) == true)
    findings.answers[.application] = .made(.application, 200, body: "page")
    #expect(findings.value(.limited) == false)
    findings.answers[.root] = refused(.root)
    #expect(findings.value(.limited) == true)
  }

  @Test func `who says when to come back speaks of a limit in any case`() {
    var findings = Findings(refused(.handshake, ["Retry-After": "5"]))
    findings.answers[.handshakeAlone] = refused(.handshakeAlone)
    for ask in [Ask.plainGet, .sibling, .application] {
      findings.answers[ask] = .made(ask, 404, body: "gone")
    }
    #expect(findings.value(.limited) == true)
  }
}

@Suite struct MissedFieldTests {
  private static let refusals: [(String, String, String, ObservedValue?)] = [
    // Words of servers as they were captured; the version that doesn't exist gets the second.
    ("WebSocket protocol violation: missing Sec-WebSocket-Key", "other", "x", false),
    ("", "", "HTTP Sec-WebSocket-Key header missing", false),
    ("Received invalid WebSocket request: Invalid WebSocket key", "other", "x", false),
    (
      "unsupported WebSocket protocol version (only 13 is supported): \"\"",
      "unsupported WebSocket protocol version (only 13 is supported): \"\"", "x", false
    ),
    // That is how a version is refused that is really not spoken.
    ("Unsupported WebSocket version", "other", "x", nil),
    ("Missing Upgrade header, Connection header or Sec-WebSocket-Key", "other", "x", nil),
    ("Bad Request", "Bad Request", "x", nil),
  ]

  @Test(arguments: refusals)
  func `a refusal that names a field of ours says that it didn't arrive`(
    body: String, wrong: String, reason: String, arrives: ObservedValue?
  ) {
    var findings = Findings(.made(.handshake, 400, reason, body: body))
    findings.answers[.wrongVersion] = .made(.wrongVersion, 400, reason, body: wrong)
    #expect(findings.value(.handshakeFieldsArrive) == arrives)
  }

  @Test(arguments: [(426, "13", false), (426, nil, nil), (400, "13", nil)] as [Wrong])
  func `what a server looks at before the version isn't what it misses`(wrong: Wrong) {
    var refusal = Answer.made(.handshake, 400)
    refusal.author = Attribution(
      .application, "tomcat", name: "Tomcat", because: "x",
      readsAs: [.withoutConnectionToken, .withoutKey])
    refusal.author.beforeVersion = [.withoutConnectionToken]
    var findings = Findings(refusal)
    var fields = Fields()
    if let version = wrong.version { fields.append("Sec-WebSocket-Version", version) }
    findings.answers[.wrongVersion] = .made(.wrongVersion, wrong.status, "", fields)
    #expect(findings.value(.handshakeFieldsArrive) == wrong.arrives)
  }

  typealias Wrong = (status: Int, version: String?, arrives: ObservedValue?)
}

@Suite struct SharedAnswerTests {
  private func answer(_ ask: Ask, shared: Bool) -> Answer {
    var answer = Answer.made(ask, 400)
    answer.author = Attribution(
      .application, "tomcat", name: "Tomcat", because: "x", readsAs: [.withoutKey])
    answer.author.isShared = shared
    return answer
  }

  @Test func `what several servers answer alike names one only beside its own answer`() {
    var findings = Findings(answer(.handshake, shared: true))
    #expect(findings.value(.author(.handshake)) == "application")
    #expect(findings.seen(.product(.handshake)) == nil)
    #expect(findings.seen(.arrived(.handshake, .withoutKey)) == nil)
    findings.answers[.plainGet] = answer(.plainGet, shared: false)
    #expect(findings.value(.product(.handshake)) == "tomcat")
    #expect(findings.value(.arrived(.handshake, .withoutKey)) == true)
  }

  @Test func `a proxy that leaves only its name didn't write what the version decides`() {
    var answer = answer(.handshake, shared: true)
    answer.author = Attribution(.proxy, "caddy", name: "Caddy", because: "x")
    answer.author.isShared = true
    var findings = Findings(answer)
    #expect(findings.value(.author(.handshake)) == "proxy")
    findings.answers[.wrongVersion] = .made(.wrongVersion, 400)
    #expect(findings.value(.author(.handshake)) == "proxy")
    findings.answers[.wrongVersion] = .made(.wrongVersion, 426)
    #expect(findings.seen(.author(.handshake)) == nil)
    findings.answers[.handshake]?.author.isShared = false
    #expect(findings.value(.author(.handshake)) == "proxy")
  }
}
