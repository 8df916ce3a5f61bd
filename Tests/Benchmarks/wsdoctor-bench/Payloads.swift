import Measuring

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The texts that compression is measured with.
enum Payloads {
  private static let file = "server/payload.jsonl"

  /// Reads one text a line.
  static func read() throws(MeasuringFailure) -> [String] {
    guard let file = unsafe fopen(file, "r") else {
      throw MeasuringFailure("there is no \(file) in the current folder")
    }
    defer { unsafe fclose(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe fread(&piece, 1, piece.count, file)
      guard count > 0 else { break }
      bytes += piece[..<count]
    }
    return bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
  }
}
