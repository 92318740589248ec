public import NetmakerCore

/// What somebody wants networks and users to be: the content of a file that is kept under version control, or what a
/// server says of itself.
///
/// A file need not say everything: an object or a field that it does not speak of stays as it is. It never holds a
/// secret, and nothing that changes by itself.
public struct Declaration: Hashable, Sendable {
    /// The form that this release reads and writes: the value of the field `netmaker`.
    public static let format = 1

    /// What is said of each object.
    public internal(set) var objects: [DeclaredObject: DeclaredFields]
    /// The sections that are there.
    public internal(set) var sections: Set<DeclaredSection>

    /// Says nothing.
    public init() {
        objects = [:]
        sections = []
    }

    /// The same without some objects.
    public func without(_ isLeftOut: (DeclaredObject) -> Bool) -> Declaration {
        var declaration = self
        declaration.objects = objects.filter { !isLeftOut($0.key) }
        return declaration
    }

    /// What is said of some networks, and of no users.
    public func only(_ networks: Set<NetworkName>) -> Declaration {
        var declaration = Declaration()
        declaration.objects = objects.filter { object, _ in object.network.map(networks.contains) ?? false }
        declaration.sections = sections.filter { section in
            switch section {
            case .networks: true
            case .users: false
            case .nodes(let network), .clients(let network), .dns(let network): networks.contains(network)
            }
        }
        return declaration
    }

    /// The networks that it speaks of, in their order.
    public var networks: [NetworkName] {
        objects.keys.compactMap { object in
            if case .network(let name) = object { name } else { nil }
        }.sorted()
    }
}
