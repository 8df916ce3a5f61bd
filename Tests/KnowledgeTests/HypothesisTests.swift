import Diagnosis
import Evidence
import HTTP1
import Knowledge
import Testing

@Suite struct HypothesisTests {
  private static let judge = Judge(Hypothesis.all)

  /// Ids that the contract fixes; those that nobody finds yet among them.
  private static let contract: Set<FaultID> = [
    "dns.not-found", "dns.failed", "tcp.refused", "tcp.timeout", "tcp.reset", "tcp.unreachable",
    "tcp.address-broken", "tls.untrusted", "tls.expired", "tls.name-mismatch",
    "tls.chain-incomplete", "tls.not-spoken", "tls.handshake-failed",
    "tls.client-certificate-required", "tls.intercepted", "connect.denied",
    "connect.authentication-required", "connect.proxy-unreachable", "connect.target-unreachable",
    "http.backend-unreachable", "http.backend-timeout", "http.authentication-required",
    "http.forbidden", "http.rate-limited", "http.redirected", "http.tls-required",
    "http.only-http2", "http.malformed", "http.truncated", "http.oversized", "http.broken",
    "http.proxy-error", "http.bad-request",
    "application.server-error", "application.session-refused", "application.handshake-refused",
    "upgrade.not-forwarded", "upgrade.path-not-routed", "upgrade.endpoint-unknown",
    "upgrade.proxy-module-missing", "upgrade.backend-unreachable",
    "upgrade.authentication-required", "upgrade.redirected", "upgrade.forbidden",
    "upgrade.blocked", "upgrade.http10-upstream", "upgrade.origin-rejected",
    "upgrade.version-rejected", "upgrade.subprotocol-lost", "upgrade.extension-rejected",
    "upgrade.header-spelling", "upgrade.accept-invalid", "upgrade.status-rewritten",
    "upgrade.connection-limit", "tunnel.dead", "tunnel.buffered", "tunnel.cut-early",
    "tunnel.compression-broken", "tunnel.message-too-big", "tunnel.corrupted",
    "tunnel.ping-unanswered",
    "idle.timeout-too-short", "idle.no-margin", "idle.lifetime-limit", "idle.silent-drop",
    "idle.reload", "idle.application-timeout", "keepalive.not-honored", "polling.broken",
    "polling.buffered", "polling.not-sticky", "polling.protocol-mismatch", "cluster.not-sticky",
    "config.base-url-mismatch", "config.connector-mismatch", "config.balancer-manager-exposed",
    "config.open-forward-proxy", "page.mixed-content", "page.wrong-address",
    "http2.extended-connect-broken", "unexplained",
    // Added to those of the contract.
    "http.header-limit", "upgrade.address-differs",
  ]

  private static let warnings: Set<FaultID> = [
    "tcp.address-broken", "application.session-refused", "application.handshake-refused",
    "upgrade.connection-limit", "idle.no-margin", "idle.reload", "idle.application-timeout",
    "cluster.not-sticky", "upgrade.endpoint-unknown", "http.broken", "config.base-url-mismatch",
    "config.connector-mismatch", "upgrade.address-differs",
  ]

  @Test func `fault ids are those of the contract`() {
    for hypothesis in Hypothesis.all + [.unexplained] {
      #expect(Self.contract.contains(hypothesis.fault), "\(hypothesis.fault)")
      if Self.warnings.contains(hypothesis.fault) {
        #expect(hypothesis.severity == .warning, "\(hypothesis.fault)")
      }
    }
  }

  @Test func `variants of a fault have names of their own`() {
    let names = Hypothesis.all.map { "\($0.fault)|\($0.variant)" }
    #expect(Set(names).count == names.count)
  }

