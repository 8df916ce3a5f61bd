#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Addresses of sockets, and the names that lead to them.
extension SystemCall {
  /// The address that a socket is bound to.
  static func localAddress(_ descriptor: Int32) -> SocketAddress? {
    unsafe address { pointer, length in unsafe getsockname(descriptor, pointer, length) }
  }

  /// The address of the socket's peer.
  static func peerAddress(_ descriptor: Int32) -> SocketAddress? {
    unsafe address { pointer, length in unsafe getpeername(descriptor, pointer, length) }
  }

  private static func address(
    _ fill: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32
  ) -> SocketAddress? {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    return unsafe withUnsafeMutablePointer(to: &storage) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        unsafe fill(generic, &length) == 0 ? socketAddress(generic) : nil
      }
    }
  }

  static func withSocketAddress(
    _ address: SocketAddress, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) -> Int32 {
    var storage = sockaddr_storage()
    let length =
      address.isIPv6 ? MemoryLayout<sockaddr_in6>.size : MemoryLayout<sockaddr_in>.size
    #if canImport(Darwin)
      storage.ss_len = UInt8(length)
    #endif
    storage.ss_family = sa_family_t(address.isIPv6 ? AF_INET6 : AF_INET)
    return unsafe withUnsafeMutablePointer(to: &storage) { pointer in
      let raw = UnsafeMutableRawPointer(pointer)
      // Both families keep the port, in network order, behind the two octets of length and family.
      unsafe raw.storeBytes(of: address.port.bigEndian, toByteOffset: 2, as: UInt16.self)
      for (index, octet) in address.octets.enumerated() {
        unsafe raw.storeBytes(
          of: octet, toByteOffset: (address.isIPv6 ? 8 : 4) + index, as: UInt8.self)
      }
      if address.isIPv6 {
        unsafe raw.storeBytes(of: address.scope, toByteOffset: 24, as: UInt32.self)
      }
      return unsafe body(raw.assumingMemoryBound(to: sockaddr.self), socklen_t(length))
    }
  }

  private static func socketAddress(_ pointer: UnsafePointer<sockaddr>) -> SocketAddress? {
    let raw = unsafe UnsafeRawPointer(pointer)
    let isIPv6: Bool
    switch Int32(unsafe pointer.pointee.sa_family) {
    case AF_INET: isIPv6 = false
    case AF_INET6: isIPv6 = true
    default: return nil
    }
    let octets = (0..<(isIPv6 ? 16 : 4)).map { index in
      unsafe raw.load(fromByteOffset: (isIPv6 ? 8 : 4) + index, as: UInt8.self)
    }
    return SocketAddress(
      octets: octets,
      port: UInt16(bigEndian: unsafe raw.loadUnaligned(fromByteOffset: 2, as: UInt16.self)),
      scope: isIPv6 ? unsafe raw.loadUnaligned(fromByteOffset: 24, as: UInt32.self) : 0)
  }

  /// The octets of a numeric address; `nil` for anything else.
  static func parseNumericAddress(_ text: String, isIPv6: Bool) -> [UInt8]? {
    var octets = [UInt8](repeating: 0, count: isIPv6 ? 16 : 4)
    let parsed = unsafe inet_pton(isIPv6 ? AF_INET6 : AF_INET, text, &octets)
    return parsed == 1 ? octets : nil
  }

  /// The text of a numeric address (RFC 5952 as far as libc follows it).
  static func formatNumericAddress(_ octets: [UInt8]) -> String {
    var text = [CChar](repeating: 0, count: 64)
    let family = octets.count == 16 ? AF_INET6 : AF_INET
    guard unsafe inet_ntop(family, octets, &text, 64) != nil else { return "?" }
    return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// The number of a network interface, for scoped IPv6 addresses; 0 when there is none.
  static func interfaceIndex(_ name: String) -> UInt32 {
    unsafe if_nametoindex(name)
  }

  // MARK: Names

  /// Asks the system's resolver. Blocks, for as long as the system's configuration says.
  static func lookUp(_ host: String, port: UInt16) -> Result<[SocketAddress], ResolveFailure> {
    var hints = unsafe addrinfo()
    #if canImport(Darwin)
      unsafe hints.ai_socktype = SOCK_STREAM
    #else
      unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    #endif
    var list: UnsafeMutablePointer<addrinfo>? = nil
    let code = unsafe getaddrinfo(host, String(port), &hints, &list)
    defer { if let list = unsafe list { unsafe freeaddrinfo(list) } }
    if code != 0 {
      if notFoundCodes.contains(code) { return .failure(.notFound) }
      return .failure(.failed(code: Int(code), text: unsafe String(cString: gai_strerror(code))))
    }
    var found: [SocketAddress] = []
    var next = unsafe list
    while let entry = unsafe next {
      if let generic = unsafe entry.pointee.ai_addr, let address = unsafe socketAddress(generic),
        !found.contains(address)
      {
        found.append(address)
      }
      unsafe next = entry.pointee.ai_next
    }
    return found.isEmpty ? .failure(.notFound) : .success(found)
  }

  private static let notFoundCodes: [Int32] = [EAI_NONAME, noDataCode]

  #if canImport(Darwin)
    private static let noDataCode = EAI_NODATA
  #else
    // GNU's EAI_NODATA hides behind a feature macro.
    private static let noDataCode: Int32 = -5
  #endif
}
