import Evidence
import Investigation
import Testing
import Transport

/// A firewall that opens TLS and signs anew what it lets through.
@Suite(.timeLimit(.minutes(1))) struct InterceptionTests {
  private func report(trustingRoot: Bool) async throws -> Report {
    let slot = Slot<Report>()
    let certificate = try ResignedCertificate()
    try await Peer.serve(tls: TLSServerOptions(identity: certificate.identity)) {
      try await application($0, $1)
    } _: { peer in
      slot.value = try await check("https://127.0.0.1:\(peer.address.port)/") {
        $0.webSocketPath = "/chat/ws"
        if trustingRoot { $0.caFile = certificate.rootFile }
      }
    }
    let report = try #require(slot.value)
    try report.expectWellFormed()
    return report
  }

  @Test func `where the machine trusts its root it is said, and is no fault`() async throws {
    let report = try await report(trustingRoot: true)
    #expect(report.faults == ["tls.intercepted"])
    let diagnosis = try #require(report.diagnoses.first)
    #expect(diagnosis.severity == .info && diagnosis.certainty == .likely)
    #expect(diagnosis.evidence.contains { $0.fact.contains("Zscaler") })
    #expect(diagnosis.missingSteps.map(\.step) == ["client.trust-root"])
    #expect(report.verdict == .healthy && report.exitStatus == 0, "\(report.faults)")
    #expect(report.target.endpointConfirmed)
  }

  @Test func `where it doesn't, the certificate comes first and the firewall behind it`()
    async throws
  {
    let report = try await report(trustingRoot: false)
    let first = try #require(report.diagnoses.first)
    #expect(first.fault == "tls.untrusted" && first.severity == .error, "\(report.faults)")
    #expect(report.faults.last == "tls.intercepted" && report.faults.count == 2)
    #expect(report.exitStatus == 1 && report.target.endpointConfirmed)
  }

  @Test func `a certificate of another issuer is no interception`() async throws {
    let identity = try Certificate.identity.get()
    try await Peer.serve(tls: TLSServerOptions(identity: identity)) {
      try await application($0, $1)
    } _: { peer in
      let report = try await check("https://127.0.0.1:\(peer.address.port)/") {
        $0.webSocketPath = "/chat/ws"
        $0.caFile = identity.certificateFile
      }
      #expect(report.verdict == .healthy && report.faults.isEmpty, "\(report.faults)")
    }
  }
}
