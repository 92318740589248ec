// Why something was not done, with what to do about it: the server's own words (RFC 9457), or ours where it said none.

export class Problem extends Error {
    /// - `fields`: as the server's answer has them.
    constructor(fields) {
        super(fields.detail);
        this.name = "Problem";
        this.status = fields.status ?? 0;
        /// Such as "precondition-failed"; the last part of the server's `type`.
        this.kind = (fields.type ?? "").split(":").at(-1);
        this.remedy = fields.remedy ?? "";
        /// The field of the request that is to blame; null when no one field is.
        this.field = fields.field ?? null;
        /// What others changed meanwhile, oldest first; null for other problems.
        this.changes = fields.changes ?? null;
        this.currentRevision = fields.currentRevision ?? null;
        /// Whether the session was found to be over: somebody is to sign in then, and no more is to be said.
        this.isOfSession = false;
    }

    /// Whether it may be over soon, without anybody doing something: no answer came, or that of a server that is about
    /// to start or to stop, or of a proxy before it.
    get isPassing() { return this.kind === "unreachable" || [429, 502, 503, 504].includes(this.status); }

    /// That no answer came.
    static unreachable() {
        return new Problem({
            type: "unreachable", detail: "the server cannot be reached",
            remedy: "check that nm-server runs and that this device has a connection, then try again",
        });
    }

    /// What a failed answer says.
    static async of(response) {
        try {
            const fields = await response.json();
            if (typeof fields.detail === "string") return new Problem({...fields, status: response.status});
        } catch {
            // A proxy's page, perhaps: its status is all there is to tell.
        }
        return new Problem({
            status: response.status, detail: `the server answered with status ${response.status}`,
            remedy: "try again; if it stays so, look at the server's log",
        });
    }
}

/// Any error as a problem to be shown: ours are bugs, and are told as such. Null for what is not.
export function asProblem(error) {
    if (error.isOfSession) return null;
    return error instanceof Problem
        ? error : new Problem({detail: String(error?.message ?? error), remedy: "reload the page and try again"});
}
