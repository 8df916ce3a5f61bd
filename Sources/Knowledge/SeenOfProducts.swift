import Diagnosis
import Evidence

/// What the observations show of a step that is made in the application or its platform; nil: nothing of
/// its own.
enum SeenOfProducts {
  static func of(_ id: StepID, _ table: ObservationTable) -> (StepStatus.Status, String)? {
    let switched = table.meets([.kind(.handshake, .switched)])
    let works = "the handshake succeeds"
    switch id {
    case "application.base-url", "aws.base-url": return address(table[.baseURL])
    case "application.connector": return address(table[.connector])
    case "ox.websockets-package":
      if switched { return (.done, works) }
      guard let read = table[.sessionIsRead] else { return (.unknown, "not visible from here") }
      return (read.value == .flag(true) ? .done : .unknown, read.text)
    case "ox.websockets-enabled":
      return switched
        ? (.done, "the handshake succeeds with this session")
        : (.unknown, "only a session that holds shows it")
    case "ox.hazelcast": return (.unknown, "no request from outside shows the nodes' bus")
    case "ox.authenticated-session":
      if switched { return (.done, works) }
      return table[.sessionGiven].map { ($0.value == .flag(true) ? .unknown : .missing, $0.text) }
    case "um.client-port":
      return switched
        ? (.done, "the handshake succeeds at this host and port")
        : (.unknown, "a line of the page, which isn't read")
    case "um.client-secure":
      if table[.tls] == nil { return (.notNeeded, "the address that was asked is http:") }
      return switched
        ? (.done, "the handshake succeeds over TLS")
        : (.unknown, "a line of the page, which isn't read")
    case "jelastic.balancer-in-front":
      guard table.meets([.is(.profile, "jelastic", "inet-elastic")]),
        let sign = table[.profile], sign.text.contains("SRVGROUP")
      else { return (.unknown, "no cookie SRVGROUP was set, which proves nothing") }
      return (.done, sign.text)
    case "jelastic.websocket-location":
      return switched
        ? (.done, "the handshake succeeds, by this location or the balancer's own for /") : nil
    case "jelastic.appserver-address", "jelastic.restart":
      return switched ? (.done, works) : nil
    case "jelastic.application-path":
      guard switched else { return nil }
      return table.meets([.is(.pathFrom, "page")])
        ? (.done, "the page names the path, and the handshake succeeds")
        : (.unknown, "the path works; whether the page names it wasn't seen")
    default: return nil
    }
  }

  private static func address(_ observation: Observation?) -> (StepStatus.Status, String) {
    guard let observation else { return (.unknown, "the application doesn't say") }
    switch observation.value {
    case .word("same"): return (.done, observation.text)
    case .word("address"): return (.unknown, observation.text)
    default: return (.missing, observation.text)
    }
  }
}
