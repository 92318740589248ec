// The secret of a new access key in the forms that people need, this once.

import {h} from "../../view/element.js";
import {copyable} from "../../parts/copy.js";

/// - `made`: the server's answer to a new key.
/// - `close()`: has it go.
export function secretView(page, made, close) {
    const forms = [
        ["join line", "Join line", "On a machine that has netclient, as root:", `netclient join -t ${made.token}`],
        ["install line", "Install line", "On a machine without netclient, this installs it and joins:",
            made.installCommand],
        ["token", "Token", "For --token-file or NETCLIENT_TOKEN, where nobody else there sees it:", made.token],
        ["key", "Key", "The bare secret, for a machine that is told the network and the server by itself:", made.key],
    ];
    return h("section", {key: `secret-${made.accessKey.id}`, class: "card secret", "aria-label": "The new key's secret",
        mounted: (node) => node.querySelector("h2").focus()},
        h("h2", {tabindex: "-1"}, "Key ", h("span", {class: "code"}, made.accessKey.name), " is made"),
        h("p", {class: "notice"}, h("b", null, "This is shown once."),
            " The server keeps no copy. Whoever has it can join: keep it to yourself."),
        forms.filter(([, , , text]) => text).map(([label, title, hint, text]) =>
            h("div", {key: label, class: "secret-form"}, h("h3", null, title), h("p", {class: "hint"}, hint),
                copyable(page, label, text))),
        h("p", null, h("button", {type: "button", class: "main", on: {click: close}}, "Done, hide it")));
}
