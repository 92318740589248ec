import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Testing

@Suite struct `Setting up` {
    @Test func `makes the first admin`() async throws {
        try await World.with { world in
            #expect(world.control.truth.directory.users[Samples.userName("alice")] != nil)
        }
    }

    @Test func `is refused once there is a user`() async throws {
        try await World.with { world in
            let again = CompleteSetup(user: Samples.userName("mallory"), password: Samples.passwordHash)
            await #expect(throws: ControlError.sample(.refused)) { try await world.perform(again, as: .server) }
        }
    }
}

@Suite struct `Logging in` {
    private static let verifier = PasswordVerifier()

    /// A server whose admin's password is known.
    private static func withPassword(_ text: String, _ body: (World) async throws -> Void) async throws {
        let world = World()
        try await world.control.load()
        try await world.running {
            _ = try await world.control.completeSetup(
                user: Samples.userName(), password: Password(parsing: text), verifier: verifier)
            try await body(world)
        }
    }

    @Test func `opens a session for who knows the password`() async throws {
        try await Self.withPassword("correct horse") { world in
            let opened = try await world.control.logIn(
                user: Samples.userName(), password: Password(parsing: "correct horse"), verifier: Self.verifier
            ).result
            #expect(world.control.session(bearing: opened.token) == opened.session)
        }
    }

    @Test(arguments: [("alice", "wrong horse"), ("bob", "correct horse")])
    func `refuses a name and a password that do not fit`(user: String, password: String) async throws {
        try await Self.withPassword("correct horse") { world in
            await #expect(throws: ControlError.sample(.unauthenticated)) {
                try await world.control.logIn(
                    user: Samples.userName(user), password: Password(attempt: password), verifier: Self.verifier)
            }
        }
    }

    @Test func `ends with logout, and a second logout is no error`() async throws {
        try await World.with { world in
            let opened = try await world.perform(
                Login(user: Samples.userName(), verified: Samples.passwordHash))
            try await world.perform(Logout(opened.session))
            try await world.perform(Logout(opened.session))
            #expect(world.control.session(bearing: opened.token) == nil)
        }
    }

    @Test func `ends when its time is over, and is forgotten with the user's next login`() async throws {
        try await World.with { world in
            let login = Login(user: Samples.userName(), verified: Samples.passwordHash)
            let opened = try await world.perform(login)
            world.clock.advance(by: Login.lifetime)
            #expect(world.control.session(bearing: opened.token) == nil)
            try await world.perform(login)
            #expect(world.control.truth.directory.loginSessions.count == 1)
        }
    }

    @Test func `is refused when the password was changed while it was verified`() async throws {
        try await World.with { world in
            let old = PasswordHash(cost: 2, blockSize: 1, parallelization: 1, salt: [9], derivedKey: [9])
            await #expect(throws: ControlError.sample(.refused)) {
                try await world.perform(Login(user: Samples.userName(), verified: old))
            }
        }
    }
}

@Suite struct `A password` {
    @Test func `that is set has ten characters`() {
        #expect(throws: ModelError(.invalidValue, message: "", remedy: "")) { try Password(parsing: "short") }
    }

    @Test func `is never printed`() throws {
        let password = try Password(parsing: "correct horse")
        var dumped = "\(password) \(String(reflecting: password))"
        dump(password, to: &dumped)
        #expect(!dumped.contains("horse"))
    }
}
