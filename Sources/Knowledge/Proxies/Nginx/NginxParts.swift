import Diagnosis
import Evidence

extension ProxyProduct {
  static let nginxParts: [Role: [Part]] = [
    .forwardUpgrade: [
      "nginx.upgrade-header", Part("nginx.connection-header", rank: 2),
      Part("nginx.http-version", rank: 2, in: .before(ownHTTP11)),
    ],
    .forwardHandshake: [
      "nginx.upgrade-header", "nginx.connection-header",
      Part("nginx.http-version", rank: 2, in: .before(ownHTTP11)),
    ],
    .forwardConnection: [
      "nginx.connection-header", Part("nginx.http-version", rank: 2, in: .before(ownHTTP11)),
    ],
    .speakHTTP1ToApplication: [Part("nginx.http-version", in: .from(http2ToApplication))],
    .speakHTTP11: ["nginx.http-version"], .takeAnySpelling: ["nginx.connection-header"],
    .leaveHandshakeFields: ["nginx.websocket-location"],
    // Some servers (Granian) take an Upgrade in HTTP/1.0 and end it at once, or one beside the
    // "Connection: close" that nginx sends by default (Mojolicious).
    .leaveTunnelAlone: [
      Part("nginx.http-version", in: .before(ownHTTP11)), "nginx.connection-header",
    ],
    .routePath: ["nginx.websocket-location"], .routeAlways: ["nginx.backend-address"],
    .passHost: ["nginx.host-header"],
    .reachBackend: [
      "nginx.backend-address",
      // An application of HTTP/1.1 that is asked in HTTP/2 looks like one that is down.
      Part("nginx.http-version", rank: 2, in: .from(http2ToApplication)),
    ],
    .keepSilence: ["nginx.read-timeout"], .handOnAsItComes: ["nginx.buffering"],
    .stick: ["nginx.sticky-session"], .roomForFields: ["nginx.header-buffers"],
  ]

  static let nginxWays: [StepID: Way] = [
    "proxy.forwarded-proto": Way(
      file: { "the server block of \($0.host): each location that has proxy_pass" },
      directive: "proxy_set_header",
      snippet: { context in
        """
        # beside proxy_pass: a location with a proxy_set_header of its own inherits none
        proxy_set_header  Host               $http_host;
        proxy_set_header  X-Forwarded-Proto  \(context.isSecure ? "https" : "$scheme");
        proxy_set_header  X-Forwarded-Host   $http_host;
        proxy_set_header  X-Forwarded-Port   \(context.port);
        """
      }, source: "nginx, ngx_http_proxy_module: proxy_set_header"),
    "proxy.allow-upgrade": Way(
      directive: "deny, if ($http_upgrade)",
      snippet: {
        "# remove what refuses it, such as: deny all; or if ($http_upgrade) { return 403; }\n"
          + SetupStep.location($0, extra: ["allow               all;"])
      },
      source: "nginx, ngx_http_access_module, ngx_http_rewrite_module", note: { _ in nil }),
    "proxy.authentication": Way(
      directive: "auth_basic",
      snippet: { context in
        "\(SetupStep.giveLogin(context))\n"
          + SetupStep.location(context, extra: ["auth_basic          off;"])
      },
      source: "RFC 9110 §11; nginx, ngx_http_auth_basic_module"),
    "proxy.connection-limit": Way(
      directive: "limit_conn, limit_req",
      snippet: {
        "# raise or lift limit_conn and limit_req for this path\n" + SetupStep.location($0)
      },
      source: "nginx, ngx_http_limit_conn_module, ngx_http_limit_req_module"),
    "proxy.buffering": Way(snippet: { _ in "proxy_buffering     off;" }),
    // A filter waits for a body, which a 101 doesn't have.
    "proxy.unchanged-answer": Way(
      file: {
        "the server block of \($0.host); in place of a location of the same path, if there is one"
      },
      directive: "ssi, sub_filter, addition, error_page",
      snippet: {
        "# no filter of answers on this path: ssi, sub_filter, add_before_body, a firewall's module\n"
          + SetupStep.location($0, extra: ["ssi                 off;"])
      },
      apply: { _ in "nginx -t && nginx -s reload" },
      source: "nginx, ngx_http_ssi_module; measured with nginx 1.22.1"),
    "proxy.error-log": Way(
      directive: "error_log", snippet: { _ in "nginx -t; tail -n 50 /var/log/nginx/error.log" },
      apply: { _ in "mend what it names, then reload nginx" },
      source: "nginx, core module, error_log"),
    "proxy.reload": Way(
      file: { _ in "nginx.conf, outside of http; of ingress-nginx its ConfigMap" },
      directive: "worker_shutdown_timeout",
      snippet: { _ in
        """
        # without it a reload cuts no connection; where it stands, or in ingress-nginx (240s):
        worker_shutdown_timeout 1h;        # ingress-nginx: worker-shutdown-timeout: "3600s"
        """
      },
      source: "nginx, core module; ingress-nginx, ConfigMaps; measured with nginx 1.22.1, 1.31.3"),
    "proxy.websocket-compression": Way(
      snippet: { _ in "proxy_set_header Sec-WebSocket-Extensions \"\";" }),
    "proxy.handshake-fields": Way(
      snippet: { _ in
        """
        # remove every line that changes one of them, in the request or in the answer:
        # proxy_set_header Sec-WebSocket-… "";
        # proxy_hide_header Sec-WebSocket-…;
        """
      }),
    "proxy.http1": Way(
      directive: "listen",
      snippet: { "listen \($0.port);   # without http2, which needs TLS to be negotiated" },
      source: "RFC 9113 §3.1; nginx, ngx_http_v2_module",
      note: { _ in
        "nginx 1.22 speaks nothing but HTTP/2 on such a port; 1.31 speaks HTTP/1.1 there, too"
      }),
  ]

  /// What nginx shows and no other product does.
  static let nginxHypotheses: [Hypothesis] = [
    Hypothesis(
      "http.rate-limited", variant: "503 by nginx", rung: .http, called: "a rate limit",
      title: "{host} answers everything with nginx's own 503: a limit is reached, or it is closed.",
      explanation: "nginx says 502 or 504 when a backend fails; 503 is what its limits say.",
      when: [
        .is(.everyPath, "gateway-error"), .kind(.application, .unavailable),
        .is(.product(.application), "nginx"),
      ],
      separatedBy: "ask again after a minute of rest",
      remedies: [.role(.allowConnections)]),
    // nginx says 503 of its limits and where a line says so, and 502 of a server.
    .blocked(
      "nginx's 503", when: .kind(.handshake, .unavailable),
      requires: [
        .author(.handshake, .proxy), .is(.product(.handshake), "nginx"), .fails(.limited),
      ],
      atMost: .likely, explanation: Hypothesis.blockedByProxy),
  ]
}
