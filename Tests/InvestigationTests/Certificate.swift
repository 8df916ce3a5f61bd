import FoundationEssentials
import Transport

/// A certificate for localhost and 127.0.0.1 that signed itself and is good for a hundred years.
/// Nobody trusts it; its key is no secret.
enum Certificate {
  static let identity = Result { try write() }

  private static func write() throws -> TLSOptions.Identity {
    let folder = FileManager.default.temporaryDirectory
    let name = "wsdoctor-investigation-\(UUID().uuidString)"
    let identity = TLSOptions.Identity(
      certificateFile: folder.appending(path: "\(name).pem").path,
      keyFile: folder.appending(path: "\(name).key").path)
    try Data(certificate.utf8).write(to: folder.appending(path: "\(name).pem"))
    try Data(key.utf8).write(to: folder.appending(path: "\(name).key"))
    return identity
  }

  private static let certificate = """
    -----BEGIN CERTIFICATE-----
    MIIBmjCCAUGgAwIBAgIUCA9AQAxsfNn/10ajTmi+1w6PAjQwCgYIKoZIzj0EAwIw
    FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMTA5MDg0M1oYDzIxMjYxMDI4
    MDkwODQzWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
    PQMBBwNCAAROfwUUt6RirmSpV7817p9ODepX/Bm3PgGQMfWy1fiAXKTmHWh8zUYu
    sRhgMwC6el/Hnl5Ob544+zZmoj9seSMbo28wbTAdBgNVHQ4EFgQUZb+A0vlRgGZp
    7stzkbG/oBtCnjUwHwYDVR0jBBgwFoAUZb+A0vlRgGZp7stzkbG/oBtCnjUwDwYD
    VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
    zj0EAwIDRwAwRAIgFPNvG3MRXhObjgBcc9KeZEb4UIdAL9U7E/4VKmH4SuoCIGpd
    +5en3BDqo2MB9285/piVM/uks7gHVEjh7VrZIa81
    -----END CERTIFICATE-----

    """

  private static let key = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg8DHJLQm7JjlfQHZk
    yeriYz40hMSp42tVgmTHttm1/6WhRANCAAROfwUUt6RirmSpV7817p9ODepX/Bm3
    PgGQMfWy1fiAXKTmHWh8zUYusRhgMwC6el/Hnl5Ob544+zZmoj9seSMb
    -----END PRIVATE KEY-----

    """
}
