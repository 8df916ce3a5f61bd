import Evidence

/// How a step for any proxy looks on one of the products that are known well.
enum ByProduct {
  static func reload(_ context: RemedyContext) -> String {
    switch context.proxy {
    case "apache": SetupStep.graceful(context)
    case "haproxy": SetupStep.reloadHAProxy(context)
    case "caddy": SetupStep.reloadCaddy
    case "varnish": SetupStep.reloadVarnish(context)
    case "lighttpd": "lighttpd -tt -f /etc/lighttpd/lighttpd.conf && systemctl restart lighttpd"
    default: "nginx -t && nginx -s reload"
    }
  }

  /// What lets requests for the WebSocket path through before other rules see them.
  static func pass(_ context: RemedyContext, nginx extra: String) -> String {
    switch context.proxy {
    case "apache":
      """
      <Location "\(context.locationPath)">
          AuthType None
          Require all granted
      </Location>
      """
    case "haproxy":
      """
      frontend FRONTEND-NAME
          http-request allow if { path_beg \(context.locationPath) }
      """
    case "caddy": SetupStep.caddyRoute(context)
    case "varnish": SetupStep.varnishPipe(context)
    case "lighttpd":
      """
      $HTTP["url"] =~ "^\(context.locationPath)" {
          url.access-deny = ()
          auth.require = ()
      }
      """
    default: SetupStep.location(context, extra: [extra])
    }
  }

  /// What a product calls its limit of silence, set to `context.limitToSet`; nil: another way.
  static func idleTimeout(_ context: RemedyContext) -> String? {
    let seconds = context.limitToSet
    switch context.proxy {
    case "varnish":
      return
        "varnishadm param.set pipe_timeout \(seconds)   # and -p pipe_timeout=\(seconds) for its start"
    case "lighttpd": return "server.max-read-idle = \(seconds)\nserver.max-write-idle = \(seconds)"
    case "squid": return "read_timeout \(seconds) seconds"
    default: return nil
    }
  }

  /// Where `pass` belongs.
  static func place(_ context: RemedyContext, otherwise: String) -> String {
    switch context.proxy {
    case "apache": "the <VirtualHost> of \(context.host), behind its other <Location> sections"
    case "haproxy":
      "haproxy.cfg: the frontend that answers \(context.host):\(context.port), before its other "
        + "http-request lines"
    case "caddy":
      "the Caddyfile: the site block of \(context.host); handle comes before respond, but behind "
        + "basicauth and forward_auth: give those a matcher that leaves the path out"
    case "varnish": "the VCL, before its other subs"
    case "lighttpd": "lighttpd.conf, at its end"
    default: otherwise
    }
  }
}
