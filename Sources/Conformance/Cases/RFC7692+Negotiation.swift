import Evidence
import HTTP1
import WebSocketCompression
import WebSocketProtocol

extension Case {
  /// RFC 7692 §5 and §7.1: what a server may agree to.
  static let negotiation: [Case] = validOffers + declined + choices

  /// An offer that is right: the server declines it, or agrees to nothing else.
  private static func offered(_ id: String, _ requirement: String, _ offer: DeflateOffer) -> Case {
    Case(
      id: id, needs: [.compression], requirement: requirement, opening: .offering(offer.text),
      ending: .answer,
      accepts: [
        Outcome("an agreement within the offer, or none") { trace in
          guard let head = trace.head, head.status == 101 else { return false }
          return offer.violations(in: head).isEmpty
        }
      ])
  }

  private static let validOffers: [Case] =
    [
      offered(
        "rfc7692.7.1.plain-offer", "An offer without parameters is answered within it.",
        DeflateOffer(clientWindow: .unmentioned)),
      offered(
        "rfc7692.7.1.browser-offer", "What browsers offer is answered within it.", .browser),
      offered(
        "rfc7692.7.1.1.1.server-no-context-takeover-kept",
        "Who agrees to server_no_context_takeover says so.",
        DeflateOffer(serverNoContextTakeover: true, clientWindow: .unmentioned)),
      offered(
        "rfc7692.7.1.1.2.client-no-context-takeover-offered",
        "client_no_context_takeover is a hint: the answer may have it or not.",
        DeflateOffer(clientNoContextTakeover: true, clientWindow: .unmentioned)),
      offered(
        "rfc7692.7.1.2.2.client-window-unoffered",
        "client_max_window_bits is not in the answer when it was not in the offer.",
        DeflateOffer(clientWindow: .unmentioned)),
    ]
    + (8...15).map { (bits: Int) in
      offered(
        "rfc7692.7.1.2.1.server-window-\(bits)-kept",
        "Who agrees to server_max_window_bits=\(bits) answers with that or less.",
        DeflateOffer(serverMaxWindowBits: bits, clientWindow: .unmentioned)
      ).with { test in
        // 15 bits are what there is without an agreement on it, so that leaving it out changes nothing.
        if bits == 15 {
          test.accepts.append(
            Outcome("an agreement that doesn't mention it", as: .nonStrict) { $0.switched })
        }
      }
    }
    + [8, 9, 15].map { (bits: Int) in
      offered(
        "rfc7692.7.1.2.2.client-window-\(bits)-kept",
        "The answer's client_max_window_bits is \(bits) or less where that was offered.",
        DeflateOffer(clientWindow: .atMost(bits)))
    }

  /// An offer that breaks the rules: "A server MUST decline" (§7.1).
  private static func refusedOffer(_ id: String, _ requirement: String, _ offer: String) -> Case {
    Case(
      id: id, needs: [.compression], requirement: requirement,
      opening: .offering("permessage-deflate; \(offer)"), ending: .answer,
      accepts: [
        Outcome("101 without permessage-deflate") { trace in
          trace.switched && trace.head.flatMap { Agreement.parameters(in: $0) } == nil
        }, .refusesWithError.counting(as: .nonStrict, "a refusal of the whole handshake"),
      ])
  }

  private static let declined: [Case] = [
    refusedOffer(
      "rfc7692.7.1.unknown-parameter-declined", "An offer with an unknown parameter is declined.",
      "x_unknown"),
    refusedOffer(
      "rfc7692.7.1.repeated-parameter-declined",
      "An offer with a parameter that is there twice is declined.",
      "client_max_window_bits; client_max_window_bits"),
    refusedOffer(
      "rfc7692.7.1.1.1.value-declined", "server_no_context_takeover has no value.",
      "server_no_context_takeover=1"),
    refusedOffer(
      "rfc7692.7.1.1.2.value-declined", "client_no_context_takeover has no value.",
      "client_no_context_takeover=yes"),
    refusedOffer(
      "rfc7692.7.1.2.1.without-value-declined", "server_max_window_bits has a value.",
      "server_max_window_bits"),
    refusedOffer(
      "rfc7692.7.1.2.1.7-declined", "A window has 8 bits at least.", "server_max_window_bits=7"),
    refusedOffer(
      "rfc7692.7.1.2.1.16-declined", "A window has 15 bits at most.", "server_max_window_bits=16"),
    refusedOffer(
      "rfc7692.7.1.2.1.leading-zero-declined", "The bits have no leading zero.",
      "server_max_window_bits=010"),
    refusedOffer(
      "rfc7692.7.1.2.1.no-number-declined", "The bits are a number.", "server_max_window_bits=ten"),
    refusedOffer(
      "rfc7692.7.1.2.2.7-declined", "A window has 8 bits at least.", "client_max_window_bits=7"),
    refusedOffer(
      "rfc7692.7.1.2.2.16-declined", "A window has 15 bits at most.", "client_max_window_bits=16"),
  ]

  private static let choices: [Case] = [
    Case(
      id: "rfc7692.7.1.second-offer-taken", level: .should, needs: [.compression],
      requirement: "Where the first offer has to be declined, the next one counts.",
      opening: .offering("permessage-deflate; x_unknown, permessage-deflate"), ending: .answer,
      accepts: [Outcome("the second offer is agreed to") { $0.deflate != nil }]),
    Case(
      id: "rfc7692.5.agreed-once", needs: [.compression],
      requirement: "Of several offers of one extension at most one is agreed to.",
      opening: .offering(
        "permessage-deflate; server_no_context_takeover; client_max_window_bits, permessage-deflate"
      ),
      ending: .answer,
      accepts: [
        Outcome("at most one agreement") { trace in
          guard let fields = trace.head?.fields, trace.switched else { return false }
          return WebSocketExtension.list(in: fields).count { $0.name == Agreement.name } <= 1
        }
      ]),
    Case(
      id: "rfc7692.7.1.2.1.quoted-value", level: .should, needs: [.compression],
      requirement: "A value may stand in quotes: \"10\" is 10 (RFC 6455 §9.1).",
      opening: .offering("permessage-deflate; server_max_window_bits=\"10\""), ending: .answer,
      accepts: [
        Outcome("no window beyond 10 bits") { trace in
          trace.switched && (trace.deflate?.serverMaxWindowBits ?? 8) <= 10
        }
      ]),
  ]
}
