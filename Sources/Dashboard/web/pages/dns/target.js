// What a name stands for, as fields of a form: addresses, or a node whose other name it is.

import {textOf, wordsOf} from "../../parts/words.js";

/// Fields of a form's; keep it as long as the form.
///
/// - `nodes`: the network's, to choose from.
export function makeTarget(page, nodes) {
    /// What is chosen, where it is another.
    let kind = null;
    return {
        /// Begins anew.
        clear() { kind = null; },
        /// - `record`: what it stands for now, if it is there.
        fields(record) {
            const first = record?.node === undefined ? "addresses" : "node";
            return [
                {name: "kind", label: "Stands for", type: "select", value: first, required: true, options: kinds,
                    on: {change: (event) => { kind = event.target.value; page.redraw(); }}},
                (kind ?? first) === "addresses"
                    ? {name: "addresses", label: "Addresses", required: true, isCode: true, placeholder: "10.10.0.9",
                        value: first === "addresses" ? textOf(record?.addresses ?? []) : null,
                        hint: "One or more, of IPv4 and IPv6."}
                    : {name: "node", label: "Node", required: true, type: "select", value: record?.node,
                        options: (nodes.items ?? []).map((node) => ({value: node.name, text: node.name})),
                        hint: "The name follows the node, whatever addresses it comes to have."},
            ];
        },
    };
}

const kinds = [{value: "addresses", text: "Addresses"}, {value: "node", text: "A node, whose other name it is"}];

/// What is sent. Pure.
export function targetOf(values) {
    return values.kind === "node" ? {node: values.node ?? ""} : {addresses: wordsOf(values.addresses)};
}
