/// The elements that a report is made of.
enum Tag: String, Sendable {
  // The document
  case html, head, title, meta, style, script, body
  // Its parts
  case header, nav, main, footer, section, article, div, figure, figcaption, details, summary
  case h1, h2, h3, h4, h5
  case p, ul, ol, li, dl, dt, dd, pre, br
  case table, caption, thead, tbody, tr, th, td
  // In a line
  case a, abbr, bdi, code, em, span, strong, time
  // Pictures
  case svg, desc, g, rect, line, circle, path, text

  /// The heading of a depth, 1 the highest.
  static func heading(_ depth: Int) -> Tag {
    switch depth {
    case ...1: .h1
    case 2: .h2
    case 3: .h3
    case 4: .h4
    default: .h5
    }
  }

  /// Without content and end tag.
  var isVoid: Bool { self == .meta || self == .br }

  /// Stands in a line of text, where a line end more would be a blank.
  var isInline: Bool {
    switch self {
    case .a, .abbr, .bdi, .code, .em, .span, .strong, .time, .br, .text: true
    default: false
    }
  }
}
