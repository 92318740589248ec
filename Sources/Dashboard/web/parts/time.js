// Times as people say them, with the exact one behind.

import {h} from "../view/element.js";

const steps = [["second", 60], ["minute", 60], ["hour", 24], ["day", 30], ["month", 12], ["year", Infinity]];
const words = new Intl.RelativeTimeFormat("en", {numeric: "auto"});
/// A time as this device writes it.
export const exact = new Intl.DateTimeFormat(undefined, {dateStyle: "medium", timeStyle: "medium"});

/// Of a time as the server writes it: "3 minutes ago", "in 2 days".
export function ago(text, now = Date.now()) {
    return h("time", {datetime: text, title: exact.format(new Date(text))}, relative(text, now));
}

/// The same as text. Pure.
export function relative(text, now) {
    let amount = (new Date(text).getTime() - now) / 1000;
    if (Math.abs(amount) < 5) return "just now";
    for (const [unit, size] of steps) {
        if (Math.abs(amount) < size) return words.format(amount > 0 ? Math.round(amount) : Math.trunc(amount), unit);
        amount /= size;
    }
    return text;
}
