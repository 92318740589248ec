import FoundationEssentials
import NetmakerAPI

/// What a hand does: to what the accessibility tree calls so, as a screen reader would, since that is what it is called.
extension Browser {
    /// Clicks what has a role and a name, as soon as it is there.
    func click(_ role: String, _ name: String) async throws {
        var corners: [Double] = []
        try await grasp(role, name) { node in
            try await call("DOM.scrollIntoViewIfNeeded", ["backendNodeId": .integer(node)])
            let quads = try await call("DOM.getContentQuads", ["backendNodeId": .integer(node)])
            corners = quads["quads"]?.items.first?.items.compactMap(\.amount) ?? []
        }
        guard corners.count == 8 else { throw DevTools.Refusal(description: "\(role) \(name) is nowhere to be seen") }
        let (x, y) = ((corners[0] + corners[4]) / 2, (corners[1] + corners[5]) / 2)
        for type in ["mousePressed", "mouseReleased"] {
            try await call(
                "Input.dispatchMouseEvent",
                ["type": .string(type), "x": .number(x), "y": .number(y), "button": "left", "clickCount": 1])
        }
    }

    /// Types into a field, in place of what is in it.
    func type(_ text: String, into name: String, role: String = "textbox") async throws {
        try await grasp(role, name) { node in try await call("DOM.focus", ["backendNodeId": .integer(node)]) }
        try await evaluate("document.activeElement.select()")
        try await call("Input.insertText", ["text": .string(text)])
    }

    /// Chooses one of several, by its value.
    func choose(_ value: String, in name: String) async throws {
        var object: JSONValue?
        try await grasp("combobox", name) { node in
            object = try await call("DOM.resolveNode", ["backendNodeId": .integer(node)])["object"]?["objectId"]
        }
        try await call(
            "Runtime.callFunctionOn",
            [
                "objectId": object ?? "", "arguments": [["value": .string(value)]],
                "functionDeclaration": """
                function (value) { this.value = value; this.dispatchEvent(new Event("change", {bubbles: true})); }
                """,
            ])
    }

    /// Presses a key, such as "Tab" or "Enter".
    func press(_ key: String, backwards isBackwards: Bool = false) async throws {
        let codes = [
            "Tab": 9, "Enter": 13, "Escape": 27, " ": 32, "End": 35, "Home": 36, "ArrowLeft": 37, "ArrowUp": 38,
            "ArrowRight": 39, "ArrowDown": 40,
        ]
        for type in ["keyDown", "keyUp"] {
            var event: [String: JSONValue] = [
                "type": .string(type), "key": .string(key), "code": .string(key == " " ? "Space" : key),
                "windowsVirtualKeyCode": .integer(codes[key] ?? 0),
                // Backwards, where it leads.
                "modifiers": isBackwards ? 8 : 0,
            ]
            if type == "keyDown", let text = ["Enter": "\r", " ": " "][key] { event["text"] = .string(text) }
            try await call("Input.dispatchKeyEvent", .object(event))
        }
    }

    /// Waits for what has a role and a name, and does something with it, as the tools number it.
    ///
    /// A page that is being left takes its numbers with it: what they were of is looked for again.
    private func grasp(_ role: String, _ name: String, _ use: (Int) async throws -> Void) async throws {
        do {
            try await eventually("there is a \(role) called \(name)") {
                do {
                    guard let node = try await find(role, name) else { return false }
                    try await use(node)
                    return true
                } catch let refusal as DevTools.Refusal where refusal.isOfGoneNode {
                    return false
                }
            }
        } catch let error as TooLate {
            throw TooLate(description: "\(error)\non the page: \(try await text)")
        }
    }

    private func find(_ role: String, _ name: String) async throws -> Int? {
        let document = try await call("DOM.getDocument", ["depth": 0])
        let answer = try await call(
            "Accessibility.queryAXTree",
            [
                "nodeId": document["root"]?["nodeId"] ?? 0, "role": .string(role), "accessibleName": .string(name),
            ])
        return answer["nodes"]?.items.first { $0["ignored"]?.isTrue != true }?["backendDOMNodeId"]?.whole
    }

    /// Everything that a screen reader is told of: roles and names.
    func accessibilityTree() async throws -> [(role: String, name: String)] {
        let answer = try await call("Accessibility.getFullAXTree")
        return (answer["nodes"]?.items ?? []).filter { $0["ignored"]?.isTrue != true }.map { node in
            (node["role"]?["value"]?.text ?? "", node["name"]?["value"]?.text ?? "")
        }
    }
}

extension DevTools.Refusal {
    /// Whether what it was about has left the page.
    fileprivate var isOfGoneNode: Bool {
        ["Could not find node", "No node with given id", "not belong to the document", "not have a layout object"]
            .contains { description.contains($0) }
    }
}
