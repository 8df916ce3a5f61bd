import Evidence
import HTTP1

/// Worlds in which the application gives its reason itself.
extension Case {
  static let words: [Case] = [
    Case("upgrade.origin-rejected", "in the application's words") {
      $0.refuse(403, saying: "request origin not allowed by Upgrader.CheckOrigin")
      $0.set(.withoutOrigin, 403, body: "refused")
    },
    Case("upgrade.subprotocol-lost", "in the application's words") {
      $0.findings.target.offersSubprotocols = true
      $0.refuse(400, saying: "Failed to open a WebSocket connection: missing subprotocol.")
      $0.set(.withoutSubprotocol, 400, body: "refused")
      $0.set(.wrongVersion, 400, body: "version")
    },
    Case("upgrade.subprotocol-lost", "perhaps") {
      $0.findings.target.offersSubprotocols = true
      $0.refuse(400)
      $0.set(.withoutSubprotocol, 400, body: "refused")
      $0.set(.wrongVersion, 426)
    },
    Case("application.handshake-refused", "for want of a subprotocol, as it says") {
      $0.refuse(400, saying: "missing subprotocol")
      $0.set(.knownSubprotocols, 400, body: "refused")
      $0.set(.wrongVersion, 400, body: "version")
    },
    Case("application.handshake-refused", "before it looks at the handshake") {
      $0.both(400, body: "no")
      $0.set(.wrongVersion, 400, body: "no")
      $0.says("room is required")
    },
    Case("application.server-error", "on the path, as a gateway would say") {
      $0.both(503, by: .application)
    },
    Case("upgrade.authentication-required", "in the application's words") {
      $0.both(401, body: "no")
      $0.says("token missing")
    },
    Case("upgrade.forbidden", "in the application's words") {
      $0.both(403, body: "no")
      $0.says("you are not a member of this room")
    },
  ]
}

extension World {
  fileprivate mutating func refuse(_ status: Int, saying words: String) {
    refuse(status)
    says(words)
  }

  fileprivate mutating func says(_ words: String) {
    findings.answers[.handshake]?.words = OwnWords(words)
  }
}
