import FoundationEssentials
import GRDB
import Glibc
import NetmakerAPI
import NetmakerCore
import NetmakerTesting
import Testing

extension `What a server promises` {
    @Suite(.timeLimit(.minutes(5))) struct `A database that is not as a server left it` {
        /// What was done to the files of a server that was killed, and what the next one says of it.
        struct Damage: Sendable, CustomTestStringConvertible {
            let testDescription: String
            /// What the server says besides the file's name.
            let words: String
            let harm: @Sendable (_ database: String) throws -> Void
        }

        static let damages: [Damage] = [
            Damage(testDescription: "is a text", words: "another program's file") { database in
                try Data("dear diary".utf8).write(to: URL(filePath: database))
            },
            Damage(testDescription: "is another program's database", words: "another program's file") { database in
                try FileManager.default.removeItem(atPath: database)
                try edit(database) { try $0.execute(sql: "CREATE TABLE theirs (id INTEGER)") }
            },
            Damage(testDescription: "is a folder", words: "cannot read") { database in
                try FileManager.default.removeItem(atPath: database)
                try FileManager.default.createDirectory(atPath: database, withIntermediateDirectories: false)
            },
            Damage(testDescription: "is of a newer release", words: "upgrade nm-server") { database in
                try edit(database) { try $0.execute(sql: "PRAGMA user_version = 999") }
            },
            Damage(testDescription: "is of a newer release, as its log says", words: "upgrade nm-server") { database in
                try edit(database, keepingLog: true) { try $0.execute(sql: "PRAGMA user_version = 999") }
            },
            Damage(testDescription: "is empty", words: "is empty") { database in
                try Data().write(to: URL(filePath: database))
            },
            Damage(testDescription: "is gone, and its log is not", words: "its log is there") { database in
                try FileManager.default.removeItem(atPath: database)
            },
            Damage(testDescription: "was cut off", words: "damaged") { database in
                try edit(database) { _ in }
                let bytes = try #require(FileManager.default.contents(atPath: database))
                try bytes.prefix(bytes.count / 2).write(to: URL(filePath: database))
            },
            Damage(testDescription: "has a page with another beginning", words: "damaged") { database in
                try edit(database) { _ in }
                try flip(database) { bytes in bytes.count / 4096 / 2 * 4096 }
            },
            Damage(testDescription: "has a node of which a byte is another", words: "restore the server") { database in
                try edit(database) { _ in }
                try flip(database) { bytes in
                    try #require(bytes.ranges(of: Array(#""accessKey":"#.utf8)).first?.lowerBound)
                }
            },
            Damage(testDescription: "has a node in a network of another name", words: "damaged") { database in
                try edit(database) { _ in }
                try flip(database) { bytes in
                    // The column before its body.
                    try #require(bytes.ranges(of: Array(#"harbor{""#.utf8)).first?.lowerBound)
                }
            },
        ]

        @Test(arguments: damages) func `is refused by its name, and left alone`(_ damage: Damage) async throws {
            let house = try await Self.abandoned()
            defer { house.folder.remove() }
            try damage.harm(house.database)
            let before = Self.files(of: house)
            let server = try await house.start()
            try #require(try await server.isReady() == false)
            #expect(try await server.ended() == 1)
            #expect(server.words.contains(house.database), "\(server.words)")
            #expect(server.words.contains(damage.words), "\(server.words)")
            #expect(Self.files(of: house) == before)
        }

        @Test func `is taken as it is when only the end of its log is torn`() async throws {
            let house = try await Self.abandoned()
            defer { house.folder.remove() }
            var log = try #require(FileManager.default.contents(atPath: house.database + "-wal"))
            // A frame that says to be of this log, and half a page.
            log.append(contentsOf: log[32..<56] + Data(repeating: 0xA5, count: 2048))
            try log.write(to: URL(filePath: house.database + "-wal"))
            let server = try await house.start()
            #expect(try await server.isReady())
            let token = try await house.logIn()
            let networks = try await house.withClient(token: token) { try await $0.everything() }
            #expect(networks[Samples.networkName()]?.nodes.count == 3)
            try await server.stop(SIGKILL)
        }

        /// A data directory with something in it, and in its log, as a server that was killed leaves it.
        private static func abandoned() async throws -> ServerHouse {
            let house = try ServerHouse()
            let original = try await Original.shared.house
            try FileManager.default.copyItem(atPath: original.dataDirectory, toPath: house.dataDirectory)
            return house
        }

        /// What all the tests copy.
        private actor Original {
            static let shared = Original()
            private var making: Task<ServerHouse, any Error>?

            var house: ServerHouse {
                get async throws {
                    if let making { return try await making.value }
                    let making = Task { try await made() }
                    self.making = making
                    return try await making.value
                }
            }
        }

        private static func made() async throws -> ServerHouse {
            let house = try ServerHouse()
            house.folder.removeAtExit()
            let server = try await house.start(log: "first.log")
            try #require(try await server.isReady())
            let token = try await house.setUp()
            let agents = try house.agents
            try await house.withClient(token: token) { client in
                let name = Samples.networkName()
                _ = try await client.createNetwork(
                    CreateNetworkRequest(name: name, ipv4Range: try IPv4Prefix(parsing: "10.20.0.0/16")))
                let key = try await client.createAccessKey(of: name, CreateAccessKeyRequest(uses: .limited(9)))
                for number in 1...3 {
                    try await MeshAgent(number: number).join(
                        name, with: Secret(parsing: key.key.revealed()), via: agents)
                }
            }
            try await server.stop(SIGKILL)
            // A socket cannot be copied.
            unlink(house.dataDirectory + "/control.sock")
            return house
        }

        /// Changes a database by SQLite, which leaves all in the file and no log, unless told otherwise.
        private static func edit(
            _ database: String, keepingLog: Bool = false, _ change: (Database) throws -> Void
        ) throws {
            let queue = try DatabaseQueue(path: database)
            try queue.writeWithoutTransaction(change)
            if keepingLog {
                // What lies there now is what a process leaves that is killed.
                let left = try ["", "-wal"].map { try #require(FileManager.default.contents(atPath: database + $0)) }
                try queue.close()
                for (suffix, bytes) in zip(["", "-wal"], left) { try bytes.write(to: URL(filePath: database + suffix)) }
            } else {
                try queue.close()
                try #require(!FileManager.default.fileExists(atPath: database + "-wal"))
            }
        }

        /// Makes one byte another.
        private static func flip(_ database: String, at place: ([UInt8]) throws -> Int) throws {
            var bytes = Array(try #require(FileManager.default.contents(atPath: database)))
            bytes[try place(bytes)] ^= 0x02
            try Data(bytes).write(to: URL(filePath: database))
        }

        /// What lies in the data directory that belongs to the database; nil where a folder is.
        private static func files(of house: ServerHouse) -> [String: Data?] {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: house.dataDirectory)) ?? []
            let files = names.filter { $0.hasPrefix("netmaker.sqlite") && !$0.hasSuffix(".lock") }
            return Dictionary(
                uniqueKeysWithValues: files.map { name in
                    (name, FileManager.default.contents(atPath: "\(house.dataDirectory)/\(name)"))
                })
        }
    }
}
