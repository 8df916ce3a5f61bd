extension Explanations {
  static let moreProxySteps: [Page] = [
    Page(
      "proxy.websocket-compression", "Let compressed frames through, or agree on none",
      """
      What it is   permessage-deflate is agreed upon in the handshake's field
                   Sec-WebSocket-Extensions; compressed frames have a reserved bit.
      Write        nginx    proxy_set_header Sec-WebSocket-Extensions "";
                   Apache   RequestHeader unset Sec-WebSocket-Extensions
                   HAProxy  http-request del-header Sec-WebSocket-Extensions
      Seen by      The connection breaks with the offer, and works without it.
      Mind         That takes the offer away: nobody compresses then.
      Sources      RFC 7692 §5, §6; IIS ARR: python-websockets issue 1192
      """),
    Page(
      "proxy.unchanged-answer", "Hand the application's 101 on as it is",
      """
      What it is   The handshake's answer belongs to the key that the browser sent:
                   nobody on the way may make one up, or change its status or fields.
      Write        nothing: remove what does it. A cache or CDN, a bridge, a firewall
                   that answers itself, rules for status or fields of answers
      Seen by      101 with a Sec-WebSocket-Accept that doesn't fit the key; or the
                   right Accept under 200.
      Mind         Ask the application past the proxy: is its own 101 right?
      Sources      RFC 6455 §4.2.2; RFC 9110 §7.8
      """),
    Page(
      "proxy.inspection", "Leave upgraded connections alone",
      """
      What it is   What reads or changes HTTP may take frames for it, or lose the
                   connection once it is upgraded.
      Write        nothing: take the path out of web application firewalls, plug-ins,
                   middlewares, antivirus
      Seen by      Connections that are cut at once without a Close frame, or frames
                   that break the protocol.
      Mind         wss:// hides the frames from everything that doesn't end TLS.
      Sources      RFC 6455 §10.3; reported for Caddy and Traefik with Coraza
      """),
    Page(
      "proxy.message-size", "Room for the largest message",
      """
      What it is   nginx, Apache and HAProxy relay frames of any size; gateways and
                   web application firewalls may not.
      Write        AWS      API Gateway: 32 KiB a frame, 128 KiB a message, fixed
                   others   the limit of WebSocket frames or messages
      Seen by      A message to wsdoctor beacon comes back, a larger one doesn't.
      Sources      RFC 6455 §7.4.1 (1009); AWS API Gateway quotas
      """),
    Page(
      "varnish.pipe", "Pipe WebSocket through",
      """
      What it is   Varnish drops Upgrade unless the request is piped and the fields
                   are copied.
      Write        sub vcl_recv { if (req.http.Upgrade ~ "(?i)websocket") {
                       return (pipe); } }
                   sub vcl_pipe { if (req.http.Upgrade) {
                       set bereq.http.Upgrade = req.http.Upgrade;
                       set bereq.http.Connection = req.http.Connection; } }
      Seen by      The same answer with Upgrade and without, and Via: 1.1 varnish.
      Mind         pipe_timeout (60 s) ends silent connections.
      Sources      varnish-cache.org, websockets; measured with Varnish 7.1, 2026-11
      """),
    Page(
      "lighttpd.upgrade", "Allow the upgrade",
      """
      What it is   mod_proxy hands Upgrade on only when told.
      Write        proxy.header = ( "upgrade" => "enable" )
      Seen by      The same answer with Upgrade and without.
      Mind         server.max-read-idle (60 s) counts bytes of the client only: pings
                   of the server do not help.
      Sources      lighttpd mod_proxy; measured with lighttpd 1.4.69, 2026-11
      """),
    Page(
      "squid.connect-port", "Allow CONNECT to the port",
      """
      What it is   As shipped, Squid allows tunnels to port 443 only.
      Write        acl SSL_ports port 8443
      Seen by      403 to CONNECT with X-Squid-Error: ERR_ACCESS_DENIED.
      Mind         ws:// without CONNECT: http_upgrade_request_protocols websocket
                   allow all, in lower case.
      Sources      squid-cache.org; measured with Squid 5.7, 2026-11
      """),
    Page(
      "caddy.route", "A route for the path",
      """
      What it is   reverse_proxy hands WebSocket on by itself; it only has to cover
                   the path.
      Write        reverse_proxy /chat/ws/* APP:8080
      Seen by      200 with an empty body and Server: Caddy: no route fits.
      Mind         A reload closes all connections unless stream_close_delay is set.
      Sources      caddyserver.com, reverse_proxy; measured with Caddy 2.6, 2026-11
      """),
    Page(
      "envoy.upgrade-configs", "Allow the upgrade",
      """
      What it is   Upgrades are off unless named, per listener or route.
      Write        upgrade_configs:
                   - upgrade_type: websocket
      Seen by      Envoy's own 403 with an empty body, only with Upgrade.
      Mind         stream_idle_timeout (5 min) ends silent connections; "timeout" of
                   the route is not for them.
      Sources      envoyproxy.io, HTTP upgrades; projectcontour/contour issue 5675
                   (its 403); not measured here
      """),
  ]
}
