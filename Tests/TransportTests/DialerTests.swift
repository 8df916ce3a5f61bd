import Testing
import Transport

@Suite struct DialerTests {
  @Test(arguments: DriverKind.available)
  func `the next address is tried at once when one refuses`(driver: DriverKind) async throws {
    try await withLoop(driver) { loop in
      let closed = try Listener(loop: loop)
      closed.close()
      let open = try Listener(loop: loop)
      let (stream, attempts) = await Dialer.connect(
        to: [closed.address, open.address], on: loop, deadline: soon())
      #expect(stream?.peerAddress == open.address)
      #expect(attempts.map(\.outcome) == [.refused, .connected])
      #expect(attempts.map(\.address) == [closed.address, open.address])
      let took = try #require(attempts.last).startedAt - attempts[0].startedAt
      #expect(took < Dialer.stagger)
    }
  }

  @Test func `a silent address is overtaken after a quarter of a second`() async throws {
    try await withLoop { loop in
      let (silent, _) = try await silentListener(loop)
      let open = try Listener(loop: loop)
      let (stream, attempts) = await Dialer.connect(
        to: [silent.address, open.address], on: loop, deadline: soon())
      #expect(stream?.peerAddress == open.address)
      #expect(attempts.map(\.outcome) == [.abandoned, .connected])
      #expect(attempts[1].startedAt - attempts[0].startedAt >= Dialer.stagger)
    }
  }

  @Test func `every address is told separately`() async throws {
    try await withLoop { loop in
      let (silent, _) = try await silentListener(loop)
      let closed = try Listener(loop: loop)
      closed.close()
      let open = try Listener(loop: loop)
      let attempts = await Dialer.connectToEach(
        of: [silent.address, closed.address, open.address], on: loop,
        deadline: EventLoop.now() + .milliseconds(100))
      #expect(attempts.map(\.outcome) == [.timedOut, .refused, .connected])
    }
  }

  @Test func `there is no way to a place that isn't one`() async throws {
    try await withLoop { loop in
      let nowhere = try #require(SocketAddress("255.255.255.255", port: 9))
      let (stream, attempts) = await Dialer.connect(to: [nowhere], on: loop, deadline: soon())
      #expect(stream == nil)
      guard case .unreachable = attempts.first?.outcome else {
        Issue.record("\(attempts)")
        return
      }
    }
  }

  @Test func `a deadline and a cancellation end a connect that hangs`() async throws {
    try await withLoop { loop in
      let (silent, _) = try await silentListener(loop)
      let (stream, attempts) = await Dialer.connect(
        to: [silent.address], on: loop, deadline: EventLoop.now() + .milliseconds(50))
      #expect(stream == nil)
      #expect(attempts.map(\.outcome) == [.timedOut])
      let task = Task(executorPreference: loop) {
        await Dialer.connect(
          to: [silent.address], on: loop, deadline: EventLoop.now() + .seconds(600)
        ).attempts
      }
      task.cancel()
      #expect(await task.value.map(\.outcome) == [.abandoned])
    }
  }

  @Test func `without addresses there is nothing to try`() async throws {
    try await withLoop { loop in
      let (stream, attempts) = await Dialer.connect(to: [], on: loop, deadline: soon())
      #expect(stream == nil)
      #expect(attempts.isEmpty)
    }
  }

  /// A listener whose queue is full, so that the next SYN stays unanswered.
  func silentListener(_ loop: EventLoop) async throws -> (Listener, [ByteStream]) {
    let listener = try Listener(loop: loop, backlog: 0)
    var kept: [ByteStream] = []
    while kept.count < 10 {
      let (stream, _) = await Dialer.connect(
        to: [listener.address], on: loop, deadline: EventLoop.now() + .milliseconds(50))
      guard let stream else { break }
      kept.append(stream)
    }
    return (listener, kept)
  }
}
