public import ProbeKit

/// Every probe, in the order in which reports list them.
public let catalogue: [any Probe] = [
  DNSProbe(), TCPProbe(), TLSProbe(), HTTPProbe(), FingerprintProbe(), ApplicationProbe(),
  UpgradeProbe(),
  MisrouteProbe(), MessagesProbe(), IdleProbe(), KeepaliveProbe(), PollingProbe(),
]
