/// The octets that the fuzzer made up, read as choices first and as what is tested then.
struct Input {
  private(set) var rest: ArraySlice<UInt8>

  init(_ data: UnsafePointer<UInt8>?, _ size: Int) {
    rest = unsafe Array(UnsafeBufferPointer(start: data, count: size))[...]
  }

  /// The next octet, 0 behind the end.
  mutating func byte() -> UInt8 { rest.popFirst() ?? 0 }

  /// One of several choices.
  mutating func choice<Value>(_ values: [Value]) -> Value {
    values[Int(byte()) % values.count]
  }

  var bytes: [UInt8] { Array(rest) }

  /// What is left as text, if it is UTF-8.
  var text: String? { String(validating: rest, as: UTF8.self) }

  /// What is left, in pieces of one size.
  func pieces(of size: Int) -> [[UInt8]] {
    var pieces: [[UInt8]] = []
    var left = rest
    while !left.isEmpty {
      pieces.append(Array(left.prefix(size)))
      left = left.dropFirst(size)
    }
    return pieces
  }
}
