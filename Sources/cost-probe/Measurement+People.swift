internal import BenchmarkPopulation
internal import NetmakerControl
internal import NetmakerCore

extension Measurement {
    /// How people come in and go. Passwords are hashed elsewhere.
    static let people = [
        Measurement("CompleteSetup (decided only)") { scene in
            let truth = try Truth(
                directory: Directory(), networks: scene.control.truth.networks.values, removedNodes: [])
            let command = CompleteSetup(user: Population.alice.name, password: Population.alice.password)
            return numbers(series: 0).map { _ in
                {
                    var context = DecisionContext(
                        now: Population.now, principal: .server, random: SystemRandomNumberGenerator())
                    _ = try command.decide(truth, &context)
                }
            }
        },
        Measurement("Login") { scene in
            try numbers(series: 0).map { number in
                let user = try UserName(parsing: "user-\(number)")
                return { try await scene.logIn(user) }
            }
        },
        Measurement("Logout") { scene in
            var steps: [Step] = []
            for number in numbers(series: 1) {
                let opened = try await scene.logIn(try UserName(parsing: "user-\(number)"))
                steps.append {
                    try await scene.perform(Logout(opened.session), as: .user(opened.session.user))
                }
            }
            return steps
        },
        each("CreateUser") { scene, number in
            try await scene.perform(
                CreateUser(name: try newUser(number), role: .superAdmin, password: Population.alice.password))
        },
        each("UpdateUser") { scene, number in
            try await scene.perform(
                UpdateUser(
                    name: try newUser(number), changes: UserChanges(kind: .networkAdmin, networks: [scene.harbor])))
        },
        each("DeleteUser") { scene, number in try await scene.perform(DeleteUser(name: try newUser(number))) },
        each("CreateAPIToken") { scene, number in
            let user = try UserName(parsing: "user-\(number)")
            try await scene.perform(
                CreateAPIToken(for: user, name: try APITokenName(parsing: "script"), access: .readOnly), as: .user(user)
            )
        },
        Measurement("RevokeAPIToken") { scene in
            try numbers(series: 0).map { number in
                let user = try UserName(parsing: "user-\(number)")
                guard let token = scene.control.truth.directory.apiTokens(of: user).first else { throw Scene.Missing() }
                return { try await scene.perform(RevokeAPIToken(token.id, of: user)) }
            }
        },
        Measurement("ChangePassword") { scene in
            try numbers(series: 3).map { number in
                let user = try UserName(parsing: "user-\(number)")
                guard let session = scene.control.truth.directory.loginSessions(of: user).first else {
                    throw Scene.Missing()
                }
                return {
                    try await scene.perform(
                        ChangePassword(
                            of: user, verified: Population.alice.password, to: newPassword, keeping: session.id),
                        as: .user(user))
                }
            }
        },
        each("ResetPassword", series: 4) { scene, number in
            try await scene.perform(ResetPassword(of: try UserName(parsing: "user-\(number)"), to: newPassword))
        },
        each("EndSessions", series: 2) { scene, number in
            try await scene.perform(EndSessions(of: try UserName(parsing: "user-\(number)")))
        },
    ]

    private static let newPassword = PasswordHash(
        cost: 2, blockSize: 1, parallelization: 1, salt: [4, 5, 6], derivedKey: Array(repeating: 8, count: 32))

    private static func newUser(_ number: Int) throws -> UserName { try UserName(parsing: "new-\(number)") }
}

extension Scene {
    @discardableResult
    fileprivate func logIn(_ user: UserName) async throws -> Login.Opened {
        try await perform(Login(user: user, verified: Population.alice.password), as: .user(user))
    }
}
