// How long something lasts, as a form asks for it. Durations go to the server as such, which counts them by its clock.

import {Problem} from "../api/problem.js";

const day = 86_400;
const durations = [
    [3600, "In an hour"], [day, "In a day"], [7 * day, "In 7 days"], [30 * day, "In 30 days"], [90 * day, "In 90 days"],
    [365 * day, "In a year"],
];

/// Fields of a form's; keep it as long as the page.
///
/// - `label`: what ends, such as "Expires".
/// - `hasTimes`: whether the server takes a time besides a duration.
/// - `keeps`: for what has an end already, or none, which is left as it is to begin with.
export function makeLifetime(page, {label, hint, hasTimes = false, keeps = false}) {
    const never = "never";
    const first = keeps ? "kept" : never;
    let choice = first;

    return {
        /// Begins anew.
        clear() { choice = first; },
        /// - `kept`: what is said of leaving it as it is.
        fields(kept) {
            const options = [
                ...keeps ? [[first, kept]] : [], [never, "Never"],
                ...durations.map(([seconds, text]) => [String(seconds), text]),
                ["days", "In some days …"], ...hasTimes ? [["time", "At a time …"]] : [],
            ];
            return [
                {
                    name: "expiresInSeconds", label, hint, type: "select", value: first, required: true,
                    options: options.map(([value, text]) => ({value, text})),
                    on: {change: (event) => { choice = event.target.value; page.redraw(); }},
                },
                choice === "days" && {name: "days", label: "In how many days", type: "number", min: 1, value: 14,
                    required: true},
                choice === "time" && {name: "expiresAt", label: "When", type: "datetime-local", required: true,
                    hint: "By the clock of this device."},
            ].filter(Boolean);
        },
        read: lifetimeOf,
        changeOf: lifetimeChangeOf,
    };
}

/// What a form's values say: `{expiresInSeconds}`, `{expiresAt}`, or nothing for never. Pure.
///
/// - Throws: `Problem`.
export function lifetimeOf(values) {
    switch (values.expiresInSeconds) {
    case "never": return {};
    case "days":
        // What is no number of days becomes no number of seconds, and the server's words are about those.
        if (!(values.days > 0)) throw missing("days", "a number of days is missing", "give 1 or more");
        return {expiresInSeconds: Math.round(values.days * day)};
    case "time":
        if (values.expiresAt === null) throw missing("expiresAt", "a time is missing", "give the day and the time");
        return {expiresAt: new Date(values.expiresAt).toISOString()};
    default: return {expiresInSeconds: Number(values.expiresInSeconds)};
    }
}

/// Likewise of what has an end already: that is left as it is, or taken away. Pure.
export function lifetimeChangeOf(values) {
    if (values.expiresInSeconds === "kept") return {};
    return values.expiresInSeconds === "never" ? {expiresAt: null} : lifetimeOf(values);
}

function missing(field, detail, remedy) { return new Problem({field, detail, remedy}); }
