import Foundation

/// Free ports of 127.0.0.1, for programs that can't be told to choose one themselves.
actor Ports {
  static let shared = Ports()

  /// Below what Linux gives to outgoing connections, and different for test runs side by side.
  private static let range = 20_000..<30_000
  private var next =
    range.lowerBound + Int(ProcessInfo.processInfo.processIdentifier) * 97 % range.count

  func free() throws -> Int {
    for _ in Self.range {
      next = next + 1 < Self.range.upperBound ? next + 1 : Self.range.lowerBound
      if let socket = LoopbackSocket(), socket.bind(to: next) { return next }
    }
    throw Failure("no free port in \(Self.range)")
  }

  /// What comes when somebody at the port is asked for a path, nil if that is nothing.
  nonisolated static func answer(from port: Int, path: String) -> String? {
    guard let socket = LoopbackSocket(), socket.connect(to: port) else { return nil }
    return socket.exchange("GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
  }

  /// Whether somebody accepts connections at the port.
  nonisolated static func accepts(_ port: Int) -> Bool {
    guard let socket = LoopbackSocket() else { return false }
    return socket.connect(to: port)
  }
}

/// A TCP socket that lives for one question.
private struct LoopbackSocket: ~Copyable {
  private let descriptor: Int32

  init?() {
    #if canImport(Glibc)
      descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    guard descriptor >= 0 else { return nil }
    var yes: Int32 = 1
    unsafe setsockopt(
      descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
  }

  deinit { close(descriptor) }

  func bind(to port: Int) -> Bool {
    unsafe Self.withAddress(port) { unsafe Foundation.bind(descriptor, $0, $1) } == 0
  }

  func connect(to port: Int) -> Bool {
    unsafe Self.withAddress(port) { unsafe Foundation.connect(descriptor, $0, $1) } == 0
  }

  /// Sends some text, and reads until the other side ends or is silent for a second.
  func exchange(_ text: String) -> String? {
    var limit = timeval(tv_sec: 1, tv_usec: 0)
    unsafe setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    guard unsafe send(descriptor, text, text.utf8.count, 0) == text.utf8.count else { return nil }
    var all: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = unsafe recv(descriptor, &piece, piece.count, 0)
      guard count > 0 else { break }
      all += piece[..<count]
    }
    return all.isEmpty ? nil : String(decoding: all, as: UTF8.self)
  }

  private static func withAddress(
    _ port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) -> Int32 {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    let length = socklen_t(MemoryLayout<sockaddr_in>.size)
    return unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe body($0, length) }
    }
  }
}
