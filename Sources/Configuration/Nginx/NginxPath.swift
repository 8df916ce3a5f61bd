/// What nginx makes of the path in a request line, and back again.
enum NginxPath {
  /// Decoded, with slashes merged and dots resolved; `nil`: nginx answers 400.
  static func normalized(_ target: String, mergesSlashes: Bool) -> (
    path: String, args: String, isQuoted: Bool
  )? {
    let octets = Array(target.utf8)
    guard octets.first == UInt8(ascii: "/") else { return nil }
    let end =
      octets.firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") } ?? octets.count
    var args = ""
    if end < octets.count, octets[end] == UInt8(ascii: "?") {
      args = String(
        decoding: octets[(end + 1)...].prefix { $0 != UInt8(ascii: "#") }, as: UTF8.self)
    }
    var decoded: [UInt8] = []
    var isQuoted = false
    var at = 0
    while at < end {
      if octets[at] == UInt8(ascii: "%") {
        guard at + 2 < end, let high = digit(octets[at + 1]), let low = digit(octets[at + 2]),
          high * 16 + low != 0
        else { return nil }
        decoded.append(high * 16 + low)
        isQuoted = true
        at += 3
      } else {
        decoded.append(octets[at])
        at += 1
      }
    }
    var segments: [ArraySlice<UInt8>] = []
    let parts = decoded.dropFirst().split(
      separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      let isLast = index == parts.count - 1
      if part.isEmpty && !isLast && mergesSlashes { continue }
      if part.elementsEqual([0x2E]) {
        if isLast { segments.append([]) }
        continue
      }
      if part.elementsEqual([0x2E, 0x2E]) {
        guard !segments.isEmpty else { return nil }
        segments.removeLast()
        if isLast { segments.append([]) }
        continue
      }
      segments.append(part)
    }
    let path = [UInt8(ascii: "/")] + segments.joined(separator: [UInt8(ascii: "/")])
    return (String(decoding: path, as: UTF8.self), args, isQuoted)
  }

  private static func digit(_ octet: UInt8) -> UInt8? {
    switch octet {
    case 0x30...0x39: octet - 0x30
    case 0x41...0x46: octet - 0x37
    case 0x61...0x66: octet - 0x57
    default: nil
    }
  }

  /// As nginx escapes a path that it hands on (ngx_escape_uri, NGX_ESCAPE_URI).
  static func escaped(_ path: String) -> String {
    var result: [UInt8] = []
    let hex = Array("0123456789ABCDEF".utf8)
    for octet in path.utf8 {
      if octet <= 0x20 || octet >= 0x7F || " \"#%<>?\\^`{|}".utf8.contains(octet) {
        result += [UInt8(ascii: "%"), hex[Int(octet >> 4)], hex[Int(octet & 15)]]
      } else {
        result.append(octet)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
