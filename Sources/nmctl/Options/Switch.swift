internal import NetmakerCore

/// On or off, as people write it: `on`, `yes`, `true`, or `off`, `no`, `false`.
struct Switch: Hashable, Sendable {
    let isOn: Bool

    init(parsing text: String) throws(ModelError) {
        switch text {
        case "on", "yes", "true": isOn = true
        case "off", "no", "false": isOn = false
        default:
            throw ModelError(
                .invalidValue, field: "switch", message: "\"\(text.excerpt)\" is neither on nor off",
                remedy: "give on or off")
        }
    }
}
