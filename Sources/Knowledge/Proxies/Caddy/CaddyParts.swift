import Diagnosis
import Evidence

extension ProxyProduct {
  static let caddyParts: [Role: [Part]] = [
    // It hands Upgrade on by itself: what is lost, a line of its own takes away.
    .forwardUpgrade: ["caddy.header-up", Part("caddy.route", rank: 2)],
    .takeAnySpelling: ["caddy.header-up"],
    .leaveAnswer: ["caddy.header-up"],
    .leaveSwitch: ["caddy.header-up", "proxy.allow-upgrade"],
    .routePath: ["caddy.route"], .handBack101: ["proxy.buffering"],
    .reachBackend: [
      "caddy.backend-address", Part("caddy.application-protocol", rank: 2),
    ],
    .speakHTTP1ToApplication: ["caddy.application-protocol"],
    .keepSilence: ["caddy.read-timeout"],
    .keepForLong: [Part("caddy.stream-timeout", in: .from(Release(2, 7)))],
  ]

  static let caddyWays: [StepID: Way] = [
    "proxy.forwarded-proto": Way(
      file: { "the Caddyfile: each reverse_proxy of \($0.host)" }, directive: "header_up",
      snippet: { context in
        """
        # Caddy sets X-Forwarded-Proto and -Host by itself, as it was asked: remove what takes them
        # away; where something in front of it ends https, say so in each reverse_proxy:
        reverse_proxy \(context.backend) {
            header_up X-Forwarded-Proto \(context.isSecure ? "https" : "http")
            header_up X-Forwarded-Host {hostport}
            header_up X-Forwarded-Port \(context.port)
        }
        """
      }, source: "Caddy, reverse_proxy: defaults, header_up"),
    "proxy.allow-upgrade": Way(
      file: place, directive: "respond, abort",
      snippet: {
        "# remove what refuses it, such as: respond 403 or abort, with a matcher on the path or on "
          + "header Upgrade\n" + SetupStep.caddyRoute($0)
      },
      source: "Caddy, Caddyfile: respond, abort, handle", note: { _ in nil }),
    "proxy.authentication": Way(
      file: { "\(place($0)), or this command line" }, directive: "basic_auth, forward_auth",
      snippet: { "\(SetupStep.giveLogin($0))\n\(SetupStep.caddyRoute($0))" },
      source: "RFC 9110 §11; Caddy, Caddyfile: basic_auth (basicauth before 2.8), forward_auth"),
    "proxy.buffering": Way(
      file: {
        "the Caddyfile: the site block of \($0.host), before other handle blocks"
      },
      snippet: { context in
        """
        # response_buffers (buffer_responses in 2.6) holds a 101 back as well: remove it, or write
        handle \(context.path) {
            reverse_proxy \(context.backend) {
                flush_interval -1
            }
        }
        """
      }),
    "proxy.sticky-session": Way(
      file: {
        "the Caddyfile: the site block of \($0.host), in place of the application's reverse_proxy"
      },
      directive: "lb_policy",
      snippet: { _ in
        """
        reverse_proxy NODE1-BACKEND NODE2-BACKEND {
            lb_policy cookie
        }
        """
      }),
    "proxy.host-header": Way(
      snippet: { "# Caddy passes Host on: remove header_up Host\n\(SetupStep.caddyRoute($0))" }),
    "proxy.handshake-fields": Way(
      snippet: { _ in
        """
        # remove every line that changes one of them, in the request or in the answer:
        # header_up -Sec-WebSocket-…
        # header_down -Sec-WebSocket-…
        """
      }),
    "proxy.reload": Way(
      file: { "the Caddyfile: the reverse_proxy of \($0.path), on \($0.host)" },
      directive: "stream_close_delay",
      snippet: { context in
        """
        handle \(context.path) {
            reverse_proxy \(context.backend) {
                stream_close_delay 1h
            }
        }
        """
      },
      source: "Caddy, reverse_proxy: stream_close_delay; measured with 2.11.7",
      note: { _ in
        "without it a reload closes every WebSocket of every site with 1001, at once; one without "
          + "a change closes none. Caddy 2.6 doesn't know the directive"
      }),
    "proxy.error-log": Way(
      directive: "log", snippet: { _ in "journalctl -u caddy -n 50" },
      apply: { _ in "mend what it names, then reload Caddy" }, source: "Caddy, Caddyfile: log"),
  ]

  private static let place: SetupStep.Text = { context in
    "the Caddyfile: the site block of \(context.host); handle comes before respond, but behind "
      + "basic_auth and forward_auth: give those a matcher that leaves the path out"
  }

  /// What Caddy shows and no other product does.
  static let caddyHypotheses: [Hypothesis] = [
    // Via says in which protocol a page was fetched; in HTTP/2 without TLS no Upgrade goes out.
    Hypothesis(
      "upgrade.backend-unreachable", variant: "asked in HTTP/2", rung: .upgrade,
      called: "HTTP/2 to the application",
      title: "{Proxy} asks {application} in HTTP/2, where it hands no WebSocket handshake on.",
      explanation:
        "Without Upgrade the same path is answered; with it {proxy} says 502 of its own. "
        + "{fallback}",
      when: [.kind(.handshake, .badGateway), .is(.says(.handshake), "asked-in-http2")],
      requires: [.kind(.plainGet, not: .badGateway, .unavailable, .gatewayTimeout)],
      excludedBy: [
        .is(.flips(.handshakeAlone), "switched"), .is(.flips(.withoutOrigin), "switched"),
        .is(.flips(.originOverHTTP), "switched"),
        .fails(.sameAnswer(.handshake, .wrongVersion)), .holds(.limited),
      ],
      expects: [
        .author(.handshake, .proxy), .holds(.sameAnswer(.handshake, .otherProtocol)),
        .holds(.sameAnswer(.handshake, .siblingHandshake)),
      ],
      atMost: .likely, separatedBy: "read the proxy's error log, and the application's",
      remedies: [.init("caddy.application-protocol")])
  ]
}
