import Evidence
import Foundation
import Knowledge
import TestSupport
import Testing

/// Traefik itself takes each snippet that its steps print, as it stands.
@Suite(.serialized) struct TraefikSnippetTests {
  private static let version = "3.7.15"

  private static let snippets: [(name: String, text: String)] = {
    let product = ProxyProduct.product("traefik")
    let steps = (product?.steps.map(\.id) ?? []) + (product?.generalSteps ?? [])
    return steps.compactMap { id in
      guard let step = SetupStep.step(id) else { return nil }
      let text = step.missing(rank: 1, certainty: .likely, in: context).snippet
      let isYAML = ["http:", "entryPoints:", "providers:"].contains { root in
        text.split(separator: "\n").contains { $0 == root }
      }
      return isYAML ? (id.rawValue, text) : nil
    }
  }()

  private static var context: RemedyContext {
    RemedyContext(
      host: "chat.example.test", port: 8443, isSecure: true, authority: "chat.example.test:8443",
      path: "/chat/ws/x", locationPath: "/chat/ws/", backend: "BACKEND",
      application: "the application", feature: "WebSocket", proxyName: "Traefik",
      proxy: "traefik", proxyVersion: nil, url: "https://chat.example.test:8443",
      origin: "https://chat.example.test:8443")
  }

  @Test func `most of its steps print YAML`() { #expect(Self.snippets.count >= 9) }

  @Test(arguments: snippets.indices) func `Traefik takes it`(index: Int) async throws {
    try await withEverythingInstalled { try await takes(Self.snippets[index]) }
  }

  private func takes(_ snippet: (name: String, text: String)) async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "wsdoctor-traefik-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let port = try await Ports.shared.free()
    let ownPort = try await Ports.shared.free()
    var text = snippet.text
      .replacing("ENTRY-POINT", with: "web").replacing("SERVICE-NAME", with: "websocket")
      .replacing("NODE1-BACKEND", with: "127.0.0.1:1").replacing(
        "NODE2-BACKEND", with: "127.0.0.1:2"
      )
      .replacing("BACKEND", with: "127.0.0.1:1").replacing(":8443", with: ":\(ownPort)")
      .replacing("/etc/traefik", with: folder.path)
    let service = """
      http:
        services:
          websocket: {loadBalancer: {servers: [{url: "http://127.0.0.1:1"}]}}
      """
    let dynamic = folder.appending(path: "dynamic.yml")
    var settings = YAMLConfiguration(
      """
      global: {checkNewVersion: false, sendAnonymousUsage: false}
      entryPoints: {web: {address: ":\(ownPort)"}, traefik: {address: "127.0.0.1:\(port)"}}
      api: {insecure: true}
      providers: {file: {filename: "\(dynamic.path)"}}
      """)
    if text.contains("http:\n  services:") || text.contains("http:\n  routers:") {
      // A step may speak of a service that is there.
      var whole = YAMLConfiguration(service)
      try whole.merge(text, at: "")
      text = whole.text
    } else {
      try settings.merge(text, at: "")
      text = service
    }
    try text.write(to: dynamic, atomically: true, encoding: .utf8)
    let file = folder.appending(path: "traefik.yml")
    try settings.text.write(to: file, atomically: true, encoding: .utf8)
    let traefik = try Proxy.traefik(file, in: folder, version: Self.version)
    let data = await rawData(at: port, of: traefik)
    let said = traefik.output + traefik.errors
    await traefik.stop()
    #expect(data.contains("websocket@file"), "\(snippet.name): \(said)\n\(text)")
    for status in [#""status":"disabled""#, #""status":"warning""#, #""error":"#] {
      #expect(!data.contains(status), "\(snippet.name): \(data)")
    }
    #expect(!said.contains("ERR"), "\(snippet.name): \(said)")
  }

  /// What its API shows once its file is read; empty, if it never is.
  private func rawData(at port: Int, of traefik: ChildProcess) async -> String {
    let deadline = ContinuousClock.now + .seconds(20)
    while traefik.isRunning, ContinuousClock.now < deadline {
      if let data = Ports.answer(from: port, path: "/api/rawdata"), data.contains("@file") {
        return data
      }
      try? await Task.sleep(for: .milliseconds(20))
    }
    return ""
  }
}
