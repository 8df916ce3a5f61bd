import Connections
import Evidence
import Lab
import Transport

@testable import Conformance

/// Holds a server of the lab against the standards.
func trying(
  _ server: EchoServer, at address: SocketAddress? = nil, tier: ConformanceFrame.Tier = .safe,
  choice: CaseChoice = CaseChoice(),
  echo: Bool = false, strict: Bool = false, target: String = "/chat/ws",
  stepTimeout: Duration = .seconds(10), direct: EchoServer? = nil,
  headers: [(name: String, value: String)] = [], secrets: [String] = [],
  stop: ConformanceStop = ConformanceStop(),
  progress: @escaping @Sendable (ConformanceProgress) -> Void = { _ in }
) async -> Report {
  let options = ConformanceOptions(
    endpoint: endpoint(address ?? server.address, target, headers),
    direct: direct.map { endpoint($0.address, target, headers) },
    url: "ws://\(server.address)\(target)", directURL: direct.map { "ws://\($0.address)\(target)" },
    tier: tier, echo: echo, strict: strict, stepTimeout: stepTimeout, secrets: secrets,
    sent: headers.map(\.name), choice: choice)
  return await conform(
    options, environment: Environment(system: "", architecture: "", forwardProxy: .none),
    startedAt: "2026-11-21T05:48:40.123Z", stop: stop, progress: progress)
}

func endpoint(
  _ address: SocketAddress, _ target: String = "/chat/ws",
  _ headers: [(name: String, value: String)] = []
) -> Endpoint {
  Endpoint(
    route: Route(isSecure: false, host: address.host, port: address.port),
    authority: address.description, target: target, origin: "http://\(address)",
    addedFields: headers, subprotocols: [], userAgent: "wsdoctor/test")
}

/// Runs a test's body with a server, which is stopped afterwards.
func withServer<Value: Sendable>(
  _ site: any Site = Beacon(isStrict: true), planting planted: Set<PlantedViolation>? = nil,
  _ body: @Sendable (EchoServer) async throws -> Value
) async throws -> Value {
  try await EventLoop.run { loop in
    let server = try EchoServer(serving: site, loop: loop, planting: planted)
    do {
      let value = try await body(server)
      await server.stop()
      return value
    } catch {
      await server.stop()
      throw error
    }
  }
}

extension Report {
  /// What is neither met nor skipped, as lines.
  var shortcomings: [String] {
    (cases ?? []).filter { $0.verdict != .pass && $0.verdict != .skipped }.map {
      "\($0.id): \($0.verdict.rawValue), \($0.actual ?? $0.reason ?? "")"
    }
  }

  func verdict(of id: String) -> CaseResult.Verdict? {
    cases?.first { $0.id == id }?.verdict
  }
}
