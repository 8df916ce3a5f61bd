#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

// libc's functions whose names the enum below gives its own.
private func systemListen(_ descriptor: Int32, _ backlog: Int32) -> Int32 {
  listen(descriptor, backlog)
}
private func systemClose(_ descriptor: Int32) -> Int32 { close(descriptor) }
private let systemConnect = unsafe connect
private func systemAccept(_ descriptor: Int32) -> Int32 { accept(descriptor, nil, nil) }
private let systemSend = unsafe send
private let systemPipe = unsafe pipe
private let systemPoll = unsafe poll

/// The calls into libc, as values and typed errors: sockets here, addresses and the process in extensions.
/// Only these three files know the platform's C library.
enum SystemCall {
  // MARK: Sockets

  /// Creates a non-blocking, close-on-exec TCP socket.
  static func tcpSocket(for address: SocketAddress) throws(SystemError) -> Int32 {
    let family = address.isIPv6 ? AF_INET6 : AF_INET
    #if canImport(Darwin)
      let descriptor = socket(family, SOCK_STREAM, 0)
      if descriptor >= 0 { makeNonBlocking(descriptor) }
    #else
      let kind = SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue
      let descriptor = socket(family, Int32(kind), 0)
    #endif
    guard descriptor >= 0 else { throw currentError }
    prepare(descriptor)
    return descriptor
  }

