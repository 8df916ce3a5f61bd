import Evidence
import HTTP1
import Testing

@Suite struct WholeSiteTests {
  private func everywhere(_ make: (Ask) -> Answer) -> Findings {
    Findings(make(.application), make(.root), make(.sibling), make(.handshake))
  }

  private static let kinds: [(Int, Fields, String)] = [
    (200, [:], "answered"), (204, [:], "answered"), (502, [:], "gateway-error"),
    (503, [:], "gateway-error"), (504, [:], "gateway-timeout"), (401, [:], "unauthorized"),
    (403, [:], "forbidden"), (429, [:], "rate-limited"), (500, [:], "server-error"),
    (302, ["Location": "/login"], "redirect"),
    (301, ["Location": "https://chat.example.test/"], "redirect-https"),
  ]

  @Test(arguments: kinds.indices)
  func `what every path answers has one word`(index: Int) {
    let (status, fields, word) = Self.kinds[index]
    let findings = everywhere { .made($0, status, "", fields, target: "/") }
    #expect(findings.value(.everyPath) == .word(word))
    #expect(findings.value(.elsewhere) == .word(word))
  }

  @Test func `502 and 503 are one word, and so are FIN and RST`() {
    let gateway = everywhere { .made($0, $0 == .handshake ? 502 : 503) }
    #expect(gateway.value(.everyPath) == "gateway-error")
    let closed = everywhere {
      .silent($0, $0 == .handshake ? .closed(afterBytes: 0) : .reset(afterBytes: 0))
    }
    #expect(closed.value(.everyPath) == "closed")
    #expect(everywhere { .silent($0, .timedOut(afterBytes: 0)) }.value(.everyPath) == "silent")
  }

  @Test func `one path that differs is enough`() {
    let findings = everywhere { .made($0, $0 == .handshake ? 404 : 200) }
    #expect(findings.value(.everyPath) == "differs")
    #expect(findings.value(.elsewhere) == "answered")
  }

  @Test func `one path alone says nothing of every path`() {
    #expect(Findings(.made(.application, 502)).seen(.everyPath) == nil)
    #expect(Findings(.made(.sibling, 502), .made(.handshake, 502)).seen(.everyPath) == nil)
    #expect(Findings(.made(.application, 502)).value(.elsewhere) == "gateway-error")
    #expect(Findings(.made(.sibling, 502)).seen(.elsewhere) == nil)
  }

  @Test func `something answers at the application's address, or nothing does`() {
    let proxy = Attribution(.proxy, "nginx", name: "nginx", because: "its page")
    #expect(Findings().seen(.application) == nil)
    #expect(Findings(.made(.application, 404)).value(.application) == true)
    #expect(Findings(.made(.application, 500)).value(.application) == true)
    for status in [502, 503, 504] {
      #expect(Findings(.made(.application, status)).value(.application) == false)
    }
    #expect(Findings(.made(.application, 404).by(proxy)).value(.application) == false)
    #expect(
      Findings(.silent(.application, .timedOut(afterBytes: 0))).value(.application) == false)
  }

  private static let aims: [(String, Bool, String)] = [
    ("https://chat.example.test/chat/ws/x", false, "https"),
    ("https://chat.example.test/chat/ws/x", true, "itself"), ("/chat/ws/x", true, "itself"),
    ("http://chat.example.test/chat/ws/x", true, "itself"),
    ("http://other.example.test/chat/ws/x", true, "elsewhere"),
    ("https://chat.example.test:8443/chat/ws/x", true, "elsewhere"),
    ("/login?next=/chat/ws/x", true, "login"), ("https://idp.test/oauth2/start", true, "login"),
    ("/SAML/sso", false, "login"), ("/chat/ws/x/", true, "slash"), ("/start", true, "elsewhere"),
    ("", true, "elsewhere"),
  ]

  @Test(arguments: aims.indices)
  func `where a handshake is redirected to`(index: Int) {
    let (aim, isSecure, word) = Self.aims[index]
    var target = secureTarget
    target.isSecure = isSecure
    let findings = Findings(.made(.handshake, 302, "", ["Location": aim]), target: target)
    #expect(findings.value(.redirectTo) == .word(word), "\(aim)")
  }

  @Test func `a redirect without an aim is none that could be judged`() {
    #expect(Findings(.made(.handshake, 302)).seen(.redirectTo) == nil)
    #expect(Findings(.made(.handshake, 404, "", ["Location": "/login"])).seen(.redirectTo) == nil)
  }

  @Test func `another server answers here than at the application's address`() {
    let tomcat = Attribution(.application, "tomcat", name: "Tomcat", because: "")
    let node = Attribution(.application, "express", name: "Express", because: "")
    let proxy = Attribution(.proxy, "nginx", name: "nginx", because: "")
    let here = Answer.made(.plainGet, 404)
    let there = Answer.made(.application, 200)
    #expect(Findings(here.by(tomcat), there.by(tomcat)).value(.otherServer) == false)
    #expect(Findings(here.by(node), there.by(tomcat)).value(.otherServer) == true)
    #expect(Findings(here.by(proxy), there.by(tomcat)).seen(.otherServer) == nil)
    #expect(Findings(here, there.by(tomcat)).seen(.otherServer) == nil)
  }

  @Test func `where the path is from is always known`() {
    for (source, isTrusted) in [
      (Target.PathSource.option, true), (.curl, true), (.page, true), (.profile, false),
    ] {
      var target = secureTarget
      target.pathFrom = source
      #expect(Findings(target: target).value(.pathFrom) == .word(source.rawValue))
      #expect(Findings(target: target).value(.pathTrusted) == .flag(isTrusted))
    }
    var target = secureTarget
    target.pathIsFixed = true
    #expect(Findings(target: target).value(.pathFixed) == true)
    target.pathFrom = .profile
    #expect(Findings(target: target).value(.pathTrusted) == true)
    #expect(Findings().value(.pathFixed) == false)
  }

  @Test func `a proxy is observed when one is known`() {
    var findings = Findings()
    #expect(findings.seen(.proxy) == nil)
    findings.proxy = "nginx"
    findings.proxyName = "nginx"
    #expect(findings.value(.proxy) == "nginx")
    #expect(findings.seen(.proxy)?.text == "nginx answers in front")
  }
}
