internal import HTTPTypes
internal import NetmakerCore

extension APIOperation {
    static let why = [explainPath]

    public static let explainPath = APIOperation(
        "explainPath", .get, "/api/v1/networks/{network}/why",
        "Tells whether and how one place reaches another, and the first thing that is wrong.",
        parameters: [
            Parameter("from", PlaceReference.schema.described("where the path begins"), .required),
            Parameter("to", PlaceReference.schema.described("where it ends"), .required),
        ], answers: .ok(Explanation.self))
}
