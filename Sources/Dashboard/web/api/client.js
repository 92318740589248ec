// One request to the REST interface. The session is a cookie that no script can read; this field says that it is meant
// to be used, which no other site can say (see the decision record on the dashboard).

import {Problem} from "./problem.js";

const root = "/api/v1";

const field = "Netmaker-Session";

/// What is called when the session is found to be over.
let whenOver = () => {};
/// How often somebody has come or gone: an answer to a question of before says nothing of the session there is.
let turns = 0;
export function turn() { turns += 1; }
export function onSessionOver(action) { whenOver = action; }

/// Asks, and gives `{value, tag, revision}`: what the answer holds, the revision of the object for a change that builds
/// on it, and where the change left the network.
///
/// - `path`: below `/api/v1`, its segments encoded: see `at`.
/// - `options`: `tag` (the revision a change builds on), `signal`, `session` ("set" to sign in). Without a signal, what
///   is read may not stand still for long; a change may, since nobody would know whether it was made.
/// - Throws: `Problem`.
export async function call(method, path, body, options = {}) {
    const watch = method === "GET" && !options.signal ? new Watch() : null;
    try {
        const response = await send(method, path, body, watch ? {...options, signal: watch.signal} : options);
        const text = response.status === 204 ? "" : await wholeText(response, watch);
        const revision = response.headers.get("Netmaker-Revision");
        return {
            value: text === "" ? null : JSON.parse(text),
            tag: response.headers.get("ETag"),
            revision: revision === null ? null : Number(revision),
        };
    } finally {
        watch?.end();
    }
}

/// How long an answer that is read may stand still, in milliseconds: longer than the server is asked to wait.
const patience = 40_000;

/// Gives an answer up that stands still.
class Watch {
    #abort = new AbortController();
    #timer = null;

    constructor() { this.renew(); }

    get signal() { return this.#abort.signal; }

    /// Something came.
    renew() {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#abort.abort(Problem.unreachable()), patience);
    }

    end() { clearTimeout(this.#timer); }
}

async function wholeText(response, watch) {
    if (response.body === null) return "";
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    try {
        for (;;) {
            const {value, done} = await reader.read();
            if (done) return text;
            text += value;
            watch?.renew();
        }
    } catch (error) {
        throw error instanceof Problem || error.name === "AbortError" ? error : Problem.unreachable();
    }
}

/// Asks, and gives the answer as it comes in.
export async function send(method, path, body, options = {}) {
    const headers = {[field]: options.session === "set" ? "set-cookie" : "use-cookie", ...options.headers};
    if (body !== undefined && body !== null) headers["Content-Type"] = "application/json";
    if (options.tag) headers["If-Match"] = options.tag;
    const mine = turns;
    let response;
    try {
        response = await fetch(root + path, {
            method, headers, signal: options.signal, credentials: "same-origin", cache: "no-store", redirect: "error",
            body: body === undefined || body === null ? undefined : JSON.stringify(body),
        });
    } catch (error) {
        throw options.signal?.aborted ? error : Problem.unreachable();
    }
    if (response.ok) return response;
    const problem = await Problem.of(response);
    if (response.status === 401 && options.session !== "set") {
        problem.isOfSession = true;
        if (mine === turns) whenOver();
    }
    throw problem;
}

/// A path of segments that may hold anything: at`/networks/${name}/nodes`.
export function at(texts, ...segments) {
    return texts.reduce((path, text, index) => path + encodeURIComponent(segments[index - 1]) + text);
}
