import Foundation
import TestSupport

/// A real proxy, started in the foreground from a scratch folder.
struct Proxy {
  let process: ChildProcess

  /// Starts the scenario's proxy and waits until it accepts connections at `ports`.
  init(of setup: Setup, directory: URL) async throws {
    let configuration = try setup.filled(setup.configuration, directory: directory)
    let file = directory.appending(path: "\(setup.scenario.proxy).conf")
    try configuration.write(to: file, atomically: false, encoding: .utf8)
    switch setup.scenario.proxy {
    case "nginx": process = try Self.nginx(file, in: directory)
    case "apache": process = try Self.apache(file, in: directory)
    case "haproxy": process = try Self.haproxy(file, in: directory)
    default: throw Failure("no way to start \(setup.scenario.proxy): add one to Proxy.swift")
    }
    try await waitUntilListening(configuration, setup: setup)
  }

  private static func nginx(_ file: URL, in directory: URL) throws -> ChildProcess {
    guard let nginx = executable("nginx") else {
      throw Missing(description: "nginx is missing (Tests/run installs it)")
    }
    let folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    let scratch =
      ["access_log \(directory.path)/access.log;"]
      + folders.map { "\($0)_temp_path \(directory.path)/\($0);" }
    try (scratch.joined(separator: "\n") + "\n").write(
      to: directory.appending(path: "scratch.conf"), atomically: false, encoding: .utf8)
    // One process, so that its end is the end of all.
    let globals = "daemon off; master_process off; pid \(directory.path)/nginx.pid;"
    return try ChildProcess(
      [
        nginx, "-p", directory.path, "-e", directory.path + "/error.log", "-c", file.path, "-g",
        globals,
      ], scratch: directory, name: "nginx")
  }

  /// Waits for each of the set-up's ports that the configuration names.
  private func waitUntilListening(_ configuration: String, setup: Setup) async throws {
    let ports = ["PORT", "PORT_TLS"].compactMap { setup.values[$0] }
      .filter { port in
        ["listen", "Listen", "bind"].contains { configuration.contains("\($0) 127.0.0.1:\(port)") }
      }
      .compactMap(Int.init)
    let deadline = ContinuousClock.now + .seconds(10)
    while let port = ports.first(where: { !Ports.accepts($0) }) {
      guard process.isRunning, ContinuousClock.now < deadline else {
        await process.stop()
        throw Failure("\(setup.scenario): nothing listens at \(port): \(process.errors)")
      }
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  /// The program's path; /usr/sbin too, which isn't everybody's.
  static func executable(_ name: String) -> String? {
    let path = (Places.environment["PATH"] ?? "") + ":/usr/sbin:/usr/local/sbin:/opt/homebrew/bin"
    return path.split(separator: ":").map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
