internal import NetmakerAPI
internal import NetmakerCore

/// What is the server's, as people read it.
extension ReadableObject {
    init(_ server: ServerIdentity) {
        self.init(fields: ["createdAt": server.createdAt.description])
    }

    init(_ user: User) {
        var fields = ["role": user.role.kind.description, "createdAt": user.createdAt.description]
        if case .networkAdmin(let networks, let commands) = user.role {
            fields["networks"] = networks.text
            fields["commands"] = commands.description
        }
        self.init(fields: fields, password: user.password)
    }

    init(_ session: LoginSession) {
        self.init(
            fields: [
                "user": session.user.description, "createdAt": session.createdAt.description,
                "expiresAt": session.expiresAt.description,
            ])
    }

    init(_ token: APIToken) {
        self.init(
            fields: [
                "name": token.name.description, "user": token.user.description, "access": token.access.description,
                "networks": token.networks?.text ?? "", "expiresAt": token.expiresAt.text,
                "createdAt": token.createdAt.description,
            ])
    }
}

extension Set<NetworkName> {
    /// That it names none says something: else it would look like a field that holds nothing.
    fileprivate var text: String { isEmpty ? "none" : sorted().map(\.description).joined(separator: " ") }
}

extension Optional where Wrapped: CustomStringConvertible {
    /// Empty for nothing.
    var text: String { self?.description ?? "" }
}

extension [IPPrefix] {
    var text: String { map(\.description).joined(separator: " ") }
}

extension [IPAddress] {
    var text: String { map(\.description).joined(separator: " ") }
}
