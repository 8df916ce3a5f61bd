public import Diagnosis
import Evidence

extension Hypothesis {
  /// Every cause that is known, in the order that breaks ties.
  public static let all: [Hypothesis] =
    dns + tcp + forwardProxy + tls + httpBackend + http + applicationServerError
    + otherEngine + headerLimit + badAccept + notForwarded + fieldsLost + pageInstead
    + endpointUnknown + pathChanged + pathNotRouted + pathHungUpOn + upgradeBackend
    + upgradeRefusedPath + flipsWithOneThing + blocked + http10Upstream + proxyModuleMissing
    + handshakeRefused + [subprotocolWanted] + pathRefusedAnywhere + byChance
    + sessionRefused + tunnel + endurance + polling + severalServers + configuration

  /// What is said when a handshake fails and no hypothesis survives.
  public static let unexplained = Hypothesis(
    "unexplained", rung: .upgrade, called: "something new",
    title: "WebSocket doesn't work, and no known cause fits what was seen.",
    explanation: "All evidence stands below. Please report it: a new cause has been met.",
    when: [], atMost: .possible, remedies: [])
}
