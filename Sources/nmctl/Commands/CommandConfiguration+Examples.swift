internal import ArgumentParser

extension CommandConfiguration {
    /// A command whose help ends with command lines as people give them.
    ///
    /// - Parameter examples: whole ones, each in a line; tests run them.
    init(commandName: String? = nil, abstract: String, discussion: String = "", examples: [String]) {
        let heading = discussion.isEmpty ? "" : discussion + "\n\n"
        self.init(
            commandName: commandName, abstract: abstract,
            discussion: heading + "Examples:\n" + examples.map { "  \($0)" }.joined(separator: "\n"))
    }
}
