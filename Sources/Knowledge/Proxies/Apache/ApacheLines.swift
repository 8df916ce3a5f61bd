import Diagnosis

extension ProxyProduct {
  /// In the pages that compare products.
  static let apacheLines: [Role: String] = [
    .forwardUpgrade: "ProxyPass ... upgrade=websocket (2.4.47), or ws://",
    .leaveHandshakeFields: "RequestHeader unset, Header unset",
    .allowUpgrade: "Require all granted; no RewriteCond on HTTP:Upgrade",
    .authenticate: "AuthType None, Require all granted in a <Location>",
    .keepSilence: "the larger of Timeout and ProxyTimeout (60 s; Debian 300)",
    .reloadGently: "apachectl graceful; a restart cuts everybody",
    .handOnAsItComes: "SecResponseBodyAccess Off, of ModSecurity; else nothing",
    .stick: "route= on each member, stickysession=; Tomcat: jvmRoute",
    .roomForFields: "LimitRequestFieldSize 16380",
    .tellHowReached: "RequestHeader set X-Forwarded-Proto \"https\"",
    .passHost: "ProxyPreserveHost On",
    .allowConnections: "MaxRequestWorkers",
    .showErrors: "/var/log/apache2/error.log, after apachectl configtest",
    .agreeOnCompression: "RequestHeader unset Sec-WebSocket-Extensions",
    .showCertificate: "SSLCertificateFile fullchain.pem (2.4.8)",
    .proxyForItsOwn: "ProxyRequests Off",
  ]
}
