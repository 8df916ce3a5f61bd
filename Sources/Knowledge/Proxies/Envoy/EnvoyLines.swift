import Diagnosis

extension ProxyProduct {
  /// In the pages that compare products.
  static let envoyLines: [Role: String] = [
    .forwardUpgrade: "upgrade_configs: - upgrade_type: websocket",
    .leaveHandshakeFields: "request_headers_to_remove",
    .allowUpgrade: "upgrade_configs; rbac and ext_authz that allow it",
    .authenticate: "ext_authz, jwt_authn disabled for the route",
    .keepSilence: "stream_idle_timeout (5 min); idle_timeout of the route",
    .keepForLong: "no max_stream_duration",
    .reloadGently: "--drain-time-s, --parent-shutdown-time-s; no SIGTERM",
    .stick: "lb_policy RING_HASH, hash_policy on a cookie",
    .roomForFields: "max_request_headers_kb (60)",
    .tellHowReached: "by itself; request_headers_to_add behind another",
    .passHost: "by itself; no host_rewrite_literal, auto_host_rewrite",
    .allowConnections: "circuit_breakers (1024 of each)",
    .showErrors: "%RESPONSE_FLAGS% in access_log",
    .speakHTTP1ToApplication: "explicit_http_config: {http_protocol_options: {}}",
  ]
}
