// A button that does something at once, and what became of it.

import {h} from "../view/element.js";
import {asProblem} from "../api/problem.js";
import {problemView} from "./problem.js";

/// Deeds of a page's; keep it as long as the page. One that cannot be undone asks first, in place.
export function makeDeeds(page) {
    let problem = null;
    let busy = null;
    let asking = null;
    /// Whose button has the focus again, since it was asked and answered.
    let kept = null;

    function keep(name) {
        asking = null;
        kept = name;
        page.redraw();
    }

    async function run(name, action) {
        if (busy === name) return;
        // Whoever was asked goes on at the button.
        if (asking === name) kept = name;
        busy = name;
        problem = null;
        asking = null;
        page.redraw();
        try {
            await action();
        } catch (error) {
            problem = asProblem(error);
        }
        busy = null;
        page.redraw();
    }

    return {
        /// - `text`: what the button says, and what is asked by `ask` before it is done.
        button(name, text, action, {ask, danger, label} = {}) {
            if (asking === name) {
                return h("span", {key: name, class: "asking", role: "group", "aria-label": ask,
                    on: {keydown: (event) => { if (event.key === "Escape") keep(name); }}}, h("span", null, ask), " ",
                    h("button", {type: "button", class: "danger", autofocus: true, mounted: (node) => node.focus(),
                        on: {click: () => run(name, action)}}, text),
                    h("button", {type: "button", class: "plain", on: {click: () => keep(name)}}, "Keep"));
            }
            return h("button", {key: name, type: "button", class: danger ? "danger quiet" : "plain",
                "aria-disabled": busy === name ? "true" : null,
                "aria-label": label, mounted: (node) => {
                    if (kept !== name) return;
                    kept = null;
                    node.focus();
                }, on: {click: () => {
                    if (!ask) return run(name, action);
                    asking = name;
                    page.redraw();
                }}}, text);
        },
        problem: () => problemView(problem),
    };
}
