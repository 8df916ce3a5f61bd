import Evidence

extension SetupStep {
  static let anyProxy: [SetupStep] = [
    SetupStep(
      "proxy.forward-upgrade", title: "pass the WebSocket handshake on",
      file: { "the rule for \($0.path), on \($0.proxyName)" },
      directive: "Upgrade, Connection, HTTP/1.1",
      snippet: { context in
        """
        # to the application, as HTTP/1.1, for \(context.locationPath):
        Upgrade: websocket
        Connection: Upgrade
        # nginx: wsdoctor explain nginx.upgrade-header
        """
      },
      apply: { _ in "reload the proxy" },
      source: "RFC 6455 §4.1; RFC 9110 §7.6.1, §7.8", checkedWith: "nginx 1.22.1"),
    SetupStep(
      "proxy.route-websocket-path", title: "route the WebSocket path to the application, unchanged",
      file: { "the routes of \($0.proxyName)" }, directive: "route",
      snippet: { "\($0.locationPath)  ->  http://\($0.backend)\($0.locationPath)" },
      apply: { _ in "reload the proxy" }, source: "RFC 6455 §3", checkedWith: "nginx 1.22.1"),
    SetupStep(
      "proxy.allow-upgrade", title: "let requests with Upgrade through",
      file: {
        "the rules that refuse \($0.path), on \($0.proxyName): deny, if, a web application firewall"
      },
      directive: "deny, if ($http_upgrade)",
      snippet: { context in
        "# remove what refuses it, such as: deny all; or if ($http_upgrade) { return 403; }\n"
          + location(context, extra: ["allow               all;"])
      },
      apply: { _ in "nginx -t && nginx -s reload" },
      source: "nginx, ngx_http_access_module, ngx_http_rewrite_module",
      note: { _ in "for another proxy: its access rules for this path" },
      checkedWith: "nginx 1.22.1"),
    SetupStep(
      "proxy.authentication", title: "give the login, or lift it from the WebSocket path",
      file: { "\($0.proxyName)'s rule for \($0.path), or this command line" },
      directive: "auth_basic",
      snippet: { context in
        "# the login is wanted: wsdoctor \(context.url) --header-env Authorization=VARIABLE\n"
          + "# the login is in the way:\n"
          + location(context, extra: ["auth_basic          off;"])
      },
      apply: { _ in "nginx -t && nginx -s reload" },
      source: "RFC 9110 §11; nginx, ngx_http_auth_basic_module", checkedWith: "nginx 1.22.1"),
    SetupStep(
      "proxy.backend-address", title: "the right backend, and one that runs",
      file: { "the rule for \($0.path), on \($0.proxyName)" }, directive: "backend",
      snippet: { "curl -i http://\($0.backend)/   # from the proxy's machine: must answer" },
      apply: { _ in "start the backend or mend its address, then reload the proxy" },
      source: "RFC 9110 §15.6.3–15.6.5", checkedWith: "nginx 1.22.1"),
    SetupStep(
      "proxy.host-header", title: "pass the host name on",
      file: { "the rule for \($0.path), on \($0.proxyName)" }, directive: "Host",
      snippet: { "Host: \($0.authority)   # to the application, as the browser sent it" },
      apply: { _ in "reload the proxy" }, source: "RFC 9110 §7.2; RFC 6454",
      checkedWith: "nginx 1.22.1"),
    SetupStep(
      "proxy.http1", title: "speak HTTP/1.1 on this port",
      file: { "the line that opens port \($0.port), on \($0.proxyName)" }, directive: "listen",
      snippet: { "listen \($0.port);   # nginx: without http2, which needs TLS to be negotiated" },
      apply: { _ in "nginx -t && nginx -s reload" },
      source: "RFC 9113 §3.1; nginx, ngx_http_v2_module", checkedWith: "nginx 1.22.1"),
    SetupStep(
      "proxy.buffering", title: "don't hold bytes back",
      file: { "the rule for \($0.path), on \($0.proxyName)" }, directive: "buffering",
      snippet: { _ in "# switch buffering and inspection off for this path" },
      apply: { _ in "reload the proxy" }, source: "RFC 6455 §10.3", checkedWith: "not tried"),
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
}
