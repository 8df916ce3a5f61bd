extension Explanations {
  static let nginxSteps: [Page] = [
    Page(
      "nginx.http-version", "Speak HTTP/1.1 to the application",
      """
      What it is   proxy_http_version 1.1; in the location of the WebSocket path. Up
                   to nginx 1.29.6 the default is 1.0, and HTTP/1.0 knows no Upgrade.
      Write        proxy_http_version  1.1;
      Seen by      505, or a 426 that a plain GET gets too; or a streamed answer that
                   comes as one chunk. When 101 comes it is not needed: Tomcat 10 and
                   aiohttp answer 101 to HTTP/1.0.
      Mind         It alone does not help: Upgrade and Connection must be set as well.
      Sources      nginx.org proxy_http_version (default 1.1 from 1.29.7); measured
                   with nginx 1.22.1, Tomcat 10.1, aiohttp 3.14, Python websockets,
                   2026-11
      """),
    Page(
      "nginx.upgrade-header", "Hand the Upgrade header on",
      """
      What it is   Upgrade belongs to one hop (RFC 9110 §7.8): nginx drops it unless
                   it is set again.
      Write        proxy_set_header  Upgrade     $http_upgrade;
                   proxy_set_header  Connection  "upgrade";
      Seen by      Without it the application answers as to an ordinary GET: the same
                   with Upgrade and without.
      Mind         A location with any proxy_set_header of its own inherits none from
                   above: repeat them all there, Host too.
      Sources      nginx.org WebSocket proxying, proxy_set_header; measured with nginx
                   1.22.1, 2026-11
      """),
    Page(
      "nginx.connection-header", "Hand \"Connection: upgrade\" on",
      """
      What it is   The handshake needs both: Upgrade names the protocol, Connection
                   says that Upgrade is meant for this hop.
      Write        map $http_upgrade $connection_upgrade {   # in the http block
                       default  upgrade;
                       ''       "";
                   }
                   proxy_set_header  Connection  $connection_upgrade;
      Seen by      Upgrade arrives alone: Tomcat and aiohttp answer 400 instead of
                   what a plain GET gets.
      Mind         The literal "upgrade" works too, but on all requests of a host it
                   breaks the keep-alive to the application and some POSTs. Connection
                   "" (keep-alive recipe) kills the handshake.
      Sources      nginx.org WebSocket proxying; RFC 6455 §4.1; measured with nginx
                   1.22.1, Tomcat 10.1, aiohttp 3.14, 2026-11
      """),
    Page(
      "nginx.websocket-location", "A location that covers the WebSocket path",
      """
      What it is   The path of the endpoint must meet a location that proxies to the
                   right application and leaves the path as it is.
      Write        location /chat/ws/ {
                       proxy_pass  http://APP:8080;    # nothing behind the port
                       ...                             # Upgrade, Connection, Host
                   }
      Seen by      nginx's own 404, the answer of a random sibling path, or another
                   path in the application's 404.
      Mind         proxy_pass http://APP:8080/; with a slash cuts /chat/ws/ off. If
                   location / goes to the same application, the headers may stand
                   there instead.
      Sources      nginx.org location, proxy_pass; measured with nginx 1.22.1, 2026-11
      """),
    Page(
      "nginx.read-timeout", "Let a silent connection live",
      """
      What it is   proxy_read_timeout ends a connection on which nothing moved in
                   either direction. Default 60 s.
      Write        proxy_read_timeout  600s;    # at least twice the keepalive
      Seen by      A silent connection ends with FIN and no Close frame, always at the
                   same age; one that talks lives.
      Mind         proxy_send_timeout, send_timeout and keepalive_timeout do not
                   matter here. A keepalive below the limit is the other cure.
      Sources      nginx.org proxy_read_timeout; nginx source,
                   ngx_http_upstream_process_upgraded; measured with nginx 1.22.1
                   (60.0 s), 2026-11
      """),
    Page(
      "nginx.host-header", "Hand the public host name on",
      """
      What it is   Without it the application sees the address of proxy_pass as Host.
      Write        proxy_set_header  Host               $http_host;
                   proxy_set_header  X-Forwarded-Proto  $scheme;
      Seen by      An application that compares Origin and Host refuses: 403.
                   Redirects lead to an inner address.
      Mind         $host leaves the port out: wrong where the public port is not 80 or
                   443. A location with proxy_set_header lines of its own needs this
                   one again.
      Sources      nginx.org proxy_set_header; measured with nginx 1.22.1, 2026-11
      """),
    Page(
      "nginx.backend-address", "Name the application where it listens",
      """
      What it is   proxy_pass must have the scheme, host and port on which the
                   application listens.
      Write        proxy_pass  http://APP:8080;     # https:// if it speaks TLS
      Seen by      nginx's own 502 (refused, reset or TLS spoken to a plain port, all
                   alike) or 504 (no answer in time).
      Mind         The error log tells them apart. An upstream with two servers stays
                   at 502 for fail_timeout (10 s) after they come back.
      Sources      nginx.org proxy_pass, upstream; measured with nginx 1.22.1, 2026-11
      """),
    Page(
      "nginx.buffering", "Pass streamed answers on at once",
      """
      What it is   The fallback of some applications is one long answer. A buffer
                   holds it back until it is full.
      Write        proxy_buffering  off;
                   gzip             off;
      Seen by      First byte and last byte of a streamed answer come together.
      Mind         Upgraded connections are never buffered. "X-Accel-Buffering: no" in
                   the application's answer does the same. With proxy_http_version 1.1
                   chunks are handed on as they come, buffered or not.
      Sources      nginx.org proxy_buffering; measured with nginx 1.22.1 (gzip delays
                   a stream to its end), 2026-11
      """),
    Page(
      "nginx.body-size", "Allow the size of the fallback's requests",
      """
      What it is   client_max_body_size, default 1m, limits ordinary requests, so
                   POSTs of the fallback; never WebSocket messages.
      Write        client_max_body_size  10m;
      Seen by      413 from nginx for a large POST, while the WebSocket works. Not by
                   wsdoctor, which posts nothing: the report says unknown.
      Sources      nginx.org client_max_body_size; measured with nginx 1.22.1, 2026-11
      """),
  ]
}
