import Foundation
import TestSupport

extension Proxy {
  static func caddy(_ file: URL, in directory: URL, version: String) throws -> ChildProcess {
    let caddy = try program("caddy", title: "Caddy", version: version)
    return try ChildProcess(
      [caddy, "run", "--config", file.path, "--adapter", "caddyfile"],
      // Certificates and the last configuration: nothing of it stays.
      environment: ["XDG_DATA_HOME": directory.path, "XDG_CONFIG_HOME": directory.path],
      scratch: directory, name: "caddy")
  }

  static func lighttpd(_ file: URL, in directory: URL, version: String) throws -> ChildProcess {
    let lighttpd = try program("lighttpd", title: "lighttpd", version: version)
    return try ChildProcess(
      [lighttpd, "-D", "-f", file.path], scratch: directory, name: "lighttpd")
  }

  /// Varnish is told on the command line where to listen: the arguments stand behind `//` in the
  /// configuration's first line.
  static func varnish(_ file: URL, in directory: URL, version: String) throws -> ChildProcess {
    let varnish = try program("varnishd", title: "Varnish", version: version)
    let first = try String(contentsOf: file, encoding: .utf8).prefix { $0 != "\n" }
    guard first.hasPrefix("// varnishd ") else { throw Failure("\(file.path): no arguments") }
    // It compiles the configuration with a C compiler, as another user where it may choose one.
    return try ChildProcess(
      [varnish, "-F", "-j", "none", "-n", directory.path + "/varnish", "-f", file.path]
        + ["-s", "malloc,8m"] + first.split(separator: " ").dropFirst(2).map(String.init),
      scratch: directory, name: "varnish")
  }

  static func squid(_ file: URL, in directory: URL, version: String) throws -> ChildProcess {
    let squid = try program("squid", title: "Squid", version: version)
    // As root it becomes another user, who may write nowhere here.
    let scratch = [
      "pid_filename none", "cache_log /dev/null", "access_log none", "cache deny all",
      "coredump_dir none", "visible_hostname localhost", "shutdown_lifetime 0 seconds",
      "pinger_enable off",
    ]
    try (scratch.joined(separator: "\n") + "\n").write(
      to: directory.appending(path: "scratch.conf"), atomically: false, encoding: .utf8)
    // Its shared memory has the service's name, which must be its own.
    let service = "wsdoctor" + directory.path.filter { $0.isLetter || $0.isNumber }.suffix(24)
    return try ChildProcess(
      [squid, "-N", "-n", service, "-f", file.path], scratch: directory, name: "squid")
  }
}
