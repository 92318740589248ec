// Who is signed in. The session itself is a cookie that this page cannot read: all that is known here is the account.

import {call, onSessionOver, turn} from "../api/client.js";
import {Problem} from "../api/problem.js";

export class Session {
    /// Null while nobody is signed in.
    account = null;
    /// Why nobody is any more; null when nobody has been.
    ending = null;
    /// Whether it ended without their doing: what they were at is kept for them.
    isCut = false;
    /// Whether the server waits for its first admin.
    isBare = false;
    /// How often it was asked whether all is as it was.
    #refreshes = 0;

    /// - `cut()`: it is about to end without their doing, and what they see is still theirs.
    /// - `changed()`: somebody has signed in or out.
    constructor({cut, changed}) {
        Object.assign(this, {cut, changed});
        onSessionOver(() => this.#end("Your session is over. Sign in to go on where you were.", true));
    }

    get isSuper() { return this.account?.user.role === "superAdmin"; }

    /// Whether they may say what machines run.
    get mayCommand() { return this.isSuper || this.account?.user.commands === "granted"; }

    /// Finds out, when the page is loaded.
    async begin() {
        if (isMarked()) {
            try {
                this.account = (await call("GET", "/account")).value;
                return;
            } catch (error) {
                if (error.status !== 401) throw error;
                unmark();
            }
        }
        this.ending = null;
        this.isBare = await isBare();
    }

    /// Finds out whether somebody has signed in from elsewhere in this browser.
    async lookAgain() {
        if (!isMarked()) return;
        try {
            const {value} = await call("GET", "/account");
            if (this.account === null) this.#begin(value);
        } catch (error) {
            if (!(error instanceof Problem)) throw error;
        }
    }

    /// Finds out whether who is signed in is still the same, and may still the same.
    async refresh() {
        const before = this.account;
        const mine = this.#refreshes += 1;
        const {value} = await call("GET", "/account");
        if (this.account !== before || mine !== this.#refreshes) return;
        this.account = value;
        if (value.user.name !== before.user.name) this.changed();
    }

    async signIn(user, password) {
        await call("POST", "/login", {user, password}, {session: "set"});
        await this.#enter();
    }

    /// Makes the first admin, who is then signed in.
    async setUp(code, user, password) {
        await call("POST", "/setup", {code, user, password}, {session: "set"});
        this.isBare = false;
        await this.#enter();
    }

    async signOut() {
        await call("POST", "/logout");
        unmark();
        this.#end("You have signed out.", false);
    }

    async #enter() {
        this.#begin((await call("GET", "/account")).value);
    }

    #begin(account) {
        turn();
        mark();
        this.account = account;
        this.ending = null;
        this.changed();
    }

    #end(why, isCut) {
        if (this.account === null) return;
        if (isCut) this.cut();
        turn();
        this.account = null;
        this.ending = why;
        this.isCut = isCut;
        this.changed();
    }
}

/// That somebody has signed in, as the browser remembers it for all tabs. It proves nothing and is no secret: where it
/// is not, nobody is asked about, since a browser shows the refusal of that as an error.
const signedIn = "signedIn";

function isMarked() {
    // Where nothing may be stored, whoever is there is asked about each time.
    try { return localStorage.getItem(signedIn) !== null; } catch { return true; }
}

function mark() { try { localStorage.setItem(signedIn, "yes"); } catch { /* As above. */ } }

function unmark() { try { localStorage.removeItem(signedIn); } catch { /* As above. */ } }

/// Whether there is no admin yet.
async function isBare() { return (await call("GET", "/setup")).value.needed; }
