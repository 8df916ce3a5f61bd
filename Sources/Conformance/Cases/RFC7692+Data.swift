import Evidence
import WebSocketCompression
import WebSocketProtocol

extension Case {
  /// RFC 7692 §6 and §7.2: compressed messages.
  static let compressedData: [Case] = forms + faults + windows

  private static let offer = "permessage-deflate"

  /// Compressed as a client without an agreement on its window does.
  static func compressed(_ payload: Payload, as parameters: DeflateParameters = .init()) -> RawFrame
  {
    compressed([payload], as: parameters)[0]
  }

  /// Messages of one connection, each compressed with what was said before.
  static func compressed(_ payloads: [Payload], as parameters: DeflateParameters) -> [RawFrame] {
    let deflate = PerMessageDeflate(role: .client, parameters: parameters)
    return payloads.map { payload in
      payload.frame.with {
        // A window of 8 bits is beyond zlib: such a message goes out as it is, as it may.
        if let octets = deflate.compress(payload.octets.span) {
          $0.payload = octets
          $0.rsv = 4
        }
      }
    }
  }

  private static func compressedEcho(
    _ id: String, _ requirement: String, _ payloads: [Payload], _ frames: [RawFrame],
    level: CaseResult.Level = .must
  ) -> Case {
    Case(
      id: id, level: level, needs: [.echo, .compression], requirement: requirement,
      opening: .offering(offer), steps: [.write(frames), .await(.messages(payloads.count))],
      ending: .close, accepts: [.echoes(payloads)], closing: .codes([1000]))
  }

  private static let hello = Payload.text("Hello")
  /// The examples of RFC 7692 §7.2.3.
  private static let helloFixed: [UInt8] = [0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00]
  private static func raw(_ octets: [UInt8], fin: Bool = true) -> RawFrame {
    RawFrame(fin: fin, rsv: 4, opcode: .text, payload: octets)
  }

  private static let forms: [Case] = [
    compressedEcho(
      "rfc7692.7.2.3.1.one-block", "A message in one compressed block is read.", [hello],
      [raw(helloFixed)]),
    compressedEcho(
      "rfc7692.7.2.3.1.two-fragments", "A compressed message may be fragmented anywhere.", [hello],
      [raw(Array(helloFixed.prefix(3)), fin: false), .continuation(Array(helloFixed.dropFirst(3)))]),
    compressedEcho(
      "rfc7692.7.2.3.2.shared-window", "A message may refer to the one before.", [hello, hello],
      [raw(helloFixed), raw([0xF2, 0x00, 0x11, 0x00, 0x00])]
    ).with { $0.needs.insert(.sharedWindow) },
    compressedEcho(
      "rfc7692.7.2.3.3.stored-block", "A block may be stored without compression.", [hello],
      [raw([0x00, 0x05, 0x00, 0xFA, 0xFF, 0x48, 0x65, 0x6C, 0x6C, 0x6F, 0x00])]),
    compressedEcho(
      "rfc7692.7.2.3.4.final-block", "A block may be marked as final (BFINAL=1).", [hello],
      [raw([0xF3, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00, 0x00])]),
    compressedEcho(
      "rfc7692.7.2.3.5.two-blocks", "A message may consist of several blocks.", [hello],
      [raw([0xF2, 0x48, 0x05, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xCA, 0xC9, 0xC9, 0x07, 0x00])]),
    compressedEcho(
      "rfc7692.7.2.3.6.empty-message", "An empty message is one octet 00.", [.text("")],
      [raw([0x00])]),
    compressedEcho(
      "rfc7692.6.1.plain-between-compressed",
      "Messages without RSV1 are not compressed, also between others that are.",
      [hello, .text("plain"), hello],
      [raw(helloFixed), .text("plain"), raw(helloFixed)]),
    Case(
      id: "rfc7692.6.1.ping-between-fragments", needs: [.echo, .compression],
      requirement: "Control frames between compressed fragments are not compressed.",
      opening: .offering(offer),
      steps: [
        .write([
          raw(Array(helloFixed.prefix(3)), fin: false), .ping("between"),
          .continuation(Array(helloFixed.dropFirst(3))),
        ]), .await(.messages(1)), .await(.pong(Array("between".utf8))),
      ], ending: .close,
      accepts: [
        Outcome("the pong and the message") {
          $0.holds([hello]) && $0.pongs == [Array("between".utf8)]
        }
      ], closing: .codes([1000])),
  ]

  private static func fault(
    _ id: String, _ requirement: String, codes: [UInt16] = [1002], _ frames: [RawFrame]
  ) -> Case {
    failed(id, requirement, codes: codes, [.write(frames)]).with {
      $0.needs = [.compression]
      $0.opening = .offering(offer)
    }
  }

