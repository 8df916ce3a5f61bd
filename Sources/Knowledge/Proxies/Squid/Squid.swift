import Diagnosis
import Evidence
import HTTP1

extension ProxyProduct {
  static let squid = ProxyProduct(
    "squid", name: "Squid", habits: [.asksInHTTP11: .all],
    sign: { response in
      if let sign = serverField("squid", response) { return sign }
      return response.field("Via")?.contains("(squid") == true
        ? Sign(.likely, because: "Via: \(response.field("Via") ?? "")") : nil
    },
    wrote: { $0.field("X-Squid-Error").map { "X-Squid-Error: \($0)" } },
    steps: SetupStep.squid, parts: [.allowConnect: ["squid.connect-port"]],
    ways: [
      "proxy.idle-timeout": Way(
        directive: "read_timeout", snippet: { "read_timeout \($0.limitToSet) seconds" })
    ],
    lines: squidLines, guides: ["generic": ["squid.connect-port"]],
    reproduce: "none: it takes a forward proxy; the tests have Squid")
}
