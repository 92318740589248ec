/// A hosts file as hosts(5) describes it and CoreDNS's `hosts` plugin reads it: an address and a name a line.
///
/// Equal records give equal text, whatever order they came in.
public struct HostsFile: Hashable, Sendable {
    /// In the order of the file, each once.
    public let records: [HostRecord]

    public init(_ records: some Sequence<HostRecord>) {
        self.records = Set(records).sorted()
    }

    /// The whole file, with a final line break.
    public var text: String {
        var text = "# Written anew whenever a name changes; edits are lost.\n"
        for record in records { text += "\(record.address)\t\(record.name)\n" }
        return text
    }
}
