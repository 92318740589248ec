internal import NetmakerCore

/// `netlink-probe`: what NetmakerWG takes to set up and read devices of the kernel, in processor time.
///
///     netlink-probe device INTERFACE keyless|keyed ALLOWED-IPS SIZE...         each operation, on devices with so many peers
///     netlink-probe set INTERFACE keyless|keyed ALLOWED-IPS SIZE none|one|tenth   a device, with so much of it changed
///
/// Prints a line for each: its name, how many peers, and microseconds of processor time, the kernel's share included,
/// separated by tabs. `netlink-floor` does and prints the same in C.
@main
enum NetlinkProbe {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard arguments.count >= 5, let allowedIPs = Int(arguments[4]) else { throw Usage() }
        let interface = try InterfaceName(parsing: arguments[2])
        let privateKey = try arguments[3] == "keyed" ? Crowd.privateKey() : nil
        switch arguments[1] {
        case "device":
            // Once for what happens once a process, such as code that comes from the disk.
            _ = try await figures(of: interface, Crowd(size: 100, allowedIPs: allowedIPs, privateKey: privateKey))
            for size in try arguments.dropFirst(4).map(number) {
                let crowd = Crowd(size: size, allowedIPs: allowedIPs, privateKey: privateKey)
                for figure in try await figures(of: interface, crowd) { print(figure) }
            }
        case "set":
            guard arguments.count == 6 else { throw Usage() }
            let crowd = Crowd(size: try number(arguments[5]), allowedIPs: allowedIPs, privateKey: privateKey)
            guard let changed = ["none": 0, "one": 1, "tenth": crowd.size / 10][arguments[6]] else { throw Usage() }
            try await DeviceSeries(interface, crowd).set(changed: changed)
        default: throw Usage()
        }
    }

    private static func figures(of interface: InterfaceName, _ crowd: Crowd) async throws -> [Figure] {
        try await DeviceSeries(interface, crowd).figures()
    }

    private static func number(_ text: String) throws -> Int {
        guard let number = Int(text), number > 0 else { throw Usage() }
        return number
    }

    struct Usage: Error, CustomStringConvertible {
        var description: String {
            """
            usage: netlink-probe device INTERFACE keyless|keyed ALLOWED-IPS SIZE...
                   netlink-probe set INTERFACE keyless|keyed ALLOWED-IPS SIZE none|one|tenth
            """
        }
    }
}
