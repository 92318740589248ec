internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

/// One node of one network.
struct NodeArguments: ParsableArguments {
    @Argument(help: "The network's name.", completion: .networks, transform: NetworkName.init(parsing:))
    var network: NetworkName
    @Argument(help: "The node's name or id.", completion: .nodes, transform: NodeReference.init(parsing:))
    var node: NodeReference
}
