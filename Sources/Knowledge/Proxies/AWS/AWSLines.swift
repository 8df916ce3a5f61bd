import Diagnosis

extension ProxyProduct {
  /// In the pages that compare products.
  static let awsALBLines: [Role: String] = [
    .forwardUpgrade: "by itself; a Classic one needs a TCP or SSL listener",
    .keepSilence: "idle_timeout 60 s; NLB tcp.idle_timeout 350 s",
    .stick: "stickiness of the target group (cookie AWSALB)",
  ]
}
