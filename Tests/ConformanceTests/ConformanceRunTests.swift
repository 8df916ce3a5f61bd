import Evidence
import HTTP1
import Lab
import Synchronization
import Testing
import Transport
import WebSocketProtocol

@testable import Conformance

@Suite struct ConformanceRunTests {
  /// A server that refuses everything.
  struct Closed: Site {
    func answer(to request: RequestHead) -> SiteAnswer {
      .response(ResponseHead(status: 404), body: Array("nothing here".utf8))
    }
  }

  private func choosing(_ sections: String...) -> CaseChoice {
    var choice = CaseChoice()
    choice.sections = sections
    return choice
  }

  @Test func `an endpoint that is none is judged by nothing`() async throws {
    let report = try await withServer(Closed()) { await trying($0) }
    #expect(report.exitStatus == 3 && report.verdict == .inconclusive)
    #expect(report.summary.contains("404"))
    #expect(report.cases?.allSatisfy { $0.verdict == .inconclusive } == true)
  }

  @Test func `a target that nobody listens at is a found fault`() async throws {
    let report = try await withServer { server in
      await server.stop()
      return await trying(server)
    }
    #expect(report.exitStatus == 1 && report.verdict == .broken)
    #expect(report.summary.contains("refused"))
  }

  @Test func `an endpoint that lets nobody stay is judged by its handshake only`() async throws {
    let site = Beacon(isStrict: true, closing: CloseFrame(code: .policyViolation, reason: "no"))
    let report = try await withServer(site) { await trying($0) }
    let handshake = report.cases?.filter { $0.id.hasPrefix("rfc6455.4.2.1") } ?? []
    #expect(handshake.contains { $0.verdict == .pass })
    #expect(report.verdict(of: "rfc6455.5.1.unmasked-text") == .inconclusive)
    #expect(report.cases?.contains { $0.verdict == .fail } == false)
  }

  @Test func `the full tier is only run when it is asked for`() async throws {
    let report = try await withServer { await trying($0, choice: choosing("4.2.1")) }
    let full = try await withServer { await trying($0, tier: .full, choice: choosing("4.2.1")) }
    #expect((report.cases?.count ?? 0) < (full.cases?.count ?? 0))
    #expect(report.cases?.contains { $0.id == "rfc6455.4.2.1.two-lengths" } == false)
  }

  @Test func `strict counts what is only allowed as failed`() async throws {
    let choice = choosing("7.1.7")
    for (strict, status) in [(false, 0), (true, 1)] {
      let report = try await withServer(planting: [.closesWithoutCloseFrame]) {
        await trying($0, choice: choice, strict: strict)
      }
      #expect(report.conformance?.counts.nonStrict == 1)
      #expect(report.exitStatus == status)
    }
  }

  @Test func `a failed case has its transcript, without what the server's messages hold`()
    async throws
  {
    let report = try await withServer(planting: [.acceptsUnmasked]) {
      await trying($0, choice: choosing("5.1"))
    }
    let failed = try #require(report.cases?.first { $0.id == "rfc6455.5.1.unmasked-text" })
    #expect(failed.verdict == .fail)
    #expect(
      failed.transcript.contains {
        $0.what.contains("unmasked") && $0.octets?.hasPrefix("81 08") == true
      })
    #expect(failed.transcript.contains { $0.direction == .received && $0.what == "text, 8 bytes" })
    #expect(failed.transcript.allSatisfy { $0.direction == .sent || $0.octets == nil })
  }

  @Test func `what a proxy changes shows beside what the backend does`() async throws {
    let report = try await withServer(planting: [.noPong, .acceptsHTTP10]) { proxy in
      try await withServer(planting: [.acceptsHTTP10]) { backend in
        await trying(proxy, choice: choosing("5.5.2", "4.2.1"), direct: backend)
      }
    }
    let changed = report.cases?.filter(\.isChangedByProxy).map(\.id) ?? []
    #expect(changed.contains("rfc6455.5.5.2.pong-echoes-text"))
    #expect(changed.allSatisfy { $0.hasPrefix("rfc6455.5.5.2.") })
    let alike = try #require(report.cases?.first { $0.id == "rfc6455.4.2.1.http-1-0" })
    #expect(alike.verdict == .fail && alike.direct?.verdict == .fail)
    #expect(report.conformance?.directURL != nil)
  }

  @Test func `a run that is stopped reports what it has judged`() async throws {
    let stop = ConformanceStop()
    let count = Mutex(0)
    let report = try await withServer { server in
      await trying(server, stop: stop) { progress in
        guard case .judged = progress else { return }
        let judged = count.withLock { count in
          count += 1
          return count
        }
        if judged == 20 { stop.stop(signal: 2) }
      }
    }
    #expect(report.interrupted && report.exitStatus == 130)
    let counts = try #require(report.conformance?.counts)
    #expect(counts.pass >= 15 && counts.skipped > 100)
    #expect(counts.fail == 0)
    #expect(report.verdict != .broken && !report.summary.contains("no connections"))
  }

  @Test func `nothing is said against a server that goes away during the run, except that`()
    async throws
  {
    let count = Mutex(0)
    let (judged, leave) = AsyncStream.makeStream(of: Void.self)
    let report = try await withServer { server in
      async let leaving: Void = {
        for await _ in judged { break }
        await server.stop()
      }()
      let report = await trying(server, stepTimeout: .seconds(1)) { progress in
        guard case .judged = progress else { return }
        let judged = count.withLock { count in
          count += 1
          return count
        }
        if judged == 100 { leave.yield() }
      }
      await leaving
      return report
    }
    #expect(report.verdict == .broken && report.exitStatus == 1)
    #expect(report.summary.hasPrefix("The server takes no connections any more"))
    let counts = try #require(report.conformance?.counts)
    #expect(counts.fail == 0 && counts.inconclusive > 100 && counts.pass > 50)
  }

  @Test func `the user's secrets are in no sentence`() async throws {
    let report = try await withServer(planting: [.wrongAccept]) {
      await trying(
        $0, choice: choosing("4.2.2"), headers: [("Authorization", "Bearer geheim-12345")],
        secrets: ["geheim-12345"])
    }
    #expect(!"\(report)".contains("geheim-12345"))
    #expect(report.settings.sent == ["Authorization"])
  }
}
