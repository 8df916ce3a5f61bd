import Testing
import WebSocketProtocol

@Suite struct ProtocolMachineTests {
  private func frame(_ opcode: Opcode, _ text: String = "", fin: Bool = true) -> [UInt8] {
    FrameEncoder.encode(Frame(fin: fin, opcode: opcode, payload: Array(text.utf8)))
  }

  private func frame(_ opcode: Opcode, bytes: [UInt8], fin: Bool = true) -> [UInt8] {
    FrameEncoder.encode(Frame(fin: fin, opcode: opcode, payload: bytes))
  }

  private func masked(_ opcode: Opcode, _ payload: [UInt8]) -> [UInt8] {
    FrameEncoder.encode(Frame(opcode: opcode, payload: payload, maskingKey: exampleKey))
  }

  @Test(arguments: Chunking.allCases)
  func `Messages arrive whole, with control frames between their fragments`(chunking: Chunking) {
    var machine = machine(.client)
    let bytes =
      frame(.text, "a", fin: false) + frame(.ping, "p") + frame(.continuation, "", fin: false)
      + frame(.pong, "q") + frame(.continuation, "é") + frame(.binary, "b")
      + frame(.text, "") + frame(.binary, bytes: [0xFF], fin: false) + frame(.continuation, "x")
    #expect(
      machine.events(bytes, chunking) == [
        .ping([0x70]), .pong([0x71]), .text("aé"), .binary([0x62]), .text(""),
        .binary([0xFF, 0x78]),
      ])
    #expect(machine.takeOutput() == masked(.pong, [0x70]))
    #expect(!machine.hasOutput)
  }

  @Test(arguments: Chunking.allCases)
  func `A large message arrives whole`(chunking: Chunking) {
    var machine = machine(.server)
    let payload = (0..<70_000).map { UInt8(truncatingIfNeeded: $0) }
    #expect(machine.events(masked(.binary, payload), chunking) == [.binary(payload)])
  }

  @Test func `A ping is not answered where the caller wants to`() {
    var machine = machine(.client)
    machine.answersPings = false
    #expect(machine.events(frame(.ping, "p")) == [.ping([0x70])])
    #expect(!machine.hasOutput)
  }

  @Test func `A client masks every frame with a new key, a server none`() {
    var client = machine(.client)
    client.send(text: "Hello")
    #expect(
      client.takeOutput() == [0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58])
    var server = ProtocolMachine.server()
    server.send(binary: [1, 2])
    server.sendPing([3])
    server.sendPong()
    server.sendFragment(.text, [0x61], fin: false)
    server.sendFragment(.continuation, [], fin: true)
    #expect(
      server.takeOutput() == [0x82, 2, 1, 2, 0x89, 1, 3, 0x8A, 0, 0x01, 1, 0x61, 0x80, 0])
  }

  @Test(arguments: Chunking.allCases)
  func `The peer's Close is answered with its code`(chunking: Chunking) {
    var machine = machine(.client)
    let events = machine.events(frame(.close, bytes: [0x03, 0xE9, 0x62, 0x79, 0x65]), chunking)
    #expect(events == [.close(code: .goingAway, reason: "bye")])
    #expect(machine.takeOutput() == masked(.close, [0x03, 0xE9]))
    #expect(machine.closeReceived == CloseFrame(code: .goingAway, reason: "bye"))
    #expect(machine.closeSent == CloseFrame(code: .goingAway))
    #expect(machine.firstClose == .received)
    #expect(machine.closingHandshakeIsComplete)
    machine.receiveEndOfStream()
    #expect(machine.nextEvent() == .endOfStream)
    #expect(machine.nextEvent() == nil)
  }

  @Test func `An empty Close is answered with an empty one`() {
    var machine = ProtocolMachine.server()
    #expect(machine.events(masked(.close, [])) == [.close(code: nil, reason: "")])
    #expect(machine.takeOutput() == [0x88, 0])
    #expect(machine.closeSent == CloseFrame(code: nil))
  }

  @Test func `After our own Close we send nothing and still read`() {
    var machine = machine(.client)
    let wasSent = machine.sendClose(code: .normalClosure, reason: "done")
    #expect(wasSent)
    #expect(machine.firstClose == .sent)
    _ = machine.takeOutput()
    let refused = [
      machine.send(text: "x"), machine.send(binary: []), machine.sendPing(), machine.sendPong(),
      machine.sendClose(), machine.sendFragment(.text, [], fin: true),
    ]
    #expect(refused == [Bool](repeating: false, count: 6))
    let bytes = frame(.text, "late") + frame(.ping) + frame(.close, bytes: [0x03, 0xE8])
    #expect(
      machine.events(bytes) == [
        .text("late"), .ping([]), .close(code: .normalClosure, reason: ""),
      ])
    #expect(!machine.hasOutput)
    #expect(machine.firstClose == .sent)
    #expect(machine.closingHandshakeIsComplete)
  }

  @Test func `A Close is not answered where the caller wants to`() {
    var machine = machine(.client)
    machine.answersClose = false
    #expect(machine.events(frame(.close)).count == 1)
    #expect(!machine.hasOutput)
    #expect(!machine.closingHandshakeIsComplete)
  }

  @Test func `A long reason is cut behind a whole character`() {
    var machine = ProtocolMachine.server()
    machine.sendClose(reason: String(repeating: "x", count: 122) + "é")
    #expect(machine.takeOutput().count == 2 + 2 + 122)
  }

  @Test func `A code that must not be sent, or a long ping, is refused`() {
    var machine = machine(.client)
    let wasSent = [
      machine.sendClose(code: .abnormalClosure),
      machine.sendPing([UInt8](repeating: 0, count: 126)),
    ]
    #expect(wasSent == [false, false])
    #expect(!machine.hasOutput)
    #expect(machine.canSend)
    let longest = machine.sendPing([UInt8](repeating: 0, count: 125))
    #expect(longest)
  }

  @Test func `A server may misbehave on purpose`() {
    var machine = ProtocolMachine.server()
    machine.sendClose()
    _ = machine.takeOutput()
    machine.sendUnchecked(Frame(rsv1: true, opcode: Opcode(rawValue: 3), payload: []))
    #expect(machine.takeOutput() == [0xC3, 0])
  }

  @Test func `Frames leave notes in both directions, the latest up to the limit`() {
    var machine = machine(.client, limits: ProtocolLimits(frameNotes: 2))
    machine.send(text: "out")
    let long = String(repeating: "i", count: 40)
    _ = machine.events(frame(.text, long, fin: false) + frame(.ping, "p"))
    let notes = machine.takeFrameNotes()
    #expect(notes.map(\.direction) == [.received, .sent])
    #expect(notes.map(\.opcode) == [.ping, .pong])
    #expect(machine.takeFrameNotes().isEmpty)

    _ = machine.events(frame(.continuation, long))
    let note = machine.takeFrameNotes().first
    #expect(note?.length == 40)
    #expect(note?.firstBytes == [UInt8](repeating: 0x69, count: 32))
    #expect(note?.fin == true)
    #expect(note?.rsv == 0)
  }

  @Test func `Notes stay bounded and are the latest`() {
    var machine = machine(.client, limits: ProtocolLimits(frameNotes: 3))
    for number in 0..<100 as Range<UInt8> { _ = machine.events(frame(.pong, bytes: [number])) }
    #expect(machine.takeFrameNotes().map(\.firstBytes) == [[97], [98], [99]])
    var silent = ProtocolMachine.server(limits: ProtocolLimits(frameNotes: 0))
    silent.send(text: "x")
    #expect(silent.takeFrameNotes().isEmpty)
  }

  @Test func `A stream that is cut in a frame shows how much was missing`() {
    var machine = machine(.client)
    #expect(machine.events([0x82, 0x05, 1, 2]).isEmpty)
    machine.receiveEndOfStream()
    #expect(machine.nextEvent() == .endOfStream)
    #expect(machine.unfinishedByteCount == 4)
  }
}
