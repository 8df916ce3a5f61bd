import ReportDocument

extension Format {
  static let json = Format(
    id: "json", title: "for programs: see reports/report.schema.json", writesLint: true
  ) {
    document, _ in try JSONRenderer.render(document)
  }
}
