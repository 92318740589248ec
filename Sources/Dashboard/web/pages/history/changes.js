// Changes as people read them: who did what to what, and each field before and after.

import {h} from "../../view/element.js";
import {link} from "../../app/route.js";
import {person} from "../../parts/changes.js";
import {ago} from "../../parts/time.js";

const kinds = {
    network: "network", node: "node", accessKey: "access key", dnsRecord: "name", client: "client", user: "user",
    session: "session", apiToken: "API token", server: "server",
};
const deeds = {added: "added", changed: "changed", removed: "removed", recorded: "set"};
const marks = {added: "+", changed: "~", removed: "−", recorded: "~"};
/// So many objects of one change are named at once.
const step = 5;

/// One change.
///
/// - `isOfServer`: whether networks are to be told apart.
export function changeView(change, {isOfServer}) {
    const rest = change.objects.slice(step);
    return h("li", {key: keyOf(change), class: "history-change"},
        h("p", {class: "history-head"},
            h("b", null, who(change)),
            isOfServer && change.network && h("a", {href: link`/networks/${change.network}/history`}, change.network),
            h("span", {class: "history-when faint"}, ago(change.time), " · revision ",
                h("span", {class: "number"}, change.revision))),
        objectsView(change.objects.slice(0, step)),
        rest.length > 0 && h("details", {class: "history-rest"},
            h("summary", null, `${rest.length} more`), objectsView(rest)));
}

/// Which change it is: revisions of different lives of a network do not compare.
export function keyOf({network, epoch, revision, time}) { return [network ?? "", epoch ?? "", revision,
    time].join(" "); }

/// What became of some objects.
export function objectsView(objects) {
    return h("ul", {class: "history-objects"}, objects.map((object) =>
        h("li", {key: `${object.kind} ${object.id ?? object.name}`}, objectView(object))));
}

function objectView(object) {
    const title = [
        h("span", {class: `history-mark ${object.deed}`, "aria-hidden": "true"}, marks[object.deed] ?? "·"),
        deeds[object.deed] ?? object.deed, " ", kinds[object.kind] ?? object.kind, " ",
        h("span", {class: "code"}, object.name ?? object.id ?? ""),
    ];
    if (object.fields.length === 0) return h("p", {class: "history-object"}, title);
    // What it was made of is seldom what is looked for; what was changed is.
    const isShort = object.deed === "changed" && object.fields.length <= 8;
    return h("details", {class: "history-object", open: isShort}, h("summary", null, title,
        h("span", {class: "faint"}, object.fields.length === 1 ? " · one field" : ` · ${object.fields.length} fields`)),
    fieldsView(object.fields));
}

function fieldsView(fields) {
    return h("dl", {class: "history-fields"}, fields.map((field) => [
        h("dt", {key: field.field, class: "code"}, field.field),
        h("dd", {key: `${field.field} is`},
            field.before !== undefined && h("del", null, h("span", {class: "unseen"}, "was "), field.before),
            field.after !== undefined && h("ins", null, h("span", {class: "unseen"}, "is "), field.after)),
    ]));
}

/// Who did it: a person, a person's token, a machine, or the server by itself.
function who({actor, actorName, network}) {
    if (actor === "server") return "the server";
    if (actor === "nobody") return network === undefined ? "whoever had the setup code" : "a new machine";
    if (actor.startsWith("node:")) return `node ${actorName ?? actor.slice("node:".length)}`;
    const [name, token] = person(actor).split("/token:");
    return token === undefined ? name : `${name} by token ${actorName ?? token}`;
}
