import Evidence

extension SetupStep {
  static let otherProxies: [SetupStep] = [
    SetupStep(
      "varnish.pipe", title: "pipe WebSocket through, with its fields",
      file: { _ in
        "the VCL (/etc/varnish/default.vcl), behind its backends and before its other subs"
      },
      directive: "vcl_recv, vcl_pipe", snippet: varnishPipe, apply: reloadVarnish,
      source: "Varnish 7.1, users-guide: vcl-example-websockets; vcl(7): return (pipe)",
      note: { _ in
        "subs of one name add up, and the first return wins. If the path goes to the wrong server: "
          + "set req.backend_hint in front of return (pipe)"
      }, checkedWith: "Varnish 7.1.1"),
    SetupStep(
      "lighttpd.upgrade", title: "let mod_proxy pass Upgrade on",
      file: { _ in "lighttpd.conf, at its end, in place of a block with the same condition" },
      directive: "proxy.header", snippet: lighttpdProxy,
      apply: { _ in
        "lighttpd -tt -f /etc/lighttpd/lighttpd.conf && systemctl restart lighttpd"
      },
      source: "lighttpd, mod_proxy: proxy.header (1.4.46)",
      note: { _ in
        "off as shipped; before 1.4.46 lighttpd has no WebSocket. url.rewrite rules change the path "
          + "before it is matched: remove those that touch it"
      }, checkedWith: "lighttpd 1.4.69"),
    SetupStep(
      "squid.connect-port", title: "allow CONNECT to the target's port",
      file: { _ in "squid.conf of the forward proxy, before its first http_access line" },
      directive: "acl, http_access",
      snippet: { context in
        let kind = context.hostIsAddress ? "dst" : "dstdomain"
        return """
          acl websocket_method method CONNECT
          acl websocket_port port \(context.port)
          acl websocket_host \(kind) \(context.host)
          http_access allow websocket_method websocket_port websocket_host
          """
      },
      apply: { _ in "squid -k parse && squid -k reconfigure" },
      source: "squid.conf: acl, http_access; as shipped deny CONNECT !SSL_ports (443 only)",
      note: { _ in
        "where a login is wanted, put the names of its acl into the allow line too; or serve the "
          + "application at port 443"
      }, checkedWith: "Squid 5.7"),
    SetupStep(
      "caddy.route", title: "a route that hands the WebSocket path on, unchanged",
      file: { "the Caddyfile: the site block of \($0.host)" }, directive: "handle, reverse_proxy",
      snippet: caddyRoute, apply: { _ in reloadCaddy },
      source: "Caddy 2.6, Caddyfile: handle, reverse_proxy",
      note: { _ in
        "reverse_proxy passes WebSocket on by itself. Remove what spoils it: request_header "
          + "-Upgrade, header_up -Upgrade or -Connection, handle_path; and what changes the path "
          + "before handle sees it: rewrite, uri, try_files"
      }, checkedWith: "Caddy 2.6.2"),
    SetupStep(
      "envoy.upgrade-configs", title: "allow upgrades to WebSocket",
      file: { _ in "the http_connection_manager filter of the listener, or the route" },
      directive: "upgrade_configs",
      snippet: { _ in "upgrade_configs:\n- upgrade_type: websocket" },
      apply: { _ in "envoy --mode validate -c envoy.yaml, then restart or push the configuration" },
      source: "Envoy, HTTP upgrades; HttpConnectionManager.UpgradeConfig",
      note: { _ in
        "off as shipped. A route's own upgrade_configs win over the listener's; Istio sets it by "
          + "itself"
      }, checkedWith: "not tried: from Envoy's documentation"),
  ]

  static let reloadCaddy = "caddy validate --config /etc/caddy/Caddyfile && systemctl reload caddy"

  static func reloadVarnish(_ context: RemedyContext) -> String {
    "varnishd -C -f /etc/varnish/default.vcl >/dev/null\nsystemctl reload varnish"
  }

  static func varnishPipe(_ context: RemedyContext) -> String {
    """
    sub vcl_recv {
        if (req.http.Upgrade ~ "(?i)websocket") {
            return (pipe);
        }
    }
    sub vcl_pipe {
        if (req.http.Upgrade) {
            set bereq.http.Upgrade = req.http.Upgrade;
            set bereq.http.Connection = req.http.Connection;
        }
    }
    """
  }

  static func lighttpdProxy(_ context: RemedyContext) -> String {
    """
    $HTTP["url"] =~ "^\(context.locationPath)" {
        proxy.server = ( "" => (( "host" => "\(context.backend)-HOST", "port" => \(context.backend)-PORT )) )
        proxy.header = ( "upgrade" => "enable" )
    }
    """
  }

  static func caddyRoute(_ context: RemedyContext) -> String {
    let path = context.locationPath
    return """
      handle \(path.hasSuffix("/") ? path + "*" : path) {
          reverse_proxy \(context.backend)
      }
      """
  }
}

extension RemedyContext {
  /// The host is an address, not a name.
  var hostIsAddress: Bool {
    host.contains(":") || !host.isEmpty && host.allSatisfy { $0.isNumber || $0 == "." }
  }
}
