public import Diagnosis
public import Evidence
import HTTP1

/// All that is known of one proxy product: how it shows, what it does by itself, and what to write in it.
public struct ProxyProduct: Sendable {
  /// A sign that the product stands in front.
  public struct Sign: Sendable, Equatable {
    public var certainty: Certainty
    public var version: String?
    /// What showed it, as in "Server: nginx/1.22.1".
    public var because: String

    public init(_ certainty: Certainty, version: String? = nil, because: String) {
      self.certainty = certainty
      self.version = version
      self.because = because
    }
  }

  /// A step that plays a role; of several that can't be told apart each has the same rank.
  public struct Part: Sendable, Hashable, ExpressibleByStringLiteral {
    public let step: StepID
    public let rank: Int
    /// In these releases alone, as far as the release shows.
    let releases: Releases

    public init(_ step: StepID, rank: Int = 1, in releases: Releases = .all) {
      self.step = step
      self.rank = rank
      self.releases = releases
    }

    public init(stringLiteral id: String) { self.init(StepID(stringLiteral: id)) }
  }

  public let id: ProductID
  /// As a sentence names it, as in "the AWS Application Load Balancer".
  public let name: String
  /// As its makers write it, where room is short.
  public let label: String
  /// Runs at a network's edge, in front of the proxies that the admin configures.
  public let isEdge: Bool
  /// What it does by itself, and in which of its releases.
  public let habits: [ProxyHabit: Releases]
  /// What an answer that it relayed or wrote shows of it.
  public let sign: @Sendable (Answer.Response) -> Sign?
  /// What all answers together show of it and none alone does.
  let signOfAll: @Sendable ([Ask: Answer]) -> Sign?
  /// By what an answer shows that this product wrote it itself.
  public let wrote: @Sendable (Answer.Response) -> String?
  /// The same, of an answer that shows it only beside the run's others, where this product stands in front.
  let wroteBeside: @Sendable (Answer, [Ask: Answer]) -> String?
  /// What an answer that it wrote itself says of the cause.
  let says: @Sendable (Answer.Response) -> ProxyStatement?
  /// The same, of an answer that says it only beside the run's others.
  let saysBeside: @Sendable (Answer, [Ask: Answer]) -> ProxyStatement?
  /// Answers of its own without a body or a Server field may as well be an application's that writes
  /// neither.
  public let isMuteLikeApplications: Bool
  /// The form of its own pages is others' too: it names the product only beside a sign.
  public let formIsShared: Bool
  /// Whether it may have written the answer although it has no reason phrase.
  let leavesOutReason: @Sendable (Answer.Response) -> Bool
  /// Questions that only this product gives a reason for.
  public let furtherAsks: [Ask]
  /// The command that makes a change of its configuration count.
  let reload: SetupStep.Text
  /// How the lines of a snippet are coloured: a word that Markdown's readers know.
  let language: String
  /// Its own steps, each with its page.
  public let steps: [SetupStep]
  /// Which steps play which role.
  public let parts: [Role: [Part]]
  /// How it does what a step for any proxy says.
  let ways: [StepID: Way]
  /// Its line in the pages that compare products, by role.
  let lines: [Role: String]
  /// Limits of silence that it has when nobody sets them.
  public let limits: [KnownTimeout]
  /// The steps that a guide has for this product, by application; `generic`: where no guide is known.
  let guides: [ProfileID: [StepID]]
  /// Why no demo shows its steps.
  let reproduce: String?
  /// The demo's proxy plays this one.
  let isPlayedByDemo: Bool
  /// Causes that only this product shows.
  let hypotheses: @Sendable () -> [Hypothesis]

