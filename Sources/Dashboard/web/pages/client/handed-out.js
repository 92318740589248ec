// What a device gets, this once: the file as a code for its camera, to download, and to copy.

import {useStyles} from "../../view/styles.js";
import {h} from "../../view/element.js";
import {focusHeading} from "../../parts/focus.js";
import {copyable} from "../../parts/copy.js";
import {fileName} from "./file-name.js";

await useStyles(import.meta.url, "./client.css");

/// What a page has been handed; keep it as long as the page. It is nowhere else, and goes with the page.
export function makeHandedOut(page) {
    /// `{client, configuration, qr}`, as the server answers.
    let given = null;
    let address = null;
    let isMade = false;

    function forget() {
        if (address !== null) URL.revokeObjectURL(address);
        given = address = null;
    }
    page.holdsSecret(forget);

    function close() {
        forget();
        page.redraw();
        focusHeading();
    }

    return {
        /// - `hasKey`: whether the private key was made for this answer.
        show(answer, hasKey) {
            forget();
            given = answer;
            isMade = hasKey;
            address = URL.createObjectURL(new Blob([answer.configuration], {type: "application/octet-stream"}));
            page.announce(`The file of ${answer.client.name} is here`);
            page.redraw();
        },
        view() {
            if (given === null) return null;
            const {client, configuration, qr} = given;
            return h("section", {key: `file-${client.id}-${client.revision}`, class: "card handed-out",
                "aria-label": `The file of ${client.name}`, mounted: (node) => node.querySelector("h2").focus()},
                h("h2", {tabindex: "-1"}, "The file of ", h("span", {class: "code"}, client.name)),
                isMade ? h("p", {class: "notice"}, h("b", null, "This is shown once."),
                    " Its private key is nowhere else: the server keeps no copy. Whoever has it is that device.")
                    : h("p", {class: "notice"}, "The device has its key already: write that in place of ",
                        h("span", {class: "code"}, "PRIVATE-KEY-OF-THIS-DEVICE"), "."),
                h("div", {class: "handing"},
                    qr && h("figure", {class: "qr"},
                        h("img", {src: `data:image/png;base64,${qr.png}`, alt: `QR code for ${client.name}`}),
                        h("figcaption", null, "Scan it with the WireGuard app: add a tunnel, from a QR code.")),
                    h("div", {class: "handing-file"},
                        isMade && !qr && h("p", {class: "hint"}, "The file is too long for a QR code."),
                        h("p", null, h("a", {class: "go", href: address, download: fileName(client.name)},
                            `Download ${fileName(client.name)}`)),
                        h("p", {class: "hint"}, "For wg-quick, and to be imported by WireGuard on a computer."),
                        h("details", null, h("summary", null, "Show the text"),
                            copyable(page, "file", configuration)))),
                h("p", null, h("button", {type: "button", on: {click: close}}, "Done, hide it")));
        },
    };
}
