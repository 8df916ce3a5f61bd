extension Markup {
  /// The piece as HTML; blocks begin on lines of their own.
  func write(to html: inout String) {
    switch self {
    case .text(let text): Markup.escape(text.withPlainBlanks, into: &html)
    case .verbatim(let text): html += text.description
    case .element(let element): element.write(to: &html)
    }
  }

  /// Nothing of the text is left to end an element or an attribute.
  fileprivate static func escape(_ text: String, into html: inout String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": html += "&amp;"
      case "<": html += "&lt;"
      case ">": html += "&gt;"
      case "\"": html += "&quot;"
      case "'": html += "&#39;"
      default: html.unicodeScalars.append(scalar)
      }
    }
  }
}

extension Element {
  func write(to html: inout String) {
    if !tag.isInline && html.last != "\n" { html += "\n" }
    html += "<\(tag.rawValue)"
    for attribute in attributes {
      html += " \(attribute.name)"
      guard let value = attribute.value else { continue }
      html += "=\""
      Markup.escape(value.withPlainBlanks, into: &html)
      html += "\""
    }
    html += ">"
    if tag.isVoid { return }
    for child in children { child.write(to: &html) }
    if case .element(let last)? = children.last, !last.tag.isInline { html += "\n" }
    html += "</\(tag.rawValue)>"
  }
}
