extension Explanations {
  static let proxySteps: [Page] = [
    Page(
      "proxy.every-hop", "The same on every further proxy on the way",
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
      """),
    Page(
      "proxy.no-forward-proxy", "No forward proxy for everybody",
      """
      What it is   A reverse proxy serves its own hosts. One that also forwards to any
                   other host serves strangers.
      Write        Apache   ProxyRequests Off
                   others   allow known clients only
      Seen by      A request for a host that cannot exist ends in an error that names
                   that host.
      Sources      RFC 9110 §7.7; RFC 9112 §3.2.2
      """),
    Page(
      "proxy.forward-upgrade", "Pass the Upgrade through",
      """
      What it is   The proxy must hand Upgrade, Connection and every Sec-WebSocket
                   field to the application, and the 101 back.
      Write        nginx    proxy_set_header Upgrade $http_upgrade; Connection
                            "upgrade"
                   Apache   ProxyPass ... upgrade=websocket (2.4.47), or ws://
                   Varnish  return (pipe) and copy the two fields in vcl_pipe
                   lighttpd  proxy.header = ("upgrade" => "enable")
                   Envoy    upgrade_configs: - upgrade_type: websocket
                   Squid    http_upgrade_request_protocols websocket allow all
                   others   HAProxy, Caddy, Traefik, AWS ALB: nothing to do; the
                            Classic Load Balancer needs a TCP or SSL listener
      Seen by      The same answer with Upgrade and without.
      Sources      RFC 9110 §7.8; the products' manuals; measured with nginx 1.22.1,
                   Apache 2.4.71, HAProxy 2.6, Caddy 2.6, lighttpd 1.4.69, Varnish
                   7.1, Squid 5.7, 2026-11
      """),
    Page(
      "proxy.handshake-fields", "Leave the Sec-WebSocket fields alone",
      """
      What it is   A proxy hands Sec-WebSocket-Key, -Version, -Protocol and -Accept on
                   as they come. A line that removes or sets one breaks the handshake,
                   or leaves it without the subprotocol that was agreed on.
      Remove       nginx    proxy_set_header Sec-WebSocket-...; proxy_hide_header
                   Apache   RequestHeader unset, Header unset
                   HAProxy  http-request del-header, http-response del-header
                   Caddy    header_up -Sec-WebSocket-..., header_down
                   Varnish  unset req.http..., bereq.http..., resp.http...
      Seen by      A server that speaks version 13 refuses 13, or misses the key; a
                   101 that names no subprotocol although one was offered.
      Sources      RFC 6455 §4.1, §4.2.2; measured with nginx 1.22.1 and HAProxy 2.6,
                   2026-11
      """),
    Page(
      "proxy.error-log", "Read the proxy's error log",
      """
      What it is   What no client can see: the file and the rule at which the proxy
                   stops.
      Look at      nginx    /var/log/nginx/error.log, after nginx -t
                   Apache   /var/log/apache2/error.log, after apachectl configtest
                   HAProxy  journalctl -u haproxy; the flags of a log line (§8.5)
      Seen by      The proxy's own error on every path.
      Sources      nginx, error_log; httpd 2.4, ErrorLog; HAProxy 2.6, 8.5
      """),
    Page(
      "proxy.route-websocket-path", "Route the WebSocket path to the application",
      """
      What it is   A rule for the endpoint's path, before wider ones where the first
                   match wins, that leaves the path unchanged.
      Seen by      The proxy's own 404, the answer of a random sibling, another path
                   in the application's 404, or a page.
      Mind         Caddy answers 200 with an empty body where no route fits.
      Sources      measured with nginx 1.22.1, Apache 2.4.71, HAProxy 2.6, Caddy 2.6,
                   2026-11
      """),
    Page(
      "proxy.idle-timeout", "Let a silent connection live",
      """
      What it is   Every proxy on the way has a limit; the smallest one wins. Set at
                   least twice the application's keepalive, or send a keepalive twice
                   as often.
      Write        nginx    proxy_read_timeout (60 s)
                   Apache   the larger of Timeout and ProxyTimeout (60 s; Debian 300
                            s)
                   HAProxy  timeout tunnel; without it timeout client and server
                   AWS      ALB idle_timeout 60 s; NLB tcp.idle_timeout 350 s
                   others   Varnish pipe_timeout 60 s; Traefik 180 s; Envoy
                            stream_idle_timeout 5 min; Cloudflare about 100 s, fixed
      Seen by      A silent connection ends at a repeatable age without Close frame.
      Mind         TCP keep-alive does not count for ALB, ELB and Cloudflare; a
                   WebSocket ping does.
      Sources      the products' manuals; measured with nginx 1.22.1, Apache 2.4.71,
                   HAProxy 2.6, Varnish 7.1, 2026-11
      """),
    Page(
      "proxy.allow-upgrade", "Let no filter refuse the Upgrade",
      """
      What it is   A firewall, WAF or rule in front refuses requests with Upgrade, or
                   handshakes that look unlike a browser's.
      Write        WAF      exclude the path; CRS paranoia 3 and up refuses unusual
                            fields
                   nginx    no if ($http_upgrade)
                   Envoy    upgrade_configs
      Seen by      A refusal only with Upgrade.
      Sources      OWASP CRS; envoyproxy.io; measured with nginx 1.22.1, 2026-11
      """),
    Page(
      "proxy.authentication", "Leave the WebSocket path out of the proxy's login",
      """
      What it is   A page cannot add Authorization to a WebSocket, and no browser
                   follows a redirect of a handshake to a login page.
      Write        nginx    auth_basic off; or no auth_request in the location
                   others   skip the single sign-on for this path; the application
                            checks its own session cookie
      Seen by      401 or a redirect on this path only.
      Sources      WHATWG WebSockets; RFC 9110 §15.5.2
      """),
    Page(
      "proxy.backend-address", "Name the application where it listens",
      """
      What it is   Address, port and scheme of the backend of this path; the WebSocket
                   server may have a port of its own.
      Seen by      502, 503 or 504 that the proxy wrote: on every path, or on this
                   one.
      Mind         A health check that is answered 400, 404 or 426 takes a healthy
                   WebSocket server out of service: check a path that answers 200.
      Sources      RFC 9110 §15.6; measured with nginx 1.22.1, Apache 2.4.71, HAProxy
                   2.6, 2026-11
      """),
    Page(
      "proxy.host-header", "Hand the public host name on",
      """
      What it is   The application needs the name that its users see: for its Origin
                   check, redirects and links.
      Write        nginx    proxy_set_header Host $http_host;
                   Apache   ProxyPreserveHost On
                   HAProxy  passes it on
      Seen by      403 for the right Origin; redirects to an inner address.
      Sources      RFC 6454; measured with nginx 1.22.1, Apache 2.4.71, HAProxy 2.6,
                   2026-11
      """),
    Page(
      "proxy.http1", "Speak HTTP/1.1 on this port",
      """
      What it is   A plain port that answers only in HTTP/2 takes no Upgrade: browsers
                   open WebSocket in HTTP/1.1.
      Write        nginx    listen 80;   without http2, which TLS has to negotiate
                   others   switch h2c off for this port
      Seen by      Bytes of an HTTP/2 SETTINGS frame in answer to an HTTP/1.1 request.
      Sources      RFC 9113 §3; measured with nginx 1.22.1, 2026-11
      """),
    Page(
      "proxy.buffering", "Pass streamed answers on at once",
      """
      What it is   The fallback may be one long answer; a buffer or compression holds
                   it back.
      Write        nginx    proxy_buffering off; gzip off;
                   lighttpd  server.stream-response-body = 1
                   Caddy    flush_interval -1, and no buffer_responses: it holds a
                            101 back as well
                   Apache   SecResponseBodyAccess Off, of ModSecurity; Apache's own
                            filters (BUFFER, DEFLATE, SUBSTITUTE) hold nothing back
                   Varnish  beresp.do_stream, true as shipped
                   others   no response buffering or compression on the path
      Seen by      A streamed answer comes in one lump at its end.
      Sources      the products' manuals; measured with nginx 1.22.1, lighttpd
                   1.4.69, Caddy 2.6, Varnish 7.1, Apache 2.4.71, 2026-11
      """),
    Page(
      "proxy.sticky-session", "Keep a session on one node",
      """
      What it is   With several nodes behind the proxy, all requests of a session must
                   reach the node that knows it.
      Write        nginx    ip_hash; or hash $cookie_JSESSIONID; in the upstream
                   Apache   route= on each member and stickysession=; Tomcat: jvmRoute
                   HAProxy  cookie SRV insert, and cookie on each server
                   Caddy    lb_policy cookie
                   lighttpd  proxy.balance = "sticky" (by the client's address)
                   AWS      stickiness of the target group (cookie AWSALB)
      Seen by      Some requests of one session fail, or 101 and 401 alternate.
      Sources      the products' manuals; measured with nginx 1.22.1, Apache 2.4.71,
                   Caddy 2.6, lighttpd 1.4.69, 2026-11
      """),
    Page(
      "proxy.connection-limit", "Allow as many connections as there are users",
      """
      What it is   Each open page holds one connection for hours, and the proxy holds
                   two descriptors for it.
      Write        nginx    limit_conn; worker_connections (two for each WebSocket)
                   Apache   MaxRequestWorkers
                   HAProxy  maxconn
      Seen by      Refused, or closed without a byte, only while others are open.
      Sources      nginx.org worker_connections; measured with nginx 1.22.1, HAProxy
                   2.6, 2026-11
      """),
  ]
}
