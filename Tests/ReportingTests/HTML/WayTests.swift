import Evidence
import Testing

@testable import Reporting

@Suite struct WayTests {
  private func way(
    _ fault: String, steps: [StepID] = [], hops: [Hop.Role] = [.proxy, .application]
  ) -> Way {
    var report = Sample.upgradeNotForwarded
    report.hops = hops.map {
      Hop(
        role: $0, product: $0 == .application ? "tomcat" : "nginx", version: nil,
        certainty: .likely, evidence: [])
    }
    var diagnosis = Sample.notForwarded
    diagnosis.fault = FaultID(rawValue: fault)
    diagnosis.missingSteps = steps.map {
      Sample.missing($0, file: "", snippet: "", apply: "", verify: "")
    }
    return Way(report, rootCause: diagnosis)
  }

  @Test(arguments: [
    ("upgrade.not-forwarded", "nginx.upgrade-header", 1),
    ("idle.timeout-too-short", "nginx.read-timeout", 1),
    ("upgrade.forbidden", "proxy.allow-upgrade", 1),
    ("upgrade.origin-rejected", "application.allowed-origins", 2),
    ("application.session-refused", "application.session", 2),
    ("tls.expired", "tls.certificate-renewal", 1),
  ]) func `it breaks where the change belongs`(fault: String, step: String, station: Int) {
    #expect(way(fault, steps: [StepID(rawValue: step)]).breaks == .station(station))
  }

  @Test func `a link is broken where neither end is`() {
    #expect(way("dns.not-found").breaks == .link(before: 1))
    #expect(way("tcp.refused").breaks == .link(before: 1))
    #expect(way("upgrade.backend-unreachable").breaks == .link(before: 2))
    let byForwardProxy: [Hop.Role] = [.forwardProxy, .proxy, .application]
    #expect(way("tcp.timeout", hops: byForwardProxy).breaks == .link(before: 2))
    #expect(way("connect.denied", hops: byForwardProxy).breaks == .station(1))
    #expect(way("connect.proxy-unreachable", hops: byForwardProxy).breaks == .link(before: 1))
    #expect(way("connect.target-unreachable", hops: byForwardProxy).breaks == .link(before: 2))
  }

  @Test func `what no answer shows is not marked`() {
    #expect(way("idle.silent-drop", steps: ["nginx.read-timeout"]).breaks == .unknown)
    #expect(way("unexplained").breaks == .unknown)
    // Which of two proxies it is.
    #expect(
      way(
        "upgrade.not-forwarded", steps: ["nginx.upgrade-header"],
        hops: [.edge, .proxy, .application]
      ).breaks == .unknown)
    // The steps that fit equally well belong to different programs.
    #expect(
      way("upgrade.redirected", steps: ["nginx.websocket-location", "application.base-url"])
        .breaks == .unknown)
  }

  @Test func `a healthy way is whole, and the application stands at its end`() {
    let whole = Way(Sample.healthy, rootCause: nil)
    #expect(whole.breaks == nil)
    var unrecognised = Sample.healthy
    unrecognised.hops = []
    #expect(
      Way(unrecognised, rootCause: nil).stations.map(\.product.text) == [
        "wsdoctor, as a browser would", "not recognised",
      ])
  }
}
