import Evidence
import Testing

@Suite struct ReachabilityTests {
  private static let resolves: [(ResolveFact, String, String)] = [
    (.resolved(["192.0.2.1", "2001:db8::1"]), "resolved", "192.0.2.1, 2001:db8::1"),
    (.literal("127.0.0.1"), "literal", "127.0.0.1 needs no resolving"),
    (.notFound, "not-found", "no address is known for chat.example.test"),
    (.failed("server failure"), "failed", "server failure"), (.timedOut, "failed", "in time"),
  ]

  @Test(arguments: resolves.indices)
  func `what became of the name`(index: Int) throws {
    let (fact, value, words) = Self.resolves[index]
    var findings = Findings()
    #expect(findings.seen(.resolved) == nil)
    findings.resolve = fact
    let seen = try #require(findings.seen(.resolved))
    #expect(seen.value == .word(value))
    #expect(seen.text.contains(words), "\(seen.text)")
    #expect(seen.probe == "dns")
  }

  private func attempts(_ outcomes: AttemptFact.Outcome...) -> Findings {
    var findings = Findings()
    findings.attempts = outcomes.enumerated().map {
      AttemptFact(address: "192.0.2.\($0.offset)", outcome: $0.element, seconds: 0)
    }
    return findings
  }

  @Test(arguments: [
    (AttemptFact.Outcome.refused, "192.0.2.0 refuses"), (.timeout, "192.0.2.0 doesn't answer"),
    (.reset, "192.0.2.0 resets"), (.unreachable, "192.0.2.0 is unreachable"),
    (.connected, "192.0.2.0 accepts connections"),
  ])
  func `one address says it all`(outcome: AttemptFact.Outcome, text: String) {
    let findings = attempts(outcome)
    #expect(findings.value(.connected) == .word(outcome.rawValue))
    #expect(findings.seen(.connected)?.text == text)
    #expect(findings.seen(.addressBroken) == nil, "one address is not one of several")
  }

  @Test func `no attempt, nothing observed`() {
    #expect(Findings().seen(.connected) == nil)
    #expect(Findings().seen(.addressBroken) == nil)
  }

  @Test func `of several addresses one may fail, or all`() {
    #expect(attempts(.connected, .connected).value(.addressBroken) == false)
    let mixed = attempts(.timeout, .connected)
    #expect(mixed.value(.connected) == "connected")
    #expect(mixed.value(.addressBroken) == true)
    #expect(mixed.seen(.addressBroken)?.text == "192.0.2.0 doesn't answer")
    let dead = attempts(.timeout, .refused)
    #expect(dead.seen(.addressBroken) == nil)
    #expect(dead.value(.connected) == "refused", "the last one is the reason")
    #expect(dead.seen(.connected)?.text == "192.0.2.0 doesn't answer, 192.0.2.1 refuses")
  }

  @Test func `a family without a route from here is no fault of the target`() {
    var findings = Findings()
    findings.attempts = [
      AttemptFact(address: "2001:db8::1", outcome: .unreachable, seconds: 0),
      AttemptFact(address: "192.0.2.1", outcome: .connected, seconds: 0),
    ]
    #expect(findings.value(.addressBroken) == false)
    findings.attempts[0] = AttemptFact(address: "2001:db8::1", outcome: .refused, seconds: 0)
    #expect(findings.value(.addressBroken) == true)
  }

  private static let tunnels: [(TunnelFact, String)] = [
    (.open, "open"), (.denied(status: 403), "denied"),
    (.authenticationRequired, "authentication-required"),
    (.proxyUnreachable("x"), "proxy-unreachable"), (.unanswered("x"), "unanswered"),
    (.targetUnreachable(status: 503), "target-unreachable"), (.malformed("x"), "proxy-unreachable"),
  ]

  @Test(arguments: tunnels.indices)
  func `what the forward proxy did`(index: Int) {
    var findings = Findings()
    #expect(findings.seen(.tunnel) == nil)
    findings.tunnel = Self.tunnels[index].0
    #expect(findings.value(.tunnel) == .word(Self.tunnels[index].1))
  }
}

@Suite struct CertificateObservationTests {
  private func tls(_ outcome: TLSFact.Outcome, _ problems: TLSFact.Problem...) -> Findings {
    var findings = Findings()
    var fact = TLSFact(outcome: outcome)
    fact.problems = problems
    fact.protocolVersion = "TLSv1.3"
    fact.chainLength = 1
    fact.names = ["other.test"]
    fact.notAfter = "2026-01-01"
    findings.tls = fact
    return findings
  }

  @Test func `no TLS, nothing observed`() {
    for name in [ObservationName.tls, .certificate, .certificateName, .chainGap, .interceptor] {
      #expect(Findings().seen(name) == nil)
    }
  }

  private static let outcomes: [(TLSFact.Outcome, String)] = [
    (.established, "established"), (.notSpoken, "not-spoken"), (.failed("alert 70"), "failed"),
    (.timedOut, "silent"), (.ended("the server closes the connection"), "ended"),
    (.certificateRequired, "certificate-required"),
  ]

  @Test(arguments: outcomes.indices)
  func `how the handshake went`(index: Int) {
    let (outcome, value) = Self.outcomes[index]
    #expect(tls(outcome).value(.tls) == .word(value))
    #expect((tls(outcome).seen(.certificate) != nil) == (outcome == .established))
  }

  @Test func `a certificate is trusted, or why not`() {
    #expect(tls(.established).value(.certificate) == "trusted")
    #expect(tls(.established, .expired).value(.certificate) == "expired")
    #expect(tls(.established, .expired).seen(.certificate)?.text.contains("2026-01-01") == true)
    #expect(tls(.established, .notYetValid).value(.certificate) == "expired")
    #expect(tls(.established, .selfSigned).value(.certificate) == "self-signed")
    #expect(tls(.established, .unknownIssuer).value(.certificate) == "unknown-issuer")
    #expect(tls(.established, .other).value(.certificate) == "other")
  }

  @Test func `a wrong name is told apart from a wrong chain`() {
    let name = tls(.established, .nameMismatch)
    #expect(name.value(.certificate) == "trusted")
    #expect(name.value(.certificateName) == "mismatch")
    #expect(
      name.seen(.certificateName)?.text
        == "the certificate is for other.test, not for chat.example.test")
    let both = tls(.established, .selfSigned, .nameMismatch)
    #expect(both.value(.certificate) == "self-signed")
    #expect(both.value(.certificateName) == "mismatch")
    #expect(tls(.established).value(.certificateName) == "matches")
  }

  @Test func `a gap in the chain needs one certificate that names its issuer's`() {
    var findings = tls(.established, .unknownIssuer)
    #expect(findings.value(.chainGap) == false)
    findings.tls?.namesIssuerURL = true
    #expect(findings.value(.chainGap) == true)
    findings.tls?.chainLength = 2
    #expect(findings.value(.chainGap) == false)
    #expect(tls(.established, .expired).seen(.chainGap) == nil)
  }

  @Test func `a product that re-signs is named`() {
    var findings = tls(.established)
    #expect(findings.seen(.interceptor) == nil)
    findings.tls?.interceptor = "Zscaler"
    #expect(findings.value(.interceptor) == "Zscaler")
  }

  @Test func `whether a plain port speaks TLS is observed only when tried`() {
    var findings = Findings()
    #expect(findings.seen(.portSpeaksTLS) == nil)
    findings.portSpeaksTLS = true
    #expect(findings.value(.portSpeaksTLS) == true)
    findings.portSpeaksTLS = false
    #expect(findings.value(.portSpeaksTLS) == false)
  }
}
