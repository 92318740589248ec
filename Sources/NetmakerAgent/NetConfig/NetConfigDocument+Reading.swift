internal import NetmakerCore

extension NetConfigDocument {
    /// What a flag says; nil when it says nothing.
    ///
    /// - Throws: `NetConfigError` for what is neither yes nor no.
    func flag(_ place: NetConfigPlace) throws(NetConfigError) -> Bool? {
        guard let text = self[place]?.first else { return nil }
        do throws(ModelError) {
            return try NetConfigForm.flag.meaning(of: text, .netmaker).map { $0 == "yes" }
        } catch {
            throw unreadable(place, error)
        }
    }

    /// The only ranges whose addresses others are told as being in the same LAN; none for all.
    ///
    /// - Throws: `NetConfigError` for what are no ranges.
    var localRanges: [IPPrefix] {
        get throws(NetConfigError) {
            guard try flag(.isLocal) == true, let items = self[.localRange] else { return [] }
            do throws(ModelError) {
                return try items.flatMap { $0.split(separator: ",") }.map { part throws(ModelError) in
                    try IPPrefix(parsing: String(part.filter { $0 != " " }))
                }
            } catch {
                throw unreadable(.localRange, error)
            }
        }
    }

    /// A value that cannot be read, with its line.
    func unreadable(_ place: NetConfigPlace, _ error: ModelError) -> NetConfigError {
        NetConfigError(
            line: entries[place].map { $0.line + 1 }, key: "\(place)", error.message, remedy: error.remedy)
    }
}
