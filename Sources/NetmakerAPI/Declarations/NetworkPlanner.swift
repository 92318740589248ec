internal import NetmakerCore

/// The steps that make one network what it is to be. Each is decided on what the ones before it leave, so that at no
/// moment two have one name, one address or one range, and nobody needs what is not there yet.
struct NetworkPlanner {
    let network: NetworkName
    /// What the steps so far leave.
    private(set) var now: [DeclaredObject: DeclaredFields]
    let target: [DeclaredObject: DeclaredFields]
    private(set) var steps: [DeclarationPlan.Step] = []

    init(
        _ network: NetworkName, from now: [DeclaredObject: DeclaredFields], to target: [DeclaredObject: DeclaredFields]
    ) {
        self.network = network
        self.now = now.filter { $0.key.network == network }
        self.target = target.filter { $0.key.network == network }
    }

    mutating func planned() throws(ModelError) -> [DeclarationPlan.Step] {
        try createNetwork()
        try delete(.dnsRecord)
        try deleteClients()
        try releaseRanges()
        try changeRanges()
        try changeSettings()
        try changeNodes()
        try changeRoles()
        try changeClients()
        try createClients()
        try removeIngresses()
        try changeNames()
        return steps
    }

    // MARK: What phases share

    /// The objects of a kind that there are, or are to be, in order.
    func objects(_ kind: DeclaredKind, in state: [DeclaredObject: DeclaredFields]) -> [DeclaredObject] {
        state.keys.filter { $0.kind == kind }.sorted()
    }

    /// Fields of an object as they change.
    struct Difference {
        let object: DeclaredObject
        let changes: [DeclarationPlan.Change]
        let values: [String: JSONValue]

        /// As the body of a request.
        func request<Request: Decodable>(_ type: Request.Type = Request.self) throws(ModelError) -> Request {
            try RequestFields.read(type, from: values, at: object.path)
        }
    }

    /// - Parameters:
    ///   - fields: those that count.
    ///   - wanted: what the object is to be; nil for what the target says.
    func difference(
        _ object: DeclaredObject, _ fields: [String], to wanted: DeclaredFields? = nil
    ) -> Difference {
        let (old, new) = (now[object], wanted ?? target[object])
        let changed = fields.filter { name in new?[name].map { $0 != old?[name] } ?? false }
        return Difference(
            object: object,
            changes: changed.map { DeclarationPlan.Change($0, from: old?[$0], to: new?[$0]) },
            values: Dictionary(uniqueKeysWithValues: changed.map { ($0, new?[$0] ?? .null) }))
    }

    /// Adds a step that changes fields of an object, if any do.
    ///
    /// - Parameters:
    ///   - wanted: what the object is to be; nil for what the target says.
    ///   - call: makes the call for what changes.
    mutating func change(
        _ object: DeclaredObject, _ fields: [String], to wanted: DeclaredFields? = nil, remark: String? = nil,
        _ call: (Difference) throws(ModelError) -> DeclaredCall
    ) throws(ModelError) {
        let difference = difference(object, fields, to: wanted)
        guard !difference.changes.isEmpty else { return }
        add(object, difference.changes, try call(difference), remark: remark)
        now[object, default: DeclaredFields()].values.merge(difference.values) { $1 }
    }

    mutating func add(
        _ object: DeclaredObject, _ changes: [DeclarationPlan.Change], _ call: DeclaredCall, remark: String? = nil
    ) {
        let title = object.title(now[object] ?? target[object])
        steps.append(
            DeclarationPlan.Step(object: object, title: title, changes: changes, call: call, remark: remark))
    }

    /// Adds a step that makes an object, with what the target says of some fields.
    mutating func create(
        _ object: DeclaredObject, _ fields: [String], _ call: ([String: JSONValue]) throws(ModelError) -> DeclaredCall
    ) throws(ModelError) {
        let given = DeclaredFields(target[object]?.only(fields) ?? [:])
        let changes = object.kind.fields.filter { given.filled[$0] != nil }
            .map { DeclarationPlan.Change($0, from: nil, to: given[$0]) }
        add(object, changes, try call(given.filled))
        now[object] = given
    }

    mutating func delete(_ object: DeclaredObject, _ call: DeclaredCall, remark: String? = nil) {
        add(object, [], call, remark: remark)
        now[object] = nil
    }

    /// What the steps before leave is changed by another step as well.
    mutating func replaceState(_ state: [DeclaredObject: DeclaredFields]) { now = state }
}