  @Test func `texts end with a stop and leave nothing unknown to fill in`() {
    let known: Set<String> = [
      "host", "port", "path", "origin", "proxy", "Proxy", "application", "Application", "fallback",
      "Feature", "limit", "keepalive", "lifetime", "speaker",
    ]
    for hypothesis in Hypothesis.all + [.unexplained] {
      let text = hypothesis.title + hypothesis.explanation
      for part in text.split(separator: "{").dropFirst() {
        #expect(known.contains(String(part.prefix { $0 != "}" })), "\(hypothesis.fault): \(part)")
      }
      #expect(hypothesis.title.last == ".", "\(hypothesis.fault)")
      #expect(
        hypothesis.explanation.last == "." || hypothesis.explanation.hasSuffix("{fallback}"),
        "\(hypothesis.fault)")
      #expect(!hypothesis.called.isEmpty && hypothesis.called.count <= 32, "\(hypothesis.called)")
      #expect(!hypothesis.separatedBy.isEmpty, "\(hypothesis.fault)")
    }
  }

  @Test func `what is predicted can be observed, and has such a value`() {
    let names = Set(ObservationDefinition.all.map(\.name))
    for hypothesis in Hypothesis.all {
      #expect(!hypothesis.when.isEmpty, "\(hypothesis.fault)")
      let all =
        hypothesis.when + hypothesis.requires + hypothesis.excludedBy + hypothesis.expects
        + hypothesis.proves.flatMap { $0 }
      for prediction in all {
        #expect(names.contains(prediction.observation), "\(prediction.observation)")
        #expect(!prediction.values.isEmpty)
      }
      for group in hypothesis.proves { #expect(!group.isEmpty, "\(hypothesis.fault)") }
    }
  }

  @Test func `the healthy world names nothing`() {
    let judgements = Self.judge.judge(World().findings.observations())
    #expect(judgements.map(\.hypothesis.fault).isEmpty)
  }

  @Test(arguments: Case.soundProducts.indices)
  func `a sound application or cluster names nothing`(index: Int) {
    let judgements = Self.judge.judge(Case.soundProducts[index].observations())
    #expect(judgements.map(\.hypothesis.fault).isEmpty)
  }

  @Test func `a world in which nothing was asked names nothing`() {
    let findings = Findings(target: World().findings.target)
    #expect(Self.judge.judge(findings.observations()).isEmpty)
  }

  @Test func `no limit of silence competes with one connection a session`() throws {
    let world = try #require(Case.all.first { $0.variant == "one connection at a time" })
    let judgements = Self.judge.judge(world.findings.observations())
    #expect(judgements.map(\.hypothesis.variant) == ["one connection at a time"])
    #expect(judgements.first?.alternatives.map(\.fault) == [])
  }

  @Test func `every hypothesis has a world that names it`() {
    let shown = Set(Case.all.map { "\($0.fault)|\($0.variant)" })
    let all = Hypothesis.all.map { "\($0.fault)|\($0.variant)" }
    #expect(Set(all).subtracting(shown).isEmpty)
    #expect(shown.subtracting(all).isEmpty)
  }

  @Test(arguments: Case.all.indices)
  func `a hypothesis is named in its world`(index: Int) throws {
    let shown = Case.all[index]
    let observations = shown.findings.observations()
    // As in a run: what answers don't show bears nothing out.
    let answered = Set(shown.findings.answers.keys)
    let unreadable = ObservationDefinition.all.filter { definition in
      answered.isSuperset(of: definition.asks)
        && !observations.contains { $0.name == definition.name }
    }
    let judgements = Self.judge.judge(observations, unreadable: Set(unreadable.map(\.name)))
    let found = judgements.map { "\($0.hypothesis.fault)|\($0.hypothesis.variant)" }
    let name = "\(shown.fault)|\(shown.variant)"
    let judgement = try #require(
      judgements.first {
        $0.hypothesis.fault == shown.fault
          || $0.alternatives.contains { $0.fault == shown.fault }
      }, "\(name) is not among \(found)")
    // Two that nothing tells apart are alternatives of each other; the rest is named first.
    if judgement.hypothesis.fault == shown.fault {
      #expect(
        judgement.variants.contains { $0.variant == shown.variant },
        "\(name) is not \(judgement.variants.map(\.variant))")
    } else {
      #expect(Case.alternatives.contains(name), "\(name) is only an alternative of \(found)")
    }
    // An open balancer page is named beside whatever it helps to find.
    let beside = judgements.count {
      $0.hypothesis.fault == "config.balancer-manager-exposed" && shown.fault != $0.hypothesis.fault
    }
    #expect(judgements.count - beside == 1, "\(found)")
    #expect(!judgement.support.isEmpty, "\(name)")
    for (ruledOut, by) in judgement.ruledOut {
      #expect(ruledOut.fault != judgement.hypothesis.fault)
      #expect(observations.contains(by))
    }
  }
}

extension Case {
  /// Worlds that look like another fault's: its own is named as an alternative.
  static let alternatives: Set<String> = [
    "tls.chain-incomplete|or a private root", "http.rate-limited|503 by nginx",
    "upgrade.path-not-routed|the server refuses any path so",
    "upgrade.path-not-routed|opens at any path",
    "upgrade.path-not-routed|the server hangs up at any path, without a word",
    "upgrade.path-not-routed|another application of the same kind",
    "upgrade.endpoint-unknown|a path given by hand",
    "upgrade.endpoint-unknown|a path given by hand, refused as any path is",
    "application.handshake-refused|by hanging up",
    "application.handshake-refused|before it looks at Upgrade",
    "application.handshake-refused|under a page that stands for every refusal",
    "idle.application-timeout|it hangs up",
    "upgrade.not-forwarded|and the server hangs up on what is left",
    "upgrade.backend-unreachable|where a server may hang up",
    "upgrade.path-not-routed|the server hangs up on WebSocket at any path",
    "upgrade.backend-unreachable|only with Upgrade, without a word",
    "upgrade.path-not-routed|the server refuses the path", "upgrade.http10-upstream|400",
    "upgrade.origin-rejected|where one must be named",
    "upgrade.path-not-routed|under Apache's own error page",
    "application.handshake-refused|before it looks at the handshake",
    "upgrade.origin-rejected|after the 101, perhaps", "upgrade.subprotocol-lost|perhaps",
  ]
}
