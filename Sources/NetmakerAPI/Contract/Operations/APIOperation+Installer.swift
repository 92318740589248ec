internal import HTTPTypes

extension APIOperation {
    static let installer = [showInstallScript, fetchAgent]

    public static let showInstallScript = APIOperation(
        "showInstallScript", .get, "/install.sh",
        "Gives the script that puts netclient on a machine and joins it: the same for everybody, without a secret.",
        access: .anybody, answers: .file("text/x-shellscript"), problems: [.notFound])

    public static let fetchAgent = APIOperation(
        "fetchAgent", .get, "/install/{architecture}", "Gives the netclient that the script installs.",
        access: .anybody, answers: .file("application/octet-stream"))
}
