import Diagnosis
import Evidence

extension SetupStep {
  static let envoy: [SetupStep] = [
    SetupStep(
      "envoy.upgrade-configs", title: "allow upgrades to WebSocket",
      file: { _ in "the http_connection_manager filter of the listener, or the route" },
      directive: "upgrade_configs",
      snippet: { _ in "upgrade_configs:\n- upgrade_type: websocket" },
      apply: { _ in "envoy --mode validate -c envoy.yaml, then restart or push the configuration" },
      source: "Envoy, HTTP upgrades; HttpConnectionManager.UpgradeConfig",
      note: { _ in
        "off as shipped. A route's own upgrade_configs win over the listener's; Istio sets it by "
          + "itself"
      }, checkedWith: "not tried: from Envoy's documentation",
      seen: Seeing.byHandshake,
      page: Page(
        "Allow the upgrade",
        """
        What it is   Upgrades are off unless named, per listener or route.
        Write        upgrade_configs:
                     - upgrade_type: websocket
        Seen by      Envoy's own 403 with an empty body, only with Upgrade.
        Mind         stream_idle_timeout (5 min) ends silent connections; "timeout" of
                     the route is not for them.
        Sources      envoyproxy.io, HTTP upgrades; projectcontour/contour issue 5675
                     (its 403); not measured here
        """,
        reproduce: "none: Envoy could not be tried; the tests play it"))
  ]
}
