import Evidence
import WebSocketProtocol

extension Case {
  /// RFC 6455 §5.1 and §5.2: masking, reserved bits, opcodes and lengths.
  static let framing: [Case] =
    masking + reservedBits + reservedOpcodes + lengths

  private static let good = Payload.text("a message before the fault")

  private static let masking: [Case] = [
    failed(
      "rfc6455.5.1.unmasked-text",
      "A server closes the connection upon a frame that is not masked.",
      [.write([RawFrame.text("unmasked").with { $0.isMasked = false }])]),
    failed(
      "rfc6455.5.1.unmasked-ping",
      "A server closes the connection upon a control frame that is not masked.",
      [.write([RawFrame.ping("unmasked").with { $0.isMasked = false }])]),
    failed(
      "rfc6455.5.1.unmasked-close", "An unmasked Close frame is a violation like any other.",
      [.write([RawFrame.close(1000).with { $0.isMasked = false }])]
    ).with { $0.accepts = [.closes([1002]), .drops, .fails.counting(as: .nonStrict)] },
    Case(
      id: "rfc6455.5.1.server-frames-unmasked",
      requirement: "A server masks no frame that it sends.",
      steps: [.write([.ping("mask?")]), .await(.pong(Array("mask?".utf8)))], ending: .close,
      accepts: [
        Outcome("frames without a mask, and nothing else that is wrong in them") { trace in
          !trace.events.isEmpty && trace.violations.isEmpty
        }
      ]),
  ]

  private static let reservedBits: [Case] =
    (1...7).map { rsv in
      failed(
        "rfc6455.5.2.rsv-\(rsv)-refused",
        "A reserved bit that no extension gave a meaning fails the connection (RSV=\(rsv)).",
        autobahn: [1: "3.1", 5: "3.5", 6: "3.6", 7: "3.7"][rsv].map { [$0] } ?? [],
        [.write([bits(rsv)])])
    } + [
      failed(
        "rfc6455.5.2.rsv-2-after-message",
        "What came before a reserved bit (RSV=2) counts, what comes behind it doesn't.",
        autobahn: ["3.2"], after: good,
        [.write([good.frame, .text("reserved").with { $0.rsv = 2 }, .ping("behind")])]),
      failed(
        "rfc6455.5.2.rsv-3-after-message",
        "The same with RSV=3, in a write for each frame.",
        autobahn: ["3.3"], after: good,
        [.each([good.frame, .text("reserved").with { $0.rsv = 3 }, .ping("behind")])]),
      failed(
        "rfc6455.5.2.rsv-4-after-message",
        "The same with RSV=4, in pieces of one octet.", autobahn: ["3.4"], after: good,
        [.chop([good.frame, .text("reserved").with { $0.rsv = 4 }, .ping("behind")], 1)]),
    ]

  /// As Autobahn has them: text, binary, ping and Close frames take turns.
  private static func bits(_ rsv: Int) -> RawFrame {
    let frames: [Int: RawFrame] = [
      5: .binary(Filler.octets(8)), 6: .ping("reserved"), 7: .close(1000),
    ]
    return (frames[rsv] ?? .text("reserved")).with { $0.rsv = UInt8(rsv) }
  }

  private static let reservedOpcodes: [Case] =
    (Array(3...7) + Array(11...15)).map { number in
      let payload = number == 3 || number == 11 ? [] : Array("reserved".utf8)
      return failed(
        "rfc6455.5.2.opcode-\(number)-refused",
        "A frame with the reserved opcode \(number) fails the connection.",
        autobahn: [3: "4.1.1", 4: "4.1.2", 11: "4.2.1", 12: "4.2.2"][number].map { [$0] } ?? [],
        [.write([RawFrame(opcode: Opcode(rawValue: UInt8(number)), payload: payload)])])
    } + behind(data: true) + behind(data: false)

  /// A reserved opcode behind a message, written in three ways.
  private static func behind(data: Bool) -> [Case] {
    zip(data ? [5, 6, 7] : [13, 14, 15], 3...5).map { number, row in
      let opcode = Opcode(rawValue: UInt8(number))
      let frames = [
        good.frame, RawFrame(opcode: opcode, payload: number % 8 == 5 ? [] : [0x72]),
        .ping("behind"),
      ]
      let step: Step = row == 3 ? .write(frames) : row == 4 ? .each(frames) : .chop(frames, 1)
      return failed(
        "rfc6455.5.2.opcode-\(number)-after-message",
        "What came before the reserved opcode \(number) counts, what comes behind it doesn't.",
        autobahn: [data ? "4.1.\(row)" : "4.2.\(row)"], after: good, [step])
    }
  }

