public import NetmakerCore

/// What keeps a network's daemon running on a machine, also after a boot.
public protocol Supervisor: Sendable {
    /// Whether it is what runs this machine.
    var isPresent: Bool { get }

    /// Makes sure, before anybody is asked to admit the machine, that a service could be kept. Changes nothing.
    ///
    /// - Throws: `AgentError` that says what stands in the way.
    func check(_ network: NetworkName) async throws

    /// Has the network's daemon run now and after every boot; returns when it is ready. After a failure everything is as
    /// before.
    func keep(_ network: NetworkName) async throws

    /// Ends the network's daemon, and what would start it again before the next boot. One that is not kept has ended
    /// already.
    func stop(_ network: NetworkName) async throws

    /// Has nothing start the network's daemon any more. What runs goes on: it may be the caller. One that is not kept is
    /// retired already.
    func retire(_ network: NetworkName) async throws

    /// The networks whose daemons it keeps.
    func kept() throws -> [NetworkName]

    /// Removes what `keep` left for every network together, whoever changed it.
    ///
    /// - Returns: what of it belongs to the owner of the machine and stays, for people.
    func removeCommonParts() async throws -> [String]
}
