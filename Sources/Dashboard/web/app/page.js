// What a page is given: the address it is at, what it can read and do, and how it has itself drawn again.
//
// A page is a function of this that gives `{title, view}`: `title` is text, or a function of nothing that gives it;
// `view()` gives what the page looks like now.

import {call, at} from "../api/client.js";
import {link} from "./route.js";

export class Page {
    #endings = [];
    /// What the page reads, and what ends that.
    #readings = new Map();
    #secrets = [];
    #notFound = null;

    constructor({params, query, session, store, redraw, announce}) {
        /// What the address holds: of "/networks/:network", `params.network`.
        this.params = params;
        /// What is behind the address's question mark.
        this.query = query;
        this.session = session;
        this.store = store;
        /// Has the page drawn again, soon and once.
        this.redraw = redraw;
        /// Has a screen reader say something.
        this.announce = announce;
        this.isOver = false;
    }

    /// A list of the server's that stays true while the page is there; see `Store.list`.
    list(path, concern) { return this.#use(this.store.list(path, concern)); }

    /// An object of the server's that stays true while the page is there; see `Store.one`.
    one(path, concern) { return this.#use(this.store.one(path, concern)); }

    /// The network that the address names.
    network() {
        const name = this.params.network;
        return this.one(at`/networks/${name}`, {kind: "network", network: name});
    }

    /// Has something called with each change on the server while the page is there; see `Store.watch`.
    watch(action) { this.whenLeft(this.store.watch(action)); }

    /// That what the address names is not there, or nothing can be called so, or is not for them: the problem that says
    /// so; null for what is.
    get missing() {
        // What a page shows of many may go at any moment.
        if (Object.keys(this.params).length === 0) return null;
        const isMissing = ({problem, items, value}) =>
            [400, 404].includes(problem?.status) && (items ?? value ?? null) === null;
        return [...this.#readings.keys()].find(isMissing)?.problem ?? this.#notFound;
    }

    /// Something was looked for by other ways than `list` and `one`: it is not there, or, with null, it is.
    notFound(problem) { this.#notFound = problem; }

    /// Has something called with what the server sees of nodes while the page is there; see `Store.watchLive`.
    watchLive(action) { this.whenLeft(this.store.watchLive(action)); }

    #use(reading) {
        if (!this.#readings.has(reading)) this.#readings.set(reading, reading.use());
        return reading;
    }

    /// Leaves a reading before the page is left: what it was of has gone.
    release(reading) {
        this.#readings.get(reading)();
        this.#readings.delete(reading);
        this.store.drop(reading);
    }

    /// Asks the server for something, or to do something; see `call`. Its problems are for `form` and `deed` to show.
    call(...parameters) { return call(...parameters); }

    /// Goes to another page: page.go`/networks/${name}`.
    go(texts, ...segments) { location.hash = link(texts, ...segments); }

    /// Has something done so often while the page is there and seen.
    every(seconds, action) {
        const timer = setInterval(() => {
            if (!document.hidden && this.session.account !== null) action();
        }, seconds * 1000);
        this.whenLeft(() => clearInterval(timer));
    }

    /// Has something done when the page is left.
    whenLeft(action) { this.#endings.push(action); }

    /// Has something forgotten that is shown this once: when the page is left, and when the session is cut, over which
    /// the rest of the page may be kept.
    ///
    /// - `forget()`: takes it from the page.
    holdsSecret(forget) {
        this.#secrets.push(forget);
        this.whenLeft(forget);
    }

    forgetSecrets() { for (const forget of this.#secrets) forget(); }

    leave() {
        this.isOver = true;
        for (const end of [...this.#endings.splice(0), ...this.#readings.values()]) end();
        this.#readings.clear();
    }
}
