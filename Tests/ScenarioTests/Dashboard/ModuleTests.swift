import FoundationEssentials
import NetmakerAPI
import Testing

extension `The programs`.`In a browser` {
    /// The files of `Modules`: each is a list of tests of pure modules, and runs where the modules do.
    @Test func `the modules that need no page do as they say`() async throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Modules")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".js") }
            .sorted()
        try await Mesh.running(machines: 0) { mesh in
            _ = try await mesh.startServer()
            try await Browser.running(at: mesh) { browser in
                try await browser.go()
                try await browser.isAt("A new server")
                for file in files {
                    let text = String(decoding: try Data(contentsOf: folder.appending(path: file)), as: UTF8.self)
                    let answer = try await browser.evaluate(Self.runner(text))
                    #expect(answer["failures"] == [], "\(file)")
                    #expect(answer["count"]?.whole ?? 0 > 0, "\(file) has tests")
                }
                try browser.isClean()
            }
        }
    }

    /// Gives the tests `load`, `test` and `equal`, and runs them one after the other.
    private static func runner(_ tests: String) -> String {
        """
        (async () => {
            const main = document.querySelector("script[type=module]").src;
            const load = (path) => import(new URL("../" + path, main).href);
            const all = [];
            const test = (name, body) => all.push([name, body]);
            const equal = (is, shouldBe) => {
                const [one, other] = [is, shouldBe].map((value) => JSON.stringify(value));
                if (one !== other) throw new Error(`it is ${one}, and should be ${other}`);
            };
            await (async () => { \(tests) })();
            const failures = [];
            for (const [name, body] of all) {
                try { await body(); } catch (error) { failures.push(`${name}: ${error.message}`); }
            }
            return {count: all.length, failures};
        })()
        """
    }
}
