import Evidence

extension HTMLRenderer {
  var guidePart: Part? {
    let steps = report.setupSteps
    guard !steps.isEmpty else { return nil }
    let done = steps.count { $0.status == .done }
    return Part(
      anchor: anchor("guide"), title: "The guide's steps",
      content: markup {
        Element(.table, .class(.stacked)) {
          Element(.caption) { "\(guideName)\(done) of \(steps.count) seen done" }
          columns("Step", "Status", "Because")
          Element(.tbody) {
            for step in steps.prefix(HTMLRenderer.mostReasons) {
              Element(.tr) {
                Element(.th, .rowHeader) {
                  prose(step.title, asSentence: false)
                  Element(.br)
                  code(step.step.rawValue)
                }
                Element(.td, .column("Status")) { step.status.badge }
                Element(.td, .column("Because")) {
                  prose(step.because)
                  if let today = step.today, !today.isEmpty {
                    Element(.br)
                    "Today: "
                    prose(today)
                  }
                }
              }
            }
          }
        }
      })
  }

  private var guideName: Printable {
    var name: Printable = report.target.profile == "generic" ? "" : "\(report.target.profileTitle)"
    if !["unknown", "none"].contains(report.proxy.product.rawValue) {
      name += name.isEmpty ? "\(report.proxy.label)" : ", \(report.proxy.label)"
    }
    return name.isEmpty ? name : name + ": "
  }
}