  private static let faults: [Case] = [
    fault(
      "rfc7692.6.rsv1-on-continuation", "RSV1 stands on a message's first frame only.",
      [
        raw(Array(helloFixed.prefix(3)), fin: false),
        RawFrame.continuation(Array(helloFixed.dropFirst(3))).with { $0.rsv = 4 },
      ]),
    fault(
      "rfc7692.6.rsv1-on-ping", "RSV1 stands on no control frame: ping.",
      [RawFrame.ping("reserved").with { $0.rsv = 4 }]),
    fault(
      "rfc7692.6.rsv2-refused", "Compression gives RSV1 a meaning, not RSV2.",
      [raw(helloFixed).with { $0.rsv = 6 }]),
    fault(
      "rfc7692.7.2.2.garbage", "Data that can't be decompressed fail the connection.",
      codes: [1002, 1003, 1007, 1011], [raw([0xFF, 0xFF, 0xFF, 0xFF, 0xFF])]),
    fault(
      "rfc7692.7.2.2.distance-too-far", "A reference to before the first message fails it too.",
      codes: [1002, 1003, 1007, 1011], [raw([0xF2, 0x00, 0x11, 0x00, 0x00])]),
    fault(
      "rfc6455.8.1.invalid-compressed", "Text is judged behind the decompression.", codes: [1007],
      [raw([0x00, 0x03, 0x00, 0xFC, 0xFF, 0xED, 0xA0, 0x80, 0x00])]),
    Case(
      id: "rfc7692.8.bomb", level: .should, tier: .full, needs: [.compression],
      requirement: "16 MiB in 16 KiB are borne, or refused, and do no harm.",
      opening: .offering(offer),
      steps: [.write([bomb]), .await(.messages(1))],
      ending: .close,
      accepts: [
        Outcome("a message, or the end of the connection") {
          !$0.messages.isEmpty || $0.damage != nil || $0.hasFailed
        }
      ]),
  ]

  /// 16 MiB of zeros, never there as a whole: between the pieces stand the octets that each has lost at
  /// its end (RFC 7692 §7.2.1).
  private static let bomb: RawFrame = {
    let deflate = PerMessageDeflate(role: .client, parameters: .init())
    let piece = Filler.octets(1 << 20, 0)
    let pieces = (0..<16).compactMap { _ in deflate.compress(piece.span) }
    return .binary(Array(pieces.joined(separator: [0x00, 0x00, 0xFF, 0xFF]))).with { $0.rsv = 4 }
  }()

  /// Noise that comes back after so many octets: who compresses it well refers that far back.
  private static func repeating(after distance: Int) -> Payload {
    let noise = Filler.noise(distance)
    return .binary(noise + noise)
  }

  private static let windows: [Case] =
    (8...15).map { (bits: Int) in
      let payload = repeating(after: bits == 15 ? 20_000 : 1 << bits + 1 << (bits - 1))
      return Case(
        id: "rfc7692.7.1.2.1.server-window-\(bits)-respected", needs: [.echo, .compression],
        requirement:
          "Who agreed to server_max_window_bits=\(bits) refers back \(1 << bits) octets at most.",
        opening: .offering("permessage-deflate; server_max_window_bits=\(bits)"),
        steps: [.write([payload.frame]), .await(.messages(1))], ending: .close,
        accepts: [
          Outcome("no reference beyond the agreed window") { trace in
            guard trace.holds([payload]) else { return false }
            guard let agreed = trace.deflate else { return true }
            return trace.reaches().allSatisfy { $0.distance <= 1 << agreed.serverMaxWindowBits }
          }
        ], closing: .codes([1000]))
    }
    + [
      Case(
        id: "rfc7692.7.1.1.1.server-no-context-takeover-respected", needs: [.echo, .agreement],
        requirement: "Who agreed to server_no_context_takeover refers to no earlier message.",
        opening: .offering("permessage-deflate; server_no_context_takeover"),
        steps: [
          .write(Array(repeating: Payload.text(Filler.text(400)).frame, count: 3)),
          .await(.messages(3)),
        ], ending: .close,
        accepts: [
          Outcome("no reference beyond the message's start") { trace in
            guard trace.holds(Array(repeating: .text(Filler.text(400)), count: 3)) else {
              return false
            }
            guard let agreed = trace.deflate, agreed.serverNoContextTakeover else { return true }
            return trace.reaches().allSatisfy { !$0.leavesMessage }
          }
        ], closing: .codes([1000]))
    ]
}

extension Trace {
  /// How far back the references of each compressed message reach.
  func reaches() -> [DeflateReader.Reach] {
    var reader = DeflateReader()
    var reaches: [DeflateReader.Reach] = []
    for event in events {
      guard case .message(let message) = event, message.isCompressed, message.isWhole,
        let read = try? reader.read(message.octets)
      else { continue }
      reaches.append(read.reach)
    }
    return reaches
  }
}
