public import Evidence

/// A limit of silence that a product has when nobody sets it.
public struct KnownTimeout: Sendable, Hashable {
  public let product: ProductID
  public let seconds: Double
  /// As a report names it.
  public let name: String
  /// Where it was read, or how it was measured.
  public let source: String

  init(_ product: ProductID, _ seconds: Double, _ name: String, source: String) {
    self.product = product
    self.seconds = seconds
    self.name = name
    self.source = source
  }

  /// What a measured limit is known as; that of the product in front where it has such a default.
  ///
  /// - Parameters:
  ///   - seconds: the limit.
  ///   - uncertainty: of the measurement; timers themselves are up to a second late.
  public static func names(of seconds: Double, uncertainty: Double, behind product: ProductID?)
    -> [String]
  {
    let near = all.filter {
      seconds > $0.seconds - max(uncertainty, 0.3) && seconds < $0.seconds + max(uncertainty, 1.2)
    }
    let own = near.filter { $0.product == product }
    return (own.isEmpty ? near : own).map(\.name)
  }

  public static let all: [KnownTimeout] = [
    KnownTimeout(
      "google-lb", 30, "Google classic Application Load Balancer, backend timeout (default)",
      source: "GKE concepts/ingress-xlb; socket.io behind-a-reverse-proxy"),
    KnownTimeout(
      "azure-application-gateway", 30, "Azure Application Gateway, request timeout (reported)",
      source: "Azure/application-gateway-kubernetes-ingress issue 491"),
    KnownTimeout(
      "nginx", 60, "nginx proxy_read_timeout (default)",
      source: "ngx_http_proxy_module; measured with nginx 1.22.1: FIN at 60.0 s"),
    KnownTimeout(
      "apache", 60, "Apache Timeout and ProxyTimeout (default)",
      source: "mod_proxy_http.c, ap_proxy_tunnel_create; measured: FIN at 60.1 s"),
    KnownTimeout(
      "lighttpd", 61, "lighttpd server.max-read-idle (default)", source: "measured: FIN at 61 s"),
    KnownTimeout(
      "varnish", 60, "Varnish pipe_timeout (default)", source: "measured: FIN at 60.1 s"),
    KnownTimeout(
      "aws-alb", 60, "AWS ALB idle timeout (default)",
      source: "idle_timeout.timeout_seconds, 1 to 4000; not measured"),
    KnownTimeout(
      "aws-elb-classic", 60, "AWS Classic Load Balancer idle timeout (default)",
      source: "ConnectionSettings.IdleTimeout; not measured"),
    KnownTimeout(
      "kong", 60, "Kong read_timeout (default)", source: "Kong upstream-timeout documentation"),
    KnownTimeout(
      "cloudflare", 100, "Cloudflare idle limit (reported)",
      source: "teleport issue 11765, cloudflared issue 1282"),
    KnownTimeout(
      "iis-arr", 120, "IIS ARR proxy timeout (default)", source: "stackoverflow 34316825"),
    KnownTimeout(
      "traefik", 180, "Traefik respondingTimeouts.idleTimeout (default)",
      source: "traefik reference, entrypoints"),
    KnownTimeout(
      "azure-lb", 240, "Azure Load Balancer idle timeout (default, no RST)",
      source: "azure-docs issue 86536"),
    KnownTimeout(
      "ingress-nginx", 240, "ingress-nginx worker-shutdown-timeout after a reload (default)",
      source: "ingress-nginx configmap documentation"),
    KnownTimeout(
      "envoy", 300, "Envoy stream_idle_timeout (default)", source: "Envoy faq, timeouts"),
    KnownTimeout(
      "f5", 300, "F5 BIG-IP TCP profile idle timeout (default)", source: "F5 K14754 (copy)"),
    KnownTimeout(
      "aws-nlb", 350, "AWS NLB tcp.idle_timeout.seconds (default)",
      source: "elasticloadbalancing network, update-idle-timeout"),
    KnownTimeout(
      "nginx", 600, "nginx stream proxy_timeout (default)", source: "ngx_stream_proxy_module"),
    KnownTimeout(
      "cloudfront", 600, "CloudFront idle limit (fixed)",
      source: "CloudFront distribution-working-with.websockets"),
    KnownTimeout(
      "aws-api-gateway", 600, "AWS API Gateway idle limit (fixed)",
      source: "apigateway execution-service-websocket-limits"),
  ]
}
