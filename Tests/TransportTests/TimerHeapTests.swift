import Testing

@testable import Transport

@Suite struct TimerHeapTests {
  @Test func `entries come out in the order of their deadlines, none before its time`() {
    var heap = TimerHeap()
    let start = EventLoop.now()
    func moment(_ milliseconds: Int) -> Moment { start + .milliseconds(milliseconds) }
    let order = (0..<200).map { ($0 * 73) % 200 }
    for number in order {
      heap.insert(TimerHeap.Entry(deadline: moment(number), token: UInt64(number)))
    }
    #expect(heap.earliest == start)
    let early = heap.popDue(at: moment(-1))
    #expect(early == nil)
    var tokens: [UInt64] = []
    while let entry = heap.popDue(at: moment(99)) { tokens.append(entry.token) }
    #expect(tokens == (0...99).map(UInt64.init))
    #expect(heap.earliest == moment(100))
  }
}
