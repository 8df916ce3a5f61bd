import Diagnosis

extension ProxyProduct {
  /// In the pages that compare products.
  static let caddyLines: [Role: String] = [
    .forwardUpgrade: "by itself (reverse_proxy)",
    .leaveHandshakeFields: "header_up -Sec-WebSocket-..., header_down",
    .allowUpgrade: "no respond or abort with a matcher on Upgrade",
    .authenticate: "basic_auth and forward_auth with a matcher without it",
    .keepSilence: "none as shipped; no read_timeout in transport http",
    .keepForLong: "no stream_timeout",
    .reloadGently: "stream_close_delay 1h (2.7): a reload closes all, 1001",
    .handOnAsItComes: "flush_interval -1; no response_buffers (a 101 waits too)",
    .stick: "lb_policy cookie",
    .tellHowReached: "by itself; no header_up -X-Forwarded-Proto",
    .passHost: "by itself; no header_up Host",
    .speakHTTP1ToApplication: "http:// in place of h2c://; no versions h2c",
  ]
}
