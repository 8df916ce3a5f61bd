/// A step's snippets for other ways of configuring the same product.
enum StepForms {
  /// As many of them are shown; a stored report may hold anything.
  static let most = 6
}
