import ArgumentParser
import DurableFiles
import NetmakerAPI
import NetmakerCore
import Testing

@testable import nmctl

@Suite struct `Exit status` {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let error: any Error
        let status: nmctl.ExitStatus

        init(_ description: String, _ error: any Error, _ status: nmctl.ExitStatus) {
            testDescription = description
            self.error = error
            self.status = status
        }
    }

    private static func problem(_ kind: Problem.Kind) -> APIError {
        APIError(Problem(kind, status: 400, detail: "no", remedy: "none"))
    }

    private static func parsing(_ arguments: String...) -> any Error {
        do {
            _ = try NMCtl.parseAsRoot(arguments)
        } catch {
            return error
        }
        return CommandFailure(message: "it was accepted", remedy: "")
    }

    static let cases = [
        Case("an unknown command", parsing("bogus"), .usage),
        Case("a value that cannot be", parsing("network", "create", "x", "--range", "10.0.0.1/8"), .usage),
        Case(
            "two flags that contradict",
            parsing("node", "update", "n", "a", "--endpoint", "192.0.2.1:1", "--clear-endpoint"), .usage),
        Case("a call for help", CleanExit.helpRequest(), .done),
        Case("a value of the environment that cannot be", ModelError(.invalidValue, message: "", remedy: ""), .usage),
        Case("no context", CommandFailure(message: "", remedy: ""), .failed),
        Case("no answer", APIError(.unreachable, message: "", remedy: ""), .unreachable),
        Case("a server that is not trusted", APIError(.untrusted, message: "", remedy: ""), .unreachable),
        Case("an answer of another program", APIError(.unexpectedAnswer, message: "", remedy: ""), .failed),
        Case("no session", problem(.unauthenticated), .refused),
        Case("no right", problem(.forbidden), .refused),
        Case("an invalid request", problem(.invalidRequest), .refused),
        Case("guessing", problem(.tooManyAttempts), .refused),
        Case("nothing there", problem(.notFound), .notFound),
        Case("a name that is taken", problem(.conflict), .conflict),
        Case("a change in between", problem(.preconditionFailed), .conflict),
        Case("a server that cannot write", problem(.unavailable), .failed),
        Case("a path that is none", NotReachableError(), .notReachable),
        Case("a place that is nowhere", NotThereError(what: "db"), .notFound),
        Case("a change that is not in force", NotInForceError(revision: Revision(1), lagging: []), .notInForce),
    ]

    @Test(arguments: cases) func `says what went wrong`(_ example: Case) {
        #expect(nmctl.ExitStatus(example.error) == example.status)
    }

    @Test func `has the numbers that scripts rely on`() {
        let all: [nmctl.ExitStatus] = [
            .done, .failed, .usage, .refused, .unreachable, .notFound, .conflict, .notInForce,
        ]

        #expect(all.map(\.rawValue) == [0, 1, 2, 3, 4, 5, 6, 7])
    }

    @Test func `comes with the names of those who lag`() throws {
        let error = NotInForceError(
            revision: Revision(4), lagging: [try NodeName(parsing: "a"), try NodeName(parsing: "b")])

        #expect(error.description.contains("revision 4 is not yet in force on a, b;"))
    }
}
