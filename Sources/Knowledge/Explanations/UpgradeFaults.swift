extension Explanations {
  static let upgradeFaults: [Page] = []
}
