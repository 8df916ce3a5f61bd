import Evidence
import HTTP1
import WebSocketProtocol

extension Case {
  /// RFC 6455 §4.2.1, reading the client's opening handshake: what a server has to refuse.
  static let clientHandshake: [Case] =
    keys + requestLines + [
      refused(
        "rfc6455.4.2.1.host-missing", "A handshake without a Host field is refused.",
      ) { $0.remove("Host") },
      refused(
        "rfc6455.4.2.1.host-repeated",
        "A handshake with two Host fields is refused (RFC 9112 §3.2: with 400)."
      ) { $0.fields.insert(("Host", "other.example"), at: 1) },
      refused(
        "rfc6455.4.2.1.upgrade-missing", "Without an Upgrade field there is no WebSocket.",
        accepts: ordinaryAnswers
      ) { $0.remove("Upgrade") },
      refused(
        "rfc6455.4.2.1.upgrade-other", "An Upgrade field without \"websocket\" opens no WebSocket.",
        accepts: ordinaryAnswers
      ) { $0.set("Upgrade", "h2c") },
      refused(
        "rfc6455.4.2.1.connection-missing", "Without a Connection field there is no WebSocket.",
        accepts: ordinaryAnswers
      ) { $0.remove("Connection") },
      refused(
        "rfc6455.4.2.1.connection-other",
        "A Connection field without \"Upgrade\" opens no WebSocket.", accepts: ordinaryAnswers
      ) { $0.set("Connection", "keep-alive") },
      refused(
        "rfc6455.4.2.1.version-missing", "A handshake without Sec-WebSocket-Version is refused."
      ) { $0.remove("Sec-WebSocket-Version") },
    ]

  private static let keys: [Case] = [
    refused("rfc6455.4.2.1.key-missing", "A handshake without Sec-WebSocket-Key is refused.") {
      $0.remove("Sec-WebSocket-Key")
    },
    refused("rfc6455.4.2.1.key-empty", "A handshake with an empty Sec-WebSocket-Key is refused.") {
      $0.set("Sec-WebSocket-Key", "")
    },
    refused(
      "rfc6455.4.2.1.key-repeated",
      "A handshake with two Sec-WebSocket-Key fields is refused (§11.3.1: it appears once)."
    ) { $0.add("Sec-WebSocket-Key", "AQIDBAUGBwgJCgsMDQ4PEA==") },
    refused(
      "rfc6455.4.2.1.key-of-8-bytes",
      "A Sec-WebSocket-Key that decodes to other than 16 bytes is refused: 8."
    ) { $0.set("Sec-WebSocket-Key", "AQIDBAUGBwg=") },
    refused(
      "rfc6455.4.2.1.key-of-17-bytes",
      "A Sec-WebSocket-Key that decodes to other than 16 bytes is refused: 17."
    ) { $0.set("Sec-WebSocket-Key", "AQIDBAUGBwgJCgsMDQ4PEBE=") },
    refused(
      "rfc6455.4.2.1.key-not-base64", "A Sec-WebSocket-Key that is no Base64 is refused."
    ) { $0.set("Sec-WebSocket-Key", "!!!!!!!!!!!!!!!!!!!!!!==") },
  ]

  private static let requestLines: [Case] = [
    refused("rfc6455.4.2.1.method-post", "The handshake is a GET: a POST is refused.") {
      $0.method = "POST"
      $0.add("Content-Length", "0")
    },
    refused(
      "rfc6455.4.2.1.method-head", "The handshake is a GET: a HEAD opens no WebSocket.",
      accepts: ordinaryAnswers
    ) { $0.method = "HEAD" },
    refused(
      "rfc6455.4.2.1.http-1-0", "The handshake is HTTP/1.1 or higher: HTTP/1.0 is refused.",
      accepts: [.refusesWithError, .answersWith(505), .refuses.counting(as: .nonStrict), .hangsUp]
    ) { $0.version = "HTTP/1.0" }.with { $0.ending = .answerOrFrames },
  ]

