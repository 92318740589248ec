internal import NetmakerCore

/// The steps that give users their roles.
struct UserSteps {
    /// First those who get more: somebody has to be a super admin at every moment.
    let others: [DeclarationPlan.Step]
    /// Of who asks.
    let own: [DeclarationPlan.Step]

    init(from server: DeclaredServer, to target: [DeclaredObject: DeclaredFields]) throws(ModelError) {
        var (promoted, others, own) = (
            [DeclarationPlan.Step](), [DeclarationPlan.Step](), [DeclarationPlan.Step]()
        )
        for user in target.keys.filter({ $0.kind == .user }).sorted() {
            guard let wanted = target[user], let step = try Self.step(user, server.declaration.objects[user], wanted)
            else { continue }
            if case .user(server.asker) = user {
                own.append(step)
            } else if wanted["role"] == .string(Role.Kind.superAdmin.description) {
                promoted.append(step)
            } else {
                others.append(step)
            }
        }
        self.others = promoted + others
        self.own = own
    }

    private static func step(
        _ user: DeclaredObject, _ present: DeclaredFields?, _ wanted: DeclaredFields
    ) throws(ModelError) -> DeclarationPlan.Step? {
        let changed = user.kind.fields.filter { wanted[$0] != present?[$0] }
        guard !changed.isEmpty else { return nil }
        return DeclarationPlan.Step(
            object: user, title: user.title(wanted),
            changes: changed.map { DeclarationPlan.Change($0, from: present?[$0], to: wanted[$0]) },
            call: .updateUser(try RequestFields.read(from: wanted.only(changed), at: user.path)))
    }
}
