import Testing
import WebSocketCompression
import WebSocketProtocol

@Suite struct CompressedConnectionTests {
  private func machine(_ role: Role, limits: ProtocolLimits = ProtocolLimits()) -> ProtocolMachine {
    ProtocolMachine(
      role: role, limits: limits,
      compression: PerMessageDeflate(role: role, parameters: DeflateParameters())
    ) { MaskingKey(1, 2, 3, 4) }
  }

  private func events(_ machine: inout ProtocolMachine, _ bytes: [UInt8]) -> [ProtocolMachine.Event]
  {
    var events: [ProtocolMachine.Event] = []
    for byte in bytes {
      machine.receive([byte])
      while let event = machine.nextEvent() { events.append(event) }
    }
    return events
  }

  @Test func `Messages are compressed in both directions`() {
    var (client, server) = (machine(.client), machine(.server))
    let text = String(repeating: "wieder und wieder ", count: 50)
    client.send(text: text)
    client.sendPing([1])
    client.send(binary: [])
    let bytes = client.takeOutput()
    #expect(bytes.count < 100)
    #expect(bytes[0] == 0xC1)
    #expect(events(&server, bytes) == [.text(text), .ping([1]), .binary([])])
    #expect(server.takeFrameNotes().map(\.rsv) == [4, 0, 0, 4])
    server.send(text: text)
    #expect(events(&client, server.takeOutput()) == [.pong([1]), .text(text)])
  }

  @Test func `A compressed message may come in fragments`() {
    var client = machine(.client)
    let bytes: [UInt8] = [0x41, 3, 0xF2, 0x48, 0xCD, 0x89, 0, 0x80, 4, 0xC9, 0xC9, 0x07, 0x00]
    #expect(events(&client, bytes) == [.ping([]), .text("Hello")])
  }

  @Test func `Uncompressed messages may come between compressed ones`() {
    var (client, server) = (machine(.client), machine(.server))
    server.send(text: "Hello")
    server.compressesMessages = false
    server.send(text: "plain")
    server.compressesMessages = true
    server.send(text: "Hello")
    #expect(
      events(&client, server.takeOutput()) == [.text("Hello"), .text("plain"), .text("Hello")])
  }

  @Test func `Text is checked as it is decompressed, long before its frame is complete`() throws {
    var client = machine(.client)
    let sender = PerMessageDeflate(role: .server, parameters: DeflateParameters())
    let text = (0..<20_000).map { UInt8(0x61 + $0 * $0 / 7 % 26) }
    let payload = try #require(sender.compress([0x61, 0xFF] + text))
    let frame = FrameEncoder.encode(Frame(rsv1: true, opcode: .text, payload: payload))
    for (index, byte) in frame.enumerated() {
      client.receive([byte])
      guard let event = client.nextEvent() else { continue }
      #expect(event == .violation(.invalidUTF8, offendingBytes: Array(frame.prefix(32))))
      #expect(index < frame.count / 2, "found at byte \(index) of \(frame.count)")
      return
    }
    Issue.record("nothing was found")
  }

  @Test func `A character that is cut at the end of a compressed text is found`() throws {
    var client = machine(.client)
    let sender = PerMessageDeflate(role: .server, parameters: DeflateParameters())
    let payload = try #require(sender.compress([0x61, 0xC3]))
    let frame = FrameEncoder.encode(Frame(rsv1: true, opcode: .text, payload: payload))
    #expect(events(&client, frame) == [.violation(.invalidUTF8, offendingBytes: frame)])
  }

  @Test func `Broken data and bombs fail the connection with their codes, at the byte`() throws {
    var client = machine(.client)
    let broken = FrameEncoder.encode(Frame(rsv1: true, opcode: .binary, payload: [0xFF, 0xFF]))
    let shown = broken.dropLast()
    #expect(
      events(&client, broken) == [.violation(.invalidCompressedData, offendingBytes: Array(shown))])
    #expect(client.closeSent?.code == .invalidFramePayloadData)

    var small = machine(.client, limits: ProtocolLimits(decompressedBytes: 1000))
    var server = machine(.server)
    server.send(binary: [UInt8](repeating: 0, count: 1001))
    let bomb = server.takeOutput()
    small.receive(bomb)
    #expect(
      small.nextEvent() == .violation(.decompressedTooLarge(limit: 1000), offendingBytes: bomb))
    #expect(small.closeSent?.code == .messageTooBig)
  }
}
