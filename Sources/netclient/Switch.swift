internal import ArgumentParser

/// On or off, in all the words that Netmaker's users have for it.
enum Switch: String, ExpressibleByArgument, CaseIterable {
    case on, off

    init?(argument: String) {
        switch argument.lowercased() {
        case "on", "yes", "true": self = .on
        case "off", "no", "false": self = .off
        default: return nil
        }
    }
}
