internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Users {
    struct Password: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Change your own password, or reset another user's.",
            discussion: """
                Without a name the present password is asked for, and your other sessions end. With one, all sessions \
                of that user end.
                """,
            examples: [
                "nmctl user password",
                "nmctl user password --password-file old --new-password-file new",
                "nmctl user password bob --new-password-file bob.password",
            ])
        @OptionGroup var connection: ConnectionOptions
        @Argument(
            help: "The user whose password is reset; none for your own.", completion: .users,
            transform: UserName.init(parsing:))
        var user: UserName?
        @OptionGroup var present: PasswordOptions
        @OptionGroup var new: NewPasswordOptions

        func run(with client: ControlPlaneClient) async throws {
            if let user {
                try await client.resetPassword(of: user, to: try new.password(for: user))
                try connection.output.confirm("the password of \(user) is changed, and their sessions are over")
            } else {
                let user = try await client.account().user.name
                let request = ChangePasswordRequest(
                    currentPassword: try present.password(for: user, confirmation: .none),
                    password: try new.password(for: user))
                try await client.changePassword(request)
                try connection.output.confirm("your password is changed, and your other sessions are over")
            }
        }
    }
}
