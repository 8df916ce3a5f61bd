/// Host names as a URL may hold them (RFC 1123 §2.1, RFC 3492).
enum HostName {
  /// The name in ASCII and lower case; labels in other scripts become Punycode.
  static func ascii(_ host: Substring) throws(TargetURLProblem) -> String {
    var name = ""
    for scalar in host.unicodeScalars {
      // The full stops of East Asian keyboards (RFC 3490 §3.1).
      let isDot = scalar == "\u{3002}" || scalar == "\u{FF0E}" || scalar == "\u{FF61}"
      name += isDot ? "." : scalar.properties.lowercaseMapping
    }
    if name.hasSuffix(".") { name.removeLast() }
    var labels: [String] = []
    for label in name.split(separator: ".", omittingEmptySubsequences: false) {
      labels.append(try ascii(label: label, of: host))
    }
    let result = labels.joined(separator: ".")
    guard result.utf8.count <= 253 else { throw .badHost(String(host.prefix(60)) + "…") }
    if labels.last?.allSatisfy(\.isASCIIDigit) == true {
      guard IPAddressText.isIPv4(result[...]) else { throw .badHost(String(host)) }
    }
    return result
  }

  private static func ascii(label: Substring, of host: Substring) throws(TargetURLProblem)
    -> String
  {
    var result = String(label)
    if !label.allSatisfy(\.isASCII) {
      let isWord = label.unicodeScalars.allSatisfy {
        // Without normalization a letter and its mark are another name than the letter with it.
        $0.properties.isAlphabetic && $0.properties.canonicalCombiningClass == .notReordered
          || $0.properties.numericType != nil || $0 == "-"
      }
      guard isWord, let encoded = Punycode.encode(label.unicodeScalars) else {
        throw .internationalHost(String(host))
      }
      result = "xn--" + encoded
    }
    let isValid =
      (1...63).contains(result.utf8.count) && result.first != "-" && result.last != "-"
      && result.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || $0 == "-" || $0 == "_" }
    guard isValid else { throw .badHost(String(host)) }
    return result
  }
}

/// Writes a label of any script in ASCII (RFC 3492 §6.3).
enum Punycode {
  static func encode(_ input: Substring.UnicodeScalarView) -> String? {
    let scalars = input.map(\.value)
    // No label may be longer, and the arithmetic below cannot overflow then.
    guard scalars.count <= 63 else { return nil }
    var output = scalars.filter { $0 < 0x80 }.map { UInt8($0) }
    let basicCount = output.count
    if basicCount > 0 { output.append(UInt8(ascii: "-")) }
    var threshold: UInt32 = 0x80
    var delta: UInt32 = 0
    var bias: UInt32 = 72
    var handled = basicCount
    while handled < scalars.count {
      guard let next = scalars.filter({ $0 >= threshold }).min() else { return nil }
      delta += (next - threshold) * UInt32(handled + 1)
      threshold = next
      for scalar in scalars {
        if scalar < threshold { delta += 1 }
        guard scalar == threshold else { continue }
        append(delta, bias: bias, to: &output)
        bias = adapted(delta, count: UInt32(handled + 1), isFirst: handled == basicCount)
        delta = 0
        handled += 1
      }
      delta += 1
      threshold += 1
    }
    return String(decoding: output, as: UTF8.self)
  }

  private static func append(_ delta: UInt32, bias: UInt32, to output: inout [UInt8]) {
    var rest = delta
    var position: UInt32 = 36
    while true {
      let limit = position <= bias ? 1 : position >= bias + 26 ? 26 : position - bias
      if rest < limit { break }
      output.append(digit(limit + (rest - limit) % (36 - limit)))
      rest = (rest - limit) / (36 - limit)
      position += 36
    }
    output.append(digit(rest))
  }

  private static func digit(_ value: UInt32) -> UInt8 {
    UInt8(value < 26 ? value + 97 : value - 26 + 48)
  }

  private static func adapted(_ delta: UInt32, count: UInt32, isFirst: Bool) -> UInt32 {
    var delta = isFirst ? delta / 700 : delta / 2
    delta += delta / count
    var position: UInt32 = 0
    while delta > 455 {
      delta /= 35
      position += 36
    }
    return position + 36 * delta / (delta + 38)
  }
}

/// What an IP address looks like in text.
public enum IPAddressText {
  /// Four numbers from 0 to 255 with dots between them.
  public static func isIPv4(_ text: Substring) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy {
        (1...3).contains($0.count) && $0.allSatisfy(\.isASCIIDigit) && UInt8($0) != nil
      }
  }

  /// The text forms of RFC 4291 §2.2; no zone.
  public static func isIPv6(_ text: Substring) -> Bool {
    guard text.utf8.count <= 45, text.contains(":") else { return false }
    let halves = text.components(around: "::")
    guard halves.count <= 2 else { return false }
    var groups = 0
    for (index, half) in halves.enumerated() {
      if half.isEmpty { continue }
      let parts = half.split(separator: ":", omittingEmptySubsequences: false)
      for (position, part) in parts.enumerated() {
        let isLast = index == halves.count - 1 && position == parts.count - 1
        if isLast && part.contains(".") {
          guard isIPv4(part) else { return false }
          groups += 2
        } else {
          guard (1...4).contains(part.count), part.allSatisfy(\.isHexDigit),
            part.allSatisfy(\.isASCII)
          else { return false }
          groups += 1
        }
      }
    }
    return halves.count == 2 ? groups < 8 : groups == 8
  }
}

extension Substring {
  /// The parts before and after each occurrence of a separator.
  fileprivate func components(around separator: String) -> [Substring] {
    var parts: [Substring] = []
    var rest = self
    while let range = rest.firstRange(of: separator) {
      parts.append(rest[..<range.lowerBound])
      rest = rest[range.upperBound...]
    }
    return parts + [rest]
  }
}
