internal import DurableFiles
internal import Logging
internal import NetmakerCore

/// `netconfig-<net>` at work: what a person changes in it and what the server changes are led together, again and again.
/// Who uses it sees to it that nobody else writes the network's files meanwhile.
actor TwoWayFile {
    /// How it stands after a look.
    struct Findings: Hashable, Sendable {
        /// Why the file is left as it is; nil when all is well.
        var trouble: String?
        /// What the server is still to be told.
        var edits: [NodeEdit] = []
        /// The only ranges whose addresses others are told, none for all; nil when the file does not say.
        var localRanges: [IPPrefix]?
        /// What became of edits with this look.
        var notices: [NetConfigNotice] = []
    }

    private let files: MembershipFiles
    private let logger: Logger
    private var agreement: NetConfigMerge.Agreement?
    /// What was last looked at, and what came of it; nil when that does not count any more.
    private var last: (mark: FileMark?, view: NetConfig, findings: Findings)?

    init(_ files: MembershipFiles, logger: Logger) {
        self.files = files
        self.logger = logger
        agreement = files.configurationAgreement(logger)
    }

    /// Looks whether the file or what it shows has changed, and leads the two together. Where neither has, that costs one
    /// look at the file's name.
    ///
    /// - Parameter refusals: what the server has refused of what the file says.
    /// - Throws: `FileError` when the disk does not take what is to be written; it is tried again at the next look.
    func look(_ view: NetConfig, refusals: [NodeSetting.Field: NodeEditRefusal] = [:]) throws -> Findings {
        let path = files.path(.configuration)
        let mark = try FileMark(of: path)
        if let last, last.mark == mark, last.view == view, refusals.isEmpty, mark != nil {
            var findings = last.findings
            findings.notices = []
            return findings
        }
        last = nil
        var findings = Findings()
        do {
            // Whoever is changing it at this very moment goes first.
            guard let led = try lead(view, mark, refusals) else { return findings }
            findings = led
        } catch let error as NetConfigError {
            findings = trouble("\(path) is left as it is: \(error)")
        } catch let error as FileError where [.unsuitable, .tooLarge, .notPermitted].contains(error.code) {
            findings = trouble("\(path) is left as it is: \(error)")
        }
        // The mark from before it was read: the next look then sees who has changed it meanwhile, and reads once more what
        // was written by this one.
        last = (mark, view, findings)
        return findings
    }

    /// - Returns: nil when the file has changed meanwhile: then the next look sees what it has become.
    private func lead(
        _ view: NetConfig, _ mark: FileMark?, _ refusals: [NodeSetting.Field: NodeEditRefusal]
    ) throws -> Findings? {
        guard case .whole(let document) = try files.readConfiguration(), mark != nil else {
            guard try FileMark(of: files.path(.configuration)) == nil else { return nil }
            let merged = try NetConfigMerge(try NetConfigDocument(Array(view.text.utf8)), nil, view)
            try files.save(merged.document)
            try keep(merged.agreement)
            return Findings()
        }
        let merged = try NetConfigMerge(document, agreement, view, refusals: refusals)
        if merged.document != document {
            guard try FileMark(of: files.path(.configuration)) == mark else { return nil }
            try files.save(merged.document)
        }
        // After the file: a crash in between leaves what both say, and no edit that nobody made.
        try keep(merged.agreement)
        for notice in merged.notices {
            logger.warning(
                "A change of the configuration file does not count",
                metadata: [
                    "key": "\(notice.key)", "reason": "\(notice.message)", "remedy": "\(notice.remedy)",
                ])
        }
        return Findings(
            edits: merged.edits, localRanges: try merged.document.localRanges, notices: merged.notices)
    }

    private func keep(_ agreement: NetConfigMerge.Agreement) throws {
        guard agreement != self.agreement else { return }
        try files.save(agreement)
        self.agreement = agreement
    }

    private func trouble(_ reason: String) -> Findings { Findings(trouble: reason) }
}
