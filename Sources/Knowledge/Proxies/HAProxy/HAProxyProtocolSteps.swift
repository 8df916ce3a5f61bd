import Diagnosis
import Evidence

extension SetupStep {
  /// In which HTTP HAProxy asks its servers.
  static let haproxyProtocols: [SetupStep] = [
    SetupStep(
      "haproxy.application-protocol", title: "hand handshakes to the server in HTTP/1.1",
      file: { "haproxy.cfg: the backend of \($0.path), in place of its server lines" },
      directive: "server … ws h1",
      snippet: { context in
        """
        # without proto h2, or with it for the pages alone: server … proto h2 ws h1
        backend SECTION-NAME
            server application1 \(context.backend) ws h1
        """
      },
      apply: reloadHAProxy, source: "HAProxy, server: proto, ws",
      note: { _ in
        "in HTTP/2 a handshake goes out as Extended CONNECT (RFC 8441), which few applications know; "
          + "check, ssl and the like stay on the line"
      }, checkedWith: checkedHAProxy,
      page: Page(
        "HTTP/1.1 to the application",
        """
        What it is   proto h2 on a server line asks it in HTTP/2, handshakes too; ws h2
                     does so for handshakes alone. They go out as Extended CONNECT.
        Write        server app1 APP:8080 proto h2 ws h1
        Seen by      HAProxy's own 502 to every handshake, while pages come; with proto
                     h2 any Upgrade gets it, with ws h2 only websocket. A server of
                     HTTP/1.1 alone and proto h2: 503 for everything.
        Mind         A server that knows RFC 8441 works either way. One that answers a
                     CONNECT with 200 makes HAProxy say 101.
                     From 2.8 on bind with ssl offers HTTP/2 to browsers by itself, and
                     WebSocket in it: no handshake is lost by that.
        Sources      HAProxy configuration manual, server proto, ws; RFC 8441; measured
                     with HAProxy 2.6.12 and 2.8.25 before Node, Hypercorn, aiohttp,
                     Tomcat, 2026-11
        """))
  ]
}
