import Diagnosis
import Evidence
import HTTP1

extension ProxyProduct {
  static let jelastic = ProxyProduct(
    "jelastic", name: "Jelastic's balancer", label: "Jelastic",
    sign: { response in
      if response.field("X-Resolver-IP") != nil { return Sign(.proven, because: "X-Resolver-IP") }
      return response.cookieNames.contains("SRVGROUP")
        ? Sign(.likely, because: "cookie SRVGROUP") : nil
    },
    wrote: { _ in nil },
    reload: { _ in reloadNginx }, language: nginxLanguage, steps: SetupStep.jelastic,
    // Its balancer is an nginx.
    parts: [.roomForFields: nginxParts[.roomForFields] ?? []],
    guides: [Profile.jelastic.id: jelasticGuide, Profile.inetElastic.id: jelasticGuide],
    reproduce: "none: it takes the platform")

  /// The guide's steps on the balancer, which may show as the nginx that it is.
  static let jelasticGuide: [StepID] =
    ["jelastic.balancer-in-front", "jelastic.websocket-location"]
    + (nginxParts[.keepSilence] ?? []).map(\.step) + (nginxParts[.passHost] ?? []).map(\.step)
}
