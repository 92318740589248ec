import FoundationEssentials
import Glibc

/// Runs one target under libFuzzer: `fuzzer TARGET [libFuzzer's arguments]`. `fuzzer list` prints the targets, and
/// `fuzzer prepare TARGET FOLDER` writes its seeds, and its words as a dictionary, into the folder.
enum Fuzzer {
    /// What `LLVMFuzzerTestOneInput` does; a C function captures nothing.
    nonisolated(unsafe) fileprivate static var check: @Sendable ([UInt8]) throws -> FuzzTarget.Verdict = { _ in
        .refused
    }

    /// The target that is to be run; nil when something else was asked, which is done then.
    fileprivate static func chosen() -> FuzzTarget? {
        let arguments = CommandLine.arguments
        switch arguments.dropFirst().first {
        case "list":
            for target in FuzzTarget.all { print(target.name) }
        case "prepare":
            guard arguments.count == 4, let target = target(arguments[2]) else { break }
            do { try prepare(target, in: arguments[3]) } catch { fatalError("\(error)") }
        case let name?:
            if let target = target(name) { return target }
            usage()
        case nil: usage()
        }
        return nil
    }

    private static func target(_ name: String) -> FuzzTarget? { FuzzTarget.all.first { $0.name == name } }

    private static func usage() { print("usage: fuzzer TARGET [ARGUMENT...] | list | prepare TARGET FOLDER") }

    private static func prepare(_ target: FuzzTarget, in folder: String) throws {
        for (number, seed) in try target.beginnings().enumerated() {
            try Data(seed).write(to: URL(filePath: "\(folder)/seed-\(number)"))
        }
        let words = target.words.map { word in
            "\"" + word.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\"\n"
        }
        try Data(words.joined().utf8).write(to: URL(filePath: "\(folder).words"))
    }
}

/// libFuzzer's library has the program's `main`, which calls this before it reads its arguments: the first is ours.
@_cdecl("LLVMFuzzerInitialize")
public func beginFuzzing(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>
) -> CInt {
    guard let target = Fuzzer.chosen() else { exit(0) }
    Fuzzer.check = target.check
    // The target's name makes room for what libFuzzer is told of it.
    arguments.pointee[1] = strdup("-max_len=\(target.maximumLength)")
    return 0
}

/// What libFuzzer calls for each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func tryOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    do {
        _ = try Fuzzer.check(Array(UnsafeBufferPointer(start: bytes, count: count)))
    } catch {
        fatalError("\(error)")
    }
    return 0
}
