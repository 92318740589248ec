import NetmakerCore
import NetmakerDNS

@testable import NetmakerAgent

/// A question about a name, and what came back, built and read without the code under test.
enum NameQuestion {
    static func bytes(_ name: String, type: UInt16 = RecordType.a, id: UInt16 = 0x4711) -> [UInt8] {
        var bytes: [UInt8] = [UInt8(id >> 8), UInt8(id & 0xFF), 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]
        for label in name.split(separator: ".") { bytes += [UInt8(label.utf8.count)] + Array(label.utf8) }
        return bytes + [0, UInt8(type >> 8), UInt8(type & 0xFF), 0, 1]
    }

    /// The response code and the IPv4 addresses in an answer; nil for none.
    static func reading(_ answer: [UInt8]?) -> (code: UInt8, addresses: [String])? {
        guard let answer, let message = Message(answer) else { return nil }
        let addresses = message.answers.filter { $0.type == RecordType.a }.map { record in
            record.content.map(String.init).joined(separator: ".")
        }
        return (message.header.code, addresses)
    }
}

extension Agent {
    /// The addresses that a name stands for by its own answer; nil when there is no such name.
    func addresses(of name: String) async -> [String]? {
        let answer = NameQuestion.reading(await names.answer(to: NameQuestion.bytes(name), over: .udp))
        return answer?.code == 0 ? answer?.addresses : nil
    }

    /// The code by which it answers.
    func code(for name: String) async -> UInt8? {
        NameQuestion.reading(await names.answer(to: NameQuestion.bytes(name), over: .udp))?.code
    }
}