  init(
    _ id: ProductID, name: String, label: String? = nil, isEdge: Bool = false,
    habits: [ProxyHabit: Releases] = [:],
    sign: @escaping @Sendable (Answer.Response) -> Sign? = { _ in nil },
    signOfAll: @escaping @Sendable ([Ask: Answer]) -> Sign? = { _ in nil },
    wrote: @escaping @Sendable (Answer.Response) -> String? = { _ in nil },
    wroteBeside: @escaping @Sendable (Answer, [Ask: Answer]) -> String? = { _, _ in nil },
    says: @escaping @Sendable (Answer.Response) -> ProxyStatement? = { _ in nil },
    saysBeside: @escaping @Sendable (Answer, [Ask: Answer]) -> ProxyStatement? = { _, _ in nil },
    isMuteLikeApplications: Bool = false, formIsShared: Bool = false,
    leavesOutReason: @escaping @Sendable (Answer.Response) -> Bool = { _ in false },
    furtherAsks: [Ask] = [],
    reload: @escaping SetupStep.Text = { _ in "reload the proxy" }, language: String = "",
    steps: [SetupStep] = [], parts: [Role: [Part]] = [:], ways: [StepID: Way] = [:],
    lines: [Role: String] = [:], limits: [KnownTimeout] = [],
    guides: [ProfileID: [StepID]] = [:], reproduce: String? = nil, isPlayedByDemo: Bool = false,
    hypotheses: @escaping @Sendable () -> [Hypothesis] = { [] }
  ) {
    self.id = id
    self.name = name
    self.label = label ?? name
    self.isEdge = isEdge
    self.habits = habits
    self.sign = sign
    self.signOfAll = signOfAll
    self.wrote = wrote
    self.wroteBeside = wroteBeside
    self.says = says
    self.saysBeside = saysBeside
    self.isMuteLikeApplications = isMuteLikeApplications
    self.formIsShared = formIsShared
    self.leavesOutReason = leavesOutReason
    self.furtherAsks = furtherAsks
    self.reload = reload
    self.language = language
    self.steps = steps
    self.parts = parts
    self.ways = ways
    self.lines = lines
    self.limits = limits
    self.guides = guides
    self.reproduce = reproduce
    self.isPlayedByDemo = isPlayedByDemo
    self.hypotheses = hypotheses
  }

  /// The steps for any proxy of which it says how it does them.
  public var generalSteps: [StepID] { ways.keys.sorted() }

  /// What it does by itself in this release; where none is known, what it does in every release.
  public func habits(of version: String?) -> Set<ProxyHabit> {
    Set(habits.filter { $0.value.contains(version) }.keys)
  }
}

extension ProxyProduct {
  public static func product(_ id: ProductID) -> ProxyProduct? { all.first { $0.id == id } }

  /// What the user may name and is no product.
  public static let named: [ProductID: String] = ["none": "no proxy", "unknown": "the proxy"]

  public static func name(of id: ProductID) -> String {
    product(id)?.name ?? named[id] ?? id.rawValue
  }

  /// As its makers write it; `nil`: no product that is known.
  public static func label(of id: ProductID) -> String? { product(id)?.label }

  /// What each product has to say of a role, a line each, for a page that compares them: behind a label, the
  /// rest indented by 13 columns.
  static func lines(_ role: Role) -> String {
    let inReach = all.filter { !$0.isEdge } + all.filter(\.isEdge)
    let lines = inReach.compactMap { product in
      product.lines[role].map { line in
        let label = product.label
        return label + String(repeating: " ", count: max(1, 9 - label.count)) + line
      }
    }
    return lines.joined(separator: "\n" + String(repeating: " ", count: 13))
  }

  /// The ids of all that have a habit, in any of their releases.
  static func having(_ habit: ProxyHabit) -> [String] {
    all.filter { $0.habits[habit] != nil }.map(\.id.rawValue)
  }

  static func notHaving(_ habit: ProxyHabit) -> [String] {
    all.filter { $0.habits[habit] == nil }.map(\.id.rawValue)
  }

  /// A sign by the `Server` field, with the version behind the slash.
  static func serverField(_ product: String, _ response: Answer.Response) -> Sign? {
    for value in response.head.fields.all("Server")
    where value.lowercased().hasPrefix(product.lowercased())
      && value.dropFirst(product.count).first?.isLetter != true
    {
      let version = value.dropFirst(product.count)
      let number = version.first == "/" ? String(version.dropFirst().prefix { $0 != " " }) : nil
      return Sign(.likely, version: number, because: "Server: \(value)")
    }
    return nil
  }
}

extension Answer.Response {
  /// The first 4 KiB of the body, for recognising.
  var start: String { String(decoding: body.prefix(4096), as: UTF8.self) }

  func field(_ name: String) -> String? { head.fields.first(name) }

  /// The names of the cookies that it sets.
  var cookieNames: [String] {
    head.fields.all("Set-Cookie").map { String($0.prefix { $0 != "=" && $0 != ";" }) }
  }
}