  private static let lengths: [Case] = [
    longForm("125-in-16-bits", .sixteenBits, "A length below 126 is not written in 16 bits."),
    longForm("125-in-64-bits", .sixtyFourBits, "A length below 126 is not written in 64 bits."),
    failed(
      "rfc6455.5.2.length-top-bit", "The most significant bit of a 64-bit length is 0.",
      codes: [1002, 1009],
      [
        .write([
          RawFrame(
            opcode: .binary, lengthForm: .sixtyFourBits, declaredLength: 1 << 63 | 16)
        ])
      ]
    ).with { $0.tier = .full },
    Case(
      id: "rfc6455.5.2.huge-length-bearable", level: .should, tier: .full,
      requirement: "A declared length of 2^62 octets makes a server fail the connection, or wait.",
      steps: [
        .write([
          RawFrame(
            opcode: .binary, lengthForm: .sixtyFourBits, declaredLength: 1 << 62)
        ])
      ], ending: .failure,
      accepts: [.fails, Outcome("it waits for the octets") { $0.isSilent }],
      closing: .notJudged),
  ]

  /// The RFC binds the sender; a server that bears it is lenient, not wrong.
  private static func longForm(
    _ name: String, _ form: FrameEncoder.LengthForm, _ requirement: String
  ) -> Case {
    failed(
      "rfc6455.5.2.length-\(name)", requirement,
      [.write([RawFrame.ping("padded length").with { $0.lengthForm = form }])]
    ).with {
      $0.level = .should
      $0.accepts = [.fails]
    }
  }

  /// RFC 6455 §5.4, fragmentation.
  static let fragmentation: [Case] =
    fragmentedControl + fragmentedMessages + strayContinuations + [
      failed(
        "rfc6455.5.4.text-inside-text", "Inside a fragmented message only continuations follow.",
        autobahn: ["5.18"], [.write([.text("fragment1", fin: false), .text("fragment2")])]),
      failed(
        "rfc6455.5.4.binary-inside-text", "A binary frame doesn't continue a text message.",
        [.write([.text("fragment1", fin: false), .binary([1, 2, 3])])]),
      failed(
        "rfc6455.5.4.text-inside-binary", "A text frame doesn't continue a binary message.",
        [.write([.binary([1, 2, 3], fin: false), .text("fragment2")])]),
      echoed(
        "rfc6455.5.4.empty-fragments", "A message may consist of empty fragments.",
        autobahn: ["6.1.2"], .text(""),
        [.write([.text("", fin: false), .continuation("", fin: false), .continuation("")])]),
      echoed(
        "rfc6455.5.4.empty-fragments-around", "Empty fragments add nothing to a message.",
        autobahn: ["6.1.3"], .text("middle frame payload"),
        [
          .write([
            .text("", fin: false), .continuation("middle frame payload", fin: false),
            .continuation(""),
          ])
        ]),
      echoed(
        "rfc6455.5.4.many-fragments", "A message may have any number of fragments.",
        autobahn: ["10.1.1"], .text(Filler.text(65536)),
        [.write(Payload.text(Filler.text(65536)).fragments(of: 1300))]),
    ]

  private static let fragmentedControl: [Case] = [
    failed(
      "rfc6455.5.4.fragmented-ping", "Control frames are not fragmented: ping.",
      autobahn: ["5.1"],
      [.write([RawFrame.ping("fragment1").with { $0.fin = false }, .continuation("fragment2")])]),
    failed(
      "rfc6455.5.4.fragmented-pong", "Control frames are not fragmented: pong.",
      autobahn: ["5.2"],
      [.write([RawFrame.pong("fragment1").with { $0.fin = false }, .continuation("fragment2")])]),
    failed(
      "rfc6455.5.4.fragmented-close", "Control frames are not fragmented: Close.",
      [.write([RawFrame.close(1000).with { $0.fin = false }])]
    ).with { $0.accepts = [.closes([1002]), .drops, .fails.counting(as: .nonStrict)] },
  ]

  private static let whole = Payload.text("fragment1fragment2")
  private static let halves: [RawFrame] = [
    .text("fragment1", fin: false), .continuation("fragment2"),
  ]

