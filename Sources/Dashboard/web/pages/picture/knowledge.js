// What is known of links, for as long as the page is there: what agents say of theirs, asked anew now and then, and
// what was answered to "why".

import {at} from "../../api/client.js";
import {joined, known, linkKey, standing, told} from "../../mesh/links.js";

/// So many agents are asked at once.
const atOnce = 4;
/// How often, in seconds: handshakes come every two minutes.
const interval = 15;
/// What was said longer ago, in milliseconds, says nothing of now.
const stale = 3 * interval * 1000;
/// More links of one node than these are not asked for: so many nodes are not drawn either.
const mostPages = 4;

export function makeKnowledge(page, network) {
    /// By link: what was answered to "why".
    const answers = new Map();
    /// By node: what its agent said, as `{links, word, time, standing}`.
    const reports = new Map();
    let followed = [];
    let waiting = [];
    let running = 0;

    function ask(from, to) {
        return page.call("GET",
            at`/networks/${network}/why` + `?from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`);
    }

    async function read(node) {
        running += 1;
        // Not asked again for the same while it is on its way.
        const before = reports.get(node.id);
        reports.set(node.id, {...(before ?? {links: new Map(), word: null, time: 0}), standing: standing(node)});
        try {
            const links = new Map();
            let answer = null;
            for (let pages = 0; pages === 0 || (answer.next !== undefined && pages < mostPages); pages += 1) {
                const query = answer === null ? "" : `?after=${encodeURIComponent(answer.next)}`;
                answer = (await page.call("GET", at`/networks/${network}/nodes/${node.id}/links` + query)).value;
                for (const item of answer.items) links.set(item.peer, item);
            }
            reports.set(node.id, {links, word: answer.word, time: Date.now(), standing: standing(node)});
        } catch {
            // Who is no more says nothing; and what is not known is asked again.
            reports.set(node.id, {links: new Map(), word: null, time: 0, standing: standing(node)});
        }
        running -= 1;
        if (page.isOver) return;
        page.redraw();
        next();
    }

    function next() {
        while (running < atOnce && waiting.length > 0) read(waiting.shift());
    }

    /// Of those that are looked at it is said anew, now and again.
    function forgetOld() {
        const asked = new Set(followed.map((node) => node.id));
        const isOld = ({time}) => Date.now() - time > stale;
        for (const [key, answer] of answers) if (isOld(answer)) answers.delete(key);
        for (const [id, report] of reports) if (isOld(report) && !asked.has(id)) reports.delete(id);
    }

    page.every(interval, () => {
        forgetOld();
        waiting = [...followed];
        next();
    });

    /// What one end's agent says of a link; null when it says nothing.
    function half(from, to) {
        const report = reports.get(from.id);
        const item = report && Date.now() - report.time < stale ? report.links.get(to.name) : undefined;
        return item === undefined ? null : told(item, (Date.now() - report.time) / 1000);
    }

    return {
        ask,
        /// Keeps an answer between two that are in the picture.
        keep(from, to, value) {
            answers.set(linkKey(from.id, to.id), {...known(value), standing: both(from, to), time: Date.now()});
        },
        /// What is known of the link between two; null when nothing is.
        of(from, to) {
            const link = joined(half(from, to), half(to, from));
            const answer = answers.get(linkKey(from.id, to.id));
            if (answer === undefined || answer.standing !== both(from, to)) return link;
            const old = Date.now() - answer.time;
            if (old > stale) return link;
            const time = Math.max(reports.get(from.id)?.time ?? 0, reports.get(to.id)?.time ?? 0);
            if (link !== null && answer.time < time) return link;
            return {...answer, age: answer.age === null ? null : answer.age + old / 1000};
        },
        /// Has these nodes' agents asked about their links, now and again, and no others.
        follow(nodes) {
            followed = nodes;
            const lacking = nodes.filter((node) => reports.get(node.id)?.standing !== standing(node));
            waiting.push(...lacking.filter((node) => !waiting.some((other) => other.id === node.id)));
            next();
        },
        /// What came of asking a node's agent: "answered", "silent", "unable" or "away"; null while nothing has.
        word(node) { return reports.get(node.id)?.word ?? null; },
    };
}

function both(one, other) { return [standing(one), standing(other)].sort().join(", "); }
