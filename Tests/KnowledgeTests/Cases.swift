import Evidence
import HTTP1

/// One world for each hypothesis, which has to name it.
struct Case: Sendable {
  let fault: FaultID
  let variant: String
  let findings: Findings

  init(_ fault: FaultID, _ variant: String = "", _ change: (inout World) -> Void) {
    self.fault = fault
    self.variant = variant
    findings = World.but(change)
  }

  static let all =
    reach + tls + http + upgrade + sameAnswers + refusals + otherPaths + byChance + tunnel
    + endurance + proxies
    + products + statements + words

  static let reach: [Case] = [
    Case("dns.not-found") { $0.unreached(.notFound) },
    Case("dns.failed") { $0.unreached(.failed("SERVFAIL")) },
    Case("tcp.refused") { $0.unreached(attempt: .refused) },
    Case("tcp.timeout") { $0.unreached(attempt: .timeout) },
    Case("tcp.reset") { $0.unreached(attempt: .reset) },
    Case("tcp.unreachable") { $0.unreached(attempt: .unreachable) },
    Case("tcp.address-broken") {
      $0.findings.attempts.append(
        AttemptFact(address: "192.0.2.2", outcome: .timeout, seconds: 10))
    },
    Case("connect.denied") { $0.tunnelled(.denied(status: 403)) },
    Case("connect.authentication-required") { $0.tunnelled(.authenticationRequired) },
    Case("connect.proxy-unreachable") { $0.tunnelled(.proxyUnreachable("no connection")) },
    Case("connect.target-unreachable") { $0.tunnelled(.targetUnreachable(status: 503)) },
    Case("connect.target-unreachable", "no answer in time") {
      $0.tunnelled(.unanswered("answers nothing within 10 s"))
      $0.findings.forwardProxyAnswers = true
    },
    Case("connect.proxy-unreachable", "it answers nothing") {
      $0.tunnelled(.unanswered("answers nothing within 10 s"))
      $0.findings.forwardProxyAnswers = false
    },
  ]

  static let tls: [Case] = [
    Case("tls.not-spoken") { $0.withoutTLS(.notSpoken) },
    Case("tls.handshake-failed") { $0.withoutTLS(.failed("alert 40, handshake_failure")) },
    Case("tls.not-spoken", "as plain HTTP shows") {
      $0.withoutTLS(.timedOut)
      $0.findings.portSpeaksHTTP = true
    },
    Case("tls.handshake-failed", "no answer") {
      $0.withoutTLS(.ended("the server closes the connection"))
      $0.findings.portSpeaksHTTP = false
    },
    Case("tls.client-certificate-required") { $0.withoutTLS(.certificateRequired) },
    Case("tls.client-certificate-required", "answered in HTTP") {
      $0.everywhere { world, ask in
        world.set(ask, 400, body: "No required SSL certificate was sent", by: .proxy("nginx"))
      }
    },
    Case("tls.client-certificate-required", "by an alert") {
      $0.everywhere { $0.silence($1, .alert(116)) }
    },
    Case("tls.expired") { $0.findings.tls?.problems = [.expired] },
    Case("tls.name-mismatch") { $0.findings.tls?.problems = [.nameMismatch] },
    Case("tls.untrusted", "self-signed") { $0.findings.tls?.problems = [.selfSigned] },
    Case("tls.chain-incomplete") {
      $0.findings.tls?.problems = [.unknownIssuer]
      $0.findings.tls?.chainLength = 1
      $0.findings.tls?.namesIssuerURL = true
    },
    Case("tls.untrusted", "unknown issuer") { $0.findings.tls?.problems = [.unknownIssuer] },
    Case("tls.chain-incomplete", "or a private root") {
      $0.findings.tls?.problems = [.unknownIssuer]
    },
    Case("tls.intercepted") { $0.findings.tls?.interceptor = "Zscaler" },
  ]

