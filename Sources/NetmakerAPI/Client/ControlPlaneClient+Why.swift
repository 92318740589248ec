internal import HTTPTypes
public import NetmakerCore

extension ControlPlaneClient {
    /// Whether and how one place of a network reaches another, and the first thing that is wrong. Takes some seconds
    /// where an agent does not answer.
    public func explanation(
        of network: NetworkName, from: PlaceReference, to: PlaceReference
    ) async throws(APIError) -> Explanation {
        try await ask(.get, .why(in: network), query: "?from=\(from)&to=\(to)", for: Explanation.self)
    }
}
