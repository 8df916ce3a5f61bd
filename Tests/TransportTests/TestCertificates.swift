import Foundation
import TestSupport
import Transport

/// Certificates made by the `openssl` command at the first use, in a scratch folder that goes with the
/// process.
struct TestCertificates {
  struct CommandFailed: Error {
    let arguments: [String]
    let output: String
  }

  static let shared = Result { try TestCertificates() }
  private static let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("wsdoctor-certificates-\(UUID().uuidString)")

  /// The root that all but the self-signed one lead to.
  let root: String
  /// For localhost and 127.0.0.1, by the root.
  let good: TLSOptions.Identity
  /// By the root, for another name.
  let otherName: TLSOptions.Identity
  /// By the root, out of date since yesterday.
  let expired: TLSOptions.Identity
  /// For localhost, by itself.
  let selfSigned: TLSOptions.Identity
  /// By an intermediate authority that is not sent along, and names where to find it.
  let withoutIntermediate: TLSOptions.Identity
  /// The same with the intermediate certificate.
  let withIntermediate: TLSOptions.Identity
  /// A client's, by the root.
  let client: TLSOptions.Identity

  private init() throws {
    try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
    atexit { try? FileManager.default.removeItem(at: TestCertificates.folder) }
    try Self.makeAuthority("root", signedBy: nil)
    try Self.makeAuthority("intermediate", signedBy: "root")
    root = Self.path("root.pem")
    good = try Self.make("good", signedBy: "root")
    otherName = try Self.make("other", name: "other.test", signedBy: "root")
    expired = try Self.make("expired", signedBy: "root", days: -1)
    client = try Self.make("client", name: "client", signedBy: "root")
    withoutIntermediate = try Self.make("leaf", signedBy: "intermediate")
    let chain = Self.path("chain.pem")
    let parts = try ["leaf.pem", "intermediate.pem"].map {
      try String(contentsOfFile: Self.path($0), encoding: .utf8)
    }
    try parts.joined().write(toFile: chain, atomically: true, encoding: .utf8)
    withIntermediate = TLSOptions.Identity(
      certificateFile: chain, keyFile: withoutIntermediate.keyFile)
    try Self.openssl(
      ["req", "-x509", "-nodes", "-days", "2", "-subj", "/CN=localhost"] + Self.newKey("self")
        + ["-addext", "subjectAltName=DNS:localhost", "-out", Self.path("self.pem")])
    selfSigned = Self.identity("self")
  }

  private static func path(_ name: String) -> String {
    folder.appendingPathComponent(name).path
  }

  private static func identity(_ name: String) -> TLSOptions.Identity {
    TLSOptions.Identity(certificateFile: path("\(name).pem"), keyFile: path("\(name).key"))
  }

  private static func newKey(_ name: String) -> [String] {
    ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-keyout", path("\(name).key")]
  }

  private static func makeAuthority(_ name: String, signedBy issuer: String?) throws {
    let usage = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\n"
    if let issuer {
      try make(name, subject: "/CN=Test \(name)", extensions: usage, signedBy: issuer, days: 2)
    } else {
      try openssl(
        ["req", "-x509", "-nodes", "-days", "2", "-subj", "/CN=Test \(name)"] + newKey(name)
          + ["-out", path("\(name).pem")])
    }
  }

  private static func make(
    _ file: String, name: String = "localhost", signedBy issuer: String, days: Int = 2
  ) throws -> TLSOptions.Identity {
    let address = name == "localhost" ? ",IP:127.0.0.1" : ""
    let extensions = """
      subjectAltName=DNS:\(name)\(address)
      authorityInfoAccess=caIssuers;URI:http://ca.test/\(issuer).crt

      """
    try make(
      file, subject: "/CN=\(name)", extensions: extensions, signedBy: issuer, days: days)
    return identity(file)
  }

  private static func make(
    _ file: String, subject: String, extensions: String, signedBy issuer: String, days: Int
  ) throws {
    try openssl(
      ["req", "-nodes", "-subj", subject] + newKey(file) + ["-out", path("\(file).csr")])
    try extensions.write(toFile: path("\(file).cnf"), atomically: true, encoding: .utf8)
    try openssl([
      "x509", "-req", "-in", path("\(file).csr"), "-CA", path("\(issuer).pem"),
      "-CAkey", path("\(issuer).key"), "-CAcreateserial", "-days", "\(days)",
      "-extfile", path("\(file).cnf"), "-out", path("\(file).pem"),
    ])
  }

  private static func openssl(_ arguments: [String]) throws {
    let run = try Tool.run(["openssl"] + arguments)
    guard run.status == 0 else {
      throw CommandFailed(arguments: arguments, output: run.output + run.errors)
    }
  }
}
