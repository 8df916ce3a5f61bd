import Evidence
import FoundationEssentials

/// Reports as JSON documents, and back.
public enum JSONRenderer {
  /// Writes with sorted keys; numbers are rounded to four digits after the point (0.1 ms).
  package static func render(_ value: some Encodable) throws -> String {
    try text(of: JSONValue(value))
  }

  public static func render(_ document: Document) throws -> String {
    switch document {
    case .report(let report): try render(report)
    case .collection(let collection): try render(collection)
    case .diff(let diff): try render(diff)
    case .lint(let lint): try render(lint)
    }
  }

  static func text(of value: JSONValue) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let text = String(decoding: try encoder.encode(value.rounded()), as: UTF8.self)
    return escapingInvisible(text) + "\n"
  }

  /// JSON escapes only C0; a terminal that shows the document obeys other characters as well.
  ///
  /// They can stand in strings only, where `\u` is an escape, so the document stays the same.
  private static func escapingInvisible(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0.value >= 0x7F && $0.isUnprintable }) else {
      return text
    }
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar.value >= 0x7F && scalar.isUnprintable {
        for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
          let digits = String(unit, radix: 16)
          escaped += "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".unicodeScalars
        }
      } else {
        escaped.append(scalar)
      }
    }
    return String(escaped)
  }
}
