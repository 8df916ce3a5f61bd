import Diagnosis
import Evidence

extension ProxyProduct {
  static let haproxyParts: [Role: [Part]] = [
    .forwardUpgrade: [
      "proxy.forward-upgrade", Part("haproxy.websocket-acl", rank: 2),
      Part("haproxy.tcp-mode", rank: 2),
    ],
    .routePath: ["haproxy.websocket-acl", "haproxy.websocket-backend"],
    .routeWithoutRedirect: ["haproxy.websocket-acl"],
    .routeAlways: ["haproxy.server", "haproxy.http-mode"],
    .reachBackend: ["haproxy.server", Part("haproxy.application-protocol", rank: 2)],
    .reachAnyBackend: [
      "haproxy.server", "haproxy.health-check", "haproxy.backend-tls",
      Part("haproxy.application-protocol", rank: 2),
    ],
    .speakHTTP1ToApplication: ["haproxy.application-protocol"],
    // It computes an Accept of its own, and makes up a key where a rule took it away.
    .leaveKey: ["proxy.handshake-fields"],
    .keepSilence: ["haproxy.tunnel-timeout"], .stick: ["haproxy.sticky-session"],
  ]

  static let haproxyWays: [StepID: Way] = [
    "proxy.forwarded-proto": Way(
      file: place, directive: "http-request set-header",
      snippet: { context in
        """
        http-request set-header X-Forwarded-Proto \(context.isSecure ? "https" : "http")
        http-request set-header X-Forwarded-Host %[req.hdr(host)]
        http-request set-header X-Forwarded-Port \(context.port)
        """
      }, source: "HAProxy, http-request set-header"),
    "proxy.forward-upgrade": Way(
      snippet: {
        "# HAProxy passes Upgrade on: remove what deletes it, such as http-request "
          + "del-header Upgrade; or let the path pass before it:\n" + allow($0)
      },
      source: "RFC 9110 §7.6.1; HAProxy, http-request"),
    "proxy.allow-upgrade": Way(
      file: place, directive: "http-request deny",
      snippet: {
        "# remove what refuses it, such as: http-request deny if { hdr(Upgrade) -m found }\n"
          + allow($0)
      },
      source: "HAProxy, http-request", note: { _ in nil }),
    "proxy.authentication": Way(
      file: { "\(place($0)), or this command line" }, directive: "http-request auth",
      snippet: { "\(SetupStep.giveLogin($0))\n\(allow($0))" },
      source: "RFC 9110 §11; HAProxy, http-request auth"),
    "proxy.error-log": Way(
      directive: "log", snippet: { _ in "journalctl -u haproxy -n 50" },
      apply: { _ in "mend what it names, then reload HAProxy" },
      source: "HAProxy configuration manual, 8"),
    "proxy.reload": Way(
      file: { _ in "haproxy.cfg: the section global" }, directive: "hard-stop-after",
      snippet: { _ in
        """
        global
            hard-stop-after 24h            # or no such line: what is open lives until it ends
        """
      },
      source: "HAProxy configuration manual, 3.1: hard-stop-after",
      note: { _ in
        "a reload leaves the old process to what is open; a restart, and timeout tunnel, end it"
      }),
    "proxy.host-header": Way(
      snippet: { _ in
        "# HAProxy passes Host on: remove http-request set-header Host and the like"
      }),
    "proxy.websocket-compression": Way(
      snippet: { _ in
        "backend SECTION-NAME\n    http-request del-header Sec-WebSocket-Extensions"
      }),
    "proxy.handshake-fields": Way(
      snippet: { _ in
        """
        # remove every line that changes one of them, in the request or in the answer:
        # http-request del-header Sec-WebSocket-…, set-header Sec-WebSocket-…
        # http-response del-header Sec-WebSocket-…
        """
      }),
  ]

  private static let place: SetupStep.Text = { context in
    "haproxy.cfg: the frontend that answers \(context.host):\(context.port), before its other "
      + "http-request lines"
  }

  private static func allow(_ context: RemedyContext) -> String {
    """
    frontend FRONTEND-NAME
        http-request allow if { path_beg \(context.locationPath) }
    """
  }

  /// What HAProxy shows and no other product does.
  static let haproxyHypotheses: [Hypothesis] = [
    // HAProxy says 503 for no server that counts as up, 502 for one that hangs up.
    .unreachable(
      "HAProxy has no server", when: [.kind(.application, .unavailable), itself],
      excludedBy: [.holds(.gatewayPause)], proves: [],
      [
        .init("haproxy.server"), .init("haproxy.health-check"), .init("application.start"), http1,
      ]),
    .unreachable(
      "HAProxy's server refuses", when: [.kind(.application, .unavailable), itself],
      requires: [.holds(.gatewayPause)], proves: [[.author(.application, .proxy)]],
      [.init("haproxy.server"), .init("application.start"), http1]),
    .unreachable(
      "HAProxy's server hangs up", when: [.kind(.application, .badGateway), itself],
      proves: [[.author(.application, .proxy)]],
      [
        .init("haproxy.backend-tls"), .init("haproxy.server"), .init("application.start"), http1,
      ]),
    .onThePath(
      "HAProxy has no server", [.unavailable], by: "haproxy", atMost: .likely,
      [
        .init("haproxy.server"), .init("haproxy.health-check"), .init("application.start"),
        .init("haproxy.websocket-backend", rank: 2), http1,
      ]),
    .onThePath(
      "HAProxy's server hangs up", [.badGateway], by: "haproxy",
      [
        .init("haproxy.backend-tls"), .init("haproxy.server"), .init("application.start"), http1,
      ]),
    .onThePath(
      "HAProxy's server is silent", [.gatewayTimeout], by: "haproxy",
      [.init("haproxy.server"), .init("application.start")]),
    // HAProxy says 500 where a rule holds a client in a tarpit, and never of a server.
    .blocked(
      "HAProxy's 500", when: .kind(.handshake, .serverError),
      requires: [.author(.handshake, .proxy), .is(.product(.handshake), "haproxy")],
      explanation: Hypothesis.blockedByProxy),
    Hypothesis(
      "upgrade.path-not-routed", variant: "decided before the request is read", rung: .upgrade,
      called: "a route by chance", title: Hypothesis.nowAndThen,
      explanation: "A handshake that comes a moment after the connection ends elsewhere: the route "
        + "is chosen before the request is read, as by HAProxy without mode http. {fallback}",
      when: [.is(.handshakeTries, "elsewhere"), .holds(.refusedWhenLate)],
      proves: [[.holds(.refusedWhenLate)]], atMost: .likely, separatedBy: Hypothesis.eachServer,
      remedies: [.init("haproxy.http-mode"), .init("proxy.route-websocket-path", rank: 2)]),
  ]

  /// A server of HTTP/1.1 that is asked in HTTP/2 looks like one that is down.
  private static let http1 = Hypothesis.Remedy("haproxy.application-protocol", rank: 2)
  private static let itself = Prediction.is(.product(.application), "haproxy")
}
