// Who is signed in. The session itself is a cookie that this page cannot read: all that is known here is the account.

import {call, onSessionOver} from "../api/client.js";

export class Session {
    /// Null while nobody is signed in.
    account = null;
    /// Why nobody is any more; null when nobody has been.
    ending = null;
    /// Whether the server waits for its first admin.
    isBare = false;

    /// - `changed()`: somebody has signed in or out.
    constructor(changed) {
        this.changed = changed;
        onSessionOver(() => this.#end("Your session is over. Sign in to go on where you were."));
    }

    get isSuper() { return this.account?.user.role === "superAdmin"; }

    /// Finds out, when the page is loaded.
    async begin() {
        try {
            this.account = (await call("GET", "/account")).value;
        } catch (error) {
            if (error.status !== 401) throw error;
            this.ending = null;
            this.isBare = await isBare();
        }
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
        this.#end("You have signed out.");
    }

    async #enter() {
        this.account = (await call("GET", "/account")).value;
        this.ending = null;
        this.changed();
    }

    #end(why) {
        if (this.account === null) return;
        this.account = null;
        this.ending = why;
        this.changed();
    }
}

/// Whether there is no admin yet.
async function isBare() { return (await call("GET", "/setup")).value.needed; }
