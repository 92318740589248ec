internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Users {
    struct Create: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a user: a network admin of the networks that are named, or a super admin.",
            examples: [
                "nmctl user create bob --network harbor",
                "nmctl user create carol --super-admin --new-password-file carol.password",
            ])
        @OptionGroup var connection: ConnectionOptions
        @Argument(help: "The user's name.", transform: UserName.init(parsing:))
        var user: UserName
        @OptionGroup var role: RoleOptions
        @OptionGroup var password: NewPasswordOptions

        func run(with client: ControlPlaneClient) async throws {
            let request = CreateUserRequest(
                name: user, password: try password.password(for: user),
                role: role.superAdmin ? .superAdmin : .networkAdmin, networks: role.superAdmin ? nil : role.networks,
                commands: role.commands)
            try connection.output.render(try await client.createUser(request))
        }
    }
}
