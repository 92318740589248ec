internal import FoundationEssentials
internal import NetmakerAPI
internal import NetmakerCore
internal import QRCodes

extension QRCodeResource {
    /// The code of a file; nil when no code holds it.
    init?(of text: String) {
        let code: QRCode
        do { code = try QRCode(of: text) } catch { return nil }
        self.init(
            png: ConfidentialText(Data(code.png()).base64EncodedString()), svg: ConfidentialText(code.svg),
            terminal: ConfidentialText(code.terminalText))
    }
}
