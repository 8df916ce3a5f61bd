import Foundation

/// A scenario with everything chosen: its ports, its backend, the configuration as text.
struct Setup: Sendable {
  /// One of the proxies on the way.
  struct Hop: Sendable {
    let product: String
    /// "" is the one that the machine has.
    let version: String
    /// The configuration's name.
    let file: String
    /// The configuration, and what else has placeholders, by their names.
    var files: [String: String]

    var configuration: String { files[file] ?? "" }
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
    (listen: "INNER", port: "PORT_INNER"), (listen: "READY", port: "PORT_READY"),
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
    where (hops.flatMap(\.files.values) + [url]).contains(where: { $0.contains("@\(behaviour)") }) {
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

  /// `<product>.conf`, or `.yaml` where the product wants that; behind it `inner.<product>.conf`, which
  /// may name a version too: `inner.<product>-<version>.conf`.
  private static func hops(of scenario: Scenario) throws -> [Hop] {
    let names = try FileManager.default.contentsOfDirectory(atPath: scenario.folder.path).sorted()
    func hop(_ product: String, _ version: String, _ file: String, _ prefix: String) throws -> Hop {
      var files = [file: file]
      // What Traefik reads its routers from.
      if names.contains(prefix + "dynamic.yaml"), product == "traefik" {
        files["dynamic.yaml"] = prefix + "dynamic.yaml"
      }
      return Hop(
        product: product, version: version, file: file,
        files: try files.mapValues {
          try String(contentsOf: scenario.folder.appending(path: $0), encoding: .utf8)
        })
    }
    guard
      let outer = [".conf", ".yaml"].map({ scenario.proxy + $0 }).first(where: names.contains)
    else { throw Failure("\(scenario): no configuration of \(scenario.proxy)") }
    let inner = try names.compactMap { name -> Hop? in
      guard
        let match = try #/inner\.([a-z0-9]+)(-([0-9.]+))?\.(conf|yaml)/#.wholeMatch(in: name),
        match.1 != "dynamic"
      else { return nil }
      return try hop(String(match.1), String(match.3 ?? ""), name, "inner.")
    }
    return [try hop(scenario.proxy, scenario.version, outer, "")] + inner
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
