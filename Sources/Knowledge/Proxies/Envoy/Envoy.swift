import Diagnosis
import Evidence
import HTTP1

extension ProxyProduct {
  static let envoy = ProxyProduct(
    "envoy", name: "Envoy",
    habits: [.asksInHTTP11: .all, .answersForHangUps: .all],
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
    },
    steps: SetupStep.envoy,
    parts: [
      .forwardUpgrade: ["envoy.upgrade-configs"], .allowUpgrade: ["envoy.upgrade-configs"],
    ],
    limits: [
      KnownTimeout(300, "Envoy stream_idle_timeout (default)", source: "Envoy faq, timeouts")
    ],
    guides: ["generic": ["envoy.upgrade-configs", "proxy.idle-timeout"]])
}
