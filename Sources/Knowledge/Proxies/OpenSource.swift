import Evidence
import HTTP1

extension ProxyProduct {
  static let caddy = ProxyProduct(
    "caddy", name: "Caddy",
    sign: { response in
      serverField("Caddy", response)
        ?? (response.field("Via")?.contains("Caddy") == true
          ? Sign(.likely, because: "Via: \(response.field("Via") ?? "")") : nil)
    },
    wrote: { response in
      // Caddy's own answers have no body; relayed ones carry the backend's fields too. What finds fault
      // with the request is a backend's that writes no Server field.
      let servers = response.head.fields.all("Server")
      return servers == ["Caddy"] && ![400, 405, 426].contains(response.status)
        && response.body.isEmpty && response.status != 101
        && response.field("Content-Type") == nil && !response.head.fields.contains("X-Powered-By")
        && !response.head.fields.contains("Sec-WebSocket-Version")
        ? "an empty answer with Server: Caddy" : nil
    })

  static let varnish = ProxyProduct(
    "varnish", name: "Varnish",
    sign: { response in
      if response.field("X-Varnish") != nil { return Sign(.proven, because: "X-Varnish") }
      return response.field("Via")?.lowercased().contains("varnish") == true
        ? Sign(.likely, because: "Via: \(response.field("Via") ?? "")") : nil
    },
    wrote: { response in
      response.start.contains("Guru Meditation") || response.field("Server") == "Varnish"
        ? "its own error page" : nil
    })

  static let squid = ProxyProduct(
    "squid", name: "Squid",
    sign: { response in
      if let sign = serverField("squid", response) { return sign }
      return response.field("Via")?.contains("(squid") == true
        ? Sign(.likely, because: "Via: \(response.field("Via") ?? "")") : nil
    },
    wrote: { $0.field("X-Squid-Error").map { "X-Squid-Error: \($0)" } })

  static let lighttpd = ProxyProduct(
    "lighttpd", name: "lighttpd",
    sign: { serverField("lighttpd", $0) },
    wrote: { response in
      serverField("lighttpd", response) != nil && response.start.hasPrefix("<?xml")
        && response.status >= 400 ? "its built-in page" : nil
    })

  static let envoy = ProxyProduct(
    "envoy", name: "Envoy",
    sign: { response in
      if let sign = serverField("envoy", response) ?? serverField("istio-envoy", response) {
        return sign
      }
      return response.field("x-envoy-upstream-service-time") != nil
        ? Sign(.proven, because: "x-envoy-upstream-service-time") : nil
    },
    wrote: { response in
      let words = ["upstream connect error", "no healthy upstream", "upstream request timeout"]
      if let word = words.first(where: response.start.contains) { return "\"\(word)\"" }
      let silent =
        response.body.isEmpty && response.status >= 400
        && response.field("x-envoy-upstream-service-time") == nil
        && serverField("envoy", response) != nil
      return silent ? "an empty answer that names no upstream" : nil
    })

  /// Traefik shows itself by nothing but Go's words for an unknown route, which any Go program
  /// may say.
  static let traefik = ProxyProduct(
    "traefik", name: "Traefik", sign: { _ in nil }, wrote: { _ in nil })

  static let jelastic = ProxyProduct(
    "jelastic", name: "Jelastic's balancer",
    sign: { response in
      if response.field("X-Resolver-IP") != nil { return Sign(.proven, because: "X-Resolver-IP") }
      return response.cookieNames.contains("SRVGROUP")
        ? Sign(.likely, because: "cookie SRVGROUP") : nil
    },
    wrote: { _ in nil })
}
