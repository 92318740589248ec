internal import Logging
internal import NetmakerAgentProtocol
internal import NetmakerControl
internal import NetmakerCore

extension AgentService {
    /// Makes what the machine's owner changed of its node there.
    ///
    /// - Returns: what was not made of it, and why: that ends no session.
    /// - Throws: `AgentProtocolError` when nothing can be made now, or there is no such node any more.
    func make(_ edits: NodeEdits, of node: NodeID) async throws(AgentProtocolError) -> NodeEditsReply {
        let edited: EditNode.Edited
        do throws(ControlError) {
            edited = try await control.perform(EditNode(node: node, edits: edits.edits), as: .node(node)).result
        } catch {
            logger.warning("edits not kept", metadata: ["node": "\(node)", "error": "\(error)"])
            throw AgentProtocolError(error)
        }
        for refusal in edited.refusals {
            logger.warning(
                "edit refused",
                metadata: ["node": "\(node)", "field": "\(refusal.field)", "reason": "\(refusal.message)"])
        }
        return NodeEditsReply(number: edits.number, refusals: edited.refusals)
    }
}
