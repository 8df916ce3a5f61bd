import Evidence

extension Profile {
  /// Any application: nothing is known of its paths.
  public static let generic = Profile(
    id: "generic", title: "any application", application: nil, feature: "WebSocket",
    backend: "BACKEND", webSocketPath: nil, locationPath: nil, keepaliveSeconds: nil,
    fallback: "",
    guide: [
      "nginx": [
        "nginx.http-version", "nginx.upgrade-header", "nginx.connection-header",
        "nginx.websocket-location", "nginx.read-timeout", "nginx.host-header",
      ],
      "apache": [
        "apache.proxy-wstunnel-module", "apache.proxy-requests-off",
        "apache.websocket-proxypass", "apache.proxypass-order", "apache.idle-timeout",
        "apache.preserve-host", "apache.websocket-balancer", "apache.balancer-proxypass",
        "apache.sticky-session", "apache.balancer-manager-restricted",
      ],
      "haproxy": [
        "haproxy.websocket-acl", "haproxy.websocket-backend", "haproxy.server",
        "haproxy.tunnel-timeout",
      ],
    ],
    recognises: { _ in false })
}
