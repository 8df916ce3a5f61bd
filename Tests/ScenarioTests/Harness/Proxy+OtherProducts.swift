import Foundation
import TestSupport

extension Proxy {
  /// Modules of Apache that aren't about proxying; a scenario loads those that are by itself.
  private static let modules = [
    "mpm_event", "unixd", "authz_core", "authz_host", "authz_user", "authn_core", "authn_file",
    "auth_basic", "alias", "dir", "mime", "setenvif", "headers", "rewrite",
  ]
  private static let moduleFolders = [
    "/usr/lib/apache2/modules", "/usr/lib64/httpd/modules", "/opt/homebrew/lib/httpd/modules",
  ]

  static func apache(_ file: URL, in directory: URL, version: String) throws -> ChildProcess {
    let name = executable("apache2") == nil ? "httpd" : "apache2"
    let apache = try program(name, title: "Apache", version: version)
    guard let modules = moduleFolders.first(where: FileManager.default.fileExists(atPath:))
    else { throw Missing(description: "Apache is missing (Tests/run installs it)") }
    let folder = directory.path
    try FileManager.default.createSymbolicLink(
      atPath: folder + "/modules", withDestinationPath: modules)
    let scratch =
      [
        "ServerRoot \(folder)", "DefaultRuntimeDir \(folder)", "PidFile \(folder)/apache.pid",
        "ErrorLog \(folder)/error.log", "ServerName localhost",
      ]
      + Self.modules.map {
        "<IfModule !\($0)_module>\nLoadModule \($0)_module modules/mod_\($0).so\n</IfModule>"
      }
      + [
        "TypesConfig \(folder)/mime.types",
        // Whoever is root has to say who it becomes.
        "<IfFile /usr/sbin/a2enmod>\nUser www-data\nGroup www-data\n</IfFile>",
      ]
    try (scratch.joined(separator: "\n") + "\n").write(
      to: directory.appending(path: "scratch.conf"), atomically: false, encoding: .utf8)
    try "text/html html\n".write(
      to: directory.appending(path: "mime.types"), atomically: false, encoding: .utf8)
    // One process, so that its end is the end of all.
    return try ChildProcess(
      [apache, "-X", "-d", folder, "-f", file.path], scratch: directory, name: "apache")
  }

  static func haproxy(_ file: URL, in directory: URL, version: String) throws -> ChildProcess {
    let haproxy = try program("haproxy", title: "HAProxy", version: version)
    return try ChildProcess(
      [haproxy, "-db", "-f", file.path], scratch: directory, name: "haproxy")
  }
}
