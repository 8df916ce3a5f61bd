import Diagnosis
import Evidence

extension ProxyProduct {
  static let envoyParts: [Role: [Part]] = [
    // It hands Upgrade on or refuses it: what is lost on the way, a line of its own takes away.
    .forwardUpgrade: ["envoy.request-headers", Part("envoy.route", rank: 2)],
    .speakHTTP11: ["envoy.application-protocol"],
    .takeAnySpelling: ["envoy.request-headers"],
    .leaveHandshakeFields: ["envoy.request-headers"],
    .leaveSubprotocol: ["envoy.request-headers"], .handOnWhole: ["envoy.request-headers"],
    .speakHTTP1ToApplication: ["envoy.application-protocol"],
    .routePath: ["envoy.route"], .routeAlways: ["envoy.cluster"], .routeHost: ["envoy.route"],
    .nameUpgrade: ["envoy.upgrade-configs"],
    .allowUpgrade: ["envoy.access", Part("envoy.application-protocol", rank: 2)],
    .openPath: ["envoy.access", "envoy.route"],
    .answerUpgrade: ["envoy.buffer-filter", Part("envoy.request-headers", rank: 2)],
    .authenticate: ["envoy.access"], .redirectToNoLogin: ["envoy.access", "envoy.route"],
    .passHost: ["envoy.host-rewrite"],
    .reachBackend: ["envoy.cluster"],
    .speakToBackend: ["envoy.cluster", "envoy.application-protocol", "envoy.backend-tls"],
    .allowConnections: ["envoy.circuit-breakers"], .allowRate: ["envoy.access"],
    .keepSilence: ["envoy.stream-idle-timeout"], .keepForLong: ["envoy.max-stream-duration"],
  ]

  static let envoyWays: [StepID: Way] = [
    "proxy.forwarded-proto": Way(
      file: { _ in "the virtual host in the route configuration" },
      directive: "request_headers_to_add",
      snippet: { context in
        """
        # Envoy sets x-forwarded-proto by itself, as it was asked; where something in front of it
        # ends https, say so:
        request_headers_to_add:
        - header: {key: x-forwarded-proto, value: \(context.isSecure ? "https" : "http")}
          append_action: OVERWRITE_IF_EXISTS_OR_ADD
        - header: {key: x-forwarded-host, value: "%REQ(:AUTHORITY)%"}
          append_action: OVERWRITE_IF_EXISTS_OR_ADD
        - header: {key: x-forwarded-port, value: "\(context.port)"}
          append_action: OVERWRITE_IF_EXISTS_OR_ADD
        """
      }, source: "Envoy, HTTP header manipulation; x-forwarded-proto"),
    "proxy.error-log": Way(
      directive: "access_log, --log-level",
      snippet: { _ in
        "# %RESPONSE_FLAGS% in access_log: NR no route, UF, UH and UC the upstream, UPE its protocol"
      },
      apply: { _ in "mend what it names, then push the configuration" },
      source: "Envoy, access logging: response flags"),
    "proxy.reload": Way(
      directive: "--drain-time-s, --parent-shutdown-time-s",
      snippet: { _ in
        """
        # a changed listener drains for --drain-time-s (600 s), a hot restart ends connections after
        # --parent-shutdown-time-s (900 s); SIGTERM ends all at once
        """
      },
      apply: { _ in
        "envoy -c envoy.yaml --drain-time-s 86400 --parent-shutdown-time-s 90000   # how it is started"
      }, source: "Envoy, draining, hot restart; measured with 1.40.0"),
    "proxy.sticky-session": Way(
      file: { _ in "the cluster, and the route to it" }, directive: "hash_policy, lb_policy",
      snippet: { _ in
        """
        # the cluster:       lb_policy: RING_HASH
        # the route:         hash_policy: [{cookie: {name: SESSION-COOKIE, ttl: 0s}}]
        """
      }, source: "Envoy, RouteAction.HashPolicy; not tried"),
    "proxy.header-limit": Way(
      file: { _ in "the http_connection_manager filter of the listener" },
      directive: "max_request_headers_kb", snippet: { _ in "max_request_headers_kb: 96" },
      source: "Envoy, HttpConnectionManager: max_request_headers_kb (60)"),
    "proxy.buffering": Way(
      file: { _ in "the http_filters of the listener" }, directive: "buffer, compressor",
      snippet: { _ in
        "# Envoy hands answers on as they come: remove what gathers them (file_system_buffer, ext_proc)"
      }, source: "Envoy, HTTP filters"),
  ]
}
