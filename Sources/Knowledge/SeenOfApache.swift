import Diagnosis
import Evidence

/// What the observations show of a step that names Apache, or the host; nil: nothing of its own.
enum SeenOfApache {
  static func of(_ id: StepID, _ version: String?, _ table: ObservationTable)
    -> (StepStatus.Status, String)?
  {
    let switched = table.meets([.kind(.handshake, .switched)])
    switch id {
    case "apache.proxy-wstunnel-module":
      if ApacheVersion(version).hasUpgradeParameter == true {
        return (.notNeeded, "Apache \(version ?? ""): mod_proxy_http speaks ws:// itself")
      }
      return switched ? (.done, "the handshake succeeds") : nil
    case "apache.websocket-proxypass", "apache.proxypass-order", "apache.balancer-proxypass":
      return switched ? (.done, "the handshake succeeds") : nil
    case "apache.websocket-balancer":
      if switched { return (.done, "the handshake succeeds") }
      return table.meets([.is(.balancerGroups, "websocket")])
        ? (.done, "the balancer's page shows ws:// members") : nil
    case "apache.proxy-requests-off":
      guard let forwards = table[.forwardsForAll] else {
        return (.unknown, "no request for another host was made")
      }
      return (forwards.value == .flag(true) ? .missing : .done, forwards.text)
    case "apache.sticky-session":
      if let one = table[.oneNode] {
        return (one.value == .flag(true) ? .done : .missing, one.text)
      }
      // Apache goes by the route, and there is none: a cookie of its own may still do.
      if table.meets([.fails(.sessionRoute)]), table[.balancerGroups] != nil {
        return (.suspected, table[.sessionRoute]?.text ?? "")
      }
      return (.unknown, "nodes were not told apart")
    case "apache.preserve-host", "nginx.host-header":
      guard let host = table[.hostArrives] else {
        return (.unknown, "only a beacon behind the proxy shows it")
      }
      return (host.value == .flag(true) ? .done : .suspected, host.text)
    case "apache.balancer-manager-restricted":
      return table[.managerExposed].map { ($0.value == .flag(true) ? .missing : .done, $0.text) }
    default: return nil
    }
  }
}
