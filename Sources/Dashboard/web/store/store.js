// What has been read from the server, kept true by its events: a change that names an object has that object read
// again, and nothing else. Pages ask for what they show and draw what is there; they are told when it is another.

import {effect, liveEffect} from "./effect.js";
import {ListReading, OneReading} from "./reading.js";

/// How long live events are gathered, in milliseconds.
const moment = 250;
/// How many readings are kept for when somebody comes back.
const capacity = 40;

export class Store {
    #readings = new Map();
    #live = [];
    #timer = null;
    #watchers = new Set();
    #liveWatchers = new Set();

    /// - `changed()`: called when something that a page shows is another.
    constructor(changed) { this.changed = changed; }

    /// One object, as `{value, tag, problem, isLoading}`.
    one(path, concern) {
        return this.#reading(path, () => new OneReading(path, concern, this.changed));
    }

    /// A list, as `{items, problem, isLoading}`; the items by their names.
    list(path, concern) {
        return this.#reading(path, () => new ListReading(path, concern, this.changed));
    }

    #reading(path, make) {
        let reading = this.#readings.get(path);
        // Moved to the end: what was asked for longest ago goes first.
        this.#readings.delete(path);
        reading ??= make();
        this.#readings.set(path, reading);
        for (const [old, other] of this.#readings) {
            if (this.#readings.size <= capacity) break;
            if (other.users === 0) this.#readings.delete(old);
        }
        return reading;
    }

    /// What was read is of no use to who comes back, unless somebody has it still.
    drop(reading) { if (reading.users === 0) this.#readings.delete(reading.path); }

    /// Has something called with each change on the server, and with null where some were missed; gives what ends that.
    watch(action) {
        this.#watchers.add(action);
        return () => this.#watchers.delete(action);
    }

    /// Has something called with what the server sees of nodes, a moment's events together; gives what ends that.
    watchLive(action) {
        this.#liveWatchers.add(action);
        return () => this.#liveWatchers.delete(action);
    }

    /// A change on the server.
    tell(event) {
        for (const action of this.#watchers) action(event);
        for (const reading of this.#readings.values()) {
            const what = effect(reading.concern, event);
            if (what === "nothing") continue;
            // What nobody shows is read when somebody does.
            if (reading.users === 0) reading.isStale = true;
            else reading.again(what);
        }
    }

    /// What the server sees of some nodes is another. Gathered for a moment: a change of a large network has every
    /// agent come further.
    live(event) {
        this.#live.push(event);
        this.#timer ??= setTimeout(() => {
            this.#timer = null;
            const events = this.#live;
            this.#live = [];
            for (const action of this.#liveWatchers) action(events);
            for (const reading of this.#readings.values()) {
                const what = liveEffect(reading.concern, events);
                if (what === "nothing") continue;
                if (reading.users === 0) reading.isStale = true;
                else if (what === "everything") reading.againAtRest();
                else reading.again(what);
            }
        }, moment);
    }

    /// Something was missed.
    reset() {
        for (const action of this.#watchers) action(null);
        for (const reading of this.#readings.values()) {
            if (reading.users === 0) reading.isStale = true;
            else reading.again("everything");
        }
    }

    /// Nothing of one user's is left for the next.
    clear() { this.#readings.clear(); }
}
