import Diagnosis
import Evidence
import HTTP1

extension Profile {
  /// Jelastic, now Virtuozzo Application Platform: the guide puts an NGINX balancer in front of any
  /// application and gives it a `location /ws/`; the balancer's own file already passes Upgrade on.
  public static let jelastic = hosting(
    "jelastic", title: "Jelastic",
    recognises: { response in
      if response.head.fields.contains("X-Resolver-IP") {
        return "X-Resolver-IP, as Jelastic's shared balancer writes it"
      }
      return response.cookieNames.contains("SRVGROUP")
        ? "cookie SRVGROUP, as Jelastic's NGINX balancer sets it" : nil
    })

  /// The same platform under its provider's name: nothing in its answers tells the two apart, so
  /// that it is chosen with `--profile` only.
  public static let inetElastic = hosting(
    "inet-elastic", title: "iNET.elastic", recognises: { _ in nil })

  private static func hosting(
    _ id: ProfileID, title: String, recognises: @escaping @Sendable (Answer.Response) -> String?
  ) -> Profile {
    var documents = Documents()
    documents.hasSmallHeaders = true
    return Profile(
      id: id, title: title, application: nil, feature: "WebSocket", backend: "APPSERVER-ADDRESS",
      webSocketPath: "/ws/", locationPath: "/ws/", keepaliveSeconds: nil, fallbackSentence: "",
      ownSteps: ["jelastic.appserver-address", "jelastic.application-path", "jelastic.restart"],
      inPlaceOf: [
        "proxy.backend-address": ["jelastic.appserver-address"],
        "application.start": ["jelastic.restart"],
        "client.websocket-path": ["jelastic.application-path"],
      ],
      parts: [
        .routePath: ["jelastic.websocket-location"],
        .forwardUpgrade: ["jelastic.websocket-location"],
        .reachBackend: ["jelastic.appserver-address"],
      ],
      pathIsSample: true, documents: documents, recognises: recognises)
  }
}
