import Foundation
import TestSupport

/// Listens on loopback, accepts in the kernel's queue and never says a word.
final class SilentListener {
  let port: UInt16
  private let descriptor: Int32

  struct Failed: Error {}

  init() throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        unsafe bind(descriptor, address, length) == 0 && listen(descriptor, 64) == 0
          && getsockname(descriptor, address, &length) == 0
      }
    }
    self.descriptor = descriptor
    port = UInt16(bigEndian: address.sin_port)
    guard isListening else { throw Failed() }
  }

  deinit { close(descriptor) }
}

/// Runs the built program's beacon while `body` asks it.
func withBeacon(_ body: (String) async throws -> Void) async throws {
  try await withScratchFolder { scratch in
    let beacon = try CommandProcess.start(
      ["beacon", "--listen", "127.0.0.1:0", "--duration", "60s"], scratch: scratch)
    let said = try await beacon.firstLine(within: .seconds(20)) ?? beacon.errors
    guard let address = said.firstMatch(of: /http:\/\/127\.0\.0\.1:\d+/)?.output else {
      throw Unexpected(text: said)
    }
    do {
      try await body(String(address))
    } catch {
      await beacon.stop()
      throw error
    }
    await beacon.stop()
  }
}

struct Unexpected: Error { var text: String }
