extension ObservationDefinition {
  /// What the answers of other paths tell of the WebSocket path.
  static let otherPaths: [ObservationDefinition] = [
    // A dead backend is dead for its paths alone; some servers hang up wherever they know nothing.
    ObservationDefinition(
      .onlyPathFails, probe: "misroute", asks: [.plainGet, .stranger]
    ) { findings in
      guard let here = findings.answers[.plainGet], hasFailed(here),
        let elsewhere = findings.answers[.stranger]
      else { return nil }
      return SameAnswer.holds(here, elsewhere)
        ? Reading(
          false,
          "a path elsewhere that nobody knows ends alike (\(elsewhere.short)): a server may hang up "
            + "wherever it knows nothing")
        : Reading(
          true,
          "only the WebSocket path ends so (\(here.short)), a path elsewhere that nobody knows gets "
            + elsewhere.short)
    },
    ObservationDefinition(
      .prefixLost, probe: "misroute", asks: [.folder, .outerFolder, .sibling, .stranger]
    ) { findings in
      let root =
        findings.answers[.root]
        ?? findings.answers[.application].flatMap { answer in
          answer.path == "/" ? answer : nil
        }
      guard let root, startPages.contains(root.kind), let here = findings.answers[.plainGet],
        let sibling = findings.answers[.sibling], let stranger = findings.answers[.stranger]
      else { return nil }
      let folders = [Ask.folder, .outerFolder].compactMap { findings.answers[$0] }
        .filter { !findings.target.applicationPath.hasPrefix($0.path) }
      // A page that stands for every path says nothing.
      guard !folders.isEmpty,
        [here, sibling, stranger].allSatisfy({ !SameAnswer.holds($0, root) })
      else { return nil }
      if let folder = folders.first(where: { SameAnswer.holds($0, root) }) {
        return Reading(
          true,
          "\(folder.path) gets the start page (\(folder.short)): this part of the path is cut off "
            + "on the way")
      }
      return Reading(
        false, "the folders of the WebSocket path don't get the start page: none is cut off")
    },
  ]

  /// lighttpd says 500 where others say 502.
  private static func hasFailed(_ answer: Answer) -> Bool {
    failures.contains(answer.kind) || answer.kind == .serverError && answer.author.author == .proxy
  }

  private static let failures: Set<AnswerKind> =
    AnswerKind.gatewayErrors.union([.closed, .reset, .truncated, .silent])
  private static let startPages: Set<AnswerKind> = [.page, .ok, .redirect]
}
