public import HTTP1

/// One member of Sec-WebSocket-Extensions: a name and its parameters (RFC 6455 §9.1).
public struct WebSocketExtension: Sendable, Hashable {
  public struct Parameter: Sendable, Hashable {
    public var name: String

    /// The value without its quotes, or nil when there is only the name.
    public var value: String?

    public init(_ name: String, _ value: String? = nil) {
      self.name = name
      self.value = value
    }
  }

  public var name: String
  public var parameters: [Parameter]

  public init(_ name: String, _ parameters: [Parameter] = []) {
    self.name = name
    self.parameters = parameters
  }

  /// Reads `name; parameter; parameter=value`; nil when it does not follow the grammar.
  public init?(parsing text: String) {
    let parts = ListSyntax.split(text, at: 0x3B)
    guard let name = parts.first, ListSyntax.isToken(name) else { return nil }
    var parameters: [Parameter] = []
    for part in parts.dropFirst() {
      guard let parameter = Parameter(text: part) else { return nil }
      parameters.append(parameter)
    }
    self.init(name, parameters)
  }

  /// The extensions that a head names, in order; a member which breaks the grammar is left out.
  public static func list(in fields: Fields) -> [WebSocketExtension] {
    fields.tokens("Sec-WebSocket-Extensions").compactMap { WebSocketExtension(parsing: $0) }
  }
}

extension WebSocketExtension.Parameter {
  fileprivate init?(text: String) {
    guard let equals = text.utf8.firstIndex(of: 0x3D) else {
      guard ListSyntax.isToken(text) else { return nil }
      self.init(text)
      return
    }
    let name = String(text[..<equals])
    var value = String(text[text.utf8.index(after: equals)...])
    if value.utf8.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") {
      value = String(value.dropFirst().dropLast())
    }
    // Also a quoted value must be a token behind its quotes (RFC 6455 §9.1).
    guard ListSyntax.isToken(name), ListSyntax.isToken(value) else { return nil }
    self.init(name, value)
  }
}

extension WebSocketExtension: CustomStringConvertible {
  /// The extension as it stands in the field.
  public var description: String {
    ([name] + parameters.map(\.description)).joined(separator: "; ")
  }
}

extension WebSocketExtension.Parameter: CustomStringConvertible {
  public var description: String { value.map { "\(name)=\($0)" } ?? name }
}
