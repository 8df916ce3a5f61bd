public import ReportDocument

/// A way to write a report down; each is one file here and one line in `all`.
public struct Format: Sendable {
  public let id: String
  /// What it is for, in a few words.
  public let title: String
  /// Whether it can say what differs between two reports.
  public let writesDiffs: Bool
  /// Whether it can say what a configuration says.
  public let writesLint: Bool
  private let write: @Sendable (Document, Presentation) throws -> String

  init(
    id: String, title: String, writesDiffs: Bool = true, writesLint: Bool = false,
    write: @escaping @Sendable (Document, Presentation) throws -> String
  ) {
    self.id = id
    self.title = title
    self.writesDiffs = writesDiffs
    self.writesLint = writesLint
    self.write = write
  }

  public func render(_ document: Document, as presentation: Presentation = Presentation()) throws
    -> String
  {
    if case .lint = document, !writesLint { throw CannotSay() }
    return try write(document, presentation)
  }

  /// It has no words for what a configuration says.
  struct CannotSay: Error {}

  public static let all: [Format] = [.text, .json, .junit, .markdown, .html]

  public static func named(_ id: String) -> Format? { all.first { $0.id == id } }
}

/// How a report is shown to a person.
public struct Presentation: Sendable, Equatable {
  public enum Detail: Sendable { case quiet, normal, verbose }

  /// Columns of the terminal.
  public var width = 80
  public var colour = false
  public var detail = Detail.normal

  public init(width: Int = 80, colour: Bool = false, detail: Detail = .normal) {
    self.width = width
    self.colour = colour
    self.detail = detail
  }
}
