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
    case "nginx", "jelastic": "nginx -t && nginx -s reload"
    default: "reload the proxy"
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
    case "caddy":
      return "# without read_timeout, write_timeout and stream_timeout it has no limit\n"
        + SetupStep.caddyRoute(context)
    default: return nil
    }
  }

  /// What hands an answer on as it comes, and a message likewise.
  static func streaming(_ context: RemedyContext) -> String {
    switch context.proxy {
    case "nginx": "proxy_buffering     off;"
    case "apache":
      """
      <Location "\(context.path)">
          <IfModule security2_module>
              SecResponseBodyAccess Off
          </IfModule>
      </Location>
      """
    case "caddy":
      """
      # buffer_responses holds a 101 back as well: remove it, or write
      handle \(context.path) {
          reverse_proxy \(context.backend) {
              flush_interval -1
          }
      }
      """
    case "lighttpd":
      """
      $HTTP["url"] =~ "^\(context.path)" {
          server.stream-response-body = 1
      }
      """
    case "varnish": "# remove set beresp.do_stream = false from vcl_backend_response"
    default: "# switch buffering, compression and inspection of answers off for this path"
    }
  }

  /// Where `streaming` belongs.
  static func placeOfStreaming(_ context: RemedyContext) -> String {
    switch context.proxy {
    case "apache": "the <VirtualHost> of \(context.host)"
    case "caddy": "the Caddyfile: the site block of \(context.host), before other handle blocks"
    case "lighttpd": "lighttpd.conf, at its end"
    case "varnish": "the VCL"
    default: "the rule for \(context.path), on \(context.proxyName)"
    }
  }

  /// What keeps a session on one server.
  static func sticky(_ context: RemedyContext) -> String {
    switch context.proxy {
    case "caddy":
      """
      reverse_proxy NODE1-BACKEND NODE2-BACKEND {
          lb_policy cookie
      }
      """
    case "lighttpd":
      """
      $HTTP["url"] =~ "^\(context.locationPath)" {
          proxy.balance = "sticky"
      }
      """
    default:
      """
      # by a cookie of the proxy's own, or by the client's address:
      nginx    ip_hash, or hash on a cookie, in the upstream block
      Apache   stickysession=ROUTEID, and route= on each member
      HAProxy  cookie SERVERID insert indirect nocache
      Varnish  directors.hash() by the session's cookie
      AWS      stickiness of the target group
      """
    }
  }

  /// Where `sticky` belongs.
  static func placeOfSticky(_ context: RemedyContext) -> String {
    switch context.proxy {
    case "caddy":
      "the Caddyfile: the site block of \(context.host), in place of the application's reverse_proxy"
    case "lighttpd": "lighttpd.conf, at its end"
    default: "the group of servers behind \(context.proxyName)"
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
