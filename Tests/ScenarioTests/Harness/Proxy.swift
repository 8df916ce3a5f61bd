import Foundation
import TestSupport

/// A real proxy, started in the foreground from a scratch folder.
struct Proxy {
  let process: ChildProcess

  /// Starts one of the set-up's proxies and waits until it accepts connections.
  init(_ hop: Setup.Hop, of setup: Setup, directory: URL) async throws {
    for (name, text) in hop.files {
      try setup.filled(text, directory: directory).write(
        to: directory.appending(path: name), atomically: false, encoding: .utf8)
    }
    process = try Self.start(
      hop.product, directory.appending(path: hop.file), in: directory, version: hop.version)
    try await waitUntilListening(hop, setup: setup)
  }

  /// Starts a proxy in the foreground, with this configuration; version "" is the machine's own.
  static func start(
    _ product: String, _ file: URL, in directory: URL, version: String = ""
  ) throws -> ChildProcess {
    switch product {
    case "nginx": try Self.nginx(file, in: directory, version: version)
    case "apache": try Self.apache(file, in: directory, version: version)
    case "haproxy": try Self.haproxy(file, in: directory, version: version)
    case "caddy": try Self.caddy(file, in: directory, version: version)
    case "lighttpd": try Self.lighttpd(file, in: directory, version: version)
    case "varnish": try Self.varnish(file, in: directory, version: version)
    case "squid": try Self.squid(file, in: directory, version: version)
    case "envoy": try Self.envoy(file, in: directory, version: version)
    case "traefik": try Self.traefik(file, in: directory, version: version)
    default: throw Failure("no way to start \(product): add one to Proxy.swift")
    }
  }

  private static func nginx(_ file: URL, in directory: URL, version: String) throws -> ChildProcess
  {
    let nginx = try program("nginx", title: "nginx", version: version)
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

  /// What stands before an address to listen at, in the proxies' languages.
  private static let listening = [
    "listen @", "Listen @", "bind @", "http_port @", "varnishd -a @", "http://@", "https://@",
    "server.port = @", "port_value: @", "address: \"@",
  ]

  /// Waits for each of the set-up's ports at which the configuration listens.
  private func waitUntilListening(_ hop: Setup.Hop, setup: Setup) async throws {
    let ports = Setup.ports.filter { listen, port in
      Self.listening.contains {
        hop.configuration.contains("\($0)\(listen)@") || hop.configuration.contains("\($0)\(port)@")
      }
    }
    .compactMap { setup.values[$0.port].flatMap { Int($0) } }
    // Varnish compiles its configuration first.
    let deadline = ContinuousClock.now + .seconds(30)
    func missing() -> String? {
      if let port = ports.first(where: { !Ports.accepts($0) }) {
        return "nothing listens at \(port)"
      }
      // A file that Traefik can't read brings no routers, however long one waits.
      let said = process.output + process.errors
      let comes = !said.contains("Error while building configuration")
      return hop.product == "traefik" && comes ? Self.missingRouters(hop, setup) : nil
    }
    while let missing = missing() {
      guard process.isRunning, ContinuousClock.now < deadline else {
        await process.stop()
        throw Failure("\(setup.scenario): \(missing): \(process.errors)\(process.output)")
      }
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  /// The path of a product's program: the machine's own, or that of a wheel where it has a version.
  static func program(_ name: String, title: String, version: String) throws -> String {
    if let found = version.isEmpty
      ? executable(name) : Wheels.executable(name, version: version)
    {
      return found
    }
    let words = version.isEmpty ? title : "\(title) \(version)"
    throw Missing(description: "\(words) is missing (Tests/run installs it)")
  }

  /// The program's path; /usr/sbin too, which isn't everybody's.
  static func executable(_ name: String) -> String? {
    let path = (Places.environment["PATH"] ?? "") + ":/usr/sbin:/usr/local/sbin:/opt/homebrew/bin"
    return path.split(separator: ":").map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
