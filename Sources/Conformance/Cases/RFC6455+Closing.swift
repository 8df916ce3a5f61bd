import Evidence
import Transport
import WebSocketProtocol

extension Case {
  /// RFC 6455 §5.5.1 and §7: the closing handshake.
  static let closing: [Case] =
    closeFrames + afterClose + tcp + legalCodes + illegalCodes

  /// A Close frame of ours that the server answers.
  private static func answered(
    _ id: String, _ requirement: String, autobahn: [String] = [], level: CaseResult.Level = .must,
    _ frames: [RawFrame], codes: [UInt16] = [1000]
  ) -> Case {
    Case(
      id: id, level: level, autobahn: autobahn, requirement: requirement, steps: [.write(frames)],
      ending: .closing, accepts: [.answersClose], closing: .codes(codes))
  }

  /// A Close frame of ours that is wrong.
  private static func rejected(
    _ id: String, _ requirement: String, autobahn: [String] = [], level: CaseResult.Level = .must,
    _ frame: RawFrame, codes: [UInt16] = [1002]
  ) -> Case {
    Case(
      id: id, level: level, autobahn: autobahn, requirement: requirement, steps: [.write([frame])],
      ending: .closing, accepts: [.closes(codes), .drops])
  }

  private static let closeFrames: [Case] = [
    answered(
      "rfc6455.5.5.1.close-empty", "A Close frame without a code is answered by a Close frame.",
      autobahn: ["7.3.1"], [.close(payload: [])]),
    answered(
      "rfc6455.5.5.1.close-with-code", "A Close frame with a code is answered by a Close frame.",
      autobahn: ["7.3.3"], [.close(1000)]),
    answered(
      "rfc6455.5.5.1.close-with-reason", "A Close frame with a reason is answered likewise.",
      autobahn: ["7.3.4"], [.close(1000, "Hello World!")]),
    answered(
      "rfc6455.5.5.1.close-with-longest-reason", "A reason may have 123 octets.",
      autobahn: ["7.3.5"], [.close(1000, Filler.text(123))]),
    rejected(
      "rfc6455.5.5.1.close-of-one-byte",
      "A Close frame's body is empty or has two octets at least.",
      autobahn: ["7.3.2"], .close(payload: [0x61])
    ).with {
      // Who sends it back as it was has not rejected it.
      $0.accepts = [
        Outcome("Close 1002") { trace in
          Outcome.closes([1002]).holds(trace)
            && !trace.violations.contains { $0.hasPrefix("a Close frame with one octet") }
        }, .drops,
      ]
    },
    rejected(
      "rfc6455.5.5.1.reason-not-utf8", "A Close frame's reason is UTF-8.", autobahn: ["7.5.1"],
      RawFrame.close(
        payload: [0x03, 0xE8] + UTF8Samples.word + [0xED, 0xA0, 0x80] + Array("edited".utf8)),
      codes: [1002, 1007]),
    rejected(
      "rfc6455.5.5.1.reason-cut", "A Close frame's reason ends with a whole character.",
      RawFrame.close(payload: [0x03, 0xE8, 0x67, 0xC3]), codes: [1002, 1007]),
  ]

  private static let afterClose: [Case] = [
    Case(
      id: "rfc6455.7.1.2.close-after-message", needs: [.echo], autobahn: ["7.1.1"],
      requirement: "The closing handshake ends a connection that was used.",
      steps: [.write([.text("Hello World!")]), .await(.message(.text("Hello World!")))],
      ending: .close, accepts: [.echoes(.text("Hello World!"))], closing: .codes([1000])),
    answered(
      "rfc6455.5.5.1.second-close-ignored",
      "What follows a Close frame is ignored: a second Close.",
      autobahn: ["7.1.2"], [.close(1000), .close(payload: [])]
    ).with { $0.accepts = [onlyOneClose] },
    answered(
      "rfc6455.5.5.1.ping-after-close-ignored", "What follows a Close frame is ignored: a ping.",
      autobahn: ["7.1.3"], [.close(1000), .ping()]
    ).with { $0.accepts = [nothingButClose] },
    answered(
      "rfc6455.5.5.1.text-after-close-ignored", "What follows a Close frame is ignored: a message.",
      autobahn: ["7.1.4"], [.close(1000), .text("Hello World!")]
    ).with { $0.accepts = [noMessage, .answersClose.counting(as: .fail)] },
    answered(
      "rfc6455.5.5.1.close-inside-message",
      "A Close frame inside a fragmented message is answered.",
      autobahn: ["7.1.5"],
      [.text("fragment1", fin: false), .close(1000), .continuation("fragment2")]),
    answered(
      "rfc6455.5.5.1.fault-after-close-ignored",
      "What follows a Close frame is ignored, also when it is wrong.",
      [.close(1000), RawFrame(opcode: Opcode(rawValue: 3), payload: [])]
    ).with { $0.level = .should },
    Case(
      id: "rfc6455.5.5.1.close-behind-large-message", level: .should, tier: .full, needs: [.echo],
      autobahn: ["7.1.6"], requirement: "A Close frame behind 256 KiB is answered behind the echo.",
      steps: [
        .write([.text(Filler.text(256 << 10)), .text("Hello World!"), .close(1000), .ping()])
      ], ending: .closing,
      accepts: [
        Outcome("both messages, then a Close frame") { $0.messages.count == 2 && $0.close != nil },
        .answersClose.counting(as: .nonStrict),
      ]),
  ]

