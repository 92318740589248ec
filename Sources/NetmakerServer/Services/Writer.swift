internal import NetmakerAPI
internal import NetmakerControl
internal import NetmakerCore
internal import NetmakerStore

/// Hands commands to the control plane, and finds out for one that came too late what happened meanwhile.
struct Writer: Sendable {
    let controlPlane: ControlPlane

    /// Does what is asked of one object of a network.
    ///
    /// - Parameter current: the object's revision in a state of its network.
    /// - Throws: `ControlError`, or `PreconditionFailure` when the object changed since the asker read it.
    func perform<C: Command>(
        _ command: C, as principal: Principal, on object: ChangedObject, in network: Network,
        ifMatch: Revision?, current: (NetworkState) -> Revision?
    ) async throws -> (result: C.Result, networkRevision: Revision?) {
        do {
            let committed = try await controlPlane.perform(command, as: principal)
            return (committed.result, committed.revisions[network.aggregate])
        } catch {
            guard error.code == .preconditionFailed, let ifMatch, let state = controlPlane.truth.networks[network.name],
                let current = current(state)
            else { throw error }
            throw PreconditionFailure(
                error: error, currentRevision: current,
                changes: await changes(of: object, in: state, since: ifMatch))
        }
    }

    /// Does what is asked of one object of the directory.
    ///
    /// - Parameter current: the object's revision in a state of the directory.
    /// - Throws: `ControlError`, or `PreconditionFailure` when the object changed since the asker read it.
    func perform<C: Command>(
        _ command: C, as principal: Principal, ifMatch: Revision?, current: (Directory) -> Revision?
    ) async throws -> C.Result {
        do {
            return try await controlPlane.perform(command, as: principal).result
        } catch {
            guard error.code == .preconditionFailed, ifMatch != nil, let current = current(controlPlane.truth.directory)
            else { throw error }
            // What changed of a user is not told: passwords are among it.
            throw PreconditionFailure(error: error, currentRevision: current, changes: nil)
        }
    }

    private func changes(
        of object: ChangedObject, in state: NetworkState, since revision: Revision
    ) async -> [Problem.Change]? {
        do throws(StoreError) {
            return try await ObjectHistory(controlPlane: controlPlane).changes(
                of: object, in: state.network, since: revision, current: state.revision)
        } catch {
            // Left out, and told of by the control plane: the refusal itself matters more.
            return nil
        }
    }
}
