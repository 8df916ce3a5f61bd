import Diagnosis

extension ProxyProduct {
  /// In the pages that compare products.
  static let squidLines: [Role: String] = [
    .forwardUpgrade: "http_upgrade_request_protocols websocket allow all"
  ]
}
