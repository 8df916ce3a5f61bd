extension ProxyProduct {
  /// Every product that is known, and the only list of them. The order decides whose own page is looked for
  /// first: Cloudflare's and Azure's have nginx's form with their own names in it.
  public static let all: [ProxyProduct] = [
    .cloudflare, .azureApplicationGateway, .nginx, .apache, .haproxy, .caddy, .varnish, .squid,
    .lighttpd, .envoy, .traefik, .awsALB, .awsClassic, .awsNLB, .cloudFront, .googleLB, .iisARR,
    .jelastic, .kong, .azureLB, .bigIP, .awsAPIGateway,
  ]
}
