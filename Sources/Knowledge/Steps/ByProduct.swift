import Evidence

/// How a step for any proxy looks on one of the products that are known well.
enum ByProduct {
  static func reload(_ context: RemedyContext) -> String {
    switch context.proxy {
    case "apache": SetupStep.graceful(context)
    case "haproxy": SetupStep.reloadHAProxy(context)
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
    default: SetupStep.location(context, extra: [extra])
    }
  }

  /// Where `pass` belongs.
  static func place(_ context: RemedyContext, otherwise: String) -> String {
    switch context.proxy {
    case "apache": "the <VirtualHost> of \(context.host), behind its other <Location> sections"
    case "haproxy":
      "haproxy.cfg: the frontend that answers \(context.host):\(context.port), before its other "
        + "http-request lines"
    default: otherwise
    }
  }
}
