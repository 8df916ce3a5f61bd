import Foundation
import TestSupport

extension Proxy {
  static func envoy(_ file: URL, in directory: URL, version: String) throws -> ChildProcess {
    let envoy = try program("envoy", title: "Envoy", version: version)
    // Without hot restart there is no memory that several of them would share.
    return try ChildProcess(
      [
        envoy, "--config-path", file.path, "--concurrency", "1", "--disable-hot-restart",
        "--log-level", "warning", "--log-path", directory.path + "/envoy.log",
      ], scratch: directory, name: "envoy")
  }

  static func traefik(_ file: URL, in directory: URL, version: String) throws -> ChildProcess {
    let traefik = try program("traefik", title: "Traefik", version: version)
    return try ChildProcess(
      [traefik, "--configFile=\(file.path)"], scratch: directory, name: "traefik")
  }

  /// Traefik's ports are open before the routers of its file are there; its API shows those that
  /// answer already. Nil: they are there, else what is in the way.
  ///
  /// Until its first health check Traefik takes a server for healthy: `# ready when "DOWN"` in a file waits for
  /// what the API then says.
  static func missingRouters(_ hop: Setup.Hop, _ setup: Setup) -> String? {
    guard let port = setup.values["PORT_READY"].flatMap({ Int($0) }) else { return "no port" }
    guard let answer = Ports.answer(from: port, path: "/api/rawdata") else {
      return "no API at @READY@"
    }
    guard answer.contains("@file\"") else { return "no router of dynamic.yaml" }
    let states = hop.files.values.flatMap { $0.matches(of: #/# ready when ("\w+")/#).map(\.1) }
    return states.first { !answer.contains($0) }.map { "the API doesn't say \($0)" }
  }
}
