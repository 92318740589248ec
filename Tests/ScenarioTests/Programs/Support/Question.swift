import Foundation

/// A request that holds a secret where none belongs, as curl's configuration has it.
struct Question {
    let lines: [String]

    static func all(about secret: String, session: String, at server: String) -> [Question] {
        let segment = secret.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        let alice = "header = \"Authorization: Bearer \(session)\""
        func get(_ path: String, _ more: String...) -> Question {
            Question(lines: ["url = \"\(server)\(path)\""] + more)
        }
        func post(_ path: String, _ body: String, _ more: String...) -> Question {
            let data = body.replacing("\"", with: "\\\"")
            return Question(lines: ["url = \"\(server)\(path)\"", "data = \"\(data)\"", alice] + more)
        }
        let json = "header = \"Content-Type: application/json\""
        let networks = "/api/v1/networks"
        return [
            get("/api/v1/server", "header = \"Authorization: Bearer \(secret)x\""),
            get("/api/v1/server", "user = \"admin:\(secret)\""),
            get("/\(segment)"),
            get("/api/v1/\(segment)", alice),
            get("\(networks)/\(segment)", alice),
            get("\(networks)/mesh/nodes/\(segment)", alice),
            get("\(networks)/mesh/keys/\(segment)", alice, "request = DELETE"),
            get("\(networks)/mesh/convergence?\(segment)=1", alice),
            get("\(networks)/mesh/convergence?revision=\(segment)", alice),
            get("\(networks)/mesh/convergence?timeout=\(segment)", alice),
            get("\(networks)/mesh/why?from=\(segment)&to=node1", alice),
            post("\(networks)/mesh", "{}", json, "request = PATCH", "header = \"If-Match: \(secret)\""),
            post(networks, "{\"name\": \"\(secret)\"}", json),
            post(networks, "{\"\(secret)\": 1}", json),
            post(networks, "{\"name\": \"x\", \"ipv4Range\": \"\(secret)\"}", json),
            post(networks, secret, json),
            post("\(networks)/mesh/keys", "{\"uses\": \"\(secret)\"}", json),
            post("\(networks)/mesh/nodes/node1", "{\"endpoint\": \"\(secret)\"}", json, "request = PATCH"),
            post("/api/v1/login", "{\"user\": \"\(secret)\", \"password\": \"\(secret)\"}", json),
            post("/api/v1/setup", "{\"user\": \"x\", \"code\": \"\(secret)\", \"password\": \"\(secret)\"}", json),
            post(networks, "{}", "header = \"Content-Type: \(secret)\""),
        ]
    }
}
