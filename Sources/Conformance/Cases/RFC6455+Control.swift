import Evidence
import WebSocketProtocol

extension Case {
  /// RFC 6455 §5.5, §5.5.2 and §5.5.3: control frames, ping and pong.
  static let pings: [Case] =
    oversized + [
      ponged("empty", "2.1", []),
      ponged("text", "2.2", Array("Hello, world!".utf8)),
      ponged("not-utf8", "2.3", [0x00, 0xFF, 0xFE, 0xFD, 0xFC, 0xFB, 0x00, 0xFF]),
      ponged("125-bytes", "2.4", Filler.octets(125)),
      ponged("125-bytes-in-octets", "2.6", Filler.octets(125), chop: true),
      Case(
        id: "rfc6455.5.5.2.ten-pings", autobahn: ["2.10"],
        requirement: "Each ping is answered, or at least the latest (§5.5.3).",
        steps: [.write(tenPings.map { .ping($0) }), .await(.pong(tenPings[9]))], ending: .close,
        accepts: [.pongs(tenPings), latest], closing: .codes([1000])),
      Case(
        id: "rfc6455.5.5.2.ten-pings-in-octets", autobahn: ["2.11"],
        requirement: "Each ping is answered, or at least the latest, also when octets come singly.",
        steps: [.chop(tenPings.map { .ping($0) }, 1), .await(.pong(tenPings[9]))], ending: .close,
        accepts: [.pongs(tenPings), latest], closing: .codes([1000])),
      Case(
        id: "rfc6455.5.5.2.ping-flood", level: .should, tier: .full,
        requirement:
          "A thousand pings in a row are borne: the latest is answered, or 1008 says no.",
        steps: [
          .write((0..<1000).map { .ping("flood \($0)") }),
          .await(.pong(Array("flood 999".utf8))),
        ], ending: .close,
        accepts: [
          Outcome("a pong for the latest") { $0.pongs.last == Array("flood 999".utf8) },
          .closes([1008, 1011, 1013]),
        ]),
    ] + unsolicited

  private static let tenPings = (0..<10).map { Array("payload-\($0)".utf8) }

  private static let latest = Outcome("a pong for the latest ping") { trace in
    trace.pongs.last == tenPings[9] && trace.pongs.allSatisfy { tenPings.contains($0) }
  }

  private static func ponged(
    _ name: String, _ autobahn: String, _ payload: [UInt8], chop: Bool = false
  )
    -> Case
  {
    let frame = RawFrame.ping(payload)
    return Case(
      id: "rfc6455.5.5.2.pong-echoes-\(name)", autobahn: [autobahn],
      requirement: "A ping is answered by a pong with the same payload.",
      steps: [chop ? .chop([frame], 1) : .write([frame]), .await(.pong(payload))], ending: .close,
      accepts: [.pongs([payload])], closing: .codes([1000]))
  }

  private static let oversized: [Case] = [
    failed(
      "rfc6455.5.5.ping-126-bytes", "Control frames have at most 125 octets: ping.",
      autobahn: ["2.5"], [.write([.ping(Filler.octets(126))])]),
    failed(
      "rfc6455.5.5.pong-126-bytes", "Control frames have at most 125 octets: pong.",
      [.write([RawFrame(opcode: .pong, payload: Filler.octets(126))])]),
    failed(
      "rfc6455.5.5.close-126-bytes", "Control frames have at most 125 octets: Close.",
      autobahn: ["7.3.6"],
      [.write([.close(1000, Filler.text(124))])]
    ).with { $0.accepts = [.closes([1002]), .drops, .fails.counting(as: .nonStrict)] },
    failed(
      "rfc6455.5.5.ping-of-64-kib", "Control frames have at most 125 octets: a ping of 64 KiB.",
      codes: [1002, 1009], [.write([.ping(Filler.octets(65536))])]),
  ]

  private static let alive = Array("alive".utf8)

  private static let unsolicited: [Case] = [
    unanswered("unsolicited-pong-empty", "2.7", [.pong()]),
    unanswered("unsolicited-pong", "2.8", [.pong("unsolicited pong payload")]),
    Case(
      id: "rfc6455.5.5.3.pong-then-ping", autobahn: ["2.9"],
      requirement: "An unsolicited pong is not answered; the ping behind it is.",
      steps: [.write([.pong("unsolicited pong payload"), .ping(alive)]), .await(.pong(alive))],
      ending: .close, accepts: [.pongs([alive])], closing: .codes([1000])),
  ]

  private static func unanswered(_ name: String, _ autobahn: String, _ frames: [RawFrame]) -> Case {
    Case(
      id: "rfc6455.5.5.3.\(name)", autobahn: [autobahn],
      requirement: "An unsolicited pong is not answered, and the connection lives on.",
      steps: [.write(frames), .write([.ping(alive)]), .await(.pong(alive))], ending: .close,
      accepts: [.pongs([alive])], closing: .codes([1000]))
  }

