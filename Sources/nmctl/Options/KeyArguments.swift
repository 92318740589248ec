internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

/// One access key of one network.
struct KeyArguments: ParsableArguments {
    @Argument(help: "The network's name.", completion: .networks, transform: NetworkName.init(parsing:))
    var network: NetworkName
    @Argument(help: "The key's name or id.", completion: .accessKeys, transform: AccessKeyReference.init(parsing:))
    var key: AccessKeyReference
}
