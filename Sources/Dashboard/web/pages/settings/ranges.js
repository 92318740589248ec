// Other address ranges: first what would move, and then, if that is meant, the change.

import {h} from "../../view/element.js";
import {at} from "../../api/client.js";
import {makeConvergence} from "../../parts/convergence.js";
import {makeDeeds} from "../../parts/deed.js";
import {makeForm} from "../../parts/form.js";
import {makeTable} from "../../parts/table.js";

const kinds = {
    client: "External client", dnsRecord: "Name", networkNameServers: "Name servers of the network",
    gatewayNameServers: "Name servers for the clients of", clientNameServers: "Name servers of the client",
};

/// A network's ranges; keep it as long as the page.
///
/// - `changed(answer, before)`: called when the network is another by a change here, which was built on `before`.
export function makeRanges(page, {network, reading, changed}) {
    const path = at`/networks/${network}/ranges`;
    const convergence = makeConvergence(page, network);
    const deeds = makeDeeds(page);
    /// What was asked for, what it would do, and the revision of the settings that it was computed of.
    let preview = null;

    const form = makeForm(page, {
        fields: () => [
            {name: "ipv4Range", label: "IPv4 range", value: reading.value.ipv4Range, isCode: true,
                placeholder: "10.10.0.0/16",
                hint: "Empty for none"},
            {name: "ipv6Range", label: "IPv6 range", value: reading.value.ipv6Range, isCode: true,
                placeholder: "fd00:10::/64",
                hint: "Empty for none"},
        ],
        action: "Show what would move",
        async submit(values) {
            const {tag} = reading;
            preview = null;
            preview = {values, tag, effect: (await page.call("PUT", path + "?dryRun=true", values)).value};
            page.announce(summary(preview.effect));
        },
    });

    async function change() {
        const {values, tag} = preview;
        try {
            const {revision} = await page.call("PUT", path, values, {tag});
            preview = null;
            changed({revision}, tag);
            page.announce("The ranges are changed");
            convergence.follow(revision);
        } catch (error) {
            // It was of something else: what would move is to be looked at again.
            if (error.kind === "precondition-failed") preview = null;
            throw error;
        }
    }

    const moves = makeTable(page, {
        label: "Machines that move",
        columns: [
            {title: "Machine", cell: (move) => move.name},
            {title: "Has", cell: (move) => addresses(move.formerIPv4, move.formerIPv6)},
            {title: "Gets", cell: (move) => addresses(move.ipv4, move.ipv6)},
        ],
    });
    const followers = makeTable(page, {
        label: "What follows them",
        key: (follower) => `${follower.kind} ${follower.name}`,
        columns: [
            {title: "What", cell: (follower) => `${kinds[follower.kind] ?? follower.kind} ${follower.name}`},
            {title: "Has", cell: (follower) => addresses(...follower.changes.map((change) => change.former))},
            {title: "Gets", cell: (follower) => addresses(...follower.changes.map((change) => change.address))},
        ],
    });

    function previewView({effect}) {
        return h("div", {key: "preview", class: "settings-preview", role: "group", "aria-label": "What would move"},
            h("p", {class: "notice"}, h("b", null, summary(effect)), effect.overlaps.length > 0
                && ` The new ranges overlap those of ${effect.overlaps.join(", ")}: `
                    + "no machine can be in both, unless forced."),
            effect.moves.length > 0 && moves.view(effect.moves),
            effect.followers.length > 0 && followers.view(effect.followers),
            h("div", {class: "deeds"},
                h("span", {class: "faint"}, "Connections to the old addresses end."),
                deeds.button("change", "Change the ranges", change, {danger: true}),
                h("button", {type: "button", class: "plain", on: {click: drop}}, "Keep them")));
    }

    function drop() {
        if (preview === null) return;
        preview = null;
        page.redraw();
    }

    return {
        view: () => h("section", {key: "ranges", class: "card settings-card", "aria-label": "Address ranges"},
            h("h2", null, "Address ranges"),
            h("p", {class: "faint"}, "Every machine keeps its place in the range where it can. "
                + "Nothing is done before you have seen what moves."),
            // What was shown was of what stood there then.
            h("div", {key: "fields", on: {input: drop}}, form.view()),
            deeds.problem(), preview && previewView(preview), convergence.view()),
    };
}

function summary({moves, followers}) {
    if (moves.length === 0 && followers.length === 0) return "No machine would move.";
    const machines = moves.length === 1 ? "1 machine would move" : `${moves.length} machines would move`;
    return followers.length === 0 ? `${machines}.` : `${machines}, and ${followers.length} more would follow.`;
}

function addresses(...all) {
    const shown = all.filter((address) => address !== undefined);
    return shown.length === 0 ? h("span", {class: "faint"}, "none") : h("span", {class: "code"}, shown.join(" "));
}
