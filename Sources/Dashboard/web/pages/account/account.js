// One's own account: the password, where one is signed in, and the tokens that scripts show.

import {h} from "../../view/element.js";
import {copyable} from "../../parts/copy.js";
import {focusHeading} from "../../parts/focus.js";
import {makeForm} from "../../parts/form.js";
import {makePanel} from "../../parts/panel.js";
import {makeSessions} from "../user/sessions.js";
import {makeTokens} from "../user/tokens.js";
import {networkFields, networksOf, networksText, roleText} from "../users/role.js";

const day = 86_400;
const lifetimes = [[30, "30 days"], [90, "90 days"], [366, "A year"]]
    .map(([days, text]) => ({value: String(days * day), text}));

export default function accountPage(page) {
    const networks = page.list("/networks", {kind: "network"});
    const sessions = makeSessions(page, "/account/sessions");
    const tokens = makeTokens(page, "/account/tokens");
    /// How often the password was changed: the fields are new ones each time.
    let changes = 0;
    /// The token that was just made, `{name, text}`: here and nowhere else, and gone with the page.
    let made = null;
    page.holdsSecret(() => { made = null; });

    const panel = makePanel(page, {
        action: "New token",
        parts: () => [tokenForm],
        opened() { made = null; },
    });

    const passwordForm = makeForm(page, {
        fields: [
            {name: "currentPassword", label: "Current password", type: "password", required: true,
                autocomplete: "current-password"},
            {name: "password", label: "New password", type: "password", required: true, autocomplete: "new-password",
                hint: "Your other sessions end with it. Your API tokens go on."},
        ],
        action: "Change the password",
        async submit(values) {
            await page.call("POST", "/account/password", values);
            changes += 1;
            page.announce("Your password is changed");
            await sessions.again();
        },
    });

    const tokenForm = makeForm(page, {
        fields: () => [
            {name: "name", label: "Name", required: true, placeholder: "backups", isCode: true,
                hint: "What it is for; it stands in the history beside your name"},
            {name: "access", label: "What it may do", type: "select", required: true, value: "readOnly", options: [
                {value: "readOnly", text: "Read"}, {value: "readWrite", text: "Read and change"}]},
            {name: "expiresInSeconds", label: "How long it works", type: "select", required: true,
                value: lifetimes[1].value,
                options: [...lifetimes, {value: "", text: "Until it is revoked"}]},
            ...networkFields((networks.items ?? []).map((network) => network.name), (name) => `Only in ${name}`),
        ],
        action: "Make the token",
        async submit(values) {
            const chosen = networksOf(values);
            const {value} = await page.call("POST", "/account/tokens", {
                name: values.name, access: values.access,
                expiresInSeconds: values.expiresInSeconds === null ? null : Number(values.expiresInSeconds),
                networks: chosen.length > 0 ? chosen : null,
            });
            made = {name: value.apiToken.name, text: value.token};
            panel.end();
            page.announce("The token is made");
            await tokens.again();
        },
        cancel: panel.close,
    });

    function putAway() {
        made = null;
        page.redraw();
        focusHeading();
    }

    return {
        title: "Your account",
        view: () => [
            headView(page.session.account.user),
            h("section", {key: "password", class: "card user-card"}, h("h2", null, "Password"),
                changes > 0 && h("p", {key: "done", class: "notice", role: "status"},
                    "Your password is changed, and your other sessions are over."),
                h("div", {key: `fields ${changes}`}, passwordForm.view())),
            h("section", {key: "sessions", class: "user-part"}, h("h2", null, "Where you are signed in"),
                sessions.view()),
            h("section", {key: "tokens", class: "user-part"},
                h("div", {class: "page-head"}, h("h2", null, "API tokens"), panel.button()),
                made && h("div", {key: "made", class: "card user-card",
                    mounted: (node) => node.querySelector("h3").focus()},
                    h("h3", {tabindex: "-1"}, `${made.name} is made. Copy it now: it is not shown again.`),
                    copyable(page, "API token", made.text),
                    h("p", {class: "faint"}, "Scripts give it as NMCTL_TOKEN, or in Authorization: Bearer."),
                    h("p", null, h("button", {type: "button", on: {click: putAway}}, "I have it"))),
                panel.view(() => [
                    h("p", {class: "faint"}, "For scripts. Without a network of its own it works wherever you may."),
                    tokenForm.view()]),
                tokens.view()),
        ],
    };
}

function headView(user) {
    return h("div", {class: "page-head"}, h("div", null, h("h1", null, user.name),
        h("p", null, `${roleText(user)}. Networks: ${networksText(user)}.`)));
}
