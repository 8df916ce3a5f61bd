import Foundation
import Synchronization

/// A raw TCP server: keeps what it is asked, octet by octet, and answers 200.
final class Tap: Sendable {
  let port: Int
  private let descriptor: Int32
  private let heads = Mutex<[String]>([])

  init(port: Int) throws {
    #if canImport(Glibc)
      descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    self.port = port
    var yes: Int32 = 1
    unsafe setsockopt(
      descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    guard unsafe RawSocket.withAddress(port, { unsafe bind(descriptor, $0, $1) }) == 0,
      listen(descriptor, 64) == 0
    else { throw Failure("the tap can't listen at \(port)") }
    let listening = descriptor
    Thread.detachNewThread { [weak self] in
      while true {
        let connection = accept(listening, nil, nil)
        guard connection >= 0 else { return }
        let head = RawSocket.head(from: connection)
        self?.heads.withLock { $0.append(head) }
        RawSocket.send(
          "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok", to: connection)
        close(connection)
      }
    }
  }

  deinit {
    shutdown(descriptor, Int32(SHUT_RDWR))
    close(descriptor)
  }

  /// What came since it was asked last.
  func take() -> [String] {
    heads.withLock { heads in
      defer { heads = [] }
      return heads
    }
  }
}

/// A few calls of the system for one request and its answer.
enum RawSocket {
  static func withAddress<R>(
    _ port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> R
  ) -> R {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }

  /// Up to the empty line, or until nothing comes for two seconds.
  static func head(from descriptor: Int32) -> String {
    var limit = timeval(tv_sec: 2, tv_usec: 0)
    unsafe setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var octets: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while octets.count < 65_536, octets.suffix(4) != [13, 10, 13, 10] {
      let count = unsafe recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { break }
      octets += buffer[..<count]
      if String(decoding: octets, as: UTF8.self).contains("\r\n\r\n") { break }
    }
    return String(decoding: octets, as: UTF8.self)
  }

  static func send(_ text: String, to descriptor: Int32) {
    let octets = Array(text.utf8)
    _ = unsafe Foundation.send(descriptor, octets, octets.count, Int32(MSG_NOSIGNAL))
  }

  /// The head of the answer; empty where there is none.
  static func ask(_ request: String, port: Int) -> String {
    #if canImport(Glibc)
      let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      let descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    defer { close(descriptor) }
    guard unsafe withAddress(port, { unsafe connect(descriptor, $0, $1) }) == 0 else { return "" }
    send(request, to: descriptor)
    return head(from: descriptor)
  }
}
