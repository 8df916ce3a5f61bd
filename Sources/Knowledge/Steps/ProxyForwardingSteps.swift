import Diagnosis
import Evidence

extension SetupStep {
  /// How any proxy hands a handshake on.
  static let anyProxyForwarding: [SetupStep] = [
    SetupStep(
      "proxy.forward-upgrade", title: "pass the WebSocket handshake on",
      file: { "the rule for \($0.path), on \($0.proxyName)" },
      directive: "Upgrade, Connection, HTTP/1.1",
      snippet: { context in
        """
        # to the application, as HTTP/1.1, for \(context.locationPath):
        Upgrade: websocket
        Connection: Upgrade
        """
      },
      apply: { $0.reload },
      source: "RFC 6455 §4.1; RFC 9110 §7.6.1, §7.8", checkedWith: "nginx 1.22.1, HAProxy 2.6.12",
      page: Page(
        "Pass the Upgrade through",
        """
        What it is   The proxy must hand Upgrade, Connection and every Sec-WebSocket
                     field to the application, and the 101 back.
        Write        \(ProxyProduct.lines(.forwardUpgrade))
        Seen by      The same answer with Upgrade and without.
        Sources      RFC 9110 §7.8; the products' manuals; measured with nginx 1.22.1,
                     Apache 2.4.71, HAProxy 2.6, Caddy 2.6, lighttpd 1.4.69, Varnish
                     7.1, Squid 5.7, 2026-11
        """)),
    SetupStep(
      "proxy.every-hop", title: "the same on every further proxy on the way",
      file: { "each proxy between \($0.proxyName) and the application, and in front of it" },
      directive: "Upgrade, Connection",
      snippet: { context in
        """
        # ask the inner proxy itself: it shows whether the outer one is to blame
        \(context.askInner)
        """
      },
      apply: { _ in "mend the proxy that forgets, then reload it" },
      source: "RFC 9110 §7.6.1: Upgrade and Connection are for one hop",
      note: { _ in
        "an inner proxy leaves no trace behind nginx. What takes Upgrade away: HAProxy http-request "
          + "del-header Upgrade; Apache ProxyPass http:// without upgrade=websocket; nginx without "
          + "its lines; Varnish without pipe"
      }, checkedWith: "nginx 1.22.1 before HAProxy 2.6.12, Apache 2.4.71 and Varnish 7.1.1",
      page: Page(
        "The same on every further proxy on the way",
        """
        What it is   Upgrade and Connection are for one hop: each proxy has to hand
                     them on, and one that forgets is enough.
        Write        the lines of the outer proxy on the inner one, in its own language
        Seen by      Not from outside, where the outer proxy hides the inner one: nginx
                     does. Apache behind it shows by GET with Max-Forwards: 0, Varnish
                     by Via and X-Varnish.
        To tell      wsdoctor URL --resolve HOST:PORT:ADDRESS asks the inner one itself.
        Sources      RFC 9110 §7.6.1; measured with nginx before HAProxy, Apache and
                     Varnish, 2026-11
        """)),
    SetupStep(
      "proxy.route-websocket-path", title: "route the WebSocket path to the application, unchanged",
      file: { "the routes of \($0.proxyName)" }, directive: "route",
      snippet: { "\($0.locationPath)  ->  http://\($0.backend)\($0.locationPath)" },
      apply: { _ in "reload the proxy" }, source: "RFC 6455 §3", checkedWith: "nginx 1.22.1",
      page: Page(
        "Route the WebSocket path to the application",
        """
        What it is   A rule for the endpoint's path, before wider ones where the first
                     match wins, that leaves the path unchanged.
        Seen by      The proxy's own 404, the answer of a random sibling, another path
                     in the application's 404, or a page.
        Mind         Caddy answers 200 with an empty body where no route fits.
        Sources      measured with nginx 1.22.1, Apache 2.4.71, HAProxy 2.6, Caddy 2.6,
                     2026-11
        """)),
    SetupStep(
      "proxy.host-header", title: "pass the host name on",
      file: { "the rule for \($0.path), on \($0.proxyName)" }, directive: "Host",
      snippet: { "Host: \($0.authority)   # to the application, as the browser sent it" },
      apply: { _ in "reload the proxy" }, source: "RFC 9110 §7.2; RFC 6454",
      checkedWith: "nginx 1.22.1",
      page: Page(
        "Hand the public host name on",
        """
        What it is   The application needs the name that its users see: for its Origin
                     check, redirects and links.
        Write        \(ProxyProduct.lines(.passHost))
        Seen by      403 for the right Origin; redirects to an inner address.
        Sources      RFC 6454; measured with nginx 1.22.1, Apache 2.4.71, HAProxy 2.6,
                     2026-11
        """)),
    SetupStep(
      "proxy.http1", title: "speak HTTP/1.1 on this port",
      file: { "the line that opens port \($0.port), on \($0.proxyName)" }, directive: "listen",
      snippet: { "port \($0.port): HTTP/1.1, without http2, which needs TLS to be negotiated" },
      apply: { $0.reload },
      source: "RFC 9113 §3.1; nginx, ngx_http_v2_module", checkedWith: "nginx 1.22.1",
      page: Page(
        "Speak HTTP/1.1 on this port",
        """
        What it is   A plain port that answers only in HTTP/2 takes no Upgrade: browsers
                     open WebSocket in HTTP/1.1.
        Write        nginx    listen 80;   without http2, which TLS has to negotiate
                     others   switch h2c off for this port
        Seen by      Bytes of an HTTP/2 SETTINGS frame in answer to an HTTP/1.1 request.
        Sources      RFC 9113 §3; measured with nginx 1.22.1, 2026-11
        """)),
    SetupStep(
      "proxy.application-protocol", title: "hand handshakes on in HTTP/1.1",
      file: { "the rule for \($0.path), on \($0.proxyName)" },
      directive: "HTTP version to the application",
      snippet: { "# to the application, for \($0.locationPath): HTTP/1.1, and not HTTP/2" },
      apply: { $0.reload }, source: "RFC 8441; RFC 9113 §8.2.2",
      note: { _ in "pages may go on in HTTP/2: it is the handshake that few applications take so" },
      checkedWith: "Envoy 1.40.0, HAProxy 2.8.25, Caddy 2.11.7, nginx 1.31.3",
      page: Page(
        "Hand handshakes on in HTTP/1.1",
        """
        What it is   In HTTP/2 there is no Upgrade: a handshake becomes Extended CONNECT
                     (RFC 8441), which few applications know, or gets lost.
        Write        \(ProxyProduct.lines(.speakHTTP1ToApplication))
        Seen by      Pages work, and handshakes get the proxy's 502, or the answer to a
                     plain GET.
        Mind         An application of HTTP/1.1 alone answers nothing in HTTP/2.
        Sources      RFC 8441; measured with Envoy 1.40, HAProxy 2.8, Caddy 2.11 and
                     nginx 1.31, 2026-11
        """)),
    SetupStep(
      "proxy.handshake-fields", title: "leave the Sec-WebSocket fields as they are",
      file: { "the rule for \($0.path), on \($0.proxyName), and what it inherits" },
      directive: "Sec-WebSocket-Key, -Version, -Protocol, -Accept",
      snippet: { _ in
        "# remove every line that changes one of them, in the request or in the answer"
      },
      apply: { $0.reload },
      source: "RFC 6455 §4.1, §4.2.2, §11.3; the products' manuals",
      note: { _ in
        "a proxy hands these fields on by itself: only a line of its own takes one away"
      }, checkedWith: "nginx 1.22.1, HAProxy 2.6, Apache 2.4.71, Caddy 2.6, Varnish 7.1",
      page: Page(
        "Leave the Sec-WebSocket fields alone",
        """
        What it is   A proxy hands Sec-WebSocket-Key, -Version, -Protocol and -Accept on
                     as they come. A line that removes or sets one breaks the handshake,
                     or leaves it without the subprotocol that was agreed on.
        Remove       \(ProxyProduct.lines(.leaveHandshakeFields))
        Seen by      A server that speaks version 13 refuses 13, or misses the key; a
                     101 that names no subprotocol although one was offered.
        Sources      RFC 6455 §4.1, §4.2.2; measured with nginx 1.22.1 and HAProxy 2.6,
                     2026-11
        """,
        reproduce: "none; the tests play it")),
  ]
}
