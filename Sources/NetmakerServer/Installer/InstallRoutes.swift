internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import NetmakerAPI
internal import NetmakerControl

/// `/install.sh` and `/install/:architecture`: for machines that have nothing yet, and so for anybody.
struct InstallRoutes: Sendable {
    let face: PublicFace
    let programs: AgentPrograms

    var endpoints: RouteCollection<APIContext> {
        RouteCollection(context: APIContext.self)
            .on(.showInstallScript, use: script)
            .on(.fetchAgent, use: program)
    }

    private func script(_ request: Request, context: APIContext) async throws -> Response {
        let programs = try await programs.all()
        guard !programs.isEmpty else { throw Self.none }
        let text = InstallScript(server: try face.api, programs: programs).text
        return Response(
            status: .ok, headers: [.contentType: "text/x-shellscript"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    private func program(_ request: Request, context: APIContext) async throws -> Response {
        let architecture = AgentArchitecture(rawValue: try context.parameters.require("architecture"))
        guard let program = try await programs.all().first(where: { $0.architecture == architecture }) else {
            throw Self.none
        }
        return Response(
            status: .ok, headers: [.contentType: "application/octet-stream"],
            body: try await FileIO().loadFile(path: program.path, context: context))
    }

    private static let none = ControlError(
        .notFound, field: "architecture", message: "this server has no such netclient to give away",
        remedy: "lay it beside nm-server, or name its folder with --agents-dir")
}
