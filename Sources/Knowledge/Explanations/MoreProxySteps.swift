extension Explanations {
  static let moreProxySteps: [Page] = [
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
      Sources      envoyproxy.io, HTTP upgrades; not measured here
      """),
  ]
}
