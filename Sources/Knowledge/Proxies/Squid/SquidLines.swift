import Diagnosis

extension ProxyProduct {
  /// In the pages that compare products.
  static let squidLines: [Role: String] = [
    .allowConnect: "acl SSL_ports port 8443",
    .forwardUpgrade: "http_upgrade_request_protocols websocket allow all",
  ]
}