  /// Frees a socket of SIGPIPE and of Nagle's delay.
  private static func prepare(_ descriptor: Int32) {
    #if canImport(Darwin)
      setOption(descriptor, SOL_SOCKET, SO_NOSIGPIPE, 1)
    #endif
    setOption(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
  }

  private static func makeNonBlocking(_ descriptor: Int32) {
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  }

  /// Begins a TCP connection: true when it is up already, false while it is under way.
  static func connect(_ descriptor: Int32, to address: SocketAddress) throws(SystemError) -> Bool {
    let result = unsafe withSocketAddress(address) { pointer, length in
      unsafe systemConnect(descriptor, pointer, length)
    }
    if result == 0 { return true }
    let error = currentError
    guard error.code == EINPROGRESS || error.code == EINTR else { throw error }
    // On loopback it is up, though Linux says EINPROGRESS: a socket that isn't has no peer yet.
    return peerAddress(descriptor) != nil
  }

  /// Binds to an address and listens there.
  static func listen(_ descriptor: Int32, on address: SocketAddress, backlog: Int32)
    throws(SystemError)
  {
    setOption(descriptor, SOL_SOCKET, SO_REUSEADDR, 1)
    let bound = unsafe withSocketAddress(address) { pointer, length in
      unsafe bind(descriptor, pointer, length)
    }
    guard bound == 0, systemListen(descriptor, backlog) == 0 else { throw currentError }
  }

  /// Accepts one connection; `done` carries the new socket.
  static func accept(_ descriptor: Int32) -> Step {
    while true {
      let accepted = systemAccept(descriptor)
      if accepted >= 0 {
        makeNonBlocking(accepted)
        prepare(accepted)
        return .done(Int(accepted))
      }
      // A connection that died in the queue is the peer's affair, not the listener's.
      if errno == EINTR || errno == ECONNABORTED { continue }
      return stepForError()
    }
  }

  /// Receives into a buffer; `done(0)` is the peer's FIN.
  static func receive(_ descriptor: Int32, into buffer: inout [UInt8], limit: Int) -> Step {
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe recv(descriptor, bytes.baseAddress, min(bytes.count, limit), 0)
      }
      if count >= 0 { return .done(count) }
      if errno != EINTR { return stepForError() }
    }
  }

  /// Sends what the kernel takes of the bytes from `start` on.
  static func send(_ descriptor: Int32, _ bytes: [UInt8], from start: Int) -> Step {
    #if canImport(Darwin)
      let flags: Int32 = 0
    #else
      let flags = Int32(MSG_NOSIGNAL)
    #endif
    while true {
      let count = unsafe bytes.withUnsafeBytes { all in
        let rest = unsafe UnsafeRawBufferPointer(rebasing: all[start...])
        return unsafe systemSend(descriptor, rest.baseAddress, rest.count, flags)
      }
      if count >= 0 { return .done(count) }
      if errno != EINTR { return stepForError() }
    }
  }

  /// Sends our FIN, leaving the other direction open.
  static func shutdownOutput(_ descriptor: Int32) {
    _ = shutdown(descriptor, Int32(SHUT_WR))
  }

  /// Makes the coming close a RST instead of a FIN.
  static func resetOnClose(_ descriptor: Int32) {
    var value = linger(l_onoff: 1, l_linger: 0)
    _ = unsafe setsockopt(
      descriptor, SOL_SOCKET, SO_LINGER, &value, socklen_t(MemoryLayout<linger>.size))
  }

  static func close(_ descriptor: Int32) {
    _ = systemClose(descriptor)
  }

  /// The error that a finished non-blocking connect left on the socket; `nil` when it succeeded.
  static func pendingError(_ descriptor: Int32) -> SystemError? {
    var code: Int32 = 0
    var length = socklen_t(MemoryLayout<Int32>.size)
    guard unsafe getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &length) == 0 else {
      return currentError
    }
    return code == 0 ? nil : SystemError(code: code)
  }

  /// Shrinks or grows the kernel's buffers; the kernel rounds as it likes. Bytes.
  static func setBufferSizes(_ descriptor: Int32, send: Int32?, receive: Int32?) {
    if let send { setOption(descriptor, SOL_SOCKET, SO_SNDBUF, send) }
    if let receive { setOption(descriptor, SOL_SOCKET, SO_RCVBUF, receive) }
  }

  private static func setOption(_ descriptor: Int32, _ level: Int32, _ name: Int32, _ value: Int32)
  {
    var value = value
    _ = unsafe setsockopt(descriptor, level, name, &value, socklen_t(MemoryLayout<Int32>.size))
  }

  private static func stepForError() -> Step {
    let error = currentError
    return error.code == EAGAIN || error.code == EWOULDBLOCK ? .wouldBlock : .failed(error)
  }

  // MARK: Errors

  static var currentError: SystemError { SystemError(code: errno) }

  static func errorText(_ code: Int32) -> String {
    unsafe String(cString: strerror(code))
  }

  static let isRefused: Set<Int32> = [ECONNREFUSED]
  static let isReset: Set<Int32> = [ECONNRESET, EPIPE, ECONNABORTED]
  static let isTimedOut: Set<Int32> = [ETIMEDOUT]
  static let isUnreachable: Set<Int32> = [
    ENETUNREACH, EHOSTUNREACH, ENETDOWN, EHOSTDOWN, EADDRNOTAVAIL, EAFNOSUPPORT, EACCES, EPERM,
  ]

  // MARK: Waiting

  /// Waits with poll(2) and returns what each descriptor is ready for; a negative timeout waits for
  /// ever. Milliseconds.
  static func poll(_ wanted: [(descriptor: Int32, interest: Readiness)], timeout: Int32)
    -> [Readiness]
  {
    var entries = wanted.map { entry in
      var events: Int16 = 0
      if entry.interest.contains(.read) { events |= Int16(POLLIN) }
      if entry.interest.contains(.write) { events |= Int16(POLLOUT) }
      return pollfd(fd: entry.descriptor, events: events, revents: 0)
    }
    let count = unsafe systemPoll(&entries, nfds_t(entries.count), timeout)
    return entries.map { entry in
      var ready: Readiness = []
      guard count > 0 else { return ready }
      if entry.revents & Int16(POLLIN) != 0 { ready.insert(.read) }
      if entry.revents & Int16(POLLOUT) != 0 { ready.insert(.write) }
      if entry.revents & Int16(POLLERR | POLLHUP | POLLNVAL) != 0 { ready.insert(.hangUp) }
      return ready
    }
  }

  /// Makes a non-blocking pipe: where to read, where to write.
  static func pipe() throws(SystemError) -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [-1, -1]
    guard unsafe systemPipe(&ends) == 0 else { throw currentError }
    for end in ends { makeNonBlocking(end) }
    return (ends[0], ends[1])
  }

  /// Writes eight octets, as an eventfd wants them.
  static func signal(_ descriptor: Int32) {
    var one: UInt64 = 1
    _ = unsafe write(descriptor, &one, 8)
  }

  /// Empties a pipe or eventfd.
  static func drain(_ descriptor: Int32) {
    var space = [UInt8](repeating: 0, count: 256)
    while unsafe read(descriptor, &space, space.count) == space.count {}
  }
}
