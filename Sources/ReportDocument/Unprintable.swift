extension Unicode.Scalar {
  /// Control characters, bidirectional and other invisible formatting, separators, unassigned code points.
  package var isUnprintable: Bool {
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      true
    // No-break and wide blanks would look like an ordinary one.
    case .spaceSeparator: self != " "
    default: false
    }
  }
}