  static let http: [Case] = [
    Case("http.tls-required") {
      $0.plain()
      $0.everywhere {
        $0.set($1, 400, body: "The plain HTTP request was sent to HTTPS port", by: .proxy("nginx"))
      }
      $0.findings.portSpeaksTLS = true
    },
    Case("http.only-http2") {
      $0.everywhere { $0.silence($1, .notHTTP(firstBytes: [0, 0, 6, 4])) }
    },
    Case("http.malformed") { $0.everywhere { $0.silence($1, .notHTTP(firstBytes: [0x53])) } },
    Case("http.oversized") { $0.everywhere { $0.silence($1, .oversized("a head")) } },
    Case("http.truncated") { $0.everywhere { $0.silence($1, .closed(afterBytes: 0)) } },
    Case("http.backend-unreachable") {
      $0.everywhere { $0.set($1, 502, by: .proxy("nginx")) }
    },
    Case("http.backend-unreachable", "HTTP/2 from behind") {
      $0.everywhere { $0.silence($1, .notHTTP(firstBytes: [0, 0, 6, 4])) }
      $0.set(.withoutHost, 400, by: .proxy("nginx"))
    },
    Case("http.backend-unreachable", "and the handshake is refused") {
      $0.everywhere { $0.set($1, 503, by: .proxy("envoy")) }
      $0.refuse(403, by: .proxy("envoy"))
    },
    Case("http.bad-request") { $0.everywhere { $0.set($1, 400, by: .application) } },
    Case("http.proxy-error") { $0.everywhere { $0.set($1, 500, by: .proxy("nginx")) } },
    Case("http.backend-timeout") { $0.everywhere { $0.set($1, 504, by: .proxy("nginx")) } },
    Case("http.authentication-required") {
      $0.everywhere { $0.set($1, 401, by: .proxy("nginx")) }
    },
    Case("http.forbidden") { $0.everywhere { $0.set($1, 403, by: .proxy("nginx")) } },
    Case("http.rate-limited") { $0.everywhere { $0.set($1, 429) } },
    Case("http.rate-limited", "503 by nginx") {
      $0.everywhere { $0.set($1, 503, by: .proxy("nginx")) }
    },
    Case("http.redirected", "to https") {
      $0.plain()
      $0.everywhere {
        $0.set($1, 301, ["Location": "https://chat.example.test\($0.path($1))"])
      }
    },
    Case("http.redirected", "to a dead https") {
      $0.findings.arrival.redirectAnswers = false
      $0.everywhere {
        $0.set($1, 301, ["Location": "https://chat.example.test\($0.path($1))"])
      }
    },
    Case("http.redirected", "to a login") {
      $0.everywhere { $0.set($1, 302, ["Location": "/login"]) }
    },
    Case("http.redirected", "elsewhere") {
      $0.everywhere { $0.set($1, 302, ["Location": "http://www.example.test/"]) }
    },
    Case("http.broken") { $0.set(.application, 502, by: .proxy("nginx")) },
    Case("http.broken", "every page is refused") {
      for ask in [Ask.application, .root, .sibling] { $0.set(ask, 403) }
    },
    Case("http.broken", "pages lead to a dead https") {
      $0.findings.arrival.redirectedFrom = "http://chat.example.test"
      $0.findings.arrival.redirectStatus = 301
      $0.findings.arrival.redirectAnswers = false
    },
    Case("application.server-error") { $0.everywhere { $0.set($1, 500, by: .application) } },
    Case("application.server-error", "as a gateway would say") {
      $0.everywhere { $0.set($1, 503, by: .application) }
    },
  ]

