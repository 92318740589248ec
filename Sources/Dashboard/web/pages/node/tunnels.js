// How the tunnels of a node do, as its agent says while somebody looks.

import {at} from "../../api/client.js";
import {relative} from "../../parts/time.js";

/// How often it is asked, in seconds: handshakes come every two minutes.
const interval = 15;

/// - `reading`: of the node.
export function makeTunnels(page, network, reading) {
    /// What is known, and of which node it was asked.
    let text = null;
    let asked = null;

    async function ask() {
        const node = reading.value;
        if (!node || node.live.status === "disconnected") return;
        asked = node.id;
        try {
            const {value} = await page.call("GET", at`/networks/${network}/nodes/${node.id}/links`);
            text = summary(value, Date.now());
        } catch {
            // What is not known now is asked again.
            text = null;
        }
        page.redraw();
    }
    page.every(interval, ask);

    return {
        /// For the facts of a node; null while nothing is known.
        summary(node) {
            if (node.live.status === "disconnected") {
                asked = text = null;
                return null;
            }
            if (asked !== node.id) ask();
            return text ?? "its agent is asked";
        },
    };
}

/// In words what an agent said of its links. Pure.
export function summary({word, trouble, items, next}, now) {
    if (trouble !== undefined) return trouble;
    if (word !== "answered") return word === "unable" ? "its agent is too old to say" : "its agent does not answer";
    if (items.length === 0) return "there is nobody yet";
    const up = items.filter((item) => item.session === "fresh").length;
    const ages = items.map((item) => item.handshakeSeconds).filter((age) => age !== undefined);
    const whole = next === undefined ? `${items.length}` : `the first ${items.length}`;
    const last = ages.length === 0 ? "" : `, the last ${relative(new Date(now - Math.min(...ages) * 1000), now)}`;
    return `with ${up} of ${whole} in the last 3 minutes${last}`;
}
