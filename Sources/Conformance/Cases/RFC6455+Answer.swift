import Evidence
import HTTP1
import WebSocketProtocol

extension Case {
  /// RFC 6455 §4.2.2, the server's opening handshake: what stands in the 101.
  static let serverHandshake: [Case] = [
    answer(
      "accept", "Sec-WebSocket-Accept is the Base64 of the SHA-1 of the key with the GUID.",
      "101 with the right Sec-WebSocket-Accept"
    ) { violation in
      switch violation {
      case .missingAccept, .wrongAccept, .repeatedAccept: true
      default: false
      }
    },
    answer(
      "accept-of-another-key", "Sec-WebSocket-Accept follows from the key of this request.",
      "101 with the right Sec-WebSocket-Accept",
      .changed { $0.set("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==") }
    ) { violation in
      switch violation {
      case .missingAccept, .wrongAccept, .repeatedAccept: true
      default: false
      }
    },
    answer("upgrade-field", "The 101 has Upgrade: websocket.", "101 with Upgrade: websocket") {
      switch $0 {
      case .missingUpgrade, .wrongUpgrade: true
      default: false
      }
    },
    answer(
      "connection-field", "The 101 has Connection: Upgrade.", "101 with Connection: Upgrade"
    ) { if case .missingConnectionToken = $0 { true } else { false } },
    answer("http-1-1", "The status line says HTTP/1.1 or higher.", "HTTP/1.1 101") {
      if case .versionBelow11 = $0 { true } else { false }
    },
    answer(
      "no-subprotocol-unasked", "Without an offer there is no Sec-WebSocket-Protocol.",
      "101 without Sec-WebSocket-Protocol", Opening(subprotocols: [])
    ) { if case .unofferedSubprotocol = $0 { true } else { false } }.with {
      // A server that needs one may refuse who offers none.
      $0.accepts.append(.refusesWithError)
    },
    Case(
      id: "rfc6455.4.2.2.subprotocol-of-the-offer",
      requirement: "The subprotocol that is chosen is one of those offered, and only one.",
      opening: Opening(subprotocols: ["v1.wsdoctor.invalid", "v2.wsdoctor.invalid"]),
      ending: .answer,
      accepts: [
        .answersWell("101 with one subprotocol of the offer, or none, or a refusal") { violation in
          switch violation {
          case .unofferedSubprotocol, .multipleSubprotocols: true
          default: false
          }
        },
        .refuses, .hangsUp,
      ]),
    Case(
      id: "rfc6455.4.2.2.no-length", level: .should,
      requirement: "A 101 has neither Content-Length nor Transfer-Encoding (RFC 9110 §8.6).",
      ending: .answer,
      accepts: [
        Outcome("101 without either") { trace in
          guard let fields = trace.head?.fields, trace.switched else { return false }
          return !fields.contains("Content-Length") && !fields.contains("Transfer-Encoding")
        }
      ]),
  ]

  private static func answer(
    _ name: String, _ requirement: String, _ sentence: String, _ opening: Opening = .standard,
    without isExcluded: @escaping @Sendable (HandshakeViolation) -> Bool
  ) -> Case {
    Case(
      id: "rfc6455.4.2.2.\(name)", requirement: requirement, opening: opening, ending: .answer,
      accepts: [.answersWell(sentence, without: isExcluded)])
  }

  /// RFC 6455 §9.1, negotiating extensions.
  static let extensions: [Case] = [
    Case(
      id: "rfc6455.9.1.no-extension-unasked",
      requirement: "Without an offer there is no Sec-WebSocket-Extensions.", ending: .answer,
      accepts: [
        Outcome("101 without Sec-WebSocket-Extensions") { trace in
          trace.switched && trace.head?.fields.contains("Sec-WebSocket-Extensions") == false
        }
      ]),
    Case(
      id: "rfc6455.9.1.unknown-extension-declined",
      requirement: "An extension that the server doesn't know is not accepted, and is no obstacle.",
      opening: .offering("x-wsdoctor-unknown; a=1; b"), ending: .answer,
      accepts: [
        Outcome("101 without that extension") { trace in
          guard let fields = trace.head?.fields, trace.switched else { return false }
          return !WebSocketExtension.list(in: fields).contains { $0.name == "x-wsdoctor-unknown" }
        }
      ]),
    Case(
      id: "rfc6455.9.1.malformed-extensions-refused", level: .should,
      requirement: "A Sec-WebSocket-Extensions that breaks the grammar is refused, or ignored.",
      opening: .offering("permessage-deflate; =; ;,;"), ending: .answer,
      accepts: [
        .refusesWithError,
        Outcome("101 without an extension") { trace in
          trace.switched && trace.head?.fields.contains("Sec-WebSocket-Extensions") == false
        },
      ]),
  ]

