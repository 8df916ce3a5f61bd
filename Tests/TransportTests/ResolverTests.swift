import Testing
import Transport

@Suite struct ResolverTests {
  @Test func `numeric hosts need no look-up`() async throws {
    try await withLoop { loop in
      let resolver = SystemResolver { _, _ in
        Issue.record("looked up")
        return .failure(.notFound)
      }
      for host in ["192.0.2.1", "2001:db8::1", "[2001:db8::1]"] {
        let found = try await resolver.resolve(host, port: 80, on: loop, deadline: soon()).get()
        #expect(found == [SocketAddress(host, port: 80)])
      }
    }
  }

  @Test func `localhost has a loopback address`() async throws {
    try await withLoop { loop in
      let found = try await SystemResolver().resolve(
        "localhost", port: 80, on: loop, deadline: soon()
      ).get()
      #expect(
        found.contains { $0 == .loopback(port: 80) || $0 == .loopback(port: 80, isIPv6: true) })
    }
  }

  @Test(arguments: DriverKind.available)
  func `a look-up that hangs ends at the deadline, or by cancellation`(driver: DriverKind)
    async throws
  {
    try await withLoop(driver) { loop in
      let gate = Gate()
      defer { gate.open() }
      let resolver = SystemResolver { _, _ in
        gate.wait()
        return .failure(.notFound)
      }
      let late = await resolver.resolve(
        "hangs.test", port: 80, on: loop, deadline: EventLoop.now() + .milliseconds(30))
      #expect(late == .failure(.timedOut))
      let task = Task(executorPreference: loop) {
        await resolver.resolve(
          "hangs.test", port: 80, on: loop, deadline: EventLoop.now() + .seconds(600))
      }
      task.cancel()
      #expect(await task.value == .failure(.cancelled))
    }
  }

  @Test func `failures are told as they are`() async throws {
    try await withLoop { loop in
      for failure in [ResolveFailure.notFound, .failed(code: -3, text: "try again")] {
        let resolver = SystemResolver { _, _ in .failure(failure) }
        let result = await resolver.resolve("a.test", port: 1, on: loop, deadline: soon())
        #expect(result == .failure(failure))
      }
      let result = await SystemResolver().resolve("", port: 1, on: loop, deadline: soon())
      #expect(result == .failure(.notFound))
    }
  }

  @Test func `families take turns, IPv6 first`() throws {
    let addresses = try ["192.0.2.1", "192.0.2.2", "192.0.2.3", "2001:db8::1"].map {
      try #require(SocketAddress($0, port: 1))
    }
    #expect(
      SocketAddress.interleaved(addresses).map(\.host)
        == ["2001:db8::1", "192.0.2.1", "192.0.2.2", "192.0.2.3"])
  }

  @Test func `a table answers as curl's --resolve`() async throws {
    try await withLoop { loop in
      var table = TableResolver(fallback: nil)
      let entries = [
        "Example.test:443:192.0.2.7", "example.test:443:[2001:db8::7]", "example.test:443",
        "example.test:x:192.0.2.7", "example.test:443:elsewhere",
      ]
      var areAdded: [Bool] = []
      for entry in entries { areAdded.append(table.add(entry)) }
      #expect(areAdded == [true, true, false, false, false])
      let found = try await table.resolve("EXAMPLE.test", port: 443, on: loop, deadline: soon())
        .get()
      #expect(found.map(\.description) == ["192.0.2.7:443", "[2001:db8::7]:443"])
      let other = await table.resolve("example.test", port: 80, on: loop, deadline: soon())
      #expect(other == .failure(.notFound))
    }
  }
}
