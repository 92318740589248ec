import Testing

/// Who may call which route: written by hand, read by people, held by `The authorization table`.
///
/// A row a route, in the order in which the server has them. The columns are askers, each about the network harbor:
///
/// - nobody: without a credential
/// - own: a network admin of harbor, in a session
/// - other: a network admin of another network, in a session
/// - super: a super admin, in a session
/// - reader: a super admin's API token that may only read
/// - narrow: a super admin's API token for harbor alone, that may read and write
/// - away: a super admin's API token for another network alone, that may read and write
///
/// `yes` is what the route's example answers to a super admin; a number is the status of the refusal, and nothing has
/// changed then. A network that somebody may not see is 404 to them, as one that is not there. The user, the sessions
/// and the tokens under `/users` are those of own, under `/account` those of super.
enum AuthorizationTable {
    static let text = """
        route                                              nobody  own  other  super  reader  narrow  away
        GET    /healthz                                    yes     yes  yes    yes    yes     yes     yes
        GET    /readyz                                     yes     yes  yes    yes    yes     yes     yes
        GET    /api/v1/openapi.json                        yes     yes  yes    yes    yes     yes     yes
        GET    /install.sh                                 yes     yes  yes    yes    yes     yes     yes
        GET    /install/:architecture                      yes     yes  yes    yes    yes     yes     yes
        GET    /api/v1/setup                               yes     yes  yes    yes    yes     yes     yes
        POST   /api/v1/setup                               yes     yes  yes    yes    yes     yes     yes
        POST   /api/v1/login                               yes     yes  yes    yes    yes     yes     yes
        POST   /api/v1/logout                              401     yes  yes    yes    403     403     403
        GET    /api/v1/server                              401     yes  yes    yes    yes     yes     yes

        GET    /api/v1/account                             401     yes  yes    yes    yes     yes     yes
        POST   /api/v1/account/password                    401     yes  yes    yes    403     403     403
        GET    /api/v1/account/sessions                    401     yes  yes    yes    yes     403     403
        DELETE /api/v1/account/sessions                    401     yes  yes    yes    403     403     403
        DELETE /api/v1/account/sessions/:session           401     404  404    yes    403     403     403
        GET    /api/v1/account/tokens                      401     yes  yes    yes    yes     403     403
        POST   /api/v1/account/tokens                      401     yes  400    yes    403     403     403
        DELETE /api/v1/account/tokens/:token               401     404  404    yes    403     403     403

        GET    /api/v1/users                               401     403  403    yes    yes     403     403
        POST   /api/v1/users                               401     403  403    yes    403     403     403
        GET    /api/v1/users/:user                         401     403  403    yes    yes     403     403
        PATCH  /api/v1/users/:user                         401     403  403    yes    403     403     403
        DELETE /api/v1/users/:user                         401     403  403    yes    403     403     403
        POST   /api/v1/users/:user/password                401     403  403    yes    403     403     403
        GET    /api/v1/users/:user/sessions                401     yes  403    yes    yes     403     403
        DELETE /api/v1/users/:user/sessions                401     yes  403    yes    403     403     403
        DELETE /api/v1/users/:user/sessions/:session       401     yes  403    yes    403     403     403
        GET    /api/v1/users/:user/tokens                  401     yes  403    yes    yes     403     403
        DELETE /api/v1/users/:user/tokens/:token           401     yes  403    yes    403     403     403

        GET    /api/v1/networks                            401     yes  yes    yes    yes     yes     yes
        POST   /api/v1/networks                            401     403  403    yes    403     403     403
        GET    /api/v1/networks/:network                   401     yes  404    yes    yes     yes     404
        PATCH  /api/v1/networks/:network                   401     yes  404    yes    403     yes     404
        DELETE /api/v1/networks/:network                   401     403  404    yes    403     403     404
        GET    /api/v1/networks/:network/nodes             401     yes  404    yes    yes     yes     404
        GET    /api/v1/networks/:network/nodes/:node       401     yes  404    yes    yes     yes     404
        GET    /api/v1/networks/:network/nodes/:node/links  401    yes  404    yes    yes     yes     404
        PATCH  /api/v1/networks/:network/nodes/:node       401     yes  404    yes    403     yes     404
        DELETE /api/v1/networks/:network/nodes/:node       401     yes  404    yes    403     yes     404
        POST   /api/v1/networks/:network/nodes/:node/approve  401  yes  404    yes    403     yes     404
        POST   /api/v1/networks/:network/nodes/:node/deny  401     yes  404    yes    403     yes     404
        PUT    /api/v1/networks/:network/nodes/:node/egress  401     yes  404    yes    403     yes     404
        DELETE /api/v1/networks/:network/nodes/:node/egress  401     yes  404    yes    403     yes     404
        PUT    /api/v1/networks/:network/nodes/:node/ingress  401     yes  404    yes    403     yes     404
        DELETE /api/v1/networks/:network/nodes/:node/ingress  401     yes  404    yes    403     yes     404
        PUT    /api/v1/networks/:network/nodes/:node/relay 401     yes  404    yes    403     yes     404
        DELETE /api/v1/networks/:network/nodes/:node/relay 401     yes  404    yes    403     yes     404
        PUT    /api/v1/networks/:network/nodes/:node/ranges  401     yes  404    yes    403     yes     404
        DELETE /api/v1/networks/:network/nodes/:node/ranges  401     yes  404    yes    403     yes     404
        GET    /api/v1/networks/:network/clients           401     yes  404    yes    yes     yes     404
        POST   /api/v1/networks/:network/clients           401     yes  404    yes    403     yes     404
        GET    /api/v1/networks/:network/clients/:client   401     yes  404    yes    yes     yes     404
        PATCH  /api/v1/networks/:network/clients/:client   401     yes  404    yes    403     yes     404
        DELETE /api/v1/networks/:network/clients/:client   401     yes  404    yes    403     yes     404
        GET    /api/v1/networks/:network/clients/:client/file  401     yes  404    yes    yes     yes     404
        POST   /api/v1/networks/:network/clients/:client/file  401     yes  404    yes    403     yes     404
        PUT    /api/v1/networks/:network/ranges            401     yes  404    yes    403     yes     404
        GET    /api/v1/networks/:network/key-refresh       401     yes  404    yes    yes     yes     404
        POST   /api/v1/networks/:network/key-refresh       401     yes  404    yes    403     yes     404
        GET    /api/v1/networks/:network/keys              401     yes  404    yes    yes     yes     404
        POST   /api/v1/networks/:network/keys              401     yes  404    yes    403     yes     404
        GET    /api/v1/networks/:network/keys/:accessKey   401     yes  404    yes    yes     yes     404
        PATCH  /api/v1/networks/:network/keys/:accessKey   401     yes  404    yes    403     yes     404
        DELETE /api/v1/networks/:network/keys/:accessKey   401     yes  404    yes    403     yes     404
        GET    /api/v1/networks/:network/dns               401     yes  404    yes    yes     yes     404
        POST   /api/v1/networks/:network/dns               401     yes  404    yes    403     yes     404
        GET    /api/v1/networks/:network/dns/:record       401     yes  404    yes    yes     yes     404
        PATCH  /api/v1/networks/:network/dns/:record       401     yes  404    yes    403     yes     404
        DELETE /api/v1/networks/:network/dns/:record       401     yes  404    yes    403     yes     404
        GET    /api/v1/networks/:network/events            401     yes  404    yes    yes     yes     404
        GET    /api/v1/networks/:network/convergence       401     yes  404    yes    yes     yes     404
        GET    /api/v1/networks/:network/why               401     yes  404    yes    yes     yes     404
        GET    /api/v1/networks/:network/history           401     yes  404    yes    yes     yes     404
        GET    /api/v1/networks/:network/diff              401     yes  404    yes    yes     yes     404

        GET    /api/v1/history                             401     403  403    yes    yes     403     403
        GET    /api/v1/events                              401     yes  yes    yes    yes     yes     yes
        """
}

extension AuthorizationTable {
    /// Who asks.
    enum Asker: String, CaseIterable, Sendable { case nobody, own, other, `super`, reader, narrow, away }

    /// What they get.
    enum Verdict: Hashable, Sendable {
        case yes
        case refused(Int)
    }

    struct Row: Sendable, CustomTestStringConvertible {
        /// Method and path, with one space between.
        let route: String
        let verdicts: [Asker: Verdict]

        var testDescription: String { route }
    }

    /// The rows; empty when the text is no such table.
    static let rows: [Row] = {
        let lines = text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        guard lines.first == ["route"] + Asker.allCases.map(\.rawValue) else { return [] }
        return lines.dropFirst().compactMap { cells in
            let verdicts = cells.dropFirst(2).compactMap { $0 == "yes" ? .yes : Int($0).map(Verdict.refused) }
            guard verdicts.count == Asker.allCases.count, cells.count == verdicts.count + 2 else { return nil }
            return Row(
                route: "\(cells[0]) \(cells[1])",
                verdicts: Dictionary(uniqueKeysWithValues: zip(Asker.allCases, verdicts)))
        }
    }()
}
