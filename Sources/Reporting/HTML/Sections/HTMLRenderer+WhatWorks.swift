import Evidence

extension HTMLRenderer {
  /// What a healthy set-up was seen to do.
  var whatWorksPart: Part? {
    guard rootCause == nil, !isConformance else { return nil }
    let text = TextRenderer(report, Presentation())
    guard !text.rows.isEmpty || text.advice != nil else { return nil }
    return Part(
      anchor: anchor("works"), title: "What works",
      content: markup {
        Element(.dl, .class(.facts)) {
          for (name, remark) in text.rows {
            fact(name.capitalized) { Element(.bdi) { remark.withCommas } }
          }
        }
        if let advice = text.advice {
          Element(.p) {
            "Would be safer: "
            advice.text
            " "
            explain(advice.step)
          }
        }
      })
  }
}
