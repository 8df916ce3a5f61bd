import Foundation
import Synchronization

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
  let process = Process()
  process.executableURL = URL(filePath: CommandProcess.path)
  process.arguments = ["beacon", "--listen", "127.0.0.1:0", "--duration", "60s"]
  process.environment = [:]
  let output = Pipe()
  process.standardOutput = output
  process.standardError = output
  try process.run()
  defer {
    process.interrupt()
    process.waitUntilExit()
  }
  var said = ""
  while !said.contains("\n") {
    let data = output.fileHandleForReading.availableData
    if data.isEmpty { break }
    said += String(decoding: data, as: UTF8.self)
  }
  let address = try unwrapped(said.firstMatch(of: /http:\/\/127\.0\.0\.1:\d+/)?.output, or: said)
  try await body(String(address))
}

struct Unexpected: Error { var text: String }

private func unwrapped<Value>(_ value: Value?, or text: String) throws -> Value {
  guard let value else { throw Unexpected(text: text) }
  return value
}

extension CommandProcess {
  /// Runs, and sends a signal as soon as standard error holds some text.
  static func run(_ arguments: [String], signal: Int32, onceErrorShows text: String) async throws
    -> CommandProcess
  {
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.environment = [:]
    process.standardInput = FileHandle.nullDevice
    let (output, error) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = error
    try process.run()
    var said = Data()
    while !String(decoding: said, as: UTF8.self).contains(text) {
      let data = error.fileHandleForReading.availableData
      if data.isEmpty { break }
      said += data
    }
    kill(process.processIdentifier, signal)
    let written = try output.fileHandleForReading.readToEnd() ?? Data()
    said += try error.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return CommandProcess(
      status: process.terminationStatus, output: String(decoding: written, as: UTF8.self),
      error: String(decoding: said, as: UTF8.self))
  }
}
