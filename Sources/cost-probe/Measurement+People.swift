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
    ]
}

extension Scene {
    @discardableResult
    fileprivate func logIn(_ user: UserName) async throws -> Login.Opened {
        try await perform(Login(user: user, verified: Population.alice.password), as: .user(user))
    }
}
