/// A piece of an HTML document.
///
/// There is no way to put a string in as markup: text is `Printable` and is escaped when it is
/// written, and the only text that is written as it is stands in the program's source.
enum Markup: Sendable {
  case element(Element)
  case text(Printable)
  /// The page's own style or script.
  case verbatim(StaticString)
}

/// An element with its attributes and what it holds.
struct Element: Sendable {
  let tag: Tag
  private(set) var attributes: [Attribute]
  let children: [Markup]

  init(
    _ tag: Tag, _ attributes: Attribute..., @MarkupBuilder content: () -> [Markup] = { [] }
  ) {
    self.tag = tag
    self.attributes = attributes
    children = content()
  }

  func with(_ attribute: Attribute?) -> Element {
    var copy = self
    if let attribute { copy.attributes.append(attribute) }
    return copy
  }
}

/// Lists what an element holds: elements, text, and lists of both.
@resultBuilder enum MarkupBuilder {
  static func buildExpression(_ element: Element) -> [Markup] { [.element(element)] }
  static func buildExpression(_ element: Element?) -> [Markup] {
    element.map { [.element($0)] } ?? []
  }
  static func buildExpression(_ text: Printable) -> [Markup] { [.text(text)] }
  static func buildExpression(_ list: [Markup]) -> [Markup] { list }
  static func buildBlock(_ parts: [Markup]...) -> [Markup] { parts.flatMap { $0 } }
  static func buildOptional(_ part: [Markup]?) -> [Markup] { part ?? [] }
  static func buildEither(first part: [Markup]) -> [Markup] { part }
  static func buildEither(second part: [Markup]) -> [Markup] { part }
  static func buildArray(_ parts: [[Markup]]) -> [Markup] { parts.flatMap { $0 } }
}
