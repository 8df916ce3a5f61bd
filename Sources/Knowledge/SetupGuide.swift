import Diagnosis
public import Evidence

/// The guide's steps for a product behind a proxy, with what could be seen of each.
public enum SetupGuide {
  /// - Parameter missing: the steps that the diagnoses name.
  public static func statuses(
    profile: Profile, proxy: ProductID, version: String?, observations: [Observation],
    missing: [MissingStep]
  ) -> [StepStatus] {
    let steps = (profile.guide[proxy] ?? []) + profile.ownSteps
    let table = ObservationTable(observations)
    let named = Set(missing.filter { $0.rank == 1 }.map(\.step))
    return steps.compactMap { id in
      guard let step = SetupStep.step(id), concerns(id, table, named) else { return nil }
      let seen =
        (SeenOfApache.of(id, version, table) ?? SeenOfProducts.of(id, table)
        ?? SeenOfOthers.of(id, behind: proxy, table))
        .map { Seen(status: $0.0, because: $0.1) } ?? Seen.of(id, table)
      if let named = missing.first(where: { $0.step == id && $0.rank == 1 }) {
        let status: StepStatus.Status = named.certainty == .possible ? .suspected : .missing
        return StepStatus(
          step: id, title: step.title, status: status, because: "named by the diagnosis",
          today: today(id, version))
      }
      return StepStatus(
        step: id, title: step.title, status: seen.status, because: seen.because,
        today: today(id, version))
    }
  }

  private static func today(_ id: StepID, _ version: String?) -> String? {
    switch id {
    case "nginx.http-version": "default from nginx 1.29.7 on"
    case "apache.proxy-wstunnel-module":
      "from 2.4.47 on mod_proxy_http speaks ws:// itself; the module is needed before that only"
    case "apache.idle-timeout":
      "ProxyWebsocketIdleTimeout stops 2.4 from starting; the larger of Timeout and ProxyTimeout counts"
    case "apache.websocket-proxypass":
      "or upgrade=websocket on the ProxyPass line (2.4.47)"
    case "apache.websocket-balancer":
      "members with ws://, or with upgrade=websocket (2.4.47); the guide's http:// members don't do"
    case "jelastic.websocket-location":
      "nginx-jelastic.conf passes Upgrade on for / by itself; a location only for a port of its own"
    case "ox.websockets-package":
      "mail push needs open-xchange-pns-impl and open-xchange-pns-transport-websockets too"
    case "ox.hazelcast": "Redis in current 8.x; one node needs neither"
    case "um.client-port", "um.client-secure":
      "realms: [\"https://host:port\"] since 9.x; webSocketPort and secure are gone"
    case "aws.network-load-balancer":
      "an Application Load Balancer passes WebSocket on since 2016; only a Classic one doesn't"
    case "caddy.route": "reverse_proxy needs no line for WebSocket since Caddy 2"
    case "lighttpd.upgrade": "needed in every version; possible from 1.4.46 on"
    default: nil
    }
  }

  /// A balancer's steps are listed where one shows or is suspected.
  private static func concerns(_ id: StepID, _ table: ObservationTable, _ named: Set<StepID>)
    -> Bool
  {
    // The guides don't name it; a beacon shows when it matters.
    if id == "nginx.host-header" { return named.contains(id) || table[.hostArrives] != nil }
    guard SetupStep.apacheBalancer.contains(where: { $0.id == id }) else { return true }
    return named.contains(id) || table[.balancerGroups] != nil
  }
}

/// What the observations show of one step.
private struct Seen {
  var status: StepStatus.Status
  var because: String

  static func of(_ id: StepID, _ table: ObservationTable) -> Seen {
    let switched = table.meets([.kind(.handshake, .switched)])
    switch id {
    case "nginx.upgrade-header", "nginx.connection-header", "nginx.websocket-location",
      "haproxy.websocket-acl", "haproxy.websocket-backend", "haproxy.server":
      if switched { return Seen(status: .done, because: "the handshake succeeds") }
      if id == "nginx.connection-header" { return connectionHeader(table) }
      if id == "nginx.upgrade-header", table.meets([.fails(.sameAnswer(.handshake, .plainGet))]),
        table.meets([.author(.handshake, .application)])
      {
        return Seen(status: .done, because: "the Upgrade header changes the application's answer")
      }
      if id == "nginx.websocket-location", table.meets([.is(.pathEcho(.handshake), "unchanged")]) {
        return Seen(status: .done, because: "the path arrives unchanged")
      }
      return Seen(status: .unknown, because: "not visible from here")
    case "nginx.http-version":
      if table.meets([.is(.versionArrives, "HTTP/1.1")]) {
        return Seen(status: .done, because: "the beacon received HTTP/1.1")
      }
      if switched {
        return Seen(status: .unknown, because: "the application accepts either version")
      }
      return Seen(status: .unknown, because: "not visible from here")
    case "nginx.body-size":
      return Seen(status: .unknown, because: "nothing was posted; a limit shows as nginx's 413")
    default:
      guard switched else { return Seen(status: .unknown, because: "needs a connection first") }
      return id.rawValue.hasSuffix("-timeout")
        ? limitOfSilence(table) : Seen(status: .unknown, because: "not visible from here")
    }
  }

  private static func limitOfSilence(_ table: ObservationTable) -> Seen {
    if let room = table[.room] {
      if room.value == .word("enough") { return Seen(status: .done, because: room.text) }
      if room.value == .word("narrow") { return Seen(status: .suspected, because: room.text) }
    }
    guard let silent = table[.died(.silent)] else {
      return Seen(status: .unknown, because: "silence was not tested")
    }
    return Seen(status: .unknown, because: silent.text)
  }

  private static func connectionHeader(_ table: ObservationTable) -> Seen {
    table.meets([.holds(.connectionArrives)])
      ? Seen(status: .done, because: "the beacon received it")
      : Seen(status: .unknown, because: "not visible from here")
  }
}
