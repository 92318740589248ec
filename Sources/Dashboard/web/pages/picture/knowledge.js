// What was asked about links, for as long as the page is there and what it was about stays as it was.

import {at} from "../../api/client.js";
import {asProblem} from "../../api/problem.js";
import {known, linkKey, standing} from "../../mesh/links.js";

/// So many questions are on their way at once: each has two agents asked.
const atOnce = 4;

export function makeKnowledge(page, network) {
    const answers = new Map();
    let waiting = [];
    let running = 0;

    function ask(from, to) {
        return page.call("GET", at`/networks/${network}/why` + `?from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`);
    }

    async function askLink({key, from, to}) {
        running += 1;
        try {
            const {value} = await ask(from.id, to.id);
            answers.set(key, {...known(value), value, standing: both(from, to), time: new Date().toISOString()});
        } catch (error) {
            answers.set(key, {problem: asProblem(error), standing: both(from, to)});
        }
        running -= 1;
        page.redraw();
        if (waiting.length > 0 && !page.isOver) askLink(waiting.shift());
    }

    return {
        ask,
        /// Keeps an answer between two that are in the picture.
        keep(from, to, value) {
            answers.set(linkKey(from.id, to.id), {...known(value), value, standing: both(from, to), time: new Date().toISOString()});
        },
        /// What is known of the link between two; null when it was not asked, or one of them is another by now.
        of(from, to) {
            const answer = answers.get(linkKey(from.id, to.id));
            if (answer === undefined || answer.problem) return null;
            return answer.standing === both(from, to) ? answer : null;
        },
        /// Asks about each of some links, in turn.
        askAll(links) {
            waiting = [...links];
            while (running < atOnce && waiting.length > 0) askLink(waiting.shift());
            page.redraw();
        },
        get isAsking() { return running > 0; },
    };
}

function both(one, other) { return [standing(one), standing(other)].sort().join(", "); }
