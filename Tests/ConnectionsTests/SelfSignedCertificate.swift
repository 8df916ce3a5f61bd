import Foundation
import TestSupport
import Transport

/// A certificate for localhost that signed itself, made by the `openssl` command at the first use, in a
/// scratch folder that goes with the process.
enum SelfSignedCertificate {
  static let identity = Result { try make() }
  private static let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("wsdoctor-certificate-\(UUID().uuidString)")

  private static func make() throws -> TLSOptions.Identity {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    atexit { try? FileManager.default.removeItem(at: SelfSignedCertificate.folder) }
    let identity = TLSOptions.Identity(
      certificateFile: folder.appendingPathComponent("certificate.pem").path,
      keyFile: folder.appendingPathComponent("key.pem").path)
    let run = try Tool.run([
      "openssl", "req", "-x509", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-newkey", "ec",
      "-pkeyopt", "ec_paramgen_curve:prime256v1", "-addext", "subjectAltName=DNS:localhost",
      "-keyout", identity.keyFile, "-out", identity.certificateFile,
    ])
    guard run.status == 0 else { throw CocoaError(.fileReadUnknown) }
    return identity
  }
}
