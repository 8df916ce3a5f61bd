import Evidence
import HTTP1

extension Profile {
  /// webMethods Universal Messaging (once Nirvana; Software AG, now IBM): `/sv/ws` without query or
  /// subprotocol, a message of the client each 60 s, eight drivers over `/sv/nvLite` as fallback
  /// (nirvana.js of 10.x).
  public static let universalMessaging = Profile(
    id: "universal-messaging", title: "Universal Messaging", application: "Universal Messaging",
    feature: "Messaging", backend: "UM-BACKEND", webSocketPath: "/sv/ws",
    locationPath: "/sv/ws", keepaliveSeconds: 60, keepaliveIsMessage: true,
    fallback: .polling(path: nil),
    fallbackSentence: "The client takes its next driver, down to long polling.",
    ownSteps: ["um.client-port", "um.client-secure"],
    documents: universalMessagingDocuments,
    recognises: { response in
      response.text.contains("/lib/js/nirvana.js") ? "the page loads /lib/js/nirvana.js" : nil
    })

  private static var universalMessagingDocuments: Documents {
    var documents = Documents()
    documents.script = "/lib/js/nirvana.js"
    return documents
  }
}
