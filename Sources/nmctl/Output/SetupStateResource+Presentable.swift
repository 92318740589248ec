internal import NetmakerAPI

extension SetupStateResource: Presentable {
    static var columns: [String] { ["setup"] }

    var row: [String] { [identifier] }

    var details: [(label: String, value: String)] { [("setup", identifier)] }

    var identifier: String { needed ? "needed" : "done" }
}
