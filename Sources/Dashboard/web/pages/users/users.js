// Users and what they may do.

import {useStyles} from "../../view/styles.js";
import {h} from "../../view/element.js";
import {link} from "../../app/route.js";
import {makeForm} from "../../parts/form.js";
import {listingView} from "../../parts/listing.js";
import {makePanel} from "../../parts/panel.js";
import {makeSearch} from "../../parts/search.js";
import {makeTable} from "../../parts/table.js";
import {ago} from "../../parts/time.js";
import {networksText, roleFields, roleOf, roleText} from "./role.js";

await useStyles(import.meta.url, "../user/user.css");

export default function usersPage(page) {
    const users = page.list("/users", {kind: "user"});
    const networks = page.list("/networks", {kind: "network"});
    const search = makeSearch(page, {label: "Name or network",
        textsOf: (user) => [user.name, ...user.networks ?? []]});
    let role = "networkAdmin";

    const panel = makePanel(page, {
        action: "New user",
        parts: () => [form],
        opened() { role = "networkAdmin"; },
    });

    const table = makeTable(page, {
        label: "Users",
        key: (user) => user.name,
        columns: [
            {title: "Name", cell: (user) => [h("a", {href: link`/users/${user.name}`}, user.name),
                user.name === page.session.account?.user.name && h("span", {class: "faint"}, " you")]},
            {title: "Role", cell: roleText},
            {title: "Networks", cell: networksText},
            {title: "PostUp, PostDown", isMinor: true, cell: (user) =>
                user.role === "superAdmin" || user.commands === "granted" ? "may be set" : null},
            {title: "Made", isMinor: true, cell: (user) => ago(user.createdAt)},
        ],
    });

    const form = makeForm(page, {
        fields: () => [
            {name: "name", label: "Name", required: true},
            {name: "password", label: "Password", type: "password", required: true, autocomplete: "new-password",
                hint: "They can change it on their own page"},
            ...roleFields({user: null, role, networks: (networks.items ?? []).map((network) => network.name),
                chosen(value) { role = value; page.redraw(); }}),
        ],
        action: "Make the user",
        async submit(values) {
            await page.call("POST", "/users", {name: values.name, password: values.password, ...roleOf(values)});
            page.announce(`${values.name} can sign in`);
            panel.close();
        },
        cancel: panel.close,
    });

    return {
        title: "Users",
        view: () => listingView({
            title: "Users", text: "Who signs in here and with nmctl, and what they may do.",
            panel, content: form.view, reading: users, search, table,
            nothing: ["No user yet", "Whoever is made one signs in here."],
        }),
    };
}
