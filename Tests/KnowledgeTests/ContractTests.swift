import Diagnosis
import Evidence
import Knowledge
import Testing

/// Every id that people and scripts may rely on exists, under that name.
@Suite struct ContractTests {
  private static func words(_ text: String) -> Set<String> {
    Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
  }

  static let faults = words(
    """
    dns.not-found dns.failed
    tcp.refused tcp.timeout tcp.reset tcp.unreachable tcp.address-broken
    tls.untrusted tls.expired tls.name-mismatch tls.chain-incomplete tls.not-spoken
    tls.handshake-failed tls.client-certificate-required tls.intercepted
    connect.denied connect.authentication-required connect.proxy-unreachable
    connect.target-unreachable
    http.backend-unreachable http.backend-timeout
    http.authentication-required http.forbidden http.rate-limited http.redirected
    http.tls-required http.only-http2 http.malformed http.truncated http.oversized
    http.broken
    application.server-error
    application.session-refused application.handshake-refused
    upgrade.not-forwarded upgrade.path-not-routed upgrade.endpoint-unknown
    upgrade.proxy-module-missing upgrade.backend-unreachable
    upgrade.authentication-required upgrade.redirected upgrade.forbidden
    upgrade.blocked upgrade.http10-upstream
    upgrade.origin-rejected upgrade.version-rejected upgrade.subprotocol-lost
    upgrade.extension-rejected upgrade.header-spelling
    upgrade.accept-invalid upgrade.status-rewritten upgrade.connection-limit
    tunnel.dead tunnel.buffered tunnel.cut-early tunnel.compression-broken
    tunnel.message-too-big tunnel.corrupted
    idle.timeout-too-short idle.no-margin idle.lifetime-limit idle.silent-drop idle.reload
    idle.application-timeout keepalive.not-honored
    polling.broken polling.buffered polling.not-sticky polling.protocol-mismatch
    cluster.not-sticky
    config.base-url-mismatch config.connector-mismatch config.balancer-manager-exposed
    config.open-forward-proxy page.mixed-content page.wrong-address
    unexplained
    """)
  static let steps = words(
    """
    nginx.http-version nginx.upgrade-header nginx.connection-header nginx.websocket-location
    nginx.read-timeout nginx.host-header nginx.backend-address nginx.buffering nginx.body-size
    apache.proxy-wstunnel-module apache.websocket-proxypass apache.proxypass-order
    apache.idle-timeout apache.proxy-requests-off apache.preserve-host apache.backend-address
    apache.websocket-balancer apache.balancer-proxypass apache.sticky-session
    apache.balancer-manager-restricted
    aws.network-load-balancer aws.security-group aws.target-health aws.base-url aws.idle-timeout
    haproxy.websocket-acl haproxy.websocket-backend haproxy.tunnel-timeout haproxy.tcp-mode
    haproxy.backend-tls haproxy.server haproxy.health-check
    ox.websockets-package ox.websockets-enabled ox.hazelcast ox.authenticated-session
    um.client-port um.client-secure
    jelastic.balancer-in-front jelastic.websocket-location jelastic.appserver-address
    jelastic.application-path jelastic.restart
    varnish.pipe lighttpd.upgrade squid.connect-port caddy.route envoy.upgrade-configs
    caddy.header-up caddy.backend-address caddy.application-protocol caddy.read-timeout
    caddy.stream-timeout haproxy.application-protocol
    envoy.route envoy.stream-idle-timeout envoy.cluster traefik.router traefik.middleware
    traefik.service proxy.application-protocol
    proxy.forward-upgrade proxy.route-websocket-path proxy.idle-timeout proxy.allow-upgrade
    proxy.authentication proxy.backend-address proxy.host-header proxy.buffering
    proxy.sticky-session proxy.connection-limit proxy.forwarded-proto
    tls.certificate-chain tls.certificate-name tls.certificate-renewal
    client.url client.trust-root client.forward-proxy client.network
    application.allowed-origins application.session application.base-url application.start
    """)

  @Test func `every fault of the contract can be named`() {
    let known = Set((Hypothesis.all + [.unexplained]).map(\.fault.rawValue))
    #expect(Self.faults.subtracting(known).sorted() == [])
  }

  @Test func `every step of the contract can be printed`() {
    let known = Set(SetupStep.all.map(\.id.rawValue))
    #expect(Self.steps.subtracting(known).sorted() == [])
  }
}
