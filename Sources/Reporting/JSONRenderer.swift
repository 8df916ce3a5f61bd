import Evidence
import FoundationEssentials

extension Format {
  static let json = Format(id: "json", title: "for programs: see reports/report.schema.json") {
    document, _ in
    switch document {
    case .report(let report): try JSONRenderer.render(report)
    case .collection(let collection): try JSONRenderer.render(collection)
    }
  }
}

/// Reports as JSON documents, and back.
public enum JSONRenderer {
  /// What a file holds that is no report of ours.
  public enum Problem: Error, Sendable, Equatable, CustomStringConvertible {
    case empty
    case notJSON
    case notOurs
    case otherKind(String)
    case newer(schemaVersion: String)
    case damaged(String)

    public var description: String {
      switch self {
      case .empty: "it is empty"
      case .notJSON: "it is not JSON"
      case .notOurs: "it is JSON, but no report of wsdoctor"
      case .otherKind(let kind): "it is a report of the kind \(kind), which cannot be read here"
      case .newer(let version):
        "its schemaVersion is \(version), and this wsdoctor reads 1.x: use a newer wsdoctor"
      case .damaged(let what): "it is a report of wsdoctor, but \(what)"
      }
    }
  }

  /// Writes with sorted keys; numbers are rounded to four digits after the point (0.1 ms).
  static func render(_ value: some Encodable) throws -> String {
    let exact = try JSONEncoder().encode(value)
    let rounded = try JSONDecoder().decode(JSONValue.self, from: exact).rounded()
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let text = String(decoding: try encoder.encode(rounded), as: UTF8.self)
    return escapingInvisible(text) + "\n"
  }

  /// The document as a file gives it back: what is shown now is what `render` shows later, digit by
  /// digit.
  public static func asStored(_ document: Document) throws -> Document {
    try read(try Format.json.render(document, as: Presentation()))
  }

  /// Reads a document that `render` wrote, of this or an older 1.x; unknown keys and ids are accepted.
  public static func read(_ text: String) throws(Problem) -> Document {
    guard text.contains(where: { !$0.isWhitespace }) else { throw .empty }
    let data = Data(text.utf8)
    guard let frame = try? JSONDecoder().decode(JSONValue.self, from: data) else {
      throw .notJSON
    }
    guard case .object(let members) = frame, case .string(let kind)? = members["kind"],
      case .string(let version)? = members["schemaVersion"]
    else { throw .notOurs }
    guard version.hasPrefix("1.") else { throw .newer(schemaVersion: version) }
    do {
      switch kind {
      case "check", "conformance": return .report(try JSONDecoder().decode(Report.self, from: data))
      case "collection":
        return .collection(try JSONDecoder().decode(ReportCollection.self, from: data))
      default: throw Problem.otherKind(kind)
      }
    } catch let problem as Problem {
      throw problem
    } catch let error as DecodingError {
      throw .damaged(description(of: error))
    } catch {
      throw .damaged("it cannot be read")
    }
  }

  private static func description(of error: DecodingError) -> String {
    func place(_ path: [any CodingKey]) -> String {
      let steps = path.map { key in key.intValue.map { "[\($0)]" } ?? ".\(key.stringValue)" }
      return steps.isEmpty ? "it" : String(steps.joined().drop { $0 == "." })
    }
    return switch error {
    case .keyNotFound(let key, let context):
      "\(key.stringValue) is missing in \(place(context.codingPath))"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      "\(place(context.codingPath)) is of another type"
    case .dataCorrupted(let context): "\(place(context.codingPath)) has an unknown value"
    @unknown default: "it cannot be read"
    }
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
