// What was read from the server and is read again: one object, or a list.

import {call} from "../api/client.js";
import {Problem, asProblem} from "../api/problem.js";

/// How many items one request brings.
const portion = 500;
/// For how many times as long as reading all of a list took it is not read again for what the server sees of nodes:
/// when ten thousand agents come back, a page is to do something else as well.
const rest = 4;
/// The first and the longest time before something is read again that could not be, in milliseconds.
const [firstRetry, longestRetry] = [1_000, 30_000];

class Reading {
    users = 0;
    isLoading = false;
    isStale = true;
    problem = null;
    #queued = null;
    /// How long all of it took to read, and when that was over, in milliseconds.
    #took = 0;
    #ended = 0;
    #resting = null;
    /// Whether all of it is to be read again at rest, once what is on its way is there.
    #isDue = false;
    #failures = 0;
    #retry = null;

    constructor(path, concern, changed) {
        Object.assign(this, {path, concern, changed});
    }

    /// A page shows it; gives what ends that.
    use() {
        this.users += 1;
        if (this.isStale) this.again("everything");
        return () => { this.users -= 1; };
    }

    /// Reads all of it again, but not all the time.
    againAtRest() {
        if (this.isLoading) {
            this.#isDue = true;
            return;
        }
        this.#resting ??= setTimeout(() => {
            this.#resting = null;
            if (this.users === 0) this.isStale = true;
            else if (this.isLoading) this.#isDue = true;
            else this.again("everything");
        }, Math.max(0, this.#ended + rest * this.#took - performance.now()));
    }

    /// Reads again what has changed. What comes while it reads is read after it, together.
    async again(what) {
        // Where the whole could not be read, a part of it makes nothing true.
        this.#queued = join(this.#queued, this.isStale ? "everything" : what);
        if (this.isLoading) return;
        this.isLoading = true;
        while (this.#queued !== null) {
            const next = this.#queued;
            this.#queued = null;
            this.isStale = false;
            const began = performance.now();
            try {
                await this.read(next);
                this.problem = null;
                this.#failures = 0;
            } catch (error) {
                this.problem = asProblem(error);
                this.isStale = true;
                if (this.problem?.isPassing) this.#tryAgain();
            }
            if (next === "everything") {
                this.#ended = performance.now();
                this.#took = this.#ended - began;
            }
        }
        this.isLoading = false;
        this.changed();
        if (this.#isDue) {
            this.#isDue = false;
            this.againAtRest();
        }
    }

    /// Nobody has to ask for what may be there a moment later.
    #tryAgain() {
        this.#failures += 1;
        this.#retry ??= setTimeout(() => {
            this.#retry = null;
            if (this.users > 0 && this.isStale) this.again("everything");
        }, Math.min(longestRetry, firstRetry * 2 ** (this.#failures - 1)));
    }
}

function join(one, other) {
    if (one === null) return other;
    return one === "everything" || other === "everything" ? "everything" : [...one, ...other];
}

export class OneReading extends Reading {
    value = null;
    tag = null;

    /// Which one of a network's list it is; without an id before it is there, and for what is in no list.
    get #known() {
        const isOneOfMany = this.concern.network !== undefined && this.concern.kind !== "network";
        return {id: isOneOfMany ? this.value?.id ?? null : null, name: this.value?.name};
    }

    /// Whoever comes back to what has changed meanwhile means what is called so now.
    use() {
        if (this.users === 0 && this.isStale) Object.assign(this, {value: null, tag: null, problem: null});
        return super.use();
    }

    /// Of a list of objects that changed, this one may be none.
    async again(what) {
        const {id, name} = this.#known;
        if (id !== null && what !== "everything") {
            const mine = what.filter((item) => item.id === id || item.id === name);
            if (mine.length === 0) return;
            if (mine.at(-1).isRemoved) return this.#end(name);
        }
        await super.again(what);
    }

    /// What is shown stays to be seen.
    #end(name) {
        this.problem = ended(name);
        this.isStale = true;
        this.changed();
    }

    async read() {
        // What has an id is the same whatever it comes to be called.
        const {id, name} = this.#known;
        const path = id === null ? this.path : this.path.replace(/[^/]+$/, encodeURIComponent(id));
        const answer = await call("GET", path).catch((error) => {
            throw error.status === 404 && this.value !== null ? ended(name) : error;
        });
        this.value = answer.value;
        this.tag = answer.tag;
    }

    /// Somebody here changed it: what it is now need not wait for an event, and what others have made of it since is
    /// not undone.
    ///
    /// - `answer`: the server's, to that change: where it does not say what it is now, that is read.
    take({value, tag, revision}) {
        const newest = tag ?? tagOf({revision});
        if (revisionOf(newest) <= revisionOf(this.tag)) return;
        this.tag = newest;
        if (value) this.value = value;
        // What is on its way may be of before.
        if (!value || this.isLoading) this.again("everything");
        this.changed();
    }
}

/// How a change says what it builds on.
function tagOf({revision}) { return `"${revision}"`; }

function revisionOf(tag) { return Number(tag?.replaceAll('"', "") ?? 0); }

/// That something which is shown has been deleted, or is no more for them to see.
function ended(name) {
    return new Problem({status: 404, detail: `there is no ${name} any more`, remedy: "go back to the list"});
}

export class ListReading extends Reading {
    /// In the server's order; null until the first ones are there.
    items = null;

    async read(what) {
        if (what === "everything") await this.#readAll();
        else await Promise.all(dedupe(what).map((item) => this.#readOne(item)));
    }

    /// Portion by portion; the first one is shown before the second is there.
    async #readAll() {
        const isFirst = this.items === null;
        const items = [];
        let after = null;
        do {
            const query = `?limit=${portion}` + (after === null ? "" : `&after=${encodeURIComponent(after)}`);
            const {value} = await call("GET", this.path + (this.concern.isWhole ? "" : query));
            items.push(...value.items);
            after = value.next ?? null;
            if (isFirst && after !== null) {
                this.items = [...items];
                this.changed();
            }
        } while (after !== null);
        this.items = items;
    }

    async #readOne({id, isRemoved}) {
        if (isRemoved) return this.#put(id, null);
        try {
            const {value} = await call("GET", `${this.path}/${encodeURIComponent(id)}`);
            this.#put(id, value);
        } catch (error) {
            if (error.status !== 404) throw error;
            this.#put(id, null);
        }
    }

    /// Puts one where it belongs, or takes it away.
    #put(id, value) {
        const others = (this.items ?? []).filter((item) => idOf(item) !== id);
        if (value !== null) {
            const place = others.findIndex((item) => item.name > value.name);
            others.splice(place < 0 ? others.length : place, 0, value);
        }
        this.items = others;
    }

    /// One of them as a reading of its own, for a form that changes it: `value` is null once it has gone.
    of(id) {
        const find = () => this.items?.find((item) => idOf(item) === id) ?? null;
        return {
            get value() { return find(); },
            get tag() { return this.value && tagOf(this.value); },
            take: ({value}) => {
                if (!(find()?.revision < value.revision)) return;
                this.#put(id, value);
                if (this.isLoading) this.again([{id, isRemoved: false}]);
                this.changed();
            },
        };
    }
}

function idOf(item) { return item.id ?? item.name; }

/// The last word on each.
function dedupe(items) { return [...new Map(items.map((item) => [item.id, item])).values()]; }
