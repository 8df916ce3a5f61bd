import Diagnosis
import Evidence

extension Hypothesis {
  /// `tls.…`: TLS itself, and the certificate. A certificate that only cannot be verified
  /// explains nothing above it: the run goes on unverified.
  static let tls: [Hypothesis] = [

    Hypothesis(
      "tls.not-spoken", rung: .tls, called: "a port without TLS",
      title: "Port {port} of {host} doesn't speak TLS.",
      explanation: "An https:// address leads to a plain HTTP port: no browser gets through.",
      when: [.is(.tls, "not-spoken")], proves: [[.is(.tls, "not-spoken")]],
      remedies: [.init("client.url")]),
    Hypothesis(
      "tls.not-spoken", variant: "as plain HTTP shows", rung: .tls, called: "a port without TLS",
      title: "Port {port} of {host} speaks plain HTTP, not TLS.",
      explanation: "An https:// address leads to a plain HTTP port, which waits for the end of a "
        + "request that never comes: no browser gets through.",
      when: [.is(.tls, "silent", "ended"), .holds(.portSpeaksHTTP)],
      proves: [[.holds(.portSpeaksHTTP)]], remedies: [.init("client.url")]),
    Hypothesis(
      "tls.handshake-failed", variant: "no answer", rung: .tls, called: "a silent TLS port",
      title: "The TLS handshake with {host} gets no answer.",
      explanation:
        "Something takes the connection on port {port}, and says nothing in TLS: another "
        + "service, a server that can't keep up, or a firewall on the way.",
      when: [.is(.tls, "silent", "ended")], excludedBy: [.holds(.portSpeaksHTTP)],
      atMost: .likely, separatedBy: "ask on the server's own machine",
      remedies: [.init("client.url"), .init("client.network")]),
    Hypothesis(
      "tls.handshake-failed", rung: .tls, called: "a failing TLS handshake",
      title: "The TLS handshake with {host} fails.",
      explanation: "Client and server find no common version or cipher, or the server has no "
        + "certificate for this name.",
      when: [.is(.tls, "failed")], proves: [[.is(.tls, "failed")]],
      remedies: [.init("client.url", rank: 2), .init("tls.certificate-name")]),
    Hypothesis(
      "tls.client-certificate-required", rung: .tls, called: "a wanted client certificate",
      title: "{host} lets in only clients that show a certificate.",
      explanation: "Without one neither pages nor WebSocket are served.",
      when: [.is(.tls, "certificate-required")], proves: [[.is(.tls, "certificate-required")]],
      remedies: [.init("client.certificate")]),
    Hypothesis(
      "tls.client-certificate-required", variant: "answered in HTTP", rung: .tls,
      called: "a wanted client certificate",
      title: "{host} lets in only clients that show a certificate.",
      explanation: "Without one {proxy} answers 400 to everything: neither pages nor WebSocket "
        + "are served.",
      when: [.kind(.application, .certificateWanted)],
      proves: [[.kind(.application, .certificateWanted)]],
      remedies: [.init("client.certificate")]),
    Hypothesis(
      "tls.client-certificate-required", variant: "by an alert", rung: .tls,
      called: "a wanted client certificate",
      title: "{host} lets in only clients that show a certificate.",
      explanation: "TLS is set up and then ended by the server, as it is for a client without one: "
        + "neither pages nor WebSocket are served.",
      when: [.kind(.application, .alert)], atMost: .likely,
      separatedBy: "ask with --client-cert", remedies: [.init("client.certificate")]),
    Hypothesis(
      "tls.expired", rung: .tls, called: "an expired certificate",
      title: "The certificate of {host} is expired or not yet valid.",
      explanation: "Browsers refuse it, and a wss:// connection fails without a word to the user. "
        + "This run went on unverified.",
      when: [.is(.certificate, "expired")], proves: [[.is(.certificate, "expired")]],
      explainsAbove: false, remedies: [.init("tls.certificate-renewal")]),
    Hypothesis(
      "tls.name-mismatch", rung: .tls, called: "a certificate for another name",
      title: "The certificate is not for {host}.",
      explanation: "Browsers refuse it, and a wss:// connection fails without a word to the user. "
        + "This run went on unverified.",
      when: [.is(.certificateName, "mismatch")], proves: [[.is(.certificateName, "mismatch")]],
      explainsAbove: false, remedies: [.init("tls.certificate-name")]),
    Hypothesis(
      "tls.untrusted", variant: "self-signed", rung: .tls, called: "an untrusted certificate",
      title: "The certificate of {host} is signed by itself: nobody vouches for it.",
      explanation: "Browsers refuse it until it is trusted by hand, and a wss:// connection fails "
        + "without a word to the user. This run went on unverified.",
      when: [.is(.certificate, "self-signed")], proves: [[.is(.certificate, "self-signed")]],
      explainsAbove: false,
      remedies: [.init("client.trust-root"), .init("tls.certificate-renewal")]),
    Hypothesis(
      "tls.chain-incomplete", rung: .tls, called: "a missing intermediate",
      title: "{host} doesn't send the intermediate certificate.",
      explanation: "Some browsers fetch it by themselves, other clients and apps fail. "
        + "This run went on unverified.",
      when: [.is(.certificate, "unknown-issuer", "other")], excludedBy: [.fails(.chainGap)],
      expects: [.holds(.chainGap)], separatedBy: "look whether the server's file holds the chain",
      explainsAbove: false, remedies: [.init("tls.certificate-chain")]),
    Hypothesis(
      "tls.untrusted", variant: "unknown issuer", rung: .tls, called: "an untrusted certificate",
      title: "The certificate of {host} leads to no root that this machine trusts.",
      explanation: "Browsers that don't know its issuer refuse it, and a wss:// connection fails "
        + "without a word to the user. This run went on unverified.",
      when: [.is(.certificate, "unknown-issuer", "other")], excludedBy: [.holds(.chainGap)],
      separatedBy: "give the root with --cacert and ask again", explainsAbove: false,
      remedies: [.init("client.trust-root"), .init("tls.certificate-chain")]),
    Hypothesis(
      "tls.chain-incomplete", variant: "or a private root", rung: .tls,
      called: "a missing intermediate",
      title: "{host} doesn't send the intermediate certificate.",
      explanation: "Some browsers fetch it by themselves, other clients and apps fail.",
      when: [.is(.certificate, "unknown-issuer", "other")], requires: [.fails(.chainGap)],
      separatedBy: "look whether the server's file holds the chain", explainsAbove: false,
      remedies: [.init("tls.certificate-chain")]),
    Hypothesis(
      "tls.intercepted", rung: .tls, severity: .info, called: "interception",
      title: "TLS is intercepted on the way: the certificate comes from a re-signing product.",
      explanation: "What this machine sees may differ from what others see.",
      when: [.is(.interceptor, Interceptors.names)], explainsAbove: false,
      remedies: [.init("client.trust-root")]),
  ]
}
