import Diagnosis
import Evidence
import HTTP1

extension ProxyProduct {
  static let caddy = ProxyProduct(
    "caddy", name: "Caddy",
    habits: [
      .passesUpgradeOn: .all, .asksInHTTP11: .all, .answersForHangUps: .all,
      .swallowsForeign101: .all,
    ],
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
    },
    isMuteLikeApplications: true, reload: { _ in SetupStep.reloadCaddy },
    steps: SetupStep.caddy, parts: caddyParts, ways: caddyWays, lines: caddyLines,
    guides: ["generic": ["caddy.route"]]
  )
}
