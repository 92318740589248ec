/// Whether a viewer keeps its peers alive. A keepalive holds a NAT's mapping open and does nothing else, so a machine
/// with no NAT before it sends none: in a large network it would be most of the traffic.
public enum KeepaliveChoice {
    /// What the viewer's peers get.
    ///
    /// - Parameter configured: the node's own setting, used where a NAT needs it.
    public static func keepalive(configured: PersistentKeepalive, from vantage: Vantage) -> PersistentKeepalive {
        vantage.isBehindNAT ? configured : .off
    }
}
