extension Explanations {
  static let upgradeFaults: [Page] = [
    Page(
      "upgrade.not-forwarded", "WebSocket is not passed on",
      """
      You see      The application works, its chat or live view polls or stays empty.
                   The console says that the WebSocket connection failed: 404, 400 or
                   426.
      On the wire  you          GET /ws + Upgrade: websocket + Connection: Upgrade
                   proxy        GET /ws without Upgrade: both fields are for one hop
                   application  answers a plain GET: Tomcat 404, aiohttp 400, ws 426
                   you          get that answer, and no 101
      Change       nginx    proxy_set_header Upgrade $http_upgrade; proxy_set_header
                            Connection "upgrade"; proxy_http_version 1.1;
                   Apache   upgrade=websocket on the ProxyPass line (2.4.47), or ws://
                            for the path, before "ProxyPass /"
                   others   HAProxy, Caddy and Traefik pass it on: look for a rule
                            that drops it
      We know by   The answer is the same with Upgrade, without it, and with version
                   99; the application wrote it, and it names the path unchanged.
      Looks alike  upgrade.path-not-routed, where the application shows no path in its
                   answer: wsdoctor beacon separates them.
      Reproduce    wsdoctor demo upgrade.not-forwarded
      Sources      RFC 9110 §7.6.1, §7.8; RFC 6455 §4.1; nginx.org WebSocket proxying;
                   httpd mod_proxy; measured with nginx 1.22.1, Apache 2.4.71, Tomcat
                   10.1, aiohttp 3.14, 2026-11
      """),
    Page(
      "upgrade.path-not-routed", "The WebSocket path ends at the wrong place",
      """
      You see      404, or a page of the application with status 200, for the
                   WebSocket path only.
      On the wire  you          GET /chat/ws/x + Upgrade
                   proxy        no location for it, or one that changes the path
                                (its own 404), or: GET /x, GET / to another server
                   you          get an answer that has nothing to do with the endpoint
      Change       nginx    a location that covers the path; proxy_pass without
                            anything behind the port, not even "/", keeps it unchanged
                   Apache   the ProxyPass of the path stands before "ProxyPass /",
                            with the same path on both sides
                   HAProxy  an acl on the path (or Upgrade) and its use_backend; mode
                            http
      We know by   The proxy wrote the answer itself, or it equals that of a random
                   sibling path, or the path that the application names is another
                   than the one asked, or a folder of the path gets the start page:
                   it is cut off. Or the handshake gets what a path elsewhere gets
                   that nobody knows, and a plain GET doesn't.
      Looks alike  upgrade.not-forwarded, if the application names no path; a wrong
                   path of ours: give it with --ws-path.
      Reproduce    wsdoctor demo upgrade.path-not-routed
      Sources      nginx.org proxy_pass; httpd mod_proxy (ProxyPass order); measured
                   with nginx 1.22.1, Apache 2.4.71, HAProxy 2.6, 2026-11
      """),
    Page(
      "upgrade.endpoint-unknown", "Nobody knows the path of the endpoint",
      """
      You see      wsdoctor says "inconclusive", exit status 3.
      On the wire  you          GET the usual path of the application + Upgrade
                   application  404: nothing is there
                                either the path is another one in this installation,
                                or Upgrade was lost on the way: both look like this
      Change       1        open the application in the browser, network tab, filter
                            WS, reload
                   2        give the path: --ws-path /path/of/the/socket
                   3        or paste that request ("Copy as cURL"): wsdoctor
                            --from-curl -
      We know by   The path came from the profile, no answer showed that Upgrade
                   reaches a program that understands it, and the 404 is the
                   application's own.
      Looks alike  upgrade.not-forwarded: that is why it is not claimed.
      Sources      RFC 6455 §3 (a ws URL is the application's choice); measured with
                   Tomcat 10.1: same 404 for an unknown path and for a lost Upgrade,
                   2026-11
      """),
    Page(
      "upgrade.proxy-module-missing", "Apache has no module for this path",
      """
      You see      500 Internal Server Error for the WebSocket path; other pages work.
      On the wire  you          GET /ws + Upgrade
                   Apache       ProxyPass /ws ws://...: no handler for that scheme
                                500, its own page; log: AH01144, no protocol handler
                   application  is not asked
      Change       Apache   a2enmod proxy proxy_http proxy_wstunnel, then restart;
                            from 2.4.47 on proxy_http alone serves ws:// and
                            upgrade=websocket
      We know by   Apache's own 500 on this path only, with and without Upgrade.
      Looks alike  Any other error of Apache's set-up for this path, a missing
                   mod_proxy_balancer for one: its error log names it. So at most
                   likely.
      Sources      httpd mod_proxy_wstunnel, mod_proxy; measured with Apache 2.4.71:
                   500 without both modules, 101 with proxy_http alone, 2026-11
      """),
    Page(
      "upgrade.backend-unreachable", "The backend of the WebSocket path is not reached",
      """
      You see      502, 503 or 504 for the WebSocket path; ordinary pages work.
      On the wire  you          GET /ws + Upgrade
                   proxy        connects to the backend of this path: refused, or TLS
                                spoken to a plain port, or no answer in time
                   you          the proxy's own 502/503/504 (Varnish piped: just FIN)
      Change       any      address, port and scheme of this path's backend; is it
                            running? The WebSocket server may have a port of its own
                   HAProxy  503 at once: the health check fails, or no server is named
      We know by   The proxy wrote the 5xx on this path, with and without Upgrade or
                   only with it, while / is answered by the application.
      Looks alike  nginx says 502 for refused, dropped and TLS mismatch alike: its
                   error log separates them. Apache: refused 503, the others 502.
                   A server that hangs up on any Upgrade where no endpoint is, as
                   Node's do: then an Upgrade to a protocol that doesn't exist
                   gets the same 502 (upgrade.path-not-routed). A server that hangs
                   up wherever it knows nothing, as uWebSockets does: then a path
                   elsewhere that nobody knows gets the same 502.
      Reproduce    wsdoctor demo upgrade.backend-unreachable
      Sources      RFC 9110 §15.6.3-5; measured with nginx 1.22.1, Apache 2.4.71,
                   HAProxy 2.6, 2026-11
      """),
    Page(
      "upgrade.authentication-required", "Only the WebSocket path asks for a login",
      """
      You see      401 for the WebSocket path, pages work; or a browser that asks for
                   a password again and again.
      On the wire  you          GET /ws + Upgrade, no Authorization
                   proxy        401 + WWW-Authenticate
                                the browser's WebSocket cannot add Authorization
                   application  is not asked
      Change       any      leave the path out of the proxy's authentication; the
                            application checks its session itself
                   nginx    auth_basic off; in the location of the path
      We know by   401 with and without Upgrade on this path, not on / or a sibling.
      Looks alike  application.handshake-refused: there the application wrote it, and
                   only with Upgrade.
      Reproduce    wsdoctor demo upgrade.authentication-required
      Sources      RFC 9110 §15.5.2; WHATWG WebSockets; measured with nginx 1.22.1,
                   Apache 2.4.71, HAProxy 2.6, 2026-11
      """),
    Page(
      "upgrade.redirected", "The WebSocket path is redirected",
      """
      You see      301, 302, 307 or 308 for the WebSocket path. Browsers follow no
                   redirect of a handshake: the connection fails.
      On the wire  you          GET /ws + Upgrade
                   proxy        3xx + Location: https://..., /ws/ or a login page
                   you          fail: only 101 opens a WebSocket
                   application  is mostly not asked
      Change       https    Location has only another scheme: use wss:// in the
                            application
                   slash    only a "/" differs: use the exact path
                   login    skip the single sign-on for this path, or send the session
                            (--cookie, --from-curl)
      We know by   3xx on this path with and without Upgrade; the Location says which.
      Looks alike  http.redirected: there every path is redirected.
      Reproduce    wsdoctor demo upgrade.redirected
      Sources      RFC 6455 §4.1 (a client need not follow); WHATWG Fetch; measured
                   with nginx 1.22.1, Apache 2.4.71, HAProxy 2.6, 2026-11
      """),
    Page(
      "upgrade.forbidden", "The WebSocket path is forbidden",
      """
      You see      403 for the WebSocket path, with and without Upgrade.
      On the wire  you          GET /ws + Upgrade
                   proxy        deny rule of this path: 403, its own page
                   you          403; the same for a plain GET
                   application  is not asked
      Change       nginx    deny all; or allow in the location of the path
                   Apache   Require in the <Location> of the path
                   others   access rules by path or address; a firewall in front
      We know by   The proxy wrote the 403, it comes with and without Upgrade, and /
                   works.
      Looks alike  upgrade.blocked, where only Upgrade is refused;
                   upgrade.origin-rejected, where another Origin flips it.
      Reproduce    wsdoctor demo upgrade.forbidden
      Sources      RFC 9110 §15.5.4; measured with nginx 1.22.1, Apache 2.4.71,
                   HAProxy 2.6, 2026-11
      """),
  ]
}
