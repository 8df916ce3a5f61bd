public import Diagnosis
import Evidence

extension Hypothesis {
  /// Every cause that is known, in the order that breaks ties.
  public static let all: [Hypothesis] =
    dns + tcp + forwardProxy + tls + httpBackend + products("http.backend-unreachable") + http
    + redirectedToItself + products("http.rate-limited") + applicationServerError + otherEngine
    + headerLimit + badAccept
    + notForwarded + products("upgrade.not-forwarded") + fieldsLost + pageInstead + endpointUnknown
    + pathChanged + pathNotRouted + products("upgrade.path-not-routed") + endpointGivenByHand
    + pathHungUpOn
    + upgradeBackend + products("upgrade.backend-unreachable") + upgradeRefusedPath
    + flipsWithOneThing + inItsOwnWords + blocked + replacedSwitch + products("upgrade.blocked")
    + http10Upstream
    + products("upgrade.proxy-module-missing") + handshakeRefused + [subprotocolWanted]
    + pathRefusedAnywhere + byChance + sessionRefused + tunnel + endurance + polling
    + severalServers + configuration + pageAddresses + [addressDiffers] + products(nil)

  /// Faults of which products have variants of their own, at their place in the order.
  private static let placed: Set<FaultID> = [
    "http.backend-unreachable", "http.rate-limited", "upgrade.not-forwarded",
    "upgrade.path-not-routed", "upgrade.backend-unreachable", "upgrade.blocked",
    "upgrade.proxy-module-missing",
  ]

  /// The products' own variants of a fault; `nil`: those of all faults that have no place.
  private static func products(_ fault: FaultID?) -> [Hypothesis] {
    ofProducts.filter { fault == nil ? !placed.contains($0.fault) : $0.fault == fault }
  }

  private static let ofProducts: [Hypothesis] = ProxyProduct.all.flatMap { $0.hypotheses() }

  /// What is said when a handshake fails and no hypothesis survives.
  public static let unexplained = Hypothesis(
    "unexplained", rung: .upgrade, called: "something new",
    title: "WebSocket doesn't work, and no known cause fits what was seen.",
    explanation: "All evidence stands below. Please report it: a new cause has been met.",
    when: [], atMost: .possible, remedies: [])
}
