import Diagnosis
public import Evidence
import HTTP1

extension ProxyProduct {
  static let nginx = ProxyProduct(
    "nginx", name: "nginx",
    habits: [
      .asksInHTTP10: .before(ownHTTP11), .asksInHTTP11ByDefault: .from(ownHTTP11),
      .answersForHangUps: .all, .says503ForLimits: .all,
    ],
    sign: nginxField,
    wrote: { response in
      // nginx's built-in pages end with a rule and the product's name, centred; forks put theirs.
      if response.start.contains("<hr><center>") { return "its built-in page" }
      return isOwnFile(response) ? "a file of its own, by the form of its ETag" : nil
    },
    formIsShared: true, leavesOutReason: leavesOutReason,
    reload: { _ in reloadNginx }, language: nginxLanguage,
    steps: SetupStep.nginxHandshake + SetupStep.nginxServers,
    parts: nginxParts, ways: nginxWays,
    lines: nginxLines,
    limits: [
      KnownTimeout(
        60, "nginx proxy_read_timeout (default)",
        source:
          "ngx_http_proxy_module; measured with nginx 1.22.1 and 1.31.3: FIN at 60.0 and 60.1 s"),
      KnownTimeout(
        600, "nginx stream proxy_timeout (default)", source: "ngx_stream_proxy_module"),
      KnownTimeout(
        240, "ingress-nginx worker-shutdown-timeout after a reload (default)",
        source: "ingress-nginx configmap documentation"),
    ],
    guides: [
      "generic": nginxGuide, "jira-chat": nginxGuide, "open-xchange": nginxGuide,
      // With a fallback that posts what WebSocket would carry.
      "universal-messaging": nginxGuide + ["nginx.body-size"],
      Profile.jelastic.id: jelasticGuide, Profile.inetElastic.id: jelasticGuide,
    ],
    isPlayedByDemo: true, hypotheses: { nginxHypotheses })

  /// The first release that asks the application in HTTP/1.1 by itself, without a Connection field.
  static let ownHTTP11 = Release(1, 29, 7)

  /// The first release that takes proxy_http_version 2.
  static let http2ToApplication = Release(1, 29, 4)

  /// Whether the nginx in front is known to ask the application in HTTP/1.1 by itself.
  static func isNginxWithOwnHTTP11(_ context: RemedyContext) -> Bool {
    context.proxy == "nginx" && ownHTTP11.isAtMost(context.proxyVersion)
  }

  /// Whose configuration `wsdoctor lint` reads.
  public static let nginxID: ProductID = "nginx"

  static let nginxLanguage = "nginx"
  static let reloadNginx = "nginx -t && nginx -s reload"

  private static let nginxGuide: [StepID] = [
    "nginx.http-version", "nginx.upgrade-header", "nginx.connection-header",
    "nginx.websocket-location", "nginx.read-timeout", "nginx.host-header",
  ]

  private static let nginxField: @Sendable (Answer.Response) -> Sign? = { response in
    for name in ["nginx", "openresty", "tengine"] {
      if let sign = serverField(name, response) { return sign }
    }
    return nil
  }

  /// Whether nginx may have written it with `return`: it knows no reason phrase for this status
  /// (ngx_http_header_filter_module.c, 1.22).
  private static let leavesOutReason: @Sendable (Answer.Response) -> Bool = { response in
    guard nginxField(response) != nil else { return false }
    switch response.status {
    case 200...202, 204, 206, 301...304, 307, 308, 400...406, 408...416, 421, 429, 500...505, 507:
      return false
    default: return true
    }
  }

  /// A static file: nginx makes the ETag of the file's time and length, both in hexadecimal.
  private static func isOwnFile(_ response: Answer.Response) -> Bool {
    guard serverField("nginx", response) != nil, let tag = response.field("ETag"),
      let modified = response.field("Last-Modified"), !modified.isEmpty
    else { return false }
    let parts = tag.replacing("W/", with: "").replacing("\"", with: "").split(separator: "-")
    guard parts.count == 2, let length = Int(parts[1], radix: 16), Int(parts[0], radix: 16) != nil
    else { return false }
    let stated = response.field("Content-Length").flatMap { Int($0) } ?? response.body.count
    return stated == length
  }
}
