import FoundationEssentials
import Transport

/// What a client behind an intercepting firewall is shown: a certificate for localhost and 127.0.0.1
/// by a root of the company's own. Nobody trusts that root, and no key here is a secret.
struct ResignedCertificate {
  let identity: TLSOptions.Identity
  let rootFile: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory
    let name = "wsdoctor-resigned-\(UUID().uuidString)"
    identity = TLSOptions.Identity(
      certificateFile: folder.appending(path: "\(name).pem").path,
      keyFile: folder.appending(path: "\(name).key").path)
    rootFile = folder.appending(path: "\(name)-root.pem").path
    try Data(Self.certificate.utf8).write(to: folder.appending(path: "\(name).pem"))
    try Data(Self.key.utf8).write(to: folder.appending(path: "\(name).key"))
    try Data(Self.root.utf8).write(to: folder.appending(path: "\(name)-root.pem"))
  }

  /// O=Zscaler Inc., CN=Zscaler Root CA
  private static let root = """
    -----BEGIN CERTIFICATE-----
    MIIBqDCCAU6gAwIBAgIUNB0x0iwQBbBYxMBbfYkbpExkTCEwCgYIKoZIzj0EAwIw
    MTEVMBMGA1UECgwMWnNjYWxlciBJbmMuMRgwFgYDVQQDDA9ac2NhbGVyIFJvb3Qg
    Q0EwIBcNMjYxMTIxMTkzMDQwWhgPMjEyNjEwMjgxOTMwNDBaMDExFTATBgNVBAoM
    DFpzY2FsZXIgSW5jLjEYMBYGA1UEAwwPWnNjYWxlciBSb290IENBMFkwEwYHKoZI
    zj0CAQYIKoZIzj0DAQcDQgAEgrNfe7so/AeHzlRcqhH2FBBPYKBCqSWvq8l20D1y
    tOj9r7ZCEsEGhDsFdj57zmlCxGE5H91lIt8+/hSfuaZJkKNCMEAwDwYDVR0TAQH/
    BAUwAwEB/zAOBgNVHQ8BAf8EBAMCAgQwHQYDVR0OBBYEFCneSaaWfiTY8h9PxHCr
    kWIUYteYMAoGCCqGSM49BAMCA0gAMEUCIQCwPDx02+fWJXVs/adT4JuT2nGWPwbz
    glUg7BX/OFhWpwIgKmOPNz+0oTFJJCa7MtzJTOL8K5hXhCYC8MlNEPT9V80=
    -----END CERTIFICATE-----

    """

  private static let certificate = """
    -----BEGIN CERTIFICATE-----
    MIIBsjCCAVigAwIBAgIUIbs3kOItGkneNrXuoE7TzbPU98swCgYIKoZIzj0EAwIw
    MTEVMBMGA1UECgwMWnNjYWxlciBJbmMuMRgwFgYDVQQDDA9ac2NhbGVyIFJvb3Qg
    Q0EwIBcNMjYxMTIxMTkzMDQwWhgPMjEyNjEwMjgxOTMwNDBaMBQxEjAQBgNVBAMM
    CWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABJesiWyHwJd9rRCp
    u1fs1wpf48byzlgHWQQUwvYMshfTUVpXee7swA26J02p95SpvEtMgORfIyTsk2Ea
    5CdZjhejaTBnMBoGA1UdEQQTMBGCCWxvY2FsaG9zdIcEfwAAATAJBgNVHRMEAjAA
    MB0GA1UdDgQWBBTAmLCt/FSzl5tjLo5edDxzbANLQzAfBgNVHSMEGDAWgBQp3kmm
    ln4k2PIfT8Rwq5FiFGLXmDAKBggqhkjOPQQDAgNIADBFAiBLVD/qAbA7T+bbYZ3w
    EO4S5F3qZq8s0J9FbeDFi70EaQIhAPjTNnP58hb0eIuwKE/ev7pt841zC9jIm9VL
    xEmak9JW
    -----END CERTIFICATE-----

    """

  private static let key = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgfgLcOvqmnDGDSByD
    U3joq1A6yW9YTmBmVvf7GfdPAo+hRANCAASXrIlsh8CXfa0QqbtX7NcKX+PG8s5Y
    B1kEFML2DLIX01FaV3nu7MANuidNqfeUqbxLTIDkXyMk7JNhGuQnWY4X
    -----END PRIVATE KEY-----

    """
}
