import Evidence
import Investigation
import Knowledge
import Lab
import Testing
import Transport

/// What `wsdoctor demo` does, for every fault that it can show.
@Suite struct DemonstrationTests {
  private func diagnose(
    _ address: SocketAddress, cookie: String? = nil, waits: Demonstration.Waits?
  ) async -> Report {
    var options = CheckOptions(
      url: TargetURL(scheme: .http, host: address.host, port: address.port, target: "/"))
    options.quick = waits == nil
    if let waits {
      options.idle = waits.idle
      options.keepalive = waits.keepalive
    }
    if let cookie { options.headers.append(("Cookie", cookie)) }
    return await investigate(options) { _ in }
  }

  @Test(arguments: Demonstration.all)
  func `the fault is found, and after the cure all is well`(_ demonstration: Demonstration)
    async throws
  {
    let loop = try EventLoop()
    defer { loop.shutdown() }
    let stage = try Stage(demonstration, loop: loop)
    let broken = await diagnose(stage.address, waits: demonstration.waits)
    #expect(broken.diagnoses.map(\.fault.rawValue) == [demonstration.fault])
    #expect(broken.verdict != .healthy)
    #expect(broken.target.webSocketPathFrom == .page || broken.verdict == .broken)
    stage.applyCure()
    let cured = await diagnose(
      stage.address, cookie: demonstration.cookie, waits: demonstration.waits)
    #expect(cured.verdict == .healthy)
    #expect(cured.diagnoses.isEmpty)
    await stage.stop()
  }

  @Test func `each fault is shown once, and the catalogue knows it`() {
    let faults = Demonstration.all.map(\.fault)
    #expect(Set(faults).count == faults.count)
    #expect(faults.first == "upgrade.not-forwarded")
    #expect(Set(faults).isSubset(of: Set(Explanations.faults.map(\.id))))
  }
}