  /// What a server has to understand although browsers write it otherwise.
  static let tolerances: [Case] = [
    accepted(
      "rfc6455.4.2.1.upgrade-mixed-case", "The Upgrade token is compared without regard to case.",
      .changed { $0.set("Upgrade", "WebSocket") }),
    accepted(
      "rfc6455.4.2.1.connection-lower-case",
      "The Connection token is compared without regard to case.",
      .changed { $0.set("Connection", "upgrade") }),
    accepted(
      "rfc6455.4.2.1.connection-list",
      "Connection is a list: \"keep-alive, Upgrade\", as Firefox sends it, is right.",
      .changed { $0.set("Connection", "keep-alive, Upgrade") }),
    accepted(
      "rfc6455.4.2.1.connection-two-lines",
      "A list may stand on two lines (RFC 9110 §5.3): Connection: keep-alive, Connection: Upgrade.",
      .changed {
        $0.set("Connection", "keep-alive")
        $0.add("Connection", "Upgrade")
      }),
    accepted(
      "rfc6455.4.2.1.field-names-lower-case",
      "Names of fields are compared without regard to case (RFC 9110 §5.1).",
      .changed { $0.fields = $0.fields.map { ($0.name.lowercased(), $0.value) } }),
    accepted(
      "rfc6455.4.2.1.field-order", "The order of the fields is of no importance.",
      .changed { $0.fields.reverse() }),
    accepted(
      "rfc6455.4.2.1.blanks-around-values",
      "Blanks around a field's value are no part of it (RFC 9112 §5.1).",
      .changed { request in
        request.set("Upgrade", " \t websocket \t ")
        request.set("Sec-WebSocket-Version", "  13  ")
      }),
    accepted(
      "rfc6455.4.2.1.unknown-fields", "Other fields may be there, and unknown ones are ignored.",
      .changed { $0.add("X-Wsdoctor-Unknown", "1") }),
    accepted(
      "rfc6455.4.2.1.upgrade-list",
      "Upgrade is a list in which \"websocket\" may stand beside others.",
      level: .should, .changed { $0.set("Upgrade", "foo/2, websocket") }),
    accepted(
      "rfc6455.4.2.1.absolute-target",
      "The request target may be an absolute URI (RFC 9112 §3.2.2: servers accept it).",
      .changed { $0.target = "http://\($0.first("Host") ?? "")\($0.target)" }),
    accepted(
      "rfc6455.4.2.1.head-in-pieces", "The head may come in TCP segments of one octet.",
      Opening(chop: 1)),
    accepted(
      "rfc6455.4.2.1.empty-line-before",
      "An empty line before the request line is ignored (RFC 9112 §2.2: should).", level: .should,
      .changed { $0.method = "\r\nGET" }),
    Case(
      id: "rfc6455.4.2.2.no-frame-before-101",
      requirement:
        "A server sends its 101 before any frame, also when frames came with the request.",
      opening: Opening(glued: [.ping("early")]), steps: [.await(.pong(Array("early".utf8)))],
      ending: .close,
      accepts: [
        .pongs([Array("early".utf8)]),
        Outcome("the end of the connection") {
          $0.hasFailed && $0.switched && $0.pongs.isEmpty && $0.close?.code != 1000
        },
        Outcome("101, and the frames are lost", as: .nonStrict) { $0.switched },
      ]),
  ]

  /// RFC 6455 §4.4, versions.
  static let versions: [Case] =
    ["14", "99", "255"].map { version in
      refused(
        "rfc6455.4.4.version-\(version)-refused",
        "A version that was never assigned is refused: \(version)."
      ) { $0.set("Sec-WebSocket-Version", version) }
    }
    + ["0", "7", "8", "12"].map { version in
      refused(
        "rfc6455.4.4.draft-version-\(version)-refused",
        "Version \(version) is that of a draft, which nobody speaks any more (§11.6).",
        level: .should
      ) { $0.set("Sec-WebSocket-Version", version) }
    } + [
      refused(
        "rfc6455.4.4.version-not-a-number", "A Sec-WebSocket-Version that is no number is refused."
      ) { $0.set("Sec-WebSocket-Version", "thirteen") },
      refused(
        "rfc6455.4.4.refusal-names-versions",
        "The refusal of a version names those that are understood, in Sec-WebSocket-Version.",
        accepts: [
          Outcome("a refusal with Sec-WebSocket-Version: 13") { trace in
            trace.head.map { $0.status != 101 && $0.fields.hasToken("Sec-WebSocket-Version", "13") }
              ?? false
          }
        ]
      ) { $0.set("Sec-WebSocket-Version", "99") },
      refused(
        "rfc6455.4.4.refusal-is-426", "A version that is not understood is best refused with 426.",
        level: .should, accepts: [.answersWith(426), .refuses.counting(as: .nonStrict)]
      ) { $0.set("Sec-WebSocket-Version", "99") },
    ]
}

extension Outcome {
  static func answersWith(_ status: Int) -> Outcome {
    Outcome("\(status)") { $0.head?.status == status }
  }
}
