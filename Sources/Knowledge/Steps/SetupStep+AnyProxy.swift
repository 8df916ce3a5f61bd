import Evidence

extension SetupStep {
  static let anyProxy: [SetupStep] = [
    SetupStep(
      "proxy.forward-upgrade", title: "pass the WebSocket handshake on",
      file: { context in
        context.proxy.rawValue.hasPrefix("aws-")
          ? "the rule for \(context.path), on the proxy behind \(context.proxyName), which passes "
            + "WebSocket on by itself"
          : "the rule for \(context.path), on \(context.proxyName)"
      },
      directive: "Upgrade, Connection, HTTP/1.1",
      snippet: { context in
        if context.proxy == "haproxy" {
          return "# HAProxy passes Upgrade on: remove what deletes it, such as http-request "
            + "del-header Upgrade; or let the path pass before it:\n"
            + ByProduct.pass(context, nginx: "")
        }
        return """
          # to the application, as HTTP/1.1, for \(context.locationPath):
          Upgrade: websocket
          Connection: Upgrade
          # nginx: wsdoctor explain nginx.upgrade-header
          """
      },
      apply: { $0.proxy == "haproxy" ? ByProduct.reload($0) : "reload the proxy" },
      source: "RFC 6455 §4.1; RFC 9110 §7.6.1, §7.8", checkedWith: "nginx 1.22.1, HAProxy 2.6.12"),
    SetupStep(
      "proxy.every-hop", title: "the same on every further proxy on the way",
      file: { "each proxy between \($0.proxyName) and the application, and in front of it" },
      directive: "Upgrade, Connection",
      snippet: { context in
        """
        # ask the inner proxy itself: it shows whether the outer one is to blame
        wsdoctor \(context.url) --resolve \(context.host):\(context.port):INNER-ADDRESS
        """
      },
      apply: { _ in "mend the proxy that forgets, then reload it" },
      source: "RFC 9110 §7.6.1: Upgrade and Connection are for one hop",
      note: { _ in
        "an inner proxy leaves no trace behind nginx. What takes Upgrade away: HAProxy http-request "
          + "del-header Upgrade; Apache ProxyPass http:// without upgrade=websocket; nginx without "
          + "its lines; Varnish without pipe"
      }, checkedWith: "nginx 1.22.1 before HAProxy 2.6.12, Apache 2.4.71 and Varnish 7.1.1"),
    SetupStep(
      "proxy.route-websocket-path", title: "route the WebSocket path to the application, unchanged",
      file: { "the routes of \($0.proxyName)" }, directive: "route",
      snippet: { "\($0.locationPath)  ->  http://\($0.backend)\($0.locationPath)" },
      apply: { _ in "reload the proxy" }, source: "RFC 6455 §3", checkedWith: "nginx 1.22.1"),
    SetupStep(
      "proxy.allow-upgrade", title: "let requests with Upgrade through",
      file: { context in
        ByProduct.place(
          context,
          otherwise:
            "the rules that refuse \(context.path), on \(context.proxyName): deny, if, a web "
            + "application firewall")
      },
      directive: "deny, if ($http_upgrade)",
      snippet: { context in
        "# remove what refuses it, such as: \(refusals(context))\n"
          + ByProduct.pass(context, nginx: "allow               all;")
      },
      apply: ByProduct.reload,
      source: "nginx, ngx_http_access_module, ngx_http_rewrite_module; httpd 2.4, mod_authz_core, "
        + "mod_rewrite; HAProxy 2.6, http-request",
      note: {
        ["nginx", "apache", "haproxy"].contains($0.proxy)
          || ["caddy", "varnish", "lighttpd"].contains($0.proxy)
          ? nil : "for another proxy: its access rules for this path"
      },
      checkedWith: "nginx 1.22.1, Apache 2.4.71, HAProxy 2.6.12"),
    SetupStep(
      "proxy.authentication", title: "give the login, or lift it from the WebSocket path",
      file: { context in
        ByProduct.place(
          context, otherwise: "\(context.proxyName)'s rule for \(context.path)")
          + ", or this command line"
      },
      directive: "auth_basic",
      snippet: { context in
        "# the login is wanted: wsdoctor \(context.url) --header-env Authorization=VARIABLE-NAME\n"
          + "# the login is in the way:\n"
          + ByProduct.pass(context, nginx: "auth_basic          off;")
      },
      apply: ByProduct.reload,
      source: "RFC 9110 §11; nginx, ngx_http_auth_basic_module; httpd 2.4, mod_auth_basic; HAProxy "
        + "2.6, http-request auth",
      checkedWith: "nginx 1.22.1, Apache 2.4.71, HAProxy 2.6.12"),
    SetupStep(
      "proxy.backend-address", title: "the right backend, and one that runs",
      file: { "the rule for \($0.path), on \($0.proxyName)" }, directive: "backend",
      snippet: { "curl -i http://\($0.backend)/   # from the proxy's machine: must answer" },
      apply: { _ in "start the backend or mend its address, then reload the proxy" },
      source: "RFC 9110 §15.6.3–15.6.5", checkedWith: "nginx 1.22.1"),
    SetupStep(
      "proxy.error-log", title: "the proxy's error log",
      file: { "\($0.proxyName)'s own machine" }, directive: "error_log, ErrorLog, log",
      snippet: { context in
        switch context.proxy {
        case "nginx": "nginx -t; tail -n 50 /var/log/nginx/error.log"
        case "apache": "apachectl configtest; tail -n 50 /var/log/apache2/error.log"
        case "haproxy": "journalctl -u haproxy -n 50"
        default: "# read the proxy's error log at the minute of this run"
        }
      },
      apply: { _ in "mend what it names, then reload the proxy" },
      source: "nginx, core module, error_log; httpd 2.4, core, ErrorLog; HAProxy 2.6, 8",
      checkedWith: "nginx 1.22.1"),
    SetupStep(
      "proxy.host-header", title: "pass the host name on",
      file: { "the rule for \($0.path), on \($0.proxyName)" }, directive: "Host",
      snippet: { context in
        switch context.proxy {
        case "haproxy":
          "# HAProxy passes Host on: remove http-request set-header Host and the like"
        case "caddy": "# Caddy passes Host on: remove header_up Host\n\(caddyRoute(context))"
        case "varnish": "# Varnish passes Host on: remove set req.http.Host, .host_header"
        case "lighttpd": "# lighttpd passes Host on: remove map-host-request from proxy.header"
        default: "Host: \(context.authority)   # to the application, as the browser sent it"
        }
      },
      apply: { _ in "reload the proxy" }, source: "RFC 9110 §7.2; RFC 6454",
      checkedWith: "nginx 1.22.1"),
    SetupStep(
      "proxy.http1", title: "speak HTTP/1.1 on this port",
      file: { "the line that opens port \($0.port), on \($0.proxyName)" }, directive: "listen",
      snippet: { "listen \($0.port);   # nginx: without http2, which needs TLS to be negotiated" },
      apply: { _ in "nginx -t && nginx -s reload" },
      source: "RFC 9113 §3.1; nginx, ngx_http_v2_module", checkedWith: "nginx 1.22.1"),
    SetupStep(
      "proxy.no-forward-proxy", title: "no forward proxy for everybody",
      file: { "the settings of \($0.proxyName)" }, directive: "forward proxy",
      snippet: { _ in "# switch forwarding to other hosts off, or allow it to known clients only" },
      apply: { _ in "reload the proxy" }, source: "RFC 9110 §7.7, §17.1",
      checkedWith: "Apache 2.4.71"),
    SetupStep(
      "proxy.buffering", title: "don't hold bytes back",
      file: ByProduct.placeOfStreaming, directive: "buffering",
      snippet: ByProduct.streaming, apply: ByProduct.reload,
      source: "RFC 6455 §10.3; the products' manuals",
      checkedWith: "lighttpd 1.4.69, Caddy 2.6, Varnish 7.1, Apache 2.4.71 with ModSecurity 2.9"),
    SetupStep(
      "proxy.unchanged-answer", title: "hand the application's 101 on as it is",
      file: { "the rules for \($0.path), on \($0.proxyName) and on whatever else is on the way" },
      directive: "rules that change or make answers",
      snippet: { context in
        """
        # for \(context.path) switch off, one after the other:
        # a cache, a bridge or a firewall that answers in the application's place,
        # rules that set a status or header fields of the answer
        # past the proxy, on the application's machine, it must be a 101 with the right Accept:
        wsdoctor ws://\(context.backend)\(context.path) --only upgrade
        """
      },
      apply: { _ in "reload what was changed" }, source: "RFC 6455 §4.2.2; RFC 9110 §7.8",
      checkedWith: "wsdoctor's own proxy"),
    SetupStep(
      "proxy.websocket-compression", title: "let compressed frames through, or agree on none",
      file: { "the rule for \($0.path), on \($0.proxyName)" }, directive: "permessage-deflate",
      snippet: { context in
        switch context.proxy {
        case "nginx": "proxy_set_header Sec-WebSocket-Extensions \"\";"
        case "apache": "RequestHeader unset Sec-WebSocket-Extensions\n# that needs mod_headers"
        case "haproxy":
          "backend SECTION-NAME\n    http-request del-header Sec-WebSocket-Extensions"
        default:
          "# to the application, without this field:\n# Sec-WebSocket-Extensions: permessage-deflate"
        }
      },
      apply: { $0.proxy == "unknown" ? "reload the proxy" : ByProduct.reload($0) },
      source: "RFC 7692 §5, §6; RFC 6455 §9.1",
      note: { _ in
        "it takes the offer away, so that nobody compresses; better is to mend what spoils the frames"
      },
      checkedWith: "wsdoctor's own proxy"),
    SetupStep(
      "proxy.inspection", title: "leave connections alone once they are upgraded",
      file: { "the rules for \($0.path), on \($0.proxyName) and on whatever else is on the way" },
      directive: "filters, plug-ins, inspection",
      snippet: { context in
        """
        # for \(context.path) switch off, one after the other:
        # a web application firewall (ModSecurity, Coraza), plug-ins and middlewares
        # antivirus and inspection of the traffic; http:// instead of https:// invites both
        """
      },
      apply: { _ in "reload what was changed" }, source: "RFC 6455 §10.3",
      checkedWith: "wsdoctor's own proxy"),
    SetupStep(
      "proxy.message-size", title: "room for the application's largest message",
      file: { "the rule for \($0.path), on \($0.proxyName)" }, directive: "frame or message size",
      snippet: { _ in
        """
        # AWS API Gateway: 32 KiB a frame, 128 KiB a message, fixed
        # web application firewalls: their limit of WebSocket frames or messages
        """
      },
      apply: { _ in "reload the proxy" }, source: "RFC 6455 §7.4.1 (1009); the products' manuals",
      checkedWith: "wsdoctor's own proxy"),
    SetupStep(
      "proxy.connection-limit", title: "room for more connections or requests",
      file: { "the limits of \($0.proxyName)" }, directive: "limit_conn, limit_req",
      snippet: { context in
        "# raise or lift limit_conn and limit_req for this path\n" + location(context)
      },
      apply: { _ in "nginx -t && nginx -s reload" },
      source: "nginx, ngx_http_limit_conn_module, ngx_http_limit_req_module",
      checkedWith: "nginx 1.22.1"),
  ]
  private static func refusals(_ context: RemedyContext) -> String {
    switch context.proxy {
    case "apache": "Require all denied, or RewriteCond %{HTTP:Upgrade} with RewriteRule [F]"
    case "haproxy": "http-request deny if { hdr(Upgrade) -m found }"
    case "caddy": "respond 403 or abort, with a matcher on the path or on header Upgrade"
    case "varnish": "return (synth(403)) in vcl_recv"
    case "lighttpd": "url.access-deny for the path or for $REQUEST_HEADER[\"Upgrade\"]"
    default: "deny all; or if ($http_upgrade) { return 403; }"
    }
  }
}
