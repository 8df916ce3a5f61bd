import Diagnosis

extension ProxyProduct {
  /// In the pages that compare products.
  static let cloudflareLines: [Role: String] = [
    .keepSilence: "about 100 s, fixed (reported)"
  ]
}
