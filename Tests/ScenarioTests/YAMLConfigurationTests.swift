import Testing

@Suite struct YAMLConfigurationTests {
  private let text = """
    listeners:
    - port: @PORT@
      routes:
      - match: {prefix: /}
        cluster: pages
    clusters:
    - name: pages
      hosts: [one, two]
    """

  private func merged(_ fragment: String, at place: String) async throws -> String? {
    var yaml = YAMLConfiguration(text)
    var merged: String?
    try await withEverythingInstalled {
      try yaml.merge(fragment, at: place)
      merged = yaml.text
    }
    return merged
  }

  @Test func `an item of another identity goes in front`() async throws {
    let merged = try await merged(
      "# above the others\nroutes:\n- match: {prefix: /ws}\n  cluster: pages\n",
      at: "listeners[0]")
    guard let merged else { return }
    #expect(
      merged == """
        listeners:
        - port: @PORT@
          routes:
          - match:
              prefix: /ws
            cluster: pages
          - match:
              prefix: /
            cluster: pages
        clusters:
        - name: pages
          hosts:
          - one
          - two

        """)
  }

  @Test func `an item of the same identity is replaced, and so is a list of words`() async throws {
    let merged = try await merged("clusters: [{name: pages, hosts: [three]}]", at: "")
    guard let merged else { return }
    #expect(merged.hasSuffix("clusters:\n- name: pages\n  hosts:\n  - three\n"), "\(merged)")
  }

  @Test func `what is missing of the place is made`() async throws {
    let merged = try await merged("limit: 3", at: "clusters[0].breakers.high")
    guard let merged else { return }
    #expect(merged.hasSuffix("  breakers:\n    high:\n      limit: 3\n"), "\(merged)")
  }

  @Test(arguments: ["", "# only a remark\n", "a: [", "- a"])
  func `what can't be merged is an error`(_ fragment: String) async throws {
    var yaml = YAMLConfiguration("a: {b: 1}")
    try await withEverythingInstalled {
      #expect(throws: Failure.self) { try yaml.merge(fragment, at: "a.b.c[0]") }
    }
  }

  @Test func `a line is removed with its block`() throws {
    var yaml = YAMLConfiguration(text)
    try yaml.remove("listeners:")
    #expect(yaml.text == "clusters:\n- name: pages\n  hosts: [one, two]")
    try yaml.remove("hosts:")
    #expect(yaml.text == "clusters:\n- name: pages")
    #expect(throws: Failure.self) { try yaml.remove("hosts:") }
  }

  @Test func `an item of a list is removed alone`() throws {
    var yaml = YAMLConfiguration("list:\n- name: one\n  more: 1\n- name: two\n")
    try yaml.remove("- name: one")
    #expect(yaml.text == "list:\n- name: two\n")
  }
}
