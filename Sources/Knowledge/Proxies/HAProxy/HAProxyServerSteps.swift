import Diagnosis
import Evidence

extension SetupStep {
  /// Servers behind HAProxy, and its limits.
  static let haproxyServers: [SetupStep] = [
    SetupStep(
      "haproxy.tunnel-timeout", title: "a timeout longer than the keepalive's interval",
      file: { _ in
        "haproxy.cfg: the backend of the WebSocket path, or the defaults above it"
      },
      directive: "timeout tunnel",
      snippet: { context in
        let length = context.limitToSet > 3600 ? "\(context.limitToSet)s" : "1h"
        return "backend SECTION-NAME\n    timeout tunnel \(length)\(context.limitRemark)"
      },
      apply: reloadHAProxy, verify: { $0.askAgainAndWait },
      source: "HAProxy, timeout tunnel",
      note: { _ in
        "it replaces timeout client and timeout server once WebSocket is open; in the frontend or "
          + "in defaults that only cover the frontend it does nothing"
      }, checkedWith: checkedHAProxy,
      page: Page(
        "Let a silent connection live",
        """
        What it is   After the 101 timeout tunnel counts; without it the smaller of
                     timeout client and timeout server.
        Write        timeout tunnel      1h     # backend, or defaults that cover it
                     timeout client-fin  30s
        Seen by      A silent connection ends with FIN, always at the same age.
        Mind         In the frontend's defaults alone it has no effect.
        Sources      HAProxy configuration manual, timeout tunnel; measured with HAProxy
                     2.6.12 and 2.8.25, 2026-11
        """)),
    SetupStep(
      "haproxy.backend-tls", title: "speak TLS to a backend that wants it",
      file: server, directive: "server … ssl",
      snippet: { context in
        "backend SECTION-NAME\n    server application1 \(context.backend) ssl verify required "
          + "ca-file CA-CERTIFICATES.pem"
      },
      apply: reloadHAProxy, source: "HAProxy, server: ssl, verify, ca-file",
      note: { _ in
        "CA-CERTIFICATES.pem holds the root that issued the backend's certificate"
      }, checkedWith: checkedHAProxy,
      page: Page(
        "Speak TLS to a backend that does",
        """
        What it is   A server that listens with TLS needs ssl on its line, in mode http.
        Write        server app1 APP:9443 ssl verify required ca-file CA.pem
        Seen by      HAProxy's own 502.
        Sources      HAProxy configuration manual, server ssl; measured with HAProxy
                     2.6.12 and 2.8.25, 2026-11
        """)),
    SetupStep(
      "haproxy.server", title: "the right server, and one that runs",
      file: server, directive: "server",
      snippet: { context in
        "# must answer on the proxy's machine: curl -i http://\(context.backend)/\n"
          + "backend SECTION-NAME\n    server application1 \(context.backend)"
      },
      apply: { "start the server or mend its address, then: \(reloadHAProxy($0))" },
      source: "HAProxy, server",
      note: { _ in
        "503: nothing accepts there, or no server counts as up; 502: it hangs up or speaks TLS; "
          + "504: it stays silent"
      }, checkedWith: checkedHAProxy,
      seen: Seeing.byHandshake,
      page: Page(
        "Name the server where it listens",
        """
        What it is   Address and port of the server lines of the backend that is used.
        Write        server app1 APP:8080 check
        Seen by      503: refused, failing check or no server at all. 502: it drops the
                     connection.
        Sources      HAProxy configuration manual, server; measured with HAProxy
                     2.6.12 and 2.8.25, 2026-11
        """)),
    SetupStep(
      "haproxy.health-check", title: "a health check that a healthy server passes",
      file: server, directive: "option httpchk, check",
      snippet: { context in
        """
        backend SECTION-NAME
            option httpchk GET /
            http-check expect status 200-499
            server application1 \(context.backend) check
        """
      },
      apply: reloadHAProxy, source: "HAProxy, option httpchk, http-check expect",
      note: { _ in
        "a check of a WebSocket path is answered 400, 404 or 426, and takes a healthy server out of "
          + "service"
      }, checkedWith: checkedHAProxy,
      page: Page(
        "A health check that the server passes",
        """
        What it is   A WebSocket server answers a plain GET with 400, 404 or 426: a
                     check that wants 2xx takes it out of service.
        Write        option httpchk GET /status
                     http-check expect status 200
        Seen by      503 at once, although the server answers by itself.
        Sources      HAProxy configuration manual, option httpchk; measured with HAProxy
                     2.6.12 and 2.8.25, 2026-11
        """)),
    SetupStep(
      "haproxy.sticky-session", title: "a cookie that keeps a session on one server",
      file: { _ in "haproxy.cfg: the backend of the application" },
      directive: "cookie … insert",
      snippet: { _ in
        """
        backend SECTION-NAME
            cookie SERVERID insert indirect nocache
            server node1 NODE1-BACKEND cookie node1
            server node2 NODE2-BACKEND cookie node2
        """
      },
      apply: reloadHAProxy, source: "HAProxy, cookie, server",
      note: { _ in "cookie NAME on every server line, each with a word of its own" },
      checkedWith: checkedHAProxy,
      page: Page(
        "HAProxy: a cookie that names the server",
        """
        What it is   HAProxy adds a cookie and goes by it.
        Write        cookie SERVERID insert indirect nocache
                     server node1 ADDRESS cookie node1
        Seen by      Every request of a session finds it.
        Mind         A client without cookies wanders on: balance source goes by its
                     address.
        Sources      HAProxy configuration manual, cookie; measured with HAProxy
                     2.6.12 and 2.8.25, 2026-11
        """)),
  ]

  private static func server(_ context: RemedyContext) -> String {
    "haproxy.cfg: the backend of \(context.path), in place of its server lines"
  }
}
