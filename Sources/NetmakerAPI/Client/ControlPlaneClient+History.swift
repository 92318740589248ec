internal import FoundationEssentials
internal import HTTPTypes
public import NetmakerCore

extension ControlPlaneClient {
    /// What was changed in a network, the newest first: pages are asked for until there are as many as the limit says,
    /// or no more.
    public func history(
        of network: NetworkName, _ filter: ChangeFilter = ChangeFilter()
    ) async throws(APIError) -> [ChangeResource] {
        try await changes(at: .history(of: network), filter)
    }

    /// What was changed on the server and in all its networks, those included that are no more, likewise.
    public func history(_ filter: ChangeFilter = ChangeFilter()) async throws(APIError) -> [ChangeResource] {
        try await changes(at: .history, filter)
    }

    /// What a network was at one revision and is at another.
    ///
    /// - Parameters:
    ///   - from: nil for the one before the other.
    ///   - to: nil for the current one.
    public func difference(
        of network: NetworkName, from: Revision? = nil, to: Revision? = nil
    ) async throws(APIError) -> DifferenceResource {
        let parameters = [("from", from), ("to", to)].compactMap { name, revision in
            revision.map { (name: name, value: $0.description) }
        }
        return try await ask(
            .get, .difference(of: network), query: Self.query(parameters), for: DifferenceResource.self)
    }

    private func changes(at path: APIPath, _ filter: ChangeFilter) async throws(APIError) -> [ChangeResource] {
        var filter = filter
        var changes: [ChangeResource] = []
        let wanted = filter.limit
        while changes.count < wanted {
            filter.limit = min(wanted - changes.count, PageLimit.range.upperBound)
            let page = try await ask(
                .get, path, query: Self.query(filter.query), for: Listing<ChangeResource>.self)
            changes += page.items
            guard let next = page.next else { break }
            filter.after = try Self.place(next)
        }
        return changes
    }

    private static func place(_ next: String) throws(APIError) -> ChangePlace {
        do throws(ModelError) { return try Cursor<ChangePlace>(parsing: next).name } catch {
            throw APIError(
                .unexpectedAnswer, message: "the server's answer says that the next page begins nowhere",
                remedy: "use the release that the server has", cause: error)
        }
    }

    /// Behind the question mark, as RFC 3986 has it; empty for none.
    static func query(_ parameters: [(name: String, value: String)]) -> String {
        guard !parameters.isEmpty else { return "" }
        let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:@/".utf8)
        let texts = parameters.map { name, value in
            let escaped = value.utf8.map { byte in
                plain.contains(byte) ? String(UnicodeScalar(byte)) : "%" + Hexadecimal.text(of: [byte]).uppercased()
            }
            return "\(name)=\(escaped.joined())"
        }
        return "?" + texts.joined(separator: "&")
    }
}
