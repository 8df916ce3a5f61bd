extension Explanations {
  static let tlsFaults: [Page] = [
    Page(
      "tls.untrusted", "The certificate is not trusted",
      """
      You see      A warning page in the browser; a WebSocket fails without any page.
      On the wire  you          ClientHello
                   server       certificates that lead to no root that is trusted here
                   you          stop; with verification off all goes on
      Change       server   a certificate of a public CA, with its whole chain
                   client   the company's own CA: --cacert COMPANY-ROOT.pem
      We know by   Verification fails, nothing else: the run goes on without it and
                   keeps your cookies and headers to itself.
      Looks alike  tls.chain-incomplete: the same error; look at how many certificates
                   came. tls.intercepted: the issuer is a firewall's.
      Sources      RFC 5280 §6; openssl-verify(1), code 18 to 21; measured with
                   OpenSSL 3.0, 2026-11
      """),
    Page(
      "tls.expired", "The certificate is not valid now",
      """
      You see      NET      ERR_CERT_DATE_INVALID in the browser.
      On the wire  you          ClientHello
                   server       a certificate whose time is over, or has not begun
      Change       server   renew it, and reload the proxy: it keeps the old one in
                            memory
                   client   the clock of this machine
      We know by   notBefore and notAfter against this machine's clock.
      Looks alike  nothing.
      Sources      RFC 5280 §4.1.2.5
      """),
    Page(
      "tls.name-mismatch", "The certificate is for another name",
      """
      You see      NET      ERR_CERT_COMMON_NAME_INVALID in the browser.
      On the wire  you          ClientHello with SNI: the host of the URL
                   server       a certificate without that name, often the default one
      Change       server   a certificate with the name in subjectAltName
                   proxy    server_name or ServerName: the wrong site answers
                   url      the name that the certificate has
      We know by   No subjectAltName fits the host; common names do not count.
      Looks alike  A proxy that answers with its default site: look whose name it is.
      Sources      RFC 9525 §6; RFC 6066 §3
      """),
    Page(
      "tls.chain-incomplete", "An intermediate certificate is missing",
      """
      You see      Works in browsers that know the intermediate from elsewhere; fails
                   in apps, in Java, in curl and after a fresh install.
      On the wire  you          ClientHello
                   server       one certificate only: its own
                   you          the issuer is unknown; its address (AIA) is named
      Change       nginx    ssl_certificate takes the chain: own certificate first,
                            then the intermediate
                   Apache   SSLCertificateFile likewise (2.4.8)
                   HAProxy  crt: key, certificate and chain in one file
      We know by   One certificate came, verification fails, and it names the address
                   of its issuer (AIA).
      Looks alike  tls.untrusted with a CA of the company's own: OpenSSL says the same
                   (code 20). Both stay possible then.
      Sources      RFC 8446 §4.4.2; RFC 5280 §4.2.2.1; measured with OpenSSL 3.0,
                   2026-11
      """),
    Page(
      "tls.not-spoken", "The port does not speak TLS",
      """
      You see      ERR_SSL_PROTOCOL_ERROR in the browser.
      On the wire  you          ClientHello
                   server       HTTP 400 in plain text, or nothing
                                nginx, HAProxy, lighttpd say 400; Apache, Caddy wait
      Change       url      http:// and ws://, or the port that has TLS
                   nginx    listen 443 ssl;
                   HAProxy  bind :443 ssl crt FILE
      We know by   The first bytes are no TLS record, or read HTTP/. Where nothing
                   comes, the same port is asked in plain HTTP, and answers.
      Looks alike  tls.handshake-failed: there TLS is spoken.
      Sources      RFC 8446 §5.1; measured with nginx 1.22.1, Apache 2.4.71, HAProxy
                   2.6, 2026-11
      """),
    Page(
      "tls.handshake-failed", "The TLS handshake fails",
      """
      You see      ERR_SSL_VERSION_OR_CIPHER_MISMATCH, or a connection that closes.
      On the wire  you          ClientHello: TLS 1.2 and 1.3
                   server       alert (or FIN, RST): no common version, cipher or name
      Change       server   allow TLS 1.2 or later
                   proxy    a site without a certificate for this name; SNI
                   network  a firewall that cuts TLS
      We know by   The alert, as far as one came. Without one it is at most likely:
                   plain HTTP gets no answer there either.
      Looks alike  tcp.reset, if it is closed before the ClientHello.
      Sources      RFC 8446 §6.2
      """),
    Page(
      "tls.client-certificate-required", "A client certificate is asked for",
      """
      You see      The browser offers a choice of certificates, or 400 "No required
                   SSL certificate was sent".
      On the wire  server       CertificateRequest
                   you          no certificate
                   server       alert, or TLS ends well and HTTP says 400 (nginx)
      Change       client   --client-cert FILE --client-key FILE
                   nginx    ssl_verify_client is set for the whole server: "optional"
                            and a test of $ssl_client_verify leave a path out
      We know by   The alert certificate_required, or nginx's page.
      Looks alike  http.forbidden: there no certificate was asked for.
      Sources      RFC 8446 §4.3.2, §6.2; nginx.org ssl_verify_client; measured with
                   nginx 1.22.1, 2026-11
      """),
    Page(
      "tls.intercepted", "Something on the way opens the TLS connection",
      """
      You see      All works, or WebSocket alone fails; the certificate's issuer is a
                   firewall or antivirus.
      On the wire  you          ClientHello
                   middlebox    a certificate of its own, made for this host
                                reads the traffic, and may drop Upgrade
      Change       network  exclude the host from inspection
                   client   compare from another network
      We know by   The issuer's name is one of a known inspection product. An
                   information, no fault.
      Looks alike  A company's own CA for its own servers. Where this machine doesn't
                   trust the firewall's root, tls.untrusted comes first.
      Sources      RFC 8446 §4.4.2; reported for Zscaler, Avast, Kaspersky, ESET
      """),
  ]
}
