import Diagnosis
import Evidence

extension SetupStep {
  /// Which requests Envoy lets through, and what it makes of them on the way.
  static let envoyRouting: [SetupStep] = [
    SetupStep(
      "envoy.upgrade-configs", title: "allow upgrades to WebSocket",
      file: { _ in manager },
      directive: "upgrade_configs",
      snippet: { _ in "upgrade_configs:\n- upgrade_type: websocket" },
      apply: validate,
      source: "Envoy, HTTP upgrades; HttpConnectionManager.UpgradeConfig",
      note: { _ in
        "off as shipped. A route's own upgrade_configs win over the listener's, both ways: there "
          + "remove enabled: false"
      }, checkedWith: checked1400, seen: Seeing.byHandshake,
      forms: [
        Form(
          "Gateway API, Istio",
          { _ in
            "# nothing: both allow WebSocket by themselves. Istio: an EnvoyFilter, or a Service\n"
              + "# port that isn't named http (as in name: http-chat), takes it away"
          }, source: "Istio, protocol selection; not tried")
      ],
      page: Page(
        "Allow the upgrade",
        """
        What it is   Upgrades are off unless named, per listener or route.
        Write        upgrade_configs:
                     - upgrade_type: websocket
        Seen by      Envoy's own 403 with an empty body, only with Upgrade. A 403 with a
                     body ("RBAC: access denied") is something else: envoy.access.
        Mind         A route's own upgrade_configs win over the listener's. The filters
                     that an upgrade passes can be named there too (filters).
        Sources      envoyproxy.io, HTTP upgrades; measured with Envoy 1.40.0, 2026-11
        """,
        reproduce: "none: no proxy but Envoy does so; the tests have it")),
    SetupStep(
      "envoy.route", title: "a route that sends the path to the application, unchanged",
      file: { _ in "the virtual_hosts of the listener's route_config: the first of its routes" },
      directive: "routes",
      snippet: { context in
        """
        routes:
        - match:
            prefix: "\(context.locationPath)"
          route:
            cluster: CLUSTER-NAME
            upgrade_configs:
            - upgrade_type: websocket
        """
      },
      apply: validate, source: "Envoy, RouteMatch, RouteAction",
      note: { _ in
        "the first route that fits wins; prefix_rewrite and regex_rewrite change the path. domains "
          + "must name the host, with its port where it has one, or be [\"*\"]"
      }, checkedWith: checked1400, seen: Seeing.byHandshake,
      forms: [
        Form(
          "Gateway API (HTTPRoute)",
          { context in
            """
            rules:
            - matches:
              - path: {type: PathPrefix, value: \(context.locationPath)}
              backendRefs:
              - {name: SERVICE-NAME, port: 8080}
            """
          }, source: "Gateway API, HTTPRoute; not tried"),
        Form(
          "Istio (VirtualService)",
          { context in
            """
            http:
            - match:
              - uri: {prefix: \(context.locationPath)}
              route:
              - destination: {host: SERVICE-NAME, port: {number: 8080}}
            """
          }, source: "Istio, VirtualService; not tried"),
      ],
      page: Page(
        "A route for the path",
        """
        What it is   Of a virtual host's routes the first that fits wins.
        Write        routes:
                     - match: {prefix: /chat/ws/}
                       route: {cluster: CHAT}
        Seen by      Envoy's own empty 404 (no route), an answer without
                     x-envoy-upstream-service-time where others have it
                     (direct_response, redirect), or another application's answer.
        Mind         prefix_rewrite, regex_rewrite and path_rewrite_policy change the
                     path. Without a domain that names the host no route is looked at.
        Sources      envoyproxy.io, route matching; measured with Envoy 1.40.0, 2026-11
        """)),
    SetupStep(
      "envoy.request-headers", title: "leave the handshake's fields as they are",
      file: { "the route_config, virtual host and route of \($0.path), and the filters before it" },
      directive: "request_headers_to_remove, request_headers_to_add",
      snippet: { _ in
        """
        # remove from request_headers_to_remove, and from header_mutation and Lua filters:
        # upgrade, connection, sec-websocket-key, -version, -protocol, -extensions
        """
      },
      apply: validate, source: "Envoy, RouteConfiguration: request_headers_to_remove",
      note: { _ in
        "it counts at each level: route_config, virtual host, route, weighted cluster"
      }, checkedWith: checked1400,
      page: Page(
        "Leave the handshake's fields alone",
        """
        What it is   Envoy hands every field of an allowed upgrade on, unless a line or
                     a filter of its own takes it away.
        Remove       request_headers_to_remove: [upgrade, connection, sec-websocket-...]
                     header_mutation, Lua and ext_proc filters that do the same
        Seen by      The application answers as to a plain GET, or misses a field. With
                     upgrade or connection gone it gets a chunked request that never
                     ends: some hang up, some wait for its end.
        Sources      envoyproxy.io, request_headers_to_remove; measured with Envoy
                     1.40.0, 2026-11
        """)),
    SetupStep(
      "envoy.host-rewrite", title: "hand the host on as the browser sent it",
      file: { "the route of \($0.path)" },
      directive: "host_rewrite_literal, auto_host_rewrite",
      snippet: { _ in
        "# remove host_rewrite_literal, auto_host_rewrite, host_rewrite_header, host_rewrite_path_regex"
      },
      apply: validate, source: "Envoy, RouteAction: host_rewrite_literal, auto_host_rewrite",
      note: { _ in "without them Envoy passes Host on" }, checkedWith: checked1400,
      page: Page(
        "Hand the public host name on",
        """
        What it is   Envoy passes Host on unless a route rewrites it.
        Remove       host_rewrite_literal, auto_host_rewrite, host_rewrite_header
        Seen by      An application that compares Origin and Host refuses: 403.
        Mind         An application that needs the inner name has an own setting for its
                     public address, or for the origins that it takes.
        Sources      envoyproxy.io, RouteAction; measured with Envoy 1.40.0, 2026-11
        """)),
    SetupStep(
      "envoy.access", title: "let this client and path through the filters",
      file: { "the http_filters of the listener, and typed_per_filter_config of \($0.path)" },
      directive: "rbac, ext_authz, jwt_authn, local_ratelimit",
      snippet: { context in
        """
        # what refuses \(context.locationPath) is one of the http_filters: envoy.filters.http.rbac,
        # ext_authz, jwt_authn, local_ratelimit, ratelimit. Allow it there, or for its route alone:
        # typed_per_filter_config: {envoy.filters.http.rbac: {disabled: true,
        #   "@type": type.googleapis.com/envoy.config.route.v3.FilterConfig}}
        """
      },
      apply: validate, source: "Envoy, HTTP filters; FilterConfig",
      note: { _ in "ask first from a network that is allowed, and with the login that is wanted" },
      checkedWith: checked1400,
      page: Page(
        "Let the request through the filters",
        """
        What it is   http_filters see a request before its route does: RBAC, ext_authz,
                     jwt_authn, rate limits.
        Write        typed_per_filter_config of the route, or a policy that allows it
        Seen by      403 "RBAC: access denied", 429 "local_rate_limited", the answer of
                     an authorization server: with and without Upgrade, or only with.
        Mind         ext_authz answers 403 without a body when its server can't be
                     reached.
        Sources      envoyproxy.io, HTTP filters; measured with Envoy 1.40.0 (rbac,
                     local_ratelimit), 2026-11
        """)),
    SetupStep(
      "envoy.buffer-filter", title: "no filter that waits for the request's end",
      file: { _ in "upgrade_configs of the listener, or its http_filters" },
      directive: "envoy.filters.http.buffer",
      snippet: { _ in
        """
        # remove envoy.filters.http.buffer (a WebSocket's request has no end), or leave it out
        # for the upgrade: upgrade_configs may name the filters that it passes
        """
      },
      apply: validate, source: "Envoy, HTTP upgrades: filters; buffer filter",
      note: { _ in
        "a header that is taken away (envoy.request-headers) may look the same: the application "
          + "waits for the end of a chunked request"
      },
      checkedWith: checked1400,
      page: Page(
        "No filter that waits for an end",
        """
        What it is   The buffer filter hands a request on when it has come whole; an
                     upgrade's never has.
        Remove       envoy.filters.http.buffer, at least for upgrades
        Seen by      No answer at all, only with Upgrade.
        Sources      envoyproxy.io, HTTP upgrades; measured with Envoy 1.40.0, 2026-11
        """)),
  ]

  private static let manager =
    "the http_connection_manager filter of the listener, beside its route_config"
  static let checked1400: String = "Envoy 1.40.0"

  static let validate: Text = { _ in
    "envoy --mode validate -c envoy.yaml, then restart or push the configuration"
  }
}
