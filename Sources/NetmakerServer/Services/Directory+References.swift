internal import NetmakerAPI
internal import NetmakerControl
internal import NetmakerCore

extension Directory {
    /// - Throws: `ControlError.Code.notFound`.
    func user(_ name: UserName) throws(ControlError) -> User {
        guard let user = users[name] else {
            throw ControlError(
                .notFound, field: "user", message: "there is no user \(name)",
                remedy: "see the users there are with nmctl user list")
        }
        return user
    }

    /// The API token that is meant: the id counts before the name.
    ///
    /// - Throws: `ControlError.Code.notFound`.
    func apiToken(_ reference: APITokenReference, of user: UserName) throws(ControlError) -> APIToken {
        let tokens = apiTokens(of: user)
        if let token = tokens.first(where: { $0.id == reference.id })
            ?? tokens.first(where: { $0.name == reference.name })
        {
            return token
        }
        throw ControlError(
            .notFound, field: "token", message: "\(user) has no API token \(ShownText(reference.description))",
            remedy: "see the tokens there are with nmctl token list")
    }

    /// - Parameter text: the session's id; what is none names no session.
    /// - Throws: `ControlError.Code.notFound`.
    func loginSession(_ text: String, of user: UserName) throws(ControlError) -> LoginSession {
        guard let session = loginSessions(of: user).first(where: { $0.id.description == text }) else {
            throw ControlError(
                .notFound, field: "session", message: "\(user) has no session \(ShownText(text))",
                remedy: "see the sessions there are with nmctl session list")
        }
        return session
    }
}
