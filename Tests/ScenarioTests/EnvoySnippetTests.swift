import Evidence
import Foundation
import Knowledge
import TestSupport
import Testing

/// Envoy itself takes each snippet that its steps print, at the place that they name.
@Suite(.serialized) struct EnvoySnippetTests {
  private static let version = "1.40.0"

  /// Where a fragment belongs, by its first key.
  private static let places = [
    "upgrade_configs": manager, "stream_idle_timeout": manager, "max_request_headers_kb": manager,
    "routes": "\(manager).route_config.virtual_hosts[0]", "clusters": "static_resources",
    "circuit_breakers": "static_resources.clusters[0]",
    "transport_socket": "static_resources.clusters[0]",
  ]
  private static let manager =
    "static_resources.listeners[0].filter_chains[0].filters[0].typed_config"

  /// Those that are more than words, each with the place of its first key.
  private static let snippets: [(step: String, text: String, place: String)] = {
    let product = ProxyProduct.product("envoy")
    let steps = (product?.steps.map(\.id) ?? []) + (product?.generalSteps ?? [])
    return steps.compactMap { id in
      guard let step = SetupStep.step(id) else { return nil }
      let text = step.missing(rank: 1, certainty: .likely, in: context).snippet
      let first = text.split(separator: "\n").first { !$0.hasPrefix("#") } ?? ""
      return places[String(first.prefix { $0 != ":" })].map { (id.rawValue, text, $0) }
    }
  }()

  private static var context: RemedyContext {
    RemedyContext(
      host: "chat.example.test", port: 8443, isSecure: true, authority: "chat.example.test:8443",
      path: "/chat/ws/x", locationPath: "/chat/ws/", backend: "BACKEND",
      application: "the application", feature: "WebSocket", proxyName: "Envoy", proxy: "envoy",
      proxyVersion: nil, url: "https://chat.example.test:8443",
      origin: "https://chat.example.test:8443")
  }

  @Test func `most of its steps print YAML`() { #expect(Self.snippets.count >= 6) }

  @Test(arguments: snippets.indices) func `Envoy takes it`(index: Int) async throws {
    try await withEverythingInstalled {
      let snippet = Self.snippets[index]
      let program = try Proxy.program("envoy", title: "Envoy", version: Self.version)
      let folder = FileManager.default.temporaryDirectory
        .appending(path: "wsdoctor-envoy-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      var configuration = YAMLConfiguration(
        try String(
          contentsOf: Places.scenarios.appending(path: "envoy/healthy-upgrade/envoy.yaml"),
          encoding: .utf8
        ).replacing("@PORT@", with: "9").replacing("@BACKEND_PORT@", with: "9"))
      let text = snippet.text.replacing("CLUSTER-NAME", with: "application")
        .replacing("BACKEND-HOST", with: "127.0.0.1").replacing("BACKEND-PORT", with: "8080")
      try configuration.merge(text, at: snippet.place)
      let file = folder.appending(path: "envoy.yaml")
      try configuration.text.write(to: file, atomically: false, encoding: .utf8)
      let check = try ChildProcess(
        [program, "--mode", "validate", "-c", file.path], scratch: folder, name: "check")
      let status = await check.exitStatus(within: .seconds(60))
      #expect(status == 0, "\(snippet.step):\n\(configuration.text)\n\(check.errors)")
    }
  }
}
