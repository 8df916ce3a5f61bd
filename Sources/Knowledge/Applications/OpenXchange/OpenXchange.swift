import Evidence
import HTTP1

extension Profile {
  /// Open-Xchange App Suite: Engine.IO 3 over WebSocket alone at `/socket.io/appsuite`, where the
  /// client pings each 25 s; a session in the query, its cookie and the browser's User-Agent belong
  /// together (App Suite 7.8.3 to 8; appsuite-frontend, io.ox/core/sockets).
  public static let openXchange = Profile(
    id: "open-xchange", title: "Open-Xchange App Suite", application: "Open-Xchange",
    feature: "Push", backend: "OX-BACKEND", balancerGroup: "oxcluster_ws",
    webSocketPath: "/socket.io/appsuite/?EIO=3&transport=websocket",
    locationPath: "/socket.io/appsuite/", keepaliveSeconds: 25, keepaliveIsMessage: true,
    fallback: .none,
    fallbackSentence: "There is no fallback: new mail shows at the next refresh only.",
    ownSteps: [
      "ox.websockets-package", "ox.websockets-enabled", "ox.hazelcast", "ox.authenticated-session",
    ],
    inPlaceOf: [
      "application.session": ["ox.authenticated-session", "ox.websockets-enabled"],
      "client.websocket-path": ["ox.websockets-package", "proxy.route-websocket-path"],
    ],
    documents: openXchangeDocuments,
    recognises: { response in
      if response.cookieNames.contains(where: { $0.hasPrefix("open-xchange-") }) {
        return "a cookie open-xchange-…"
      }
      let start = response.start
      if start.contains("id=\"io-ox-core\"") || start.contains("#io-ox-core") {
        return "the page of App Suite (io-ox-core)"
      }
      return start.contains("name=\"application-name\" content=\"App Suite\"")
        ? "the page's metadata name App Suite" : nil
    })

  private static var openXchangeDocuments: Documents {
    var documents = Documents()
    documents.echoField = "X-Echo-Header"
    documents.session400 = ("session", "wsdoctor")
    return documents
  }
}
