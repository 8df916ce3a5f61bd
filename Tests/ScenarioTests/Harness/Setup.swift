import Foundation

/// A scenario with everything chosen: its ports, its backend, the configuration as text.
struct Setup: Sendable {
  let scenario: Scenario
  var configuration: String
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

  init(_ scenario: Scenario) async throws {
    self.scenario = scenario
    let expected = scenario.expected
    backend = try await Laboratory.shared.backend(scenario.backend)
    configuration = try String(
      contentsOf: scenario.folder.appending(path: "\(scenario.proxy).conf"), encoding: .utf8)
    url = expected.url ?? "http://@LISTEN@/"
    arguments = expected.arguments ?? []

    for (listen, port) in [("LISTEN", "PORT"), ("LISTEN_TLS", "PORT_TLS")] {
      let free = try await Ports.shared.free()
      values[port] = "\(free)"
      values[listen] = "127.0.0.1:\(free)"
    }
    for behaviour in ["DOWN", "SILENT", "DROPPING"]
    where (configuration + url).contains("@\(behaviour)@") {
      let free = try await Ports.shared.free()
      values[behaviour] = "127.0.0.1:\(free)"
      rawBackends[behaviour] = RawBackend(behaviour: behaviour.lowercased(), port: free)
    }
    for (application, port) in backend.ports {
      values["APPLICATION:\(application)"] = "127.0.0.1:\(port)"
    }
    try use(expected.application ?? "chat")
    values["CERTIFICATES"] = try await Laboratory.shared.certificates().path
  }

  /// Makes an application of the backend the one that `@BACKEND@` stands for.
  mutating func use(_ application: String) throws {
    values["BACKEND"] = "127.0.0.1:\(try backend.port(of: application))"
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
