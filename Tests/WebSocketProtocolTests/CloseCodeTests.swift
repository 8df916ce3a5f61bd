import Testing
import WebSocketProtocol

@Suite struct CloseCodeTests {
  @Test(arguments: [1000, 1001, 1002, 1003, 1007, 1011, 1014, 3000, 3999, 4000, 4999])
  func `These codes may be sent`(code: UInt16) {
    #expect(CloseCode(code).mayAppearOnTheWire)
  }

  @Test(arguments: [0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535])
  func `These codes must not be sent`(code: UInt16) {
    #expect(!CloseCode(code).mayAppearOnTheWire)
  }

  @Test func `A code without a name is a value like any other`() {
    #expect(CloseCode(4321).name == nil)
    #expect("\(CloseCode(4321))" == "4321")
    #expect("\(CloseCode.goingAway)" == "1001 (Going Away)")
  }

  @Test func `Opcodes know what they are`() {
    #expect((0...15).filter { Opcode(rawValue: $0).isControl } == Array(8...15))
    #expect(
      (0...15).filter { Opcode(rawValue: $0).isReserved } == [3, 4, 5, 6, 7, 11, 12, 13, 14, 15])
    #expect("\(Opcode(rawValue: 3)) \(Opcode.ping)" == "opcode 3 ping")
  }
}