  /// Requests on which programs in a row may disagree where they end (RFC 9112 §11.2): hostile.
  static let smuggling: [Case] = [
    refused(
      "rfc6455.4.2.1.space-before-colon",
      "A blank between a field's name and the colon is refused (RFC 9112 §5.1: with 400).",
      tier: .full
    ) { $0.separator = " : " },
    refused(
      "rfc6455.4.2.1.length-and-chunked",
      "Content-Length beside Transfer-Encoding is refused, or the connection ends (RFC 9112 §6.1).",
      level: .should, tier: .full
    ) {
      $0.add("Content-Length", "5")
      $0.add("Transfer-Encoding", "chunked")
      $0.body = Array("0\r\n\r\n".utf8)
    },
    refused(
      "rfc6455.4.2.1.two-lengths",
      "Two different Content-Length fields are refused (RFC 9112 §6.3).",
      tier: .full
    ) {
      $0.add("Content-Length", "0")
      $0.add("Content-Length", "5")
    },
    refused(
      "rfc6455.4.2.1.nul-in-value", "A NUL in a field's value is refused (RFC 9110 §5.5).",
      level: .should, tier: .full
    ) { $0.add("X-Wsdoctor", "a\u{0}b") },
    refused(
      "rfc6455.4.2.1.bare-cr-in-value",
      "A bare CR in a field's value is no line end (RFC 9112 §2.2): it is refused.",
      level: .should, tier: .full
    ) { $0.add("X-Wsdoctor", "a\rX-Injected: 1") },
    Case(
      id: "rfc6455.4.2.1.folded-field", level: .should, tier: .full,
      requirement: "A folded field is refused, or read as one line (RFC 9112 §5.2).",
      opening: .changed { $0.set("Connection", "keep-alive,\r\n Upgrade") }, ending: .answer,
      accepts: [.refusesWithError, .switches]),
    Case(
      id: "rfc6455.4.2.1.bare-line-feeds", level: .should, tier: .full,
      requirement: "Bare line feeds are refused, or taken for line ends (RFC 9112 §2.2).",
      opening: .changed { $0.lineEnd = "\n" }, ending: .answer,
      accepts: [.refusesWithError, .switches, .hangsUp.counting(as: .pass)]),
    Case(
      id: "rfc6455.4.2.2.nothing-reflected", tier: .full,
      requirement: "A line end in the request's path or subprotocol makes no field in the answer.",
      opening: .changed {
        $0.target += ($0.target.contains("?") ? "&" : "?") + "x=%0d%0aX-Wsdoctor-Injected:%201"
        $0.add("X-Request-ID", "1%0d%0aX-Wsdoctor-Injected: 1")
      }, ending: .answer,
      accepts: [
        Outcome("an answer without that field") { trace in
          trace.head.map { !$0.fields.contains("X-Wsdoctor-Injected") } ?? trace.endedByPeer
        }
      ]),
    Case(
      id: "rfc6455.4.2.1.body-is-not-frames", level: .should, tier: .full,
      requirement: "A body of the handshake's request is not read as frames (RFC 9110 §7.8).",
      opening: .changed {
        $0.add("Content-Length", "5")
        $0.body = Array("0\r\n\r\n".utf8)
      }, steps: [.write([.ping("alive")]), .await(.pong(Array("alive".utf8)))], ending: .close,
      accepts: [.pongs([Array("alive".utf8)])]),
    refused(
      "rfc6455.4.2.1.huge-field", "A field of 128 KiB is refused, or borne.", level: .should,
      tier: .full, accepts: [.refusesWithError, .switches, .hangsUp.counting(as: .pass)]
    ) { $0.add("X-Wsdoctor", Filler.text(128 * 1024)) },
    refused(
      "rfc6455.4.2.1.huge-target", "A request target of 64 KiB is refused, or borne.",
      level: .should, tier: .full,
      accepts: [.refusesWithError, .switches, .hangsUp.counting(as: .pass)]
    ) {
      $0.target += ($0.target.contains("?") ? "&" : "?") + "x=" + Filler.text(64 * 1024)
    },
  ]
}