  static let tunnel: [Case] = [
    Case("application.server-error", "after the 101") {
      $0.talk {
        $0.closedByPeer = true
        $0.closeCode = 1011
      }
    },
    Case("application.session-refused") {
      $0.closes(saying: "please log in", staysOpenWithout: false)
    },
    Case("upgrade.origin-rejected", "after the 101") {
      $0.closes(saying: "not allowed", staysOpenWithout: true)
    },
    Case("upgrade.origin-rejected", "after the 101, in the application's words") {
      $0.closes(saying: "Invalid origin!", staysOpenWithout: false)
    },
    Case("upgrade.origin-rejected", "after the 101, perhaps") {
      $0.closes(saying: nil, staysOpenWithout: false)
    },
    Case("application.session-refused", "without a reason") {
      $0.talk {
        $0.closedByPeer = true
        $0.closeCode = 1000
      }
      $0.set(.siblingHandshake, 404)
    },
    Case("upgrade.path-not-routed", "opens at any path") {
      $0.talk { $0.closedByPeer = true }
      $0.set(.siblingHandshake, 101, switched: true)
    },
    Case("tunnel.dead") { $0.talk { $0.closeAnswered = false } },
    Case("tunnel.dead", "one way") {
      $0.talk {
        $0.closeAnswered = false
        $0.framesReceived = 3
      }
    },
    Case("tunnel.cut-early") {
      $0.talk {
        $0.cutAfterSeconds = 0.01
        $0.cuts = 3
        $0.tries = 3
      }
    },
    Case("tunnel.dead", "no message") {
      $0.echo(lost: 125)
    },
    Case("tunnel.buffered") {
      $0.talk {
        $0.pongSeconds = 2
        $0.lumps = 2
        $0.rounds = 2
        $0.lumpAfterSeconds = 2
      }
    },
    Case("tunnel.buffered", "until the end") {
      $0.talk {
        $0.closeAnswered = true
        $0.isFlushedByClose = true
      }
    },
    Case("tunnel.ping-unanswered") { $0.talk { $0.closeAnswered = true } },
    Case("tunnel.compression-broken") {
      $0.talk {
        $0.violation = "a reserved bit"
        $0.worksWithoutOffer = true
      }
    },
    Case("tunnel.message-too-big") { $0.echo(largest: 64 << 10, lost: 65 << 10) },
    Case("tunnel.corrupted") { $0.talk { $0.violation = "a masked frame" } },
    Case("tunnel.corrupted", "the peer complains") {
      $0.talk {
        $0.closedByPeer = true
        $0.closeCode = 1002
      }
    },
  ]
}

extension World {
  /// The beacon echoed up to one size, and not another.
  mutating func echo(largest: Int = 0, lost: Int) {
    talk {
      $0.pongSeconds = 0.01
      var echo = Conversation.Echo()
      echo.largest = largest
      echo.lost = lost
      echo.end = "FIN, no Close frame"
      $0.echo = echo
    }
  }

  mutating func plain() {
    findings.target.isSecure = false
    findings.tls = nil
  }

  func path(_ ask: Ask) -> String {
    findings.answers[ask].map { String($0.target.prefix { $0 != "?" }) } ?? "/"
  }

  mutating func set(_ ask: Ask, _ status: Int, _ fields: Fields) {
    set(ask, status, "x", fields, body: "")
  }

  mutating func unreached(_ resolve: ResolveFact? = nil, attempt: AttemptFact.Outcome? = nil) {
    if let resolve { findings.resolve = resolve }
    findings.attempts =
      attempt.map { [AttemptFact(address: "192.0.2.1", outcome: $0, seconds: 1)] } ?? []
    withoutAnswers()
  }

  /// 101, and then Close 1008 whose reason says that.
  fileprivate mutating func closes(saying words: String?, staysOpenWithout: Bool) {
    talk {
      $0.closedByPeer = true
      $0.closeCode = 1008
      $0.closeReason = words ?? ""
      $0.otherOrigins = [.init("without Origin", staysOpen: staysOpenWithout)]
    }
  }

  mutating func tunnelled(_ fact: TunnelFact) {
    findings.resolve = nil
    findings.attempts = []
    findings.tunnel = fact
    withoutAnswers()
  }

  mutating func withoutTLS(_ outcome: TLSFact.Outcome) {
    withoutAnswers()
    findings.tls = TLSFact(outcome: outcome)
  }

  private mutating func withoutAnswers() {
    findings.tls = nil
    findings.answers = [:]
    findings.conversation = nil
    findings.proxy = nil
  }
}
