import Evidence
import HTTP1

extension ProxyProduct {
  static let cloudflare = ProxyProduct(
    "cloudflare", name: "Cloudflare", isEdge: true,
    habits: [.answersForHangUps: .all],
    sign: { response in
      response.field("CF-RAY") != nil ? Sign(.proven, because: "CF-RAY") : nil
    },
    wrote: { response in
      guard response.field("CF-RAY") != nil else { return nil }
      return (520..<530).contains(response.status) || response.field("cf-mitigated") != nil
        || response.start.contains("<center>cloudflare</center>") ? "its own page" : nil
    },
    lines: cloudflareLines,
    limits: [
      KnownTimeout(
        100, "Cloudflare idle limit (reported)",
        source: "teleport issue 11765, cloudflared issue 1282")
    ])
}
