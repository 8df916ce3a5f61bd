import Diagnosis
import Evidence

extension SetupStep {
  /// HAProxy's rules, and how much of a request they see.
  static let haproxyRouting: [SetupStep] = [
    SetupStep(
      "haproxy.websocket-acl", title: "a rule that sends the WebSocket path to its backend",
      file: sections, directive: "acl, use_backend", snippet: { route($0) }, apply: reloadHAProxy,
      source: "HAProxy, acl, use_backend, mode",
      note: { _ in
        "without mode http (here or in defaults) HAProxy relays bytes, and a rule on path or Upgrade "
          + "decides by chance. If the path is routed right: no http-request del-header Upgrade"
      }, checkedWith: checkedHAProxy,
      seen: Seeing.byHandshake,
      page: Page(
        "Recognise WebSocket requests",
        """
        What it is   A condition on Upgrade, or on the path; acl lines of one name are
                     alternatives.
        Write        mode http
                     acl is_websocket  hdr(Upgrade) -i websocket
        Seen by      The answer of the other backend.
        Mind         Without "mode http" the frontend is TCP and the condition is a
                     race: 10 of 30 handshakes went right.
        Sources      HAProxy configuration manual, acl; measured with HAProxy
                     2.6.12 and 2.8.25, 2026-11
        """)),
    SetupStep(
      "haproxy.websocket-backend", title: "a backend that leads to the application, unchanged",
      file: sections, directive: "backend", snippet: { route($0) }, apply: reloadHAProxy,
      source: "HAProxy, backend, server, mode",
      note: { _ in
        "http-request set-path and replace-path must leave the WebSocket path alone"
      }, checkedWith: checkedHAProxy,
      seen: Seeing.byHandshake,
      page: Page(
        "Send them to the right backend",
        """
        What it is   use_backend stands before default_backend's turn and names the
                     WebSocket servers.
        Write        use_backend  websocket  if is_websocket
        Seen by      The answer of the other backend, often its 404.
        Sources      HAProxy configuration manual, use_backend; measured with HAProxy
                     2.6, 2026-11
        """)),
    SetupStep(
      "haproxy.http-mode", title: "read the request before its route is chosen",
      file: { _ in "haproxy.cfg: the defaults above the frontend and its backends" },
      directive: "mode http",
      snippet: { _ in "defaults\n    mode http" }, apply: reloadHAProxy,
      source: "HAProxy, mode",
      note: { _ in
        "without it HAProxy relays bytes, and a rule on path or Upgrade sees only what has come with "
          + "the connection"
      }, checkedWith: checkedHAProxy,
      page: Page(
        "Read the request before choosing its route",
        """
        What it is   Without mode http a frontend relays bytes. Rules on path or Upgrade
                     are looked at when the connection opens: they hold if the request
                     came with it, and don't if it comes a moment later.
        Write        defaults
                         mode http
        Seen by      Handshakes that are all alike: some 101, some another server's 404;
                     those sent 150 ms after connecting always the latter.
        Sources      HAProxy configuration manual, mode; measured with HAProxy 2.6.12,
                     2026-11
        """)),
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
      apply: reloadHAProxy, source: "HAProxy, mode",
      note: { _ in
        "everything goes to one backend then: no rule on path or field works, nothing is added"
      }, checkedWith: checkedHAProxy,
      page: Page(
        "Or pass the connection through untouched",
        """
        What it is   mode tcp hands every byte on, TLS too: WebSocket needs nothing
                     else, but no rule can look at paths or fields.
        Write        mode tcp
        Seen by      Answers are the application's own, byte by byte.
        Sources      HAProxy configuration manual, mode; measured with HAProxy
                     2.6.12 and 2.8.25, 2026-11
        """)),
  ]

  static let checkedHAProxy = "HAProxy 2.6.12, 2.8.25"

  static func reloadHAProxy(_ context: RemedyContext) -> String {
    "haproxy -c -f /etc/haproxy/haproxy.cfg && systemctl reload haproxy"
  }

  private static func sections(_ context: RemedyContext) -> String {
    "haproxy.cfg: the frontend that answers \(context.host):\(context.port), before its other "
      + "use_backend lines; the backend beside the others, in place of one of the same name"
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
