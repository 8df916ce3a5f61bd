#if os(Linux)
  import CLinux

  /// Waits with epoll(7), edge-triggered, and is woken through an eventfd.
  final class EpollDriver: Driver {
    /// How many events one call may bring: a bound for the turn, not for the connections.
    private static let batch = 256
    /// No socket is registered under it.
    private static let wakeToken = UInt64.max

    private let epoll: Int32
    private let event: Int32

    init() throws(SystemError) {
      epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
      guard epoll >= 0 else { throw SystemCall.currentError }
      event = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
      guard event >= 0 else { throw SystemCall.currentError }
      try add(event, token: Self.wakeToken, events: EPOLLIN.rawValue)
    }

    private func add(_ descriptor: Int32, token: UInt64, events: UInt32) throws(SystemError) {
      var registration = unsafe epoll_event(events: events, data: epoll_data_t(u64: token))
      guard unsafe epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &registration) == 0 else {
        throw SystemCall.currentError
      }
    }

    func register(_ descriptor: Int32, token: UInt64, for directions: Readiness)
      throws(SystemError)
    {
      try add(descriptor, token: token, events: Self.events(for: directions))
    }

    /// Reading is watched from the start; writing from the first time that it would have blocked, so
    /// that a connection whose output always fits costs no event for it.
    func rearm(_ descriptor: Int32, token: UInt64, for directions: Readiness) {
      guard directions.contains(.write) else { return }
      var registration = unsafe epoll_event(
        events: Self.events(for: .write), data: epoll_data_t(u64: token))
      _ = unsafe epoll_ctl(epoll, EPOLL_CTL_MOD, descriptor, &registration)
    }

    private static func events(for directions: Readiness) -> UInt32 {
      let reading = EPOLLIN.rawValue | EPOLLRDHUP.rawValue | EPOLLET.rawValue
      return directions.contains(.write) ? reading | EPOLLOUT.rawValue : reading
    }

    func unregister(_ descriptor: Int32, token: UInt64) {
      var unused = unsafe epoll_event()
      _ = unsafe epoll_ctl(epoll, EPOLL_CTL_DEL, descriptor, &unused)
    }

    @discardableResult
    func wait(milliseconds: Int32, into events: inout [ReadyEvent]) -> Bool {
      return unsafe withUnsafeTemporaryAllocation(of: epoll_event.self, capacity: Self.batch) {
        buffer in
        let count = unsafe epoll_wait(
          epoll, buffer.baseAddress, Int32(Self.batch), milliseconds)
        guard count > 0 else { return false }
        for index in 0..<Int(count) {
          let told = unsafe buffer[index].events
          let token = unsafe buffer[index].data.u64
          if token == Self.wakeToken {
            SystemCall.drain(event)
            continue
          }
          var readiness: Readiness = []
          if told & EPOLLIN.rawValue != 0 { readiness.insert(.read) }
          if told & EPOLLOUT.rawValue != 0 { readiness.insert(.write) }
          if told & (EPOLLERR.rawValue | EPOLLHUP.rawValue | EPOLLRDHUP.rawValue) != 0 {
            readiness.insert(.hangUp)
          }
          events.append(ReadyEvent(token: token, readiness: readiness))
        }
        return true
      }
    }

    func wake() {
      SystemCall.signal(event)
    }

    func close() {
      SystemCall.close(event)
      SystemCall.close(epoll)
    }
  }
#endif
