/// The ids that options and `list` accept, with what each is called.
struct Known {
  var what: String
  var entries: [(id: String, title: String)]
  var ids: [String] { entries.map(\.id) }

  /// The id itself, or a usage error that names the nearest one.
  func require(_ id: String, or others: [String] = []) throws(UsageError) -> String {
    if ids.contains(id) || others.contains(id) { return id }
    throw UsageError(
      message: "there is no \(what) \"\(id)\"."
        + Suggestion.question(id, among: ids + others)
        + (entries.count <= 12 ? " There are: \((others + ids).joined(separator: ", "))" : ""))
  }

  static let probes = Known(
    what: "probe",
    entries: [
      ("dns", "the host's name has addresses"),
      ("tcp", "each address accepts connections"),
      ("tls", "the certificate and the TLS handshake"),
      ("http", "ordinary requests are answered, and by whom"),
      ("fingerprint", "which proxy and which application server answer"),
      ("upgrade", "the opening handshake is answered with 101"),
      ("misroute", "where a refused handshake ended, and what was lost on the way"),
      ("messages", "frames go through in both directions"),
      ("idle", "how long a silent connection lives"),
      ("keepalive", "the application's keepalive keeps it open"),
      ("polling", "the fallback works"),
    ])

  static let profiles = Known(
    what: "profile",
    entries: [
      ("generic", "any application"),
      ("jira-chat", "Chat for Jira Service Management (Service Desk)"),
      ("open-xchange", "Open-Xchange App Suite"),
      ("universal-messaging", "webMethods Universal Messaging"),
      ("jelastic", "Jelastic, Virtuozzo Application Platform"),
      ("inet-elastic", "iNET.elastic"),
    ])

  static let proxies = Known(
    what: "proxy",
    entries: [
      ("nginx", "nginx"), ("apache", "Apache httpd"), ("haproxy", "HAProxy"),
      ("aws-alb", "AWS Application Load Balancer"),
      ("aws-elb-classic", "AWS Classic Load Balancer"),
      ("aws-nlb", "AWS Network Load Balancer"), ("caddy", "Caddy"), ("traefik", "Traefik"),
      ("envoy", "Envoy, Istio"), ("varnish", "Varnish"), ("squid", "Squid"),
      ("lighttpd", "lighttpd"), ("cloudflare", "Cloudflare"), ("cloudfront", "AWS CloudFront"),
      ("azure-application-gateway", "Azure Application Gateway"),
      ("google-lb", "Google Cloud Load Balancing"), ("iis-arr", "IIS with ARR"),
      ("jelastic", "Jelastic's balancer"), ("none", "no proxy"),
      ("unknown", "a proxy that cannot be named"),
    ])
}
