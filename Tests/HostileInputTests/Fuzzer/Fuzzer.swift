import FoundationEssentials
import Glibc

/// Runs one target under libFuzzer: `fuzzer TARGET [libFuzzer's arguments]`. `fuzzer list` prints the targets, and
/// `fuzzer prepare TARGET FOLDER` writes its seeds, and its words as a dictionary, into the folder.
@main struct Fuzzer {
    /// What libFuzzer calls; a C function cannot capture it.
    nonisolated(unsafe) fileprivate static var check: @Sendable ([UInt8]) throws -> Void = { _ in }

    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        switch arguments.first {
        case "list":
            for target in FuzzTarget.all { print(target.name) }
        case "prepare":
            guard arguments.count == 3, let target = target(arguments[2]) else { return usage() }
            try prepare(target, in: arguments[3])
        case let name?:
            guard let target = target(name) else { return usage() }
            run(target, [CommandLine.arguments[0], "-max_len=\(target.maximumLength)"] + arguments.dropFirst())
        case nil: usage()
        }
    }

    private static func target(_ name: String) -> FuzzTarget? { FuzzTarget.all.first { $0.name == name } }

    private static func usage() { print("usage: fuzzer TARGET [ARGUMENT...] | list | prepare TARGET FOLDER") }

    private static func prepare(_ target: FuzzTarget, in folder: String) throws {
        for (number, seed) in try target.seeds().enumerated() {
            try Data(seed).write(to: URL(filePath: "\(folder)/seed-\(number)"))
        }
        let words = target.words.map { word in
            "\"" + word.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\"\n"
        }
        try Data(words.joined().utf8).write(to: URL(filePath: "\(folder).words"))
    }

    private static func run(_ target: FuzzTarget, _ arguments: [String]) {
        check = target.check
        var count = CInt(arguments.count)
        var values: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = .allocate(capacity: arguments.count + 1)
        for (index, argument) in arguments.enumerated() { values?[index] = strdup(argument) }
        values?[arguments.count] = nil
        runLibFuzzer(&count, &values, tryOneInput)
    }
}

/// What libFuzzer calls for each input. It has this name for libFuzzer's own `main` too, which is linked and never called.
@_cdecl("LLVMFuzzerTestOneInput")
public func tryOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    do {
        try Fuzzer.check(Array(UnsafeBufferPointer(start: bytes, count: count)))
    } catch {
        fatalError("\(error)")
    }
    return 0
}

/// libFuzzer's own main function, but for `main` (compiler-rt, `FuzzerDriver.cpp`).
@_silgen_name("LLVMFuzzerRunDriver")
@discardableResult
private func runLibFuzzer(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt
