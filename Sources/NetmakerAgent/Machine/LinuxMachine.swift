internal import DurableFiles
internal import Glibc
public import NetmakerCore
internal import NetmakerWG

/// The Linux machine, or network namespace, that this process runs in.
public struct LinuxMachine: Machine {
    public init() {}

    public var hostname: String {
        var name = [CChar](repeating: 0, count: 256)
        return gethostname(&name, name.count - 1) == 0 ? Self.text(name) : ""
    }

    /// `PRETTY_NAME` of os-release(5); `Linux` where there is none.
    public var operatingSystem: String {
        for path in ["/etc/os-release", "/usr/lib/os-release"] {
            // Where neither can be read the machine simply has no name for its system.
            guard let bytes = try? AtomicFile.read(path, limit: 65_536, links: .follow) else { continue }
            for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
                guard line.hasPrefix("PRETTY_NAME=") else { continue }
                return line.dropFirst("PRETTY_NAME=".count).filter { $0 != "\"" && $0 != "'" }
            }
        }
        return "Linux"
    }

    public var architecture: String {
        var name = utsname()
        guard uname(&name) == 0 else { return "" }
        return withUnsafeBytes(of: name.machine) { Self.text($0.bindMemory(to: CChar.self)) }
    }

    public var boot: String {
        // Where it cannot be read nothing is told apart.
        guard let bytes = try? AtomicFile.read("/proc/sys/kernel/random/boot_id", limit: 64) else { return "" }
        return String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }
    }

    public func index(of interface: InterfaceName) -> UInt32? {
        let index = if_nametoindex(interface.description)
        return index == 0 ? nil : index
    }

    public func localAddresses(except interfaces: Set<InterfaceName>) throws -> [InterfaceAddress] {
        var first: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&first) == 0 else {
            throw AgentError(
                .failed, message: "cannot list the machine's addresses: \(String(cString: strerror(errno)))",
                remedy: "run as root")
        }
        defer { freeifaddrs(first) }
        let excluded = Set(interfaces.map(\.description))
        var addresses: [InterfaceAddress] = []
        for entry in sequence(first: first, next: { $0?.pointee.ifa_next }) {
            guard let entry = entry?.pointee, let name = entry.ifa_name, let address = entry.ifa_addr,
                let mask = entry.ifa_netmask, entry.ifa_flags & UInt32(IFF_UP) != 0,
                !excluded.contains(String(cString: name)),
                let parsed = InterfaceAddress(address: address, mask: mask), parsed.address.isUnicast,
                !addresses.contains(parsed)
            else { continue }
            addresses.append(parsed)
        }
        return addresses
    }

    public func isFree(_ port: ListenPort) -> Bool {
        var ipv4 = sockaddr_in()
        ipv4.sin_family = sa_family_t(AF_INET)
        ipv4.sin_port = port.rawValue.bigEndian
        var ipv6 = sockaddr_in6()
        ipv6.sin6_family = sa_family_t(AF_INET6)
        ipv6.sin6_port = port.rawValue.bigEndian
        return Self.binds(AF_INET, &ipv4) && Self.binds(AF_INET6, &ipv6)
    }

    public func changes() throws -> any AsyncSequence<Void, Never> { try InterfaceChanges() }

    /// Whether nobody else is bound there; a family that the machine has not is nobody's.
    private static func binds<Address>(_ family: Int32, _ address: inout Address) -> Bool {
        let descriptor = socket(family, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return errno == EAFNOSUPPORT }
        defer { close(descriptor) }
        if family == AF_INET6 {
            var only: Int32 = 1
            setsockopt(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, &only, socklen_t(MemoryLayout<Int32>.size))
        }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<Address>.size)) == 0 || errno != EADDRINUSE
            }
        }
    }

    private static func text(_ characters: some Sequence<CChar>) -> String {
        String(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

extension InterfaceAddress {
    /// Nil for a family other than IPv4 and IPv6.
    fileprivate init?(address: UnsafePointer<sockaddr>, mask: UnsafePointer<sockaddr>) {
        let raw = UnsafeRawPointer(address)
        let rawMask = UnsafeRawPointer(mask)
        switch Int32(address.pointee.sa_family) {
        case AF_INET:
            let number = raw.load(as: sockaddr_in.self).sin_addr.s_addr
            let length = rawMask.load(as: sockaddr_in.self).sin_addr.s_addr.nonzeroBitCount
            let address = IPAddress.v4(IPv4Address(rawValue: UInt32(bigEndian: number)))
            guard let parsed = try? InterfaceAddress(address: address, prefixLength: length) else { return nil }
            self = parsed
        case AF_INET6:
            let bytes = raw.load(as: sockaddr_in6.self).sin6_addr
            let number = withUnsafeBytes(of: bytes) { $0.loadUnaligned(as: UInt128.self) }
            let maskBytes = rawMask.load(as: sockaddr_in6.self).sin6_addr
            let length = withUnsafeBytes(of: maskBytes) { $0.reduce(0) { $0 + $1.nonzeroBitCount } }
            let address = IPAddress.v6(IPv6Address(rawValue: UInt128(bigEndian: number)))
            guard let parsed = try? InterfaceAddress(address: address, prefixLength: length) else { return nil }
            self = parsed
        default: return nil
        }
    }
}
