// A history, page by page: the newest first, older ones when they are asked for, and new ones as they come.

import {asProblem} from "../../api/problem.js";
import {query} from "./filter.js";
import {keyOf} from "./changes.js";

const limit = 50;
/// A page may hold nothing where much was looked at: so many are read in a row before somebody is asked.
const patience = 10;
/// So many that came by themselves are kept beside those that were asked for.
const spare = 500;
/// How long changes are gathered before the newest are read, in milliseconds.
const moment = 300;

/// - `path`: where the server has it.
/// - `concerns(event)`: whether a change may be in it.
export function makeReader(page, path, concerns) {
    let filter = {};
    let turn = 0;
    let timer = null;
    /// How many were asked for.
    let asked = 0;

    const reader = {
        rows: null,
        /// Where older ones go on; null at the end.
        next: null,
        problem: null,
        isLoading: false,
        /// Reads from the newest, by another filter.
        begin(chosen) {
            filter = chosen;
            reader.rows = null;
            reader.next = null;
            return read(null);
        },
        older: () => read(reader.next),
    };

    async function read(after) {
        const mine = turn += 1;
        reader.isLoading = true;
        reader.problem = null;
        page.redraw();
        try {
            const found = [];
            let next = after;
            for (let count = 0; count < patience && found.length === 0; count += 1) {
                const {value} = await page.call("GET", path + query(filter, {limit, after: next}));
                if (mine !== turn) return;
                found.push(...value.items);
                next = value.next ?? null;
                if (next === null) break;
            }
            reader.rows = joined(after === null ? [] : reader.rows ?? [], found);
            reader.next = next;
            asked = reader.rows.length;
            page.notFound(null);
        } catch (error) {
            if (mine !== turn) return;
            reader.problem = asProblem(error);
            if (error.status === 404) page.notFound(reader.problem);
        }
        reader.isLoading = false;
        page.redraw();
    }

    /// Puts before what is there what has come since.
    async function newest() {
        timer = null;
        if (page.isOver) return;
        // What is on its way may be older than what has come.
        if (reader.isLoading) return soon();
        // It could not be read before, and perhaps can be now.
        if (reader.rows === null) return read(null);
        const mine = turn;
        try {
            const {value} = await page.call("GET", path + query(filter, {limit}));
            if (mine !== turn) return;
            const known = new Set(reader.rows.map(keyOf));
            // More has come than one page holds: what is between would be missing.
            const isTorn = reader.rows.length > 0 && !value.items.some((row) => known.has(keyOf(row)));
            const rows = joined(value.items, reader.rows);
            if (value.next && (isTorn || rows.length > asked + spare)) {
                reader.rows = value.items;
                reader.next = value.next;
                asked = reader.rows.length;
            } else {
                reader.rows = rows;
            }
            reader.problem = null;
        } catch (error) {
            reader.problem = asProblem(error);
        }
        page.redraw();
    }

    function soon() { timer ??= setTimeout(newest, moment); }

    page.watch((event) => { if (event === null || concerns(event)) soon(); });
    page.whenLeft(() => clearTimeout(timer));
    return reader;
}

/// One after the other, each change once. Pure.
export function joined(first, second) {
    return [...new Map([...first, ...second].map((row) => [keyOf(row), row])).values()];
}
