import Evidence
import HTTP1

/// The load balancers of AWS, as its guides and answers in public describe them: nothing that they
/// send proves which one it is, since all of it can be written by others.
extension ProxyProduct {
  static let awsALB = ProxyProduct(
    "aws-alb", name: "the AWS Application Load Balancer",
    sign: { response in
      if let cookie = response.cookieNames.first(where: { $0.hasPrefix("AWSALB") }) {
        return Sign(.likely, because: "cookie \(cookie)")
      }
      return serverField("awselb/2.0", response)
    },
    wrote: { serverField("awselb/2.0", $0)?.because })

  /// It names no Server. Its own answers have reason phrases that nobody else writes.
  static let awsClassic = ProxyProduct(
    "aws-elb-classic", name: "the AWS Classic Load Balancer",
    sign: { response in
      if response.cookieNames.contains(where: { $0 == "AWSELB" || $0 == "AWSELBCORS" }) {
        return Sign(.likely, because: "cookie AWSELB")
      }
      return ownPhrase(response).map { Sign(.likely, because: $0) }
    },
    wrote: ownPhrase)

  private static func ownPhrase(_ response: Answer.Response) -> String? {
    guard response.field("Server") == nil, response.body.isEmpty else { return nil }
    let reason = response.head.reason
    let phrases = [
      400: "BAD_REQUEST", 405: "METHOD_NOT_ALLOWED", 408: "REQUEST_TIMEOUT",
      503: "Service Unavailable: Back-end server is at capacity", 504: "GATEWAY_TIMEOUT",
    ]
    return phrases[response.status] == reason ? "\"\(response.status) \(reason)\"" : nil
  }
}
