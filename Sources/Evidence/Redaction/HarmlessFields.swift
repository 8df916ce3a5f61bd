/// Names of header fields and query parameters whose values tell nothing secret.
enum HarmlessFields {
  static let names: Set<String> = [
    "accept", "accept-encoding", "accept-language", "accept-ranges", "age", "allow", "alt-svc",
    "cache-control", "cf-cache-status", "cf-ray", "connection", "content-encoding",
    "content-language", "content-length", "content-type", "date", "etag", "expires", "host",
    "keep-alive", "last-modified", "max-forwards", "origin", "pragma", "retry-after",
    "sec-fetch-dest", "sec-fetch-mode", "sec-fetch-site", "sec-websocket-accept",
    "sec-websocket-extensions", "sec-websocket-key", "sec-websocket-version", "server",
    "strict-transport-security", "te", "trailer", "transfer-encoding", "upgrade", "user-agent",
    "vary", "via", "wsdoctor-beacon", "x-anodeid", "x-cache", "x-content-type-options",
    "x-envoy-upstream-service-time", "x-forwarded-for", "x-forwarded-host",
    "x-forwarded-port", "x-forwarded-prefix", "x-forwarded-proto", "x-forwarded-server",
    "x-frame-options", "x-powered-by", "x-squid-error",
    "x-varnish", "x-xss-protection",
  ]
  static let queryNames: Set<String> = ["eio", "transport", "v", "version", "b64"]
}

extension HarmlessFields {
  static func covers(_ name: String) -> Bool {
    let name = name.lowercased()
    return names.contains(name) || name == "referer"
  }

  static func isHarmless(parameter pair: Substring) -> Bool {
    pair.contains("=") && queryNames.contains(pair.prefix { $0 != "=" }.lowercased())
  }
}
