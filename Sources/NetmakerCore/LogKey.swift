/// What values in a log line may be called: all of them, in all parts of the system, so that who searches logs finds
/// one thing by one name. A test holds every statement that logs to it.
public enum LogKey: String, CaseIterable, Sendable {
    /// What a log of changes is of: `directory`, or `network/<name>/<epoch>`.
    case aggregate
    /// How many changes were made to a device.
    case changes
    /// Which of an interface's commands: whose, and when it is run.
    case command
    /// How many commands a transaction held.
    case commands
    /// How long a request took.
    case duration
    /// Why a session is over.
    case ending
    /// What went wrong, in full: it may name files, and is the operator's.
    case error
    /// The field that is to blame.
    case field
    case file
    /// The name of another network that the machine is or was in.
    case former
    /// The name of a network interface.
    case interface
    /// The names of network interfaces.
    case interfaces
    /// Which line of a configuration file.
    case key
    /// One line of what a command says.
    case line
    /// Of an HTTP request.
    case method
    /// The nodes that are not there yet.
    case missing
    /// The name of a network.
    case network
    /// How many networks.
    case networks
    /// The id of a node; its name when it has just joined.
    case node
    /// How many nodes.
    case nodes
    /// Of a URL, without what follows a question mark.
    case path
    /// A hash of a TLS key.
    case pin
    /// A WireGuard key's public half.
    case publicKey
    /// Why something was refused, or did not work.
    case reason
    /// What can be done about it.
    case remedy
    /// What looks names up for a machine.
    case resolver
    /// Where a network stands.
    case revision
    /// Where a server is.
    case server
    /// Where names are asked for.
    case servers
    /// Where a request came from; of IPv6 the network alone.
    case source
    /// Of an HTTP answer.
    case status
    /// A setting of the kernel, and what it is now.
    case sysctl
    /// A table of the firewall.
    case table
    /// How many users.
    case users
    /// What names end in.
    case zones
}
