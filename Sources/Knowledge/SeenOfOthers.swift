import Diagnosis
import Evidence

/// What the observations show of a step that names another proxy than nginx, Apache and HAProxy;
/// nil: nothing of its own.
enum SeenOfOthers {
  static func of(_ id: StepID, behind proxy: ProductID, _ table: ObservationTable)
    -> (StepStatus.Status, String)?
  {
    let switched = table.meets([.kind(.handshake, .switched)])
    switch id {
    case "aws.network-load-balancer":
      switch proxy {
      case "aws-alb": return (.notNeeded, "this one passes WebSocket on by itself")
      case "aws-nlb": return (.done, "it is one")
      default: return switched ? (.done, "the handshake succeeds") : nil
      }
    case "aws.security-group", "aws.target-health":
      return table.meets([.holds(.application)]) ? (.done, "the application answers") : nil
    case "varnish.pipe", "lighttpd.upgrade", "caddy.route", "envoy.upgrade-configs":
      return switched ? (.done, "the handshake succeeds") : (.unknown, "not visible from here")
    case "squid.connect-port":
      return table.meets([.is(.tunnel, "open")]) ? (.done, "the tunnel was opened") : nil
    default: return nil
    }
  }
}
