internal import NetmakerCore

/// `netlink-probe`: what NetmakerWG takes to set up and read devices of the kernel, in processor time.
///
///     netlink-probe device INTERFACE keyless|keyed ALLOWED-IPS SIZE...            each operation, with so many peers
///     netlink-probe set INTERFACE keyless|keyed ALLOWED-IPS SIZE none|one|tenth   a device, with so much of it changed
///     netlink-probe routes INTERFACE SIZE...                                      so many routes, added and removed
///
/// Prints a line for each: its name, how many peers, and microseconds of processor time, the kernel's share included,
/// separated by tabs. `netlink-floor` does and prints the same in C.
@main
enum NetlinkProbe {
    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        guard arguments.count >= 3 else { throw Usage() }
        let interface = try InterfaceName(parsing: arguments[1])
        switch arguments[0] {
        case "device" where arguments.count >= 5:
            // Once for what happens once a process, such as code that comes from the disk.
            _ = try await DeviceSeries(interface, crowd(arguments, size: 100)).figures()
            for size in try arguments[4...].map(number) {
                for figure in try await DeviceSeries(interface, crowd(arguments, size: size)).figures() {
                    print(figure)
                }
            }
        case "set" where arguments.count == 6:
            let crowd = try crowd(arguments, size: number(arguments[4]))
            guard let changed = ["none": 0, "one": 1, "tenth": crowd.size / 10][arguments[5]] else { throw Usage() }
            try await DeviceSeries(interface, crowd).set(changed: changed)
        case "routes":
            _ = try await RouteSeries(interface, size: 100).figures()
            for size in try arguments[2...].map(number) {
                for figure in try await RouteSeries(interface, size: size).figures() { print(figure) }
            }
        default: throw Usage()
        }
    }

    private static func crowd(_ arguments: [String], size: Int) throws -> Crowd {
        guard let privateKey = ["keyless": nil, "keyed": try Crowd.privateKey()][arguments[2]] else { throw Usage() }
        return Crowd(size: size, allowedIPs: try number(arguments[3]), privateKey: privateKey)
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
                   netlink-probe routes INTERFACE SIZE...
            """
        }
    }
}
