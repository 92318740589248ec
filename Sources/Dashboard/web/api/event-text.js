// Server-sent events from their text (HTML standard, section 9.2.6), piece by piece as it comes in. Pure.

/// A reader: `read(text)` gives the events that are whole by now.
export function eventReader() {
    let rest = "";
    let event = {};
    return {
        /// The id of the last line that had one: where to go on.
        lastID: null,
        read(text) {
            const events = [];
            const lines = (rest + text).split("\n");
            rest = lines.pop();
            for (const line of lines) {
                if (line === "") {
                    if (event.data !== undefined) events.push({name: event.event ?? "message", data: event.data});
                    event = {};
                    continue;
                }
                const colon = line.indexOf(":");
                if (colon === 0) continue;
                const name = colon < 0 ? line : line.slice(0, colon);
                const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
                if (name === "id") this.lastID = value;
                else if (name === "data" && event.data !== undefined) event.data += "\n" + value;
                else event[name] = value;
            }
            return events;
        },
    };
}
