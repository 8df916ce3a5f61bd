public import Evidence

/// One thing to change in a set-up, with what to paste, and the page that explains it.
public struct SetupStep: Sendable {
  public typealias Text = @Sendable (RemedyContext) -> String

  /// What `wsdoctor explain` says of it.
  public struct Page: Sendable {
    let title: String
    /// How to see it happen, or why no command shows it, where that isn't a fault's demo.
    let reproduce: String?
    private let text: @Sendable () -> String
    /// Made when it is asked for: pages that compare products ask them all.
    var body: String { text() }

    init(
      _ title: String, _ body: @autoclosure @escaping @Sendable () -> String,
      reproduce: String? = nil
    ) {
      self.title = title
      self.reproduce = reproduce
      text = body
    }
  }

  public let id: StepID
  public let title: String
  /// The file, or the place, in which the change is made.
  public let file: Text
  public let directive: String
  public let snippet: Text
  public let apply: Text
  public let verify: Text
  public let source: String
  public let note: @Sendable (RemedyContext) -> String?
  /// The version that it was tried with.
  public let checkedWith: String
  /// What the observations show of it, where it has a rule of its own.
  let seen: Seeing.Rule
  /// What today's releases make of it.
  let today: String?
  /// A guide's list has it only where this was observed, or a diagnosis names it.
  let listedWith: ObservationName?
  /// The same in other languages in which the product is configured.
  let forms: [Form]
  let page: Page

  /// A snippet for those who configure the product in another way: by Kubernetes, by labels.
  public struct Form: Sendable {
    let name: String
    let snippet: Text
    /// Where it was read; whether it was tried.
    let source: String

    init(_ name: String, _ snippet: @escaping Text, source: String) {
      self.name = name
      self.snippet = snippet
      self.source = source
    }
  }

  public init(
    _ id: StepID, title: String, file: @escaping Text, directive: String,
    snippet: @escaping Text, apply: @escaping Text, verify: @escaping Text = { $0.askAgain },
    source: String, note: @escaping @Sendable (RemedyContext) -> String? = { _ in nil },
    checkedWith: String, seen: @escaping Seeing.Rule = { _ in nil }, today: String? = nil,
    listedWith: ObservationName? = nil, forms: [Form] = [], page: Page
  ) {
    self.id = id
    self.title = title
    self.file = file
    self.directive = directive
    self.snippet = snippet
    self.apply = apply
    self.verify = verify
    self.source = source
    self.note = note
    self.checkedWith = checkedWith
    self.seen = seen
    self.today = today
    self.listedWith = listedWith
    self.forms = forms
    self.page = page
  }

  /// Those of the products first, then those for any of them.
  public static let all: [SetupStep] =
    ProxyProduct.all.flatMap(\.steps) + anyProxyForwarding + anyProxyAddresses + anyProxyAccess
    + anyProxyTunnel
    + anyProxyEndurance + certificates + client + application + openXchange + universalMessaging

  public static func step(_ id: StepID) -> SetupStep? { byID[id] }

  private static let byID = Dictionary(all.map { ($0.id, $0) }) { first, _ in first }

  /// The step as a report names it: as the product in front does it, where that differs.
  public func missing(rank: Int, certainty: Certainty, in context: RemedyContext) -> MissingStep {
    let product = context.product
    let way = product?.ways[id]
    let text = (way?.snippet ?? snippet)(context)
    let language = (way == nil ? owner : product)?.language
    return MissingStep(
      step: id, rank: rank, certainty: certainty, title: title,
      file: (way?.file ?? file)(context), directive: way?.directive ?? directive, snippet: text,
      placeholders: Self.placeholders(in: text, context),
      apply: (way.map { $0.apply ?? product?.reload ?? apply } ?? apply)(context),
      verify: verify(context), source: way?.source ?? source,
      note: way?.note.map { $0(context) } ?? note(context), language: language,
      forms: forms.map {
        SnippetForm(name: $0.name, snippet: $0.snippet(context), source: $0.source)
      })
  }

  /// The product in which it is done.
  private var owner: ProxyProduct? {
    ProxyProduct.all.first { $0.steps.contains { $0.id == id } }
  }

  /// Words in capitals with a hyphen, or the backend's: only the reader can replace them.
  private static func placeholders(in text: String, _ context: RemedyContext) -> [String] {
    var found: [String] = []
    for word in text.split(whereSeparator: { !($0.isLetter || $0.isNumber || $0 == "-") }) {
      let name = String(word)
      let isPlaceholder =
        name == context.backend
        || name.contains("-") && name.count > 5 && !name.contains(where: \.isLowercase)
          && name.contains(where: \.isLetter)
      if isPlaceholder && !found.contains(name) { found.append(name) }
    }
    return found
  }
}