  private static let onlyOneClose = Outcome("one Close frame") { $0.closeCount == 1 }
  private static let nothingButClose = Outcome("a Close frame and no pong") {
    $0.close != nil && $0.pongs.isEmpty
  }
  private static let noMessage = Outcome("a Close frame and no message") { trace in
    trace.close != nil && !trace.messages.contains(.text("Hello World!"))
  }

  /// RFC 6455 §7.1.1 and §7.1.5: TCP's end.
  private static let tcp: [Case] = [
    Case(
      id: "rfc6455.7.1.1.server-closes-tcp",
      requirement: "After the closing handshake the server closes TCP at once, before the client.",
      steps: [.write([.close(1000)])], ending: .closing,
      accepts: [Outcome("a Close frame, then TCP closed") { $0.close != nil && $0.endedByPeer }]),
    Case(
      id: "rfc6455.7.1.1.no-reset", level: .should,
      requirement: "TCP is closed by a FIN, not by a RST, so that nothing is lost.",
      steps: [.write([.close(1000)])], ending: .closing,
      accepts: [Outcome("TCP closed by a FIN") { $0.endedByPeer && $0.end != .reset }]),
    Case(
      id: "rfc6455.7.1.1.client-vanishes", level: .should,
      requirement:
        "A server lets go of a connection that the client has ended without a Close frame.",
      steps: [.halfClose], ending: .halfClosed,
      accepts: [Outcome("TCP closed on the server's side as well") { $0.endedByPeer }]),
    Case(
      id: "rfc6455.7.1.1.client-vanishes-inside-frame", level: .should,
      requirement: "A server lets go of a connection that ends inside a frame.",
      steps: [
        .octets(Array(RawFrame.text("a message that never ends").bytes.prefix(12))), .halfClose,
      ], ending: .halfClosed,
      accepts: [Outcome("TCP closed on the server's side as well") { $0.endedByPeer }]),
    Case(
      id: "rfc6455.7.1.7.fails-with-close-frame", level: .should,
      requirement: "A server that fails a connection says why in a Close frame first.",
      steps: [.write([RawFrame.ping("reserved").with { $0.rsv = 1 }])], ending: .failure,
      accepts: [.closes([1002]).counting(as: .pass, "Close 1002")]),
    Case(
      id: "rfc6455.7.4.server-sends-legal-codes",
      requirement: "A Close frame of the server has a code that may be on the wire, or none.",
      steps: [.write([.close(payload: [])])], ending: .closing,
      accepts: [
        Outcome("a Close frame with a legal code, or without a code") { trace in
          trace.close != nil && trace.violations.isEmpty
        }
      ]),
  ]

  private static let legalCodes: [Case] =
    [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999]
    .enumerated().map { index, code in
      answered(
        "rfc6455.7.4.1.code-\(code)", "A Close frame with the code \(code) is right.",
        autobahn: ["7.7.\(index + 1)"], [.close(code)], codes: [1000, code]
      ).with { $0.accepts = [.closes([1000, code])] }
    }
    + [1012, 1013, 1014].map { (code: UInt16) in
      answered(
        "rfc6455.7.4.2.code-\(code)",
        "The code \(code) is in IANA's registry, as §7.4.2 provides: it is right.", level: .should,
        [.close(code)], codes: [1000, code]
      ).with { $0.accepts = [.closes([1000, code])] }
    }

  private static let illegalCodes: [Case] =
    [0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999].enumerated().map { index, code in
      illegal(code, autobahn: "7.9.\(index + 1)")
    }
    + [1, 500, 1015, 1017, 1500].map { illegal($0, autobahn: nil) }
    + [5000, 65535].enumerated().map { index, code in
      rejected(
        "rfc6455.7.4.2.code-\(code)", "Codes of 5000 and above are not provided for.",
        autobahn: ["7.13.\(index + 1)"], level: .should, .close(code)
      ).with { $0.accepts.append(.answersClose.counting(as: .nonStrict)) }
    }

  private static func illegal(_ code: UInt16, autobahn: String?) -> Case {
    rejected(
      "rfc6455.7.4.\(code < 1000 ? "2" : "1").code-\(code)-refused",
      "The code \(code) is never on the wire: the connection is failed.",
      autobahn: autobahn.map { [$0] } ?? [], .close(code)
    ).with {
      $0.accepts.append(
        Outcome("a Close frame with another code than this and 1000", as: .nonStrict) { trace in
          guard let answer = trace.close?.code else { return false }
          return answer != code && answer != 1000
        })
    }
  }
}
