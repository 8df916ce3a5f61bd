import Testing
import WebSocketProtocol

@testable import Conformance

@Suite struct FrameReaderTests {
  private func unmasked(_ frame: RawFrame) -> [UInt8] { frame.with { $0.isMasked = false }.bytes }

  private func read(_ octets: [UInt8], pieces size: Int = .max, compression: Bool = false)
    -> [Received]
  {
    var reader = FrameReader(offersCompression: compression)
    reader.allowsCompression = compression
    guard size < octets.count else { return reader.receive(octets) }
    return stride(from: 0, to: octets.count, by: size).flatMap {
      reader.receive(Array(octets[$0..<min($0 + size, octets.count)]))
    }
  }

  @Test(arguments: [1, 2, 3, 7, 100, .max]) func `messages and control frames are put together`(
    size: Int
  ) {
    let octets =
      unmasked(.text("fragment1", fin: false)) + unmasked(.ping("between"))
      + unmasked(.continuation("fragment2")) + unmasked(.binary(Filler.octets(300)))
      + unmasked(.pong("x")) + unmasked(.close(1001, "bye"))
    let events = read(octets, pieces: size)
    #expect(events.count == 5)
    #expect(events.first == .ping(Array("between".utf8)))
    guard case .message(let message) = events[1] else {
      Issue.record("\(events)")
      return
    }
    #expect(message.isText && message.frames == 2)
    #expect(message.octets == Array("fragment1fragment2".utf8))
    var digest = Digest()
    digest.add(message.octets)
    #expect(message.digest == digest)
    #expect(events[3] == .pong([0x78]))
    #expect(events[4] == .close(code: 1001, reason: Array("bye".utf8)))
  }

  @Test func `what no server may send is noted, and read on`() {
    let wrong: [(RawFrame, String)] = [
      (.text("masked"), "masked"),
      (RawFrame.text("reserved").with { ($0.rsv, $0.isMasked) = (1, false) }, "RSV=1"),
      (RawFrame(opcode: Opcode(rawValue: 5), isMasked: false), "reserved"),
      (RawFrame.ping("part").with { ($0.fin, $0.isMasked) = (false, false) }, "fragmented"),
      (RawFrame.ping(Filler.octets(126)).with { $0.isMasked = false }, "126 octets"),
      (
        RawFrame.pong("long").with { ($0.lengthForm, $0.isMasked) = (.sixteenBits, false) },
        "shortest"
      ),
      (RawFrame.continuation("stray").with { $0.isMasked = false }, "order"),
      (RawFrame.close(1005).with { $0.isMasked = false }, "1005"),
      (RawFrame.close(payload: [1]).with { $0.isMasked = false }, "one octet"),
    ]
    for (frame, words) in wrong {
      let events = read(frame.bytes + unmasked(.ping("next")))
      guard case .violation(let why)? = events.first else {
        Issue.record("\(words): \(events)")
        continue
      }
      #expect(why.contains(words), "\(why)")
      // The octets of the header are the evidence.
      #expect(why.contains(": " + WireLog.shown(Array(frame.bytes.prefix(2)))), "\(why)")
      #expect(events.last == .ping(Array("next".utf8)))
    }
  }

  @Test func `RSV1 is right only where compression was agreed upon`() {
    let frame = unmasked(RawFrame.text("x").with { $0.rsv = 4 })
    #expect(read(frame, compression: true).count == 1)
    #expect(read(frame).count == 2)
  }

  @Test func `a frame that declares more than anybody asked for is not waited for`() {
    let frame = RawFrame(
      opcode: .binary, isMasked: false, lengthForm: .sixtyFourBits, declaredLength: 1 << 62)
    let events = read(frame.bytes + unmasked(.ping("next")))
    #expect(events.count == 1)
  }

  @Test func `of a large message only a part is kept, and all of it counts`() {
    let message = LargeMessage(isText: false, length: 600_000)
    let events = read(unmasked(.binary(message.piece(0..<600_000))), pieces: 65_536)
    guard case .message(let back)? = events.first else {
      Issue.record("nothing came")
      return
    }
    #expect(back.length == 600_000 && back.octets.count == FrameReader.kept)
    #expect(back.digest == message.digest)
    // A piece from the middle, longer than what it is copied from.
    #expect(message.piece(1000..<150_000) == (1000..<150_000).map(LargeMessage.octet))
  }
}
