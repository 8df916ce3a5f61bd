import Diagnosis
import Evidence
import HTTP1

extension ProxyProduct {
  static let lighttpd = ProxyProduct(
    "lighttpd", name: "lighttpd",
    habits: [.answersForHangUps: .all, .says500ForBackends: .all],
    sign: { serverField("lighttpd", $0) },
    wrote: { response in
      serverField("lighttpd", response) != nil && response.start.hasPrefix("<?xml")
        && response.status >= 400 ? "its built-in page" : nil
    },
    reload: { _ in
      "lighttpd -tt -f /etc/lighttpd/lighttpd.conf && systemctl restart lighttpd"
    },
    steps: SetupStep.lighttpd,
    parts: [
      .forwardUpgrade: ["lighttpd.upgrade"], .routePath: ["lighttpd.upgrade"],
      .speakHTTP1ToApplication: [],
    ],
    ways: lighttpdWays,
    lines: lighttpdLines,
    limits: [
      KnownTimeout(
        61, "lighttpd server.max-read-idle (default)",
        source: "measured with 1.4.69: FIN at 61 s")
    ],
    guides: ["generic": ["lighttpd.upgrade", "proxy.idle-timeout"]],
    hypotheses: {
      [
        // lighttpd says 500 when the backend hangs up.
        .unreachable(
          "lighttpd's backend hangs up", everywhere: [.is(.everyPath, "server-error")],
          when: [.is(.product(.application), "lighttpd")], proves: [], atMost: .likely,
          [.role(.reachBackend), .init("application.start")])
      ]
    })

  private static let lighttpdWays: [StepID: Way] = [
    "proxy.allow-upgrade": Way(
      file: atEnd, directive: "url.access-deny",
      snippet: {
        "# remove what refuses it, such as: url.access-deny for the path or for "
          + "$REQUEST_HEADER[\"Upgrade\"]\n" + open($0)
      },
      source: "lighttpd, mod_access", note: { _ in nil }),
    "proxy.authentication": Way(
      file: { "\(atEnd($0)), or this command line" }, directive: "auth.require",
      snippet: { "\(SetupStep.giveLogin($0))\n\(open($0))" },
      source: "RFC 9110 §11; lighttpd, mod_auth"),
    "proxy.idle-timeout": Way(
      directive: "server.max-read-idle",
      snippet: {
        "server.max-read-idle = \($0.limitToSet)\nserver.max-write-idle = \($0.limitToSet)"
      },
      note: { _ in "only what the client sends counts: pings of the server don't help" }),
    "proxy.buffering": Way(
      file: atEnd,
      snippet: { context in
        """
        $HTTP["url"] =~ "^\(context.path)" {
            server.stream-response-body = 1
        }
        """
      }),
    "proxy.sticky-session": Way(
      file: atEnd, directive: "proxy.balance",
      snippet: { context in
        """
        $HTTP["url"] =~ "^\(context.locationPath)" {
            proxy.balance = "sticky"
        }
        """
      }),
    "proxy.host-header": Way(
      snippet: { _ in "# lighttpd passes Host on: remove map-host-request from proxy.header" }),
  ]

  private static let atEnd: SetupStep.Text = { _ in "lighttpd.conf, at its end" }

  private static func open(_ context: RemedyContext) -> String {
    """
    $HTTP["url"] =~ "^\(context.locationPath)" {
        url.access-deny = ()
        auth.require = ()
    }
    """
  }
}
