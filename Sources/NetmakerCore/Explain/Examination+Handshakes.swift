/// Whether the ends have heard of each other. WireGuard shakes hands when there is something to send, and anew after
/// 120 seconds (REKEY_AFTER_TIME); a session is good for 180 (REJECT_AFTER_TIME): an idle pair proves nothing.
extension Examination {
    mutating func examineHandshakes() {
        guard let pair else { return }
        if let lost = pair.lost {
            find(
                .lostOnTheWay, .fault, about: lost.node.name,
                "\(lost.node.name) has just sent \(lost.sentMeanwhile) bytes to \(lost.other.name), "
                    + "and nothing came in there",
                remedy: throughFirewall(of: lost.other))
            return
        }
        guard !pair.isAlive else { return }
        // Whoever does not have the other as a peer has been found already.
        let heard = pair.sides.filter { $0.peer != nil }
        guard let dead = heard.first(where: { !$0.isAlive }) else { return }
        if let alive = heard.first(where: \.isAlive) {
            find(
                .oneSided, .doubt, about: dead.node.name,
                "\(alive.node.name) shook hands with \(dead.node.name) \(alive.peer?.handshakeAge?.sentence ?? "-") ago, "
                    + "and \(dead.node.name) does not know of it: its device was made anew, or hears nothing",
                remedy: "send something from \(dead.node.name), and ask again; \(throughFirewall(of: dead.node))")
            return
        }
        guard let age = pair.age else { return examineSilence(heard) }
        if let stopped = heard.first(where: { $0.peer?.persistentKeepalive != .off }) {
            find(
                .answersStopped, .fault, about: stopped.other.name,
                "\(stopped.node.name) keeps sending to \(stopped.other.name)\(place(stopped)), "
                    + "which has not answered for \(age.sentence)",
                remedy: throughFirewall(of: stopped.other))
        } else {
            find(
                .stale, .doubt, about: nil,
                "the last handshake of \(pair.there.node.name) and \(pair.back.node.name) was \(age.sentence) ago: "
                    + "nothing was sent since, or nothing got through",
                remedy: "ping \(pair.back.node.name) from \(pair.there.node.name), and ask again")
        }
    }

    private mutating func examineSilence(_ heard: [PairSession.Side]) {
        guard let sender = heard.first(where: { ($0.peer?.sent ?? 0) > 0 }), let sent = sender.peer?.sent else {
            let (one, other) = (heard[0].node.name, heard[0].other.name)
            find(
                .untried, .remark, about: nil,
                heard.count == 2
                    ? "\(one) and \(other) have sent nothing to each other yet"
                    : "\(one) has sent nothing to \(other) yet",
                remedy: "ping \(other) from \(one), and ask again")
            return
        }
        let told = "\(sender.node.name) has sent \(sent) bytes to \(sender.other.name)\(place(sender))"
        // What arrives and is answered in vain is lost on its way back.
        let isHeard = heard.contains { $0.node.id == sender.other.id && ($0.peer?.received ?? 0) > 0 }
        find(
            .neverAnswered, .fault, about: sender.other.name,
            isHeard
                ? "\(told), which hears it, and whose answers do not come back" : "\(told), which has never answered",
            remedy: throughFirewall(of: isHeard ? sender.node : sender.other))
    }

    private func place(_ side: PairSession.Side) -> String { side.peer?.endpoint.map { " at \($0)" } ?? "" }

    private func throughFirewall(of node: Node) -> String {
        "see that UDP port \(node.listenPort) gets through to \(node.name): its own firewall, its NAT, and what is between"
    }
}
