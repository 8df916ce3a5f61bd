import Evidence
import HTTP1

extension ProxyProduct {
  static let azureApplicationGateway = ProxyProduct(
    "azure-application-gateway", name: "Azure Application Gateway",
    sign: { response in
      if response.cookieNames.contains(where: { $0.hasPrefix("ApplicationGatewayAffinity") }) {
        return Sign(.proven, because: "cookie ApplicationGatewayAffinity")
      }
      return serverField("Microsoft-Azure-Application-Gateway", response)
    },
    wrote: { $0.start.contains("Microsoft-Azure-Application-Gateway") ? "its own page" : nil },
    limits: [
      KnownTimeout(
        30, "Azure Application Gateway, request timeout (reported)",
        source: "Azure/application-gateway-kubernetes-ingress issue 491")
    ])

  /// It hands every byte on, so that nothing of it shows in an answer.
  static let azureLB = ProxyProduct(
    "azure-lb", name: "Azure Load Balancer",
    limits: [
      KnownTimeout(
        240, "Azure Load Balancer idle timeout (default, no RST)",
        source: "azure-docs issue 86536; not measured")
    ])
}
