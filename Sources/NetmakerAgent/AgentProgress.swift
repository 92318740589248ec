public import NetmakerCore

/// How far an agent has come, as it changes.
public struct AgentProgress: Hashable, Sendable {
    /// What there is of a session with the server.
    public enum Connection: String, Hashable, Sendable, Codable {
        /// None yet, or the next attempt is under way.
        case connecting
        /// The server has welcomed the agent.
        case connected
        /// The last attempt failed; the next comes after a wait.
        case waiting
        /// Sessions come to nothing, and the server answers check-ins in their stead.
        case checkingIn = "checking-in"
    }

    public var connection: Connection
    /// When the last session began, by the clock that never steps; nil before the first.
    var connectedAt: Duration?
    /// The revision that the device has; nil before the first.
    public var inForce: Revision?
    /// The last revision that the server was told is in force; nil before the first.
    public var acknowledged: Revision?
    /// How many sessions and check-ins have brought the tunnel to where the server stands.
    public var synchronizations: Int
    /// How many sessions in a row have come to nothing: never opened, or ended before the tunnel was in step. One that
    /// was long in doing so counts for three.
    public var fruitlessSessions: Int
    /// Whether what was saved has been brought up, as far as it could be.
    public var hasStarted: Bool
    /// How many times the saved map was written.
    public var saves: Int
    /// Whether this machine's netclient can speak to it.
    public var isReachable: Bool
    /// Why there is no session; nil while there is one, and before the first attempt has failed.
    public var sessionTrouble: String?
    /// Why the interface does not have what it should; nil when it has.
    public var interfaceTrouble: String?
    /// What keeps the node from what it is to forward for others; nil when nothing is known to, and for most nodes.
    public var gatewayTrouble: String?
    /// What of this machine drops what peers send; nil when nothing is known to.
    public var filterTrouble: String?
    /// What is left to the machine's other networks, or shared with them; nil when nothing is.
    public var neighbourTrouble: String?
    /// How many times it was put right what others had changed on this machine.
    public var repairs: Int
    /// Why the tunnel could not be brought up as it last was; nil when it could, and once a new map is saved.
    public var mapTrouble: String?
    /// How the network's names are looked up; nil before that is known.
    public var names: NamesStatus?

    /// What went wrong with the commands that belong to the interface; nil when nothing did.
    public var commandTrouble: String?
    /// Whether the commands that belong to the interface were seen to since the tunnel stands.
    public var isAttended = false

    /// How many changes of the configuration file the server is still to be told, or has not confirmed.
    public var unpublishedEdits: Int
    /// Why the configuration file is left as it is; nil when it is led together with what the server says.
    public var fileTrouble: String?

    /// What a person should know first; nil when all is well.
    public var trouble: String? {
        interfaceTrouble ?? gatewayTrouble ?? filterTrouble ?? neighbourTrouble ?? mapTrouble ?? sessionTrouble
            ?? (names?.lookup == .failed ? names?.trouble : nil) ?? fileTrouble
    }

    init() {
        connection = .connecting
        synchronizations = 0
        fruitlessSessions = 0
        hasStarted = false
        saves = 0
        repairs = 0
        unpublishedEdits = 0
        isReachable = false
    }
}
