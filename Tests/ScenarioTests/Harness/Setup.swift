import Foundation

/// A scenario with everything chosen: its ports, its backend, the configuration as text.
struct Setup: Sendable {
  /// One of the proxies on the way.
  struct Hop: Sendable {
    let product: String
    /// The configuration's name in the scenario's folder.
    let file: String
    var configuration: String
  }

  let scenario: Scenario
  /// The proxy that the client talks to; behind it perhaps another one.
  var hops: [Hop]
  var url: String
  var arguments: [String]
  /// What stands in the configuration, the URL and the arguments for `@NAME@`.
  private(set) var values: [String: String] = [:]
  /// What the ports of `@DOWN@`, `@SILENT@` and `@DROPPING@` do; `relay` is a started application.
  private(set) var rawBackends: [String: RawBackend] = [:]
  private let backend: Backend

  struct RawBackend: Sendable {
    var behaviour: String
    var port: Int
  }

  /// The placeholders of the addresses at which proxies listen, and those of their ports.
  static let ports = [
    (listen: "LISTEN", port: "PORT"), (listen: "LISTEN_TLS", port: "PORT_TLS"),
    (listen: "INNER", port: "PORT_INNER"),
  ]

  init(_ scenario: Scenario) async throws {
    self.scenario = scenario
    let expected = scenario.expected
    backend = try await Laboratory.shared.backend(scenario.backend)
    hops = try Self.hops(of: scenario)
    url = expected.url ?? "http://@LISTEN@/"
    arguments = expected.arguments ?? []

    for (listen, port) in Self.ports {
      let free = try await Ports.shared.free()
      values[port] = "\(free)"
      values[listen] = "127.0.0.1:\(free)"
    }
    for behaviour in ["DOWN", "SILENT", "DROPPING"]
    where (hops.map(\.configuration) + [url]).contains(where: { $0.contains("@\(behaviour)") }) {
      let free = try await Ports.shared.free()
      values[behaviour] = "127.0.0.1:\(free)"
      values["\(behaviour)_PORT"] = "\(free)"
      rawBackends[behaviour] = RawBackend(behaviour: behaviour.lowercased(), port: free)
    }
    for (application, port) in backend.ports {
      values["APPLICATION:\(application)"] = "127.0.0.1:\(port)"
      values["PORT_OF:\(application)"] = "\(port)"
    }
    try use(expected.application ?? "chat")
    values["CERTIFICATES"] = try await Laboratory.shared.certificates().path
  }

  private static func hops(of scenario: Scenario) throws -> [Hop] {
    func hop(_ product: String, _ file: String) throws -> Hop {
      let text = try String(contentsOf: scenario.folder.appending(path: file), encoding: .utf8)
      return Hop(product: product, file: file, configuration: text)
    }
    let outer = try hop(scenario.proxy, "\(scenario.proxy).conf")
    let inner = try FileManager.default.contentsOfDirectory(atPath: scenario.folder.path)
      .filter { $0.hasPrefix("inner.") && $0.hasSuffix(".conf") }.sorted()
      .map { try hop(String($0.dropFirst("inner.".count).dropLast(".conf".count)), $0) }
    return [outer] + inner
  }

  /// Makes an application of the backend the one that `@BACKEND@` stands for.
  mutating func use(_ application: String) throws {
    let port = try backend.port(of: application)
    values["BACKEND"] = "127.0.0.1:\(port)"
    values["BACKEND_PORT"] = "\(port)"
  }

  /// Starts the application at the ports where nobody answered.
  mutating func startBackend() {
    for name in rawBackends.keys { rawBackends[name]?.behaviour = "relay" }
  }

  /// `text` with every placeholder replaced.
  func filled(_ text: String, directory: URL) throws -> String {
    var text = text.replacing("@DIRECTORY@", with: directory.path)
    for (name, value) in values { text = text.replacing("@\(name)@", with: value) }
    if let left = text.firstMatch(of: #/@[A-Z][A-Z_]*(:[a-z0-9-]+)?@/#) {
      throw Failure("\(scenario): nothing is known for \(left.0)")
    }
    return text
  }

  /// The command's arguments.
  func command(directory: URL) throws -> [String] {
    let expected = scenario.expected
    var all = (expected.quick ?? true) ? ["--quick"] : []
    if !arguments.contains("--ws-path") { all += backend.arguments }
    all += try arguments.map { try filled($0, directory: directory) }
    return all + [try filled(url, directory: directory)]
  }
}
