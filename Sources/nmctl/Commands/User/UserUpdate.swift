internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Users {
    struct Update: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a user another role, which counts from now on.",
            discussion: "Networks that are named take the place of those the user had.",
            examples: [
                "nmctl user update bob --network harbor --network lab --commands granted",
                "nmctl user update bob --super-admin",
            ])
        @OptionGroup var connection: ConnectionOptions
        @Argument(help: "The user's name.", completion: .users, transform: UserName.init(parsing:))
        var user: UserName
        @OptionGroup var role: RoleOptions
        @Flag(help: "Make a super admin a network admin, of the networks that are named alone.")
        var networkAdmin = false
        @Flag(help: "Take all networks from a network admin.")
        var noNetworks = false
        @OptionGroup var condition: RevisionOptions

        func validate() throws {
            guard !(role.superAdmin && (networkAdmin || noNetworks)) else {
                throw ValidationError("--super-admin contradicts --network-admin and --no-networks")
            }
            guard !noNetworks || role.networks.isEmpty else {
                throw ValidationError("--network and --no-networks contradict each other")
            }
        }

        /// What is to change.
        var request: UpdateUserRequest {
            UpdateUserRequest(
                role: role.superAdmin ? .superAdmin : networkAdmin ? .networkAdmin : nil,
                networks: role.networks.isEmpty && !noNetworks ? nil : role.networks, commands: role.commands)
        }

        func run(with client: ControlPlaneClient) async throws {
            try connection.output.render(
                try await client.updateUser(user, with: request, ifMatch: condition.ifRevision))
        }
    }
}
