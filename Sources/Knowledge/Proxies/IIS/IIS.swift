import Evidence
import HTTP1

extension ProxyProduct {
  static let iisARR = ProxyProduct(
    "iis-arr", name: "IIS with ARR",
    sign: { response in
      if response.field("X-Powered-By")?.contains("ARR/") == true {
        return Sign(.proven, because: "X-Powered-By: ARR")
      }
      return serverField("Microsoft-IIS", response)
    },
    wrote: { response in
      response.start.contains("<title>502 - Web server received an invalid response")
        || response.start.contains("<title>IIS ") ? "its own page" : nil
    },
    limits: [
      KnownTimeout(
        120, "IIS ARR proxy timeout (default)", source: "stackoverflow 34316825; not measured")
    ])
}
