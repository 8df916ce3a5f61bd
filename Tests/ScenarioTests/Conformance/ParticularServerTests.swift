import Foundation
import TestSupport
import Testing

extension RealProxies {
  /// `wsdoctor conformance` at servers that have their ways, and behind proxies: nothing false is said.
  @Suite(.serialized) struct ParticularServers {
    /// What the tests read of a conformance report.
    struct Verdicts: Decodable {
      struct Direct: Decodable { var verdict: String }
      struct Case: Decodable {
        var id: String
        var verdict: String
        var actual: String?
        var direct: Direct?
      }
      var exitStatus: Int32
      var cases: [Case]

      /// What counts against the server, or was not judged.
      var complaints: Set<String> {
        Set(cases.filter { $0.verdict == "fail" || $0.verdict == "inconclusive" }.map(\.id))
      }
    }

    private func conform(_ url: String, _ options: [String] = []) async throws -> Verdicts {
      let process = try ChildProcess(
        [Places.wsdoctor.path, "conformance", url, "--format", "json"] + options,
        environment: ["NO_COLOR": "1"], scratch: Laboratory.shared.scratch,
        name: "conformance-\(UUID().uuidString)")
      _ = await process.exitStatus(within: .seconds(90))
      return try JSONDecoder().decode(Verdicts.self, from: Data(process.output.utf8))
    }

    @Test(.timeLimit(.minutes(5))) func `what a server may do is not held against it`() async throws
    {
      try await withEverythingInstalled {
        let backend = try await Laboratory.shared.backend("particular")
        func conform(_ way: String, _ options: [String] = []) async throws -> Verdicts {
          try await self.conform("ws://127.0.0.1:\(backend.port(of: way))/chat", options)
        }
        let plain = try await conform("plain")
        #expect(plain.exitStatus == 1 && plain.complaints.count < 20)
        for (way, options) in [
          ("greets", []), ("closes-idle", []), ("limits-messages", []),
          ("needs-subprotocol", ["--subprotocol", "v12.stomp"]),
          ("checks-origin", ["--origin", "https://chat.example.com"]),
        ] {
          let verdicts = try await conform(way, options)
          #expect(verdicts.complaints == plain.complaints, "\(way)")
          let limited = verdicts.cases.filter {
            $0.verdict == "non-strict" && $0.actual?.contains("1009") == true
          }
          #expect(limited.isEmpty == (way != "limits-messages"), "\(way)")
        }
        for way in ["needs-subprotocol", "checks-origin"] {
          let unasked = try await conform(way)
          #expect(unasked.exitStatus == 3, "\(way)")
          #expect(unasked.cases.allSatisfy { $0.verdict == "inconclusive" }, "\(way)")
        }
      }
    }

    /// Proxies that ask the backend for an upgrade of their own make a good request of these.
    static let mended: Set<String> = [
      "rfc6455.4.2.1.connection-missing", "rfc6455.4.2.1.connection-other",
    ]

    @Test(.timeLimit(.minutes(5)), arguments: Interop.proxies)
    func `a proxy changes only what it is known to change`(proxy: String) async throws {
      try await withEverythingInstalled {
        let port = try await Laboratory.shared.backend("particular").port(of: "plain")
        let root = try await Laboratory.shared.certificates().appending(path: "root.pem").path
        try await Interop.behind(proxy, of: port) { ports in
          let plain = try await conform(
            "ws://127.0.0.1:\(ports.plain)/chat", ["--direct", "ws://127.0.0.1:\(port)/chat"])
          let secure = try await conform("wss://127.0.0.1:\(ports.tls)/chat", ["--cacert", root])
          let direct = Set(plain.cases.filter { $0.direct?.verdict == "fail" }.map(\.id))
          #expect(!direct.isEmpty)
          for complaints in [plain.complaints, secure.complaints] {
            #expect(complaints.symmetricDifference(direct).isSubset(of: Self.mended), "\(proxy)")
          }
        }
      }
    }
  }
}
