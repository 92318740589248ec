internal import Glibc
internal import NIOPosix
public import NetmakerCore

/// The addresses of hosts, by whatever the system is set up to ask.
public enum HostLookup {
    /// Those of a name; an address is its own.
    ///
    /// - Throws: `AgentError.Code.unreachable` when nobody knows the host; `CancellationError` as soon as the task is
    ///   cancelled.
    public static func addresses(of host: String) async throws -> [IPAddress] {
        // A name is no address.
        if let address = try? IPAddress(parsing: host) { return [address] }
        // It blocks, for minutes where name servers are silent: not a thread that others wait for, nor a task.
        return try await Abandoned.running(on: .singleton) { try lookUp(host) }
    }

    private static func lookUp(_ host: String) throws -> [IPAddress] {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var first: UnsafeMutablePointer<addrinfo>?
        let status = getaddrinfo(host, nil, &hints, &first)
        guard status == 0 else {
            throw AgentError(
                .unreachable, message: "\(host) is not found: \(String(cString: gai_strerror(status)))",
                remedy: "check the name, and the machine's name servers")
        }
        defer { freeaddrinfo(first) }
        return sequence(first: first, next: { $0?.pointee.ai_next }).compactMap { entry -> IPAddress? in
            guard let entry = entry?.pointee, let address = entry.ai_addr else { return nil }
            let raw = UnsafeRawPointer(address)
            switch entry.ai_family {
            case AF_INET:
                return .v4(
                    IPv4Address(rawValue: UInt32(bigEndian: raw.load(as: sockaddr_in.self).sin_addr.s_addr)))
            case AF_INET6:
                let bytes = raw.load(as: sockaddr_in6.self).sin6_addr
                return .v6(
                    IPv6Address(
                        rawValue: UInt128(bigEndian: withUnsafeBytes(of: bytes) { $0.loadUnaligned(as: UInt128.self) }))
                )
            default: return nil
            }
        }
    }
}
