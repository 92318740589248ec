import NetmakerCore
import NetmakerTesting

@testable import NetmakerAgent

extension NetConfig {
    /// What a node shows that the server sees at 203.0.113.7.
    static func sample(_ change: (inout Node) throws -> Void = { _ in }) throws -> NetConfig {
        var node = Samples.node(1)
        node.interface = .default(for: node.network)
        node.observedIPv4 = try IPv4Address(parsing: "203.0.113.7")
        try change(&node)
        return NetConfig(
            server: try ServerAddress(parsing: "vpn.example.org:50051"),
            api: try ServerAddress(parsing: "vpn.example.org:8081"),
            configuration: NodeConfiguration(of: node, in: Samples.network()), publicKey: Samples.publicKey(1),
            localAddress: try InterfaceAddress(parsing: "192.168.1.2/24"), isSupervised: true)
    }
}

extension NetConfigDocument {
    init(text: String) throws(NetConfigError) { try self.init(Array(text.utf8)) }

    var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// A file, what it last agreed on, and what the server says: the three that are led together.
struct ThreeSides {
    var text: String
    var agreement: NetConfigMerge.Agreement?
    var view: NetConfig
    var refusals: [NodeSetting.Field: NodeEditRefusal] = [:]

    /// A file that was just written anew.
    static func agreed(_ view: NetConfig) throws -> ThreeSides {
        let text = try view.text
        let merge = try NetConfigMerge(try NetConfigDocument(text: text), nil, view)
        return ThreeSides(text: text, agreement: merge.agreement, view: view)
    }

    mutating func replace(_ old: String, by new: String) throws {
        guard text.contains(old) else { throw Missing(text: old) }
        text = text.replacing(old, with: new)
    }

    /// Leads them together once, as an agent does.
    @discardableResult
    mutating func merge() throws -> NetConfigMerge {
        let merge = try NetConfigMerge(try NetConfigDocument(text: text), agreement, view, refusals: refusals)
        text = merge.document.text
        agreement = merge.agreement
        refusals = [:]
        return merge
    }

    struct Missing: Error { let text: String }
}