  private static let fragmentedMessages: [Case] =
    ways("5.3", "two-fragments", "A message in two fragments is put together", halves) {
      echoed($0, $1, autobahn: $2, whole, [$3])
    }
    + ways(
      "5.6", "ping-between-fragments", "A ping between two fragments is answered",
      [halves[0], .ping("between"), halves[1]]
    ) { id, requirement, autobahn, step in
      echoed(id, requirement, autobahn: autobahn, whole, [step]).with {
        $0.accepts = [pongFirst, bothCome]
      }
    }
    + ways(
      "5.19", "pings-in-five-fragments", "Pings inside a message are answered before its end", []
    ) { id, requirement, autobahn, step in
      let isEach = if case .each = step { true } else { false }
      func send(_ frames: [RawFrame]) -> Step { isEach ? .each(frames) : .write(frames) }
      let message = Payload.text("fragment1fragment2fragment3fragment4fragment5")
      let pings = ["first", "second"].map { Array($0.utf8) }
      return Case(
        id: id, needs: [.echo], autobahn: autobahn, requirement: requirement,
        steps: [
          send([
            .text("fragment1", fin: false), .continuation("fragment2", fin: false), .ping("first"),
          ]), .await(.pong(pings[0])),
          send([
            .continuation("fragment3", fin: false), .continuation("fragment4", fin: false),
            .ping("second"), .continuation("fragment5"),
          ]), .await(.message(message)), .await(.pong(pings[1])),
        ], ending: .close,
        accepts: [
          Outcome("both pongs and the message") { $0.pongs == pings && $0.holds([message]) }
        ], closing: .codes([1000]))
    }

  private static let pongFirst = Outcome("the pong, then the message") { trace in
    let pong = trace.events.firstIndex(of: .pong(Array("between".utf8)))
    let message = trace.events.firstIndex { event in
      if case .message(let message) = event { message.octets == whole.octets } else { false }
    }
    guard let pong, let message else { return false }
    return pong < message
  }

  private static let bothCome = Outcome("the message, and the pong behind it", as: .nonStrict) {
    $0.holds([whole]) && $0.pongs == [Array("between".utf8)]
  }

  /// The same frames in one write, in a write each, and in pieces of one octet.
  private static func ways(
    _ first: String, _ name: String, _ requirement: String, _ frames: [RawFrame],
    _ make: (String, String, [String], Step) -> Case
  ) -> [Case] {
    let parts = first.split(separator: ".").compactMap { Int($0) }
    let steps: [(String, String, Step)] = [
      ("", "", .write(frames)), ("-in-writes", ", in a write for each frame", .each(frames)),
      ("-in-octets", ", in pieces of one octet", .chop(frames, 1)),
    ]
    return steps.prefix(frames.isEmpty ? 2 : 3).enumerated().map { index, way in
      make(
        "rfc6455.5.4.\(name)\(way.0)", "\(requirement)\(way.1).",
        ["\(parts[0]).\(parts[1] + index)"], way.2)
    }
  }

  private static let strayContinuations: [Case] =
    stray(fin: true, first: 9) + stray(fin: false, first: 12) + [
      failed(
        "rfc6455.5.4.continuation-after-message",
        "A continuation behind a whole message continues nothing.",
        autobahn: ["5.15"], after: whole,
        [.write(halves + [.continuation("fragment3", fin: false), .text("fragment4")])]),
      failed(
        "rfc6455.5.4.continuation-before-message",
        "A continuation before a message continues nothing.",
        autobahn: ["5.16"],
        [.write(twice([.continuation("fragment1", fin: false)] + second))]),
      failed(
        "rfc6455.5.4.final-continuation-before-message",
        "A final continuation before a message continues nothing.", autobahn: ["5.17"],
        [.write(twice([.continuation("fragment1")] + second))]),
    ]

  private static let second: [RawFrame] = [
    .text("fragment2", fin: false), .continuation("fragment3"),
  ]

  private static func twice(_ frames: [RawFrame]) -> [RawFrame] { frames + frames }

  private static func stray(fin: Bool, first: Int) -> [Case] {
    let frames: [RawFrame] = [.continuation("non-continuation payload", fin: fin), .text("Hello")]
    let ways: [(String, Step)] = [
      ("", .write(frames)), ("-in-writes", .each(frames)), ("-in-octets", .chop(frames, 1)),
    ]
    return ways.enumerated().map { index, way in
      failed(
        "rfc6455.5.4.stray\(fin ? "-final" : "")-continuation\(way.0)",
        "A continuation (FIN=\(fin ? 1 : 0)) with nothing to continue fails the connection.",
        autobahn: ["5.\(first + index)"], [way.1])
    }
  }
}
