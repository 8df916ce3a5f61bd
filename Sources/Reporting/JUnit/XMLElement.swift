import ReportDocument

/// An element of an XML 1.0 document; text and attributes are escaped when it is written.
struct XMLElement {
  private let name: String
  private let attributes: [(name: String, value: String)]
  private let children: [XMLElement]
  private let text: String

  init(
    _ name: String, _ attributes: [(name: String, value: String)] = [],
    _ children: [XMLElement] = [], text: String = ""
  ) {
    self.name = name
    self.attributes = attributes
    self.children = children
    self.text = text
  }

  /// The document whose root this is.
  var document: String { "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + lines(indent: "") }

  private func lines(indent: String) -> String {
    let head =
      "\(indent)<\(name)"
      + attributes.map { " \($0.name)=\"\(XMLElement.escaped($0.value, isAttribute: true))\"" }
      .joined()
    if !children.isEmpty {
      return head + ">\n" + children.map { $0.lines(indent: indent + "  ") }.joined()
        + "\(indent)</\(name)>\n"
    }
    if text.isEmpty { return head + "/>\n" }
    return head + ">\(XMLElement.escaped(text, isAttribute: false))</\(name)>\n"
  }

  /// Without what means something in XML, and without characters that XML 1.0 (§2.2) can't carry:
  /// those and invisible ones are written as in `\u{1b}`.
  private static func escaped(_ text: String, isAttribute: Bool) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n": result += isAttribute ? " " : "\n"
      case _ where scalar.isUnprintable: result += "\\u{\(String(scalar.value, radix: 16))}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
