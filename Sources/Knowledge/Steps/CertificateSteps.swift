import Diagnosis
import Evidence

extension SetupStep {
  static let certificates: [SetupStep] = [
    certificate(
      "tls.certificate-chain", title: "send the intermediate certificates too",
      snippet:
        "ssl_certificate      FULL-CHAIN.pem;   # the server's certificate first, then the intermediates",
      source: "RFC 8446 §4.4.2; nginx, ngx_http_ssl_module: ssl_certificate",
      page: Page(
        "Send the whole chain",
        """
        What it is   Server certificate first, then each intermediate; the root is not
                     sent.
        Write        cat HOST.crt INTERMEDIATE.crt > fullchain.pem
                     nginx    ssl_certificate fullchain.pem;
                     Apache   SSLCertificateFile fullchain.pem (2.4.8)
                     HAProxy  bind ... ssl crt FILE (key and chain in one)
        Seen by      One certificate came, and its issuer is unknown here.
        Sources      RFC 8446 §4.4.2; nginx.org, httpd and HAProxy manuals
        """)),
    certificate(
      "tls.certificate-name", title: "a certificate for this name",
      snippet:
        "ssl_certificate      CERTIFICATE-FOR-HOST.pem;\nssl_certificate_key  KEY-FOR-HOST.pem;",
      source: "RFC 9525 §6; nginx, ngx_http_ssl_module",
      page: Page(
        "A certificate with the public name",
        """
        What it is   The host of the URL must be in subjectAltName; *.example.com fits
                     one label only.
        Seen by      The names of the certificate are shown; none fits.
        Mind         Often the right certificate exists and another site answers:
                     server_name, ServerName, or SNI that a proxy in front does not
                     send.
        Sources      RFC 9525 §6
        """)),
    certificate(
      "tls.certificate-renewal", title: "a valid certificate",
      snippet: "ssl_certificate      RENEWED-CHAIN.pem;\nssl_certificate_key  RENEWED-KEY.pem;",
      source: "RFC 5280 §4.1.2.5; nginx, ngx_http_ssl_module",
      page: Page(
        "Renew the certificate, and reload",
        """
        What it is   A renewed file helps only after the proxy has read it.
        Write        nginx -s reload
                     apachectl graceful
                     systemctl reload haproxy
        Seen by      notAfter lies in the past.
        Sources      RFC 5280 §4.1.2.5
        """)),
  ]

  private static func certificate(
    _ id: StepID, title: String, snippet: String, source: String, page: Page
  ) -> SetupStep {
    SetupStep(
      id, title: title,
      file: { "where TLS for \($0.host) ends; for nginx, its server block" },
      directive: "ssl_certificate", snippet: { "\(snippet)\n# server_name \($0.host)" },
      apply: { _ in "nginx -t && nginx -s reload" }, source: source, checkedWith: "nginx 1.22.1",
      page: page)
  }
}
