import Evidence

extension SetupStep {
  static let certificates: [SetupStep] = [
    certificate(
      "tls.certificate-chain", title: "send the intermediate certificates too",
      snippet:
        "ssl_certificate      FULL-CHAIN.pem;   # the server's certificate first, then the intermediates",
      source: "RFC 8446 §4.4.2; nginx, ngx_http_ssl_module: ssl_certificate"),
    certificate(
      "tls.certificate-name", title: "a certificate for this name",
      snippet:
        "ssl_certificate      CERTIFICATE-FOR-HOST.pem;\nssl_certificate_key  KEY-FOR-HOST.pem;",
      source: "RFC 9525 §6; nginx, ngx_http_ssl_module"),
    certificate(
      "tls.certificate-renewal", title: "a valid certificate",
      snippet: "ssl_certificate      RENEWED-CHAIN.pem;\nssl_certificate_key  RENEWED-KEY.pem;",
      source: "RFC 5280 §4.1.2.5; nginx, ngx_http_ssl_module"),
  ]

  private static func certificate(
    _ id: StepID, title: String, snippet: String, source: String
  ) -> SetupStep {
    SetupStep(
      id, title: title,
      file: { "where TLS for \($0.host) ends; for nginx, its server block" },
      directive: "ssl_certificate", snippet: { "\(snippet)\n# server_name \($0.host)" },
      apply: { _ in "nginx -t && nginx -s reload" }, source: source, checkedWith: "nginx 1.22.1")
  }
}
