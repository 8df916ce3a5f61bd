import Evidence
import FoundationEssentials

extension JSONRenderer {
  /// A document as a file holds it.
  public struct Stored: Sendable {
    public var document: Document
    /// The same in JSON, with what a later 1.x added to it.
    public var json: String
    /// Places of what a later 1.x added: other formats can't show it.
    public var unknown: [String]
  }

  /// The document as a file gives it back: what is shown now is what `render` shows later, digit by
  /// digit.
  public static func asStored(_ document: Document) throws -> Stored {
    let json = try render(document)
    return Stored(document: try read(json), json: json, unknown: [])
  }

  /// Reads a document as `read` does, and keeps what this version doesn't know.
  public static func stored(_ text: String) throws(Problem) -> Stored {
    let document = try read(text)
    do {
      let whole = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
      let known =
        switch document {
        case .report(let report): try JSONValue(report)
        case .collection(let collection): try JSONValue(collection)
        case .diff(let diff): try JSONValue(diff)
        case .lint(let lint): try JSONValue(lint)
        }
      return Stored(
        document: document, json: try self.text(of: whole), unknown: whole.dropped(in: known))
    } catch {
      throw .damaged(Place(of: 0, in: []), "it cannot be written again")
    }
  }

  /// Reads a document that `render` wrote, of this or an older 1.x; unknown keys and ids are accepted.
  public static func read(_ text: String) throws(Problem) -> Document {
    let octets = Array(text.utf8)
    guard octets.contains(where: { !($0 == 0x20 || (0x09...0x0D).contains($0)) }) else {
      throw .empty
    }
    if let found = JSONScanner.firstBreak(in: octets) {
      throw .notJSON(
        Place(of: found.offset, in: octets), expected: found.expected,
        isEnd: found.offset == octets.count)
    }
    let data = Data(octets)
    guard let frame = try? JSONDecoder().decode(Frame.self, from: data) else { throw .notOurs }
    guard frame.schemaVersion.hasPrefix("1.") else {
      throw .otherVersion(String(frame.schemaVersion.prefix(40)))
    }
    do {
      guard let document = try document(of: frame.kind, data) else {
        throw Problem.otherKind(String(frame.kind.prefix(40)))
      }
      return document
    } catch let problem as Problem {
      throw problem
    } catch let error as DecodingError {
      throw damage(error, of: frame.kind, in: octets)
    } catch {
      throw .damaged(Place(of: 0, in: []), "it cannot be read")
    }
  }

  /// `nil`: there is no such kind.
  private static func document(of kind: String, _ data: Data) throws -> Document? {
    switch kind {
    case "check", "conformance": .report(try JSONDecoder().decode(Report.self, from: data))
    case "collection": .collection(try JSONDecoder().decode(ReportCollection.self, from: data))
    case "diff": .diff(try JSONDecoder().decode(ReportDiff.self, from: data))
    case "lint": .lint(try JSONDecoder().decode(LintReport.self, from: data))
    default: nil
    }
  }

  /// What every document of ours begins with.
  private struct Frame: Decodable {
    var kind: String
    var schemaVersion: String
  }

  /// The last number that is too large, or has a fraction where there can be none: the decoder doesn't
  /// say where it is, but that none is left when all up to it are 0.
  private static func misfit(of kind: String, in text: [UInt8]) -> Int? {
    let numbers = JSONScanner.numbers(in: text)
    func fails(whenZero count: Int) -> Bool {
      var changed = text
      for number in numbers[..<count] {
        for at in number { changed[at] = UInt8(ascii: at == number.lowerBound ? "0" : " ") }
      }
      do {
        _ = try document(of: kind, Data(changed))
        return false
      } catch DecodingError.dataCorrupted {
        return true
      } catch {
        return false
      }
    }
    var (least, most) = (0, numbers.count)
    guard !fails(whenZero: most), fails(whenZero: least) else { return nil }
    while most - least > 1 {
      let middle = (least + most) / 2
      if fails(whenZero: middle) { least = middle } else { most = middle }
    }
    return numbers[least].lowerBound
  }

  private static func damage(_ error: DecodingError, of kind: String, in text: [UInt8]) -> Problem {
    let path: [any CodingKey]
    let what: String
    switch error {
    case .keyNotFound(let key, let context):
      path = context.codingPath
      what = "\(name(path)) has no \(key.stringValue)"
    case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
      path = context.codingPath
      what = "\(name(path)) is to be \(words(for: type))"
    case .dataCorrupted(let context):
      if let offset = misfit(of: kind, in: text) {
        return .damaged(
          Place(of: offset, in: text),
          "a number is out of range, or no whole one where it has to be")
      }
      path = context.codingPath
      what = "\(name(path)) cannot be read"
    @unknown default:
      path = []
      what = "it cannot be read"
    }
    let way = path.map { JSONScanner.Step(name: $0.stringValue, place: $0.intValue) }
    return .damaged(Place(of: JSONScanner.offset(of: way, in: text), in: text), what)
  }

  private static func name(_ path: [any CodingKey]) -> String {
    let steps = path.map { key in key.intValue.map { "[\($0)]" } ?? ".\(key.stringValue)" }
    return steps.isEmpty ? "it" : String(steps.joined().drop { $0 == "." }.prefix(200))
  }

  private static func words(for type: any Any.Type) -> String {
    switch type {
    case is Bool.Type: "true or false"
    case is Int.Type: "a whole number"
    case is Double.Type: "a number"
    case is String.Type: "a text in quotes"
    default: "\(type)".hasPrefix("Array") ? "a list" : "an object"
    }
  }
}
