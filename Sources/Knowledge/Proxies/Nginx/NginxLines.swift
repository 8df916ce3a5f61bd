import Diagnosis

extension ProxyProduct {
  /// In the pages that compare products.
  static let nginxLines: [Role: String] = [
    .forwardUpgrade: "Upgrade $http_upgrade; Connection \"upgrade\"",
    .leaveHandshakeFields: "proxy_set_header Sec-WebSocket-...; proxy_hide_header",
    .allowUpgrade: "no if ($http_upgrade), no deny, in the location",
    .authenticate: "auth_basic off; or no auth_request in the location",
    .keepSilence: "proxy_read_timeout (60 s)",
    .reloadGently: "no worker_shutdown_timeout, or a long one",
    .handOnAsItComes: "proxy_buffering off; gzip off;",
    .stick: "ip_hash; or hash $cookie_JSESSIONID; in the upstream",
    .roomForFields: "large_client_header_buffers 4 16k;",
    .tellHowReached: "proxy_set_header X-Forwarded-Proto $scheme;",
    .passHost: "proxy_set_header Host $http_host;",
    .allowConnections: "limit_conn; worker_connections (two for each WebSocket)",
    .showErrors: "/var/log/nginx/error.log, after nginx -t",
    .agreeOnCompression: "proxy_set_header Sec-WebSocket-Extensions \"\";",
    .showCertificate: "ssl_certificate fullchain.pem;",
    .speakHTTP1ToApplication: "proxy_http_version 1.1; (2 hands no Upgrade on)",
  ]
}
