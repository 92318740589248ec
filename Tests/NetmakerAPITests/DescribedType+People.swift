import NetmakerAPI
import NetmakerCore
import NetmakerTesting

extension DescribedType {
    static let people: [DescribedType] = [
        .answer(admin, user), .answer(Listing([user]), Listing([user], next: "~alice")),
        .answer(session), .answer(Listing([session]), Listing([session], next: "~0000000000000001")),
        .answer(
            AccountResource(user: user, session: session, token: nil),
            AccountResource(user: user, session: nil, token: token)),
        .answer(narrowToken, token), .answer(Listing([token]), Listing([token], next: "~token-1")),
        .answer(
            CreatedAPITokenResource(
                token: ConfidentialText(Samples.secret(1).revealedAsAPIToken()), apiToken: token)),
    ]

    private static let user = UserResource(Samples.user())
    private static let admin = UserResource(
        Samples.user("carol", role: .networkAdmin(of: [Samples.networkName()], commands: .granted)))
    private static let session = LoginSessionResource(Samples.loginSession(1), current: nil)
    private static let token = APITokenResource(Samples.apiToken(1))
    private static let narrowToken = APITokenResource(
        Samples.apiToken(2, access: .readOnly, networks: [Samples.networkName()], expiresAt: Samples.time))
}
