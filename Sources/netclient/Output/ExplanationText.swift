internal import NetmakerAgent
internal import NetmakerCore

/// Why a peer is reached or is not, for people.
struct ExplanationText {
    let explanation: LocalExplanation
    let now: Timestamp
    let width: Int

    var lines: [String] {
        var lines = wrapped(explanation.summary) + [""]
        if let peer = explanation.peer {
            let text = PeerText(peer, now: now, isSeen: peer.isMissing != nil)
            lines += ["network \(explanation.network), peer \(peer.name)"]
            for sentence in text.sentences {
                lines += Paragraph.labelled("", sentence, indent: 2, column: 2, width: width)
            }
        } else {
            lines += ["network \(explanation.network)"]
        }
        guard !explanation.findings.isEmpty else { return lines + ["", "nothing wrong was found"] }
        for (number, finding) in explanation.findings.enumerated() {
            let prefix = finding.weight == .remark ? "by the way: " : ""
            lines += [""]
            lines += Paragraph.labelled("\(number + 1).", prefix + finding.message, indent: 0, column: 3, width: width)
            lines += Paragraph.labelled("", finding.remedy, indent: 0, column: 3, width: width)
        }
        return lines
    }

    private func wrapped(_ text: String) -> [String] {
        Paragraph.labelled("", text, indent: 0, column: 0, width: width)
    }
}
