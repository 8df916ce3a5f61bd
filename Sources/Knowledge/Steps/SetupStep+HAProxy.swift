import Evidence

extension SetupStep {
  static let haproxy: [SetupStep] = [
    SetupStep(
      "haproxy.websocket-acl", title: "a rule that sends the WebSocket path to its backend",
      file: sections, directive: "acl, use_backend", snippet: { route($0) }, apply: reloadHAProxy,
      source: "HAProxy 2.6, acl, use_backend, mode",
      note: { _ in
        "without mode http (here or in defaults) HAProxy relays bytes, and a rule on path or Upgrade "
          + "decides by chance. If the path is routed right: no http-request del-header Upgrade"
      }, checkedWith: checkedHAProxy),
    SetupStep(
      "haproxy.websocket-backend", title: "a backend that leads to the application, unchanged",
      file: sections, directive: "backend", snippet: { route($0) }, apply: reloadHAProxy,
      source: "HAProxy 2.6, backend, server, mode",
      note: { _ in
        "http-request set-path and replace-path must leave the WebSocket path alone"
      }, checkedWith: checkedHAProxy),
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
      source: "HAProxy 2.6, timeout tunnel",
      note: { _ in
        "it replaces timeout client and timeout server once WebSocket is open; in the frontend or "
          + "in defaults that only cover the frontend it does nothing"
      }, checkedWith: checkedHAProxy),
    SetupStep(
      "haproxy.http-mode", title: "read the request before its route is chosen",
      file: { _ in "haproxy.cfg: the defaults above the frontend and its backends" },
      directive: "mode http",
      snippet: { _ in "defaults\n    mode http" }, apply: reloadHAProxy,
      source: "HAProxy 2.6, mode",
      note: { _ in
        "without it HAProxy relays bytes, and a rule on path or Upgrade sees only what has come with "
          + "the connection"
      }, checkedWith: checkedHAProxy),
    SetupStep(
      "haproxy.tcp-mode", title: "relay bytes instead of HTTP",
      file: sections, directive: "mode tcp",
      snippet: { context in
        """
        frontend FRONTEND-NAME
            mode tcp
            default_backend websocket

        backend websocket
            mode tcp
            timeout tunnel 1h
            server websocket1 \(context.backend)
        """
      },
      apply: reloadHAProxy, source: "HAProxy 2.6, mode",
      note: { _ in
        "everything goes to one backend then: no rule on path or field works, nothing is added"
      }, checkedWith: checkedHAProxy),
    SetupStep(
      "haproxy.backend-tls", title: "speak TLS to a backend that wants it",
      file: server, directive: "server … ssl",
      snippet: { context in
        "backend SECTION-NAME\n    server application1 \(context.backend) ssl verify required "
          + "ca-file CA-CERTIFICATES.pem"
      },
      apply: reloadHAProxy, source: "HAProxy 2.6, server: ssl, verify, ca-file",
      note: { _ in
        "CA-CERTIFICATES.pem holds the root that issued the backend's certificate"
      }, checkedWith: checkedHAProxy),
    SetupStep(
      "haproxy.server", title: "the right server, and one that runs",
      file: server, directive: "server",
      snippet: { context in
        "# must answer on the proxy's machine: curl -i http://\(context.backend)/\n"
          + "backend SECTION-NAME\n    server application1 \(context.backend)"
      },
      apply: { "start the server or mend its address, then: \(reloadHAProxy($0))" },
      source: "HAProxy 2.6, server",
      note: { _ in
        "503: nothing accepts there, or no server counts as up; 502: it hangs up or speaks TLS; "
          + "504: it stays silent"
      }, checkedWith: checkedHAProxy),
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
      apply: reloadHAProxy, source: "HAProxy 2.6, option httpchk, http-check expect",
      note: { _ in
        "a check of a WebSocket path is answered 400, 404 or 426, and takes a healthy server out of "
          + "service"
      }, checkedWith: checkedHAProxy),
  ]

  private static let checkedHAProxy = "HAProxy 2.6.12"

  static func reloadHAProxy(_ context: RemedyContext) -> String {
    "haproxy -c -f /etc/haproxy/haproxy.cfg && systemctl reload haproxy"
  }

  private static func sections(_ context: RemedyContext) -> String {
    "haproxy.cfg: the frontend that answers \(context.host):\(context.port), before its other "
      + "use_backend lines; the backend beside the others, in place of one of the same name"
  }

  private static func server(_ context: RemedyContext) -> String {
    "haproxy.cfg: the backend of \(context.path), in place of its server lines"
  }

  private static func route(_ context: RemedyContext) -> String {
    """
    frontend FRONTEND-NAME
        mode http
        acl is_websocket path_beg \(context.locationPath)
        use_backend websocket if is_websocket

    backend websocket
        mode http
        timeout tunnel 1h
        server websocket1 \(context.backend)
    """
  }
}
