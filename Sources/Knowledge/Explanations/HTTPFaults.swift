extension Explanations {
  static let httpFaults: [Page] = [
    Page(
      "http.backend-unreachable", "The proxy does not reach the application",
      """
      You see      502 Bad Gateway or 503 Service Unavailable on every page.
      On the wire  you          GET /
                   proxy        the application: refused, reset, or TLS to plain
                   you          the proxy's own 502 or 503
      Change       app      is it running, and on which port?
                   proxy    address and port: proxy_pass, ProxyPass, server
                   TLS      http:// to a TLS port (or the reverse) looks the same
                   HAProxy  503: the health check fails; check its URL by hand
      We know by   The URL, / and a random path get a 502 or 503 that the proxy wrote.
      Looks alike  nginx says 502 for refused, dropped and TLS mismatch; Apache 503
                   for refused, else 502; HAProxy 503 and 502; Caddy 502.
      Reproduce    wsdoctor demo http.backend-unreachable
      Sources      RFC 9110 §15.6.3, §15.6.4; measured with nginx 1.22.1, Apache
                   2.4.71, HAProxy 2.6, 2026-11
      """),
    Page(
      "http.backend-timeout", "The application does not answer in time",
      """
      You see      504 Gateway Timeout, or a page that never comes, on every path.
      On the wire  you          GET /
                   proxy        connected, waits for an answer: nothing
                   you          504 (Apache: 502 Proxy Error), or silence
      Change       app      overloaded or stuck: its own log, a thread dump
                   proxy    a longer limit only hides it
      We know by   The proxy's own 504 on every path, or no answer within --timeout.
      Looks alike  tcp.timeout: there no connection came about.
      Sources      RFC 9110 §15.6.5; measured with nginx 1.22.1, Apache 2.4.71,
                   HAProxy 2.6, 2026-11
      """),
    Page(
      "http.proxy-error", "The proxy itself fails on every page",
      """
      You see      500, 400 or another error on every path, on the proxy's own page.
      On the wire  you          GET /
                   proxy        stops in its own configuration, asks nobody
                   you          500 Internal Server Error
      Change       proxy    its error log says the file and the rule: a loop of
                            internal redirects, a missing file, a module that isn't
                            loaded, a field that it takes for too large
      We know by   The proxy wrote the same error on the URL, / and a random path.
      Looks alike  application.server-error: there the application wrote it.
                   http.backend-unreachable: 502 and 503 blame the backend.
      Sources      RFC 9110 §15.5, §15.6.1; measured with nginx 1.22.1, 2026-11
      """),
    Page(
      "http.bad-request", "The application refuses whatever arrives",
      """
      You see      400 on every path, pages too.
      On the wire  you          GET / with Host: app.example.com
                   proxy        Host: 127.0.0.1:8000, or Host twice
                   application  400: not a host of mine
      Change       proxy    pass Host on as the browser sent it, once
                   app      its list of host names (Django: ALLOWED_HOSTS); its log
                            says what it refused
      We know by   400 on the URL, / and a random path, not on the proxy's own page,
                   and nothing in it speaks of WebSocket. At most likely.
      Looks alike  http.proxy-error: there the proxy wrote it.
      Sources      RFC 9110 §7.2, §15.5.1; Django, ALLOWED_HOSTS; measured with
                   uvicorn behind nginx 1.22.1, 2026-11
      """),
    Page(
      "http.authentication-required", "Every page asks for a login",
      """
      You see      401 on every path.
      On the wire  you          GET /
                   proxy        401 + WWW-Authenticate
      Change       client   --header-env Authorization=VARIABLE, or --from-curl
                   proxy    browsers send no Authorization with a WebSocket from a
                            page: use a cookie session, or leave its path out
      We know by   401 on the URL, / and a random path.
      Looks alike  upgrade.authentication-required: only the WebSocket path.
      Sources      RFC 9110 §15.5.2; measured with nginx 1.22.1, Apache 2.4.71,
                   HAProxy 2.6, 2026-11
      """),
    Page(
      "http.forbidden", "Every page is forbidden",
      """
      You see      403 on every path.
      On the wire  you          GET /
                   proxy        403: by address, country, user agent or a rule
      Change       proxy    access rules; the firewall in front
                   client   ask from the users' network; --from-curl for their
                            User-Agent
      We know by   403 on the URL, / and a random path.
      Looks alike  upgrade.forbidden: only the WebSocket path.
      Sources      RFC 9110 §15.5.4
      """),
    Page(
      "http.rate-limited", "There are too many requests",
      """
      You see      429, or 503 that passes with time.
      On the wire  you          a few requests within a second
                   proxy        429 Too Many Requests + Retry-After, or 503
      Change       client   wait, then ask again
                   nginx    limit_req: a burst, or leave the WebSocket path out
      We know by   429 on every path, with or without Retry-After.
      Looks alike  upgrade.connection-limit: it counts open connections.
      Sources      RFC 6585 §4; nginx.org limit_req; measured with nginx 1.22.1,
                   2026-11
      """),
    Page(
      "http.redirected", "Every page is redirected elsewhere",
      """
      You see      The browser ends at another address; a WebSocket to the first one
                   fails.
      On the wire  you          GET /anything
                   proxy        3xx + Location: another scheme or host
                   browser      follows it for pages, never for a WebSocket
      Change       url      ask the address in Location
                   app      its base URL, so that the page opens wss:// to the final
                            host
      We know by   Every path is redirected; / to a start page is none.
      Looks alike  upgrade.redirected: only the WebSocket path.
      Sources      RFC 9110 §15.4; WHATWG Fetch
      """),
    Page(
      "http.tls-required", "The port speaks TLS",
      """
      You see      "The plain HTTP request was sent to HTTPS port", or a closed
                   connection.
      On the wire  you          GET / in plain text
                   server       400 (nginx, Apache, Caddy), or FIN (HAProxy)
      Change       url      https:// or wss://
      We know by   The page's own words, or a TLS alert as the answer.
      Looks alike  http.malformed, where the bytes mean nothing.
      Sources      RFC 9110 §4.2.2; measured with nginx 1.22.1, Apache 2.4.71, HAProxy
                   2.6, 2026-11
      """),
    Page(
      "http.only-http2", "The port speaks HTTP/2 only",
      """
      You see      Browsers work, other clients get binary data.
      On the wire  you          GET / HTTP/1.1
                   server       00 00 12 04 ...: SETTINGS of HTTP/2, then FIN
                                a WebSocket handshake needs HTTP/1.1 or RFC 8441
      Change       nginx    no http2 on a listen without ssl
                   HAProxy  alpn h2,http/1.1 and no proto h2
      We know by   The first bytes are HTTP/2 frames, or ALPN refuses http/1.1, and
                   nothing on this port is answered in HTTP/1.1.
      Looks alike  http.backend-unreachable: a proxy hands an application's HTTP/2 on
                   as it is, and answers what it refuses itself in HTTP/1.1.
      Sources      RFC 9113 §3.4; RFC 8441; measured with nginx 1.22.1, HAProxy 2.6,
                   2026-11
      """),
    Page(
      "http.malformed", "The answer is not HTTP",
      """
      You see      ERR_INVALID_HTTP_RESPONSE in the browser.
      On the wire  you          GET /
                   server       bytes that begin with no HTTP/1.x status line
      Change       url      another service is on this port
                   proxy    a filter that loses the head: frames without a 101 before
                            them begin with 81, 82, 88 or 89
      We know by   The first line cannot be read; its bytes are shown.
      Looks alike  http.tls-required, http.only-http2: those are recognised.
      Sources      RFC 9112 §4
      """),
    Page(
      "http.truncated", "The answer breaks off",
      """
      You see      Pages load half, or ERR_CONTENT_LENGTH_MISMATCH.
      On the wire  you          GET /
                   server       fewer bytes than Content-Length says, or no last chunk
      Change       proxy    disk full or temporary folder not writable
                   app      it crashes while it writes
      We know by   The connection ended before the announced end.
      Looks alike  A network that cuts connections: repeat from elsewhere.
      Sources      RFC 9112 §8
      """),
    Page(
      "http.oversized", "The answer is beyond our limits",
      """
      You see      wsdoctor stops reading; a browser may show it.
      On the wire  you          GET /
                   server       a head or a body without end
      Change       url      ask the application's start page, not a download
      We know by   Head, field count or body over the limit that is named.
      Looks alike  http.malformed.
      Sources      RFC 9110 §5.4
      """),
    Page(
      "http.broken", "WebSocket works, ordinary requests do not",
      """
      You see      The live view works as long as the page was loaded before; pages
                   fail.
      On the wire  you          GET /ws + Upgrade: 101
                   you          GET /: an error of the proxy
      Change       nginx    a literal Connection "upgrade" on all requests breaks some
                            backends: use the map of $http_upgrade
                   others   the route of the pages has another backend
      We know by   101 on the endpoint, an error on every ordinary path.
      Looks alike  http.backend-unreachable: there neither works.
      Sources      nginx.org WebSocket proxying (the map form)
      """),
  ]
}
