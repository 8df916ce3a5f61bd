import Evidence

/// Lists of steps that several guides share.
enum Guides {
  static let nginx: [StepID] = [
    "nginx.http-version", "nginx.upgrade-header", "nginx.connection-header",
    "nginx.websocket-location", "nginx.read-timeout", "nginx.host-header",
  ]

  /// With a fallback that posts what WebSocket would carry.
  static let nginxAndPosts = nginx + ["nginx.body-size"]

  static let apache: [StepID] = [
    "apache.proxy-wstunnel-module", "apache.proxy-requests-off",
    "apache.websocket-proxypass", "apache.proxypass-order", "apache.idle-timeout",
    "apache.preserve-host", "apache.websocket-balancer", "apache.balancer-proxypass",
    "apache.sticky-session", "apache.balancer-manager-restricted",
  ]

  static let haproxy: [StepID] = [
    "haproxy.websocket-acl", "haproxy.websocket-backend", "haproxy.server",
    "haproxy.tunnel-timeout",
  ]

  /// For an application whose guide isn't known: every proxy's steps.
  static let all: [ProductID: [StepID]] = [
    "nginx": nginx, "apache": apache, "haproxy": haproxy, "aws-alb": aws, "aws-nlb": aws,
    "aws-elb-classic": aws, "caddy": ["caddy.route"],
    "varnish": ["varnish.pipe", "proxy.idle-timeout"],
    "lighttpd": ["lighttpd.upgrade", "proxy.idle-timeout"],
    "envoy": ["envoy.upgrade-configs", "proxy.idle-timeout"], "squid": ["squid.connect-port"],
  ]

  /// Of the guide's load balancers the Application Load Balancer does as well today.
  static let aws: [StepID] = [
    "aws.network-load-balancer", "aws.security-group", "aws.target-health", "aws.base-url",
    "aws.idle-timeout",
  ]
}
