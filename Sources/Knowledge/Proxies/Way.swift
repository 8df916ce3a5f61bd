/// How one product does what a step for any proxy says: what stands here replaces the step's own words.
struct Way: Sendable {
  var file: SetupStep.Text?
  var directive: String?
  var snippet: SetupStep.Text?
  /// `nil`: the product's own command to reload.
  var apply: SetupStep.Text?
  var source: String?
  /// `nil`: the step's own note.
  var note: (@Sendable (RemedyContext) -> String?)?

  init(
    file: SetupStep.Text? = nil, directive: String? = nil, snippet: SetupStep.Text? = nil,
    apply: SetupStep.Text? = nil, source: String? = nil,
    note: (@Sendable (RemedyContext) -> String?)? = nil
  ) {
    self.file = file
    self.directive = directive
    self.snippet = snippet
    self.apply = apply
    self.source = source
    self.note = note
  }
}
