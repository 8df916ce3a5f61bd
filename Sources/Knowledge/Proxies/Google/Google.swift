import Evidence
import HTTP1

extension ProxyProduct {
  static let googleLB = ProxyProduct(
    "google-lb", name: "Google's load balancer", label: "Google Cloud Load Balancing", isEdge: true,
    sign: { response in
      response.field("Via")?.contains("1.1 google") == true
        ? Sign(.likely, because: "Via: 1.1 google") : nil
    },
    wrote: { response in
      response.start.contains("<title>502 Server Error</title>")
        || response.start.contains("Error: Server Error") ? "its own page" : nil
    },
    limits: [
      KnownTimeout(
        30, "Google classic Application Load Balancer, backend timeout (default)",
        source: "GKE concepts/ingress-xlb; socket.io behind-a-reverse-proxy")
    ])
}