  /// RFC 6455 §5.6, data frames: what is sent comes back.
  static let messages: [Case] =
    sizes(text: true) + sizes(text: false) + [
      Case(
        id: "rfc6455.5.6.text-65536-bytes-chopped", needs: [.echo], autobahn: ["1.1.8"],
        requirement: "TCP's segments have nothing to do with frames: 997 octets each.",
        steps: [
          .chop([.text(Filler.text(65536))], 997), .await(.message(.text(Filler.text(65536)))),
        ], ending: .close, accepts: [.echoes(.text(Filler.text(65536)))], closing: .codes([1000])),
      Case(
        id: "rfc6455.5.6.binary-65536-bytes-chopped", needs: [.echo], autobahn: ["1.2.8"],
        requirement: "TCP's segments have nothing to do with frames: 997 octets each, binary.",
        steps: [
          .chop([.binary(Filler.octets(65536))], 997),
          .await(.message(.binary(Filler.octets(65536)))),
        ], ending: .close, accepts: [.echoes(.binary(Filler.octets(65536)))],
        closing: .codes([1000])),
      Case(
        id: "rfc6455.5.6.many-messages", needs: [.echo],
        requirement: "Messages come back in their order.",
        steps: [.write((0..<20).map { .text("message \($0)") }), .await(.messages(20))],
        ending: .close, accepts: [.echoes((0..<20).map { .text("message \($0)") })],
        closing: .codes([1000])),
    ]

  private static func sizes(text: Bool) -> [Case] {
    [0, 125, 126, 127, 128, 65535, 65536].enumerated().map { index, size in
      let payload: Payload = text ? .text(Filler.text(size)) : .binary(Filler.octets(size))
      let kind = text ? "text" : "binary"
      // An empty text is Autobahn's 6.1.1 as well.
      let more = text && size == 0 ? ["6.1.1"] : []
      return echoed(
        "rfc6455.5.6.\(kind)-\(size)-bytes", "A \(kind) message of \(size) octets comes through.",
        autobahn: ["1.\(text ? 1 : 2).\(index + 1)"] + more, payload)
    }
  }

  /// The same, large and many: a server at work is spared it.
  static let largeMessages: [Case] = large() + roundTrips()

  private static func large() -> [Case] {
    var cases: [Case] = []
    let sizes = [64 << 10, 256 << 10, 1 << 20, 4 << 20, 8 << 20, 16 << 20]
    let fragments = [64, 256, 1 << 10, 4 << 10, 16 << 10, 64 << 10, 256 << 10, 1 << 20, 4 << 20]
    for isText in [true, false] {
      let group = isText ? 1 : 2
      let kind = isText ? "text" : "binary"
      for (index, size) in sizes.enumerated() {
        cases.append(
          bulk(
            "\(kind)-\(size)-bytes-whole", "9.\(group).\(index + 1)",
            "A \(kind) message of \(size) octets comes through.",
            LargeMessage(isText: isText, length: size)))
      }
      for (index, size) in fragments.enumerated() {
        cases.append(
          bulk(
            "\(kind)-4-mib-in-fragments-of-\(size)", "9.\(group + 2).\(index + 1)",
            "A \(kind) message of 4 MiB in fragments of \(size) octets comes through.",
            LargeMessage(isText: isText, length: 4 << 20, fragment: size)))
      }
      for (index, size) in [64, 128, 256, 512, 1024, 2048].enumerated() {
        cases.append(
          bulk(
            "\(kind)-1-mib-chopped-\(size)", "9.\(group + 4).\(index + 1)",
            "A \(kind) message of 1 MiB in TCP segments of \(size) octets comes through.",
            LargeMessage(isText: isText, length: 1 << 20, chop: size)))
      }
    }
    return cases
  }

  private static func bulk(
    _ name: String, _ autobahn: String, _ requirement: String, _ message: LargeMessage
  ) -> Case {
    Case(
      id: "rfc6455.5.6.\(name)", tier: .full, needs: [.echo], autobahn: [autobahn],
      requirement: requirement, steps: [.large(message), .await(.messages(1))], ending: .close,
      accepts: [
        .echoes(message),
        Outcome("Close 1009: a limit that it names", as: .nonStrict) { $0.close?.code == 1009 },
      ], closing: .codes([1000, 1009]))
  }

  private static func roundTrips() -> [Case] {
    [true, false].flatMap { isText in
      [0, 16, 64, 256, 1024, 4096].enumerated().map { index, size in
        let payload: Payload = isText ? .text(Filler.text(size)) : .binary(Filler.octets(size))
        let rounds = 1000
        return Case(
          id: "rfc6455.5.6.\(isText ? "text" : "binary")-\(size)-bytes-thousand-times", tier: .full,
          needs: [.echo], autobahn: ["9.\(isText ? 7 : 8).\(index + 1)"],
          requirement: "A thousand messages of \(size) octets come back, each before the next.",
          steps: (1...rounds).flatMap {
            [.write([payload.frame]), .await(.messages($0))] as [Step]
          },
          ending: .close, accepts: [.echoes(Array(repeating: payload, count: rounds))],
          closing: .codes([1000]))
      }
    }
  }
}
