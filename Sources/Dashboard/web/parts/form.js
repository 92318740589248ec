// Forms: what is typed is read when it is sent, and what the server refuses stands at the field that is to blame.

import {h} from "../view/element.js";
import {asProblem} from "../api/problem.js";
import {problemView, sentence} from "./problem.js";

let count = 0;

/// A form of a page's; keep it as long as the page.
///
/// - `fields`: a list, or a function that gives it, of `{name, label}` with, where wanted, `hint`, `type` (as inputs
///   have it; "textarea", "select" with `options: [{value, text}]`, "checkbox"), `value` (what it begins with),
///   `typed` (what stands in it instead), `required`, `autocomplete`, `placeholder`, `inputmode`, `isCode`. `name` is
///   what the server calls the field.
/// - `action`: what the button says.
/// - `submit(values, changed)`: does it; a `Problem` that it throws is shown. `changed` has those values alone that are
///   not what their fields began with: what a change of something sends.
/// - `cancel()`: where there is a way back.
export function makeForm(page, {fields, action, submit, cancel, danger}) {
    const prefix = `form${count += 1}`;
    let problem = null;
    let isBusy = false;

    async function send(event) {
        event.preventDefault();
        if (isBusy) return;
        const element = event.currentTarget;
        isBusy = true;
        problem = null;
        page.redraw();
        try {
            const values = valuesOf(element, list());
            await submit(values, changedOf(values, list()));
        } catch (error) {
            problem = asProblem(error);
        }
        isBusy = false;
        page.redraw();
        // Whoever types goes on where it is wrong.
        if (problem) queueMicrotask(() => blamed(element)?.focus());
    }

    function blamed(element) { return element.querySelector("[aria-invalid=true]"); }

    function list() { return typeof fields === "function" ? fields() : fields; }

    return {
        view() {
            const shown = list();
            const isPlaced = problem !== null && shown.some((field) => isBlamed(field, problem));
            return h("form", {class: "form", novalidate: true, "aria-busy": isBusy ? "true" : null, on: {submit: send}},
                problem && !isPlaced && problemView(problem),
                shown.map((field) => fieldView(prefix, field, isBlamed(field, problem) ? problem : null)),
                h("div", {class: "form-end"},
                    h("button", {class: danger ? "danger" : "main", "aria-disabled": isBusy ? "true" : null}, action),
                    cancel && h("button", {type: "button", class: "plain", on: {click: cancel}}, "Cancel")));
        },
        /// Forgets what went wrong.
        clear() { problem = null; },
    };
}

/// Whether a problem is about a field. "displayName" may come as "network.displayName".
export function isBlamed(field, problem) {
    return problem?.field != null && (problem.field === field.name || problem.field.split(".").at(-1) === field.name);
}

/// What is in a form: text, `true` or `false` for a checkbox, and null for a field that was left empty.
function valuesOf(element, fields) {
    const values = {};
    for (const field of fields) {
        const input = element.elements.namedItem(field.name);
        if (!input) continue;
        if (field.type === "checkbox") values[field.name] = input.checked;
        else if (field.type === "number") values[field.name] = input.value === "" ? null : Number(input.value);
        else values[field.name] = field.type === "password" ? input.value : input.value.trim() || null;
    }
    return values;
}

/// Those that are not what their fields began with. Pure.
export function changedOf(values, fields) {
    const before = new Map(fields.map((field) =>
        [field.name, field.value ?? (field.type === "checkbox" ? false : null)]));
    return Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== before.get(name)));
}

/// One field with its label, its hint and what is wrong with it.
function fieldView(prefix, field, problem) {
    const id = `${prefix}-${field.name.replaceAll(" ", "-")}`;
    const described = [field.hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(" ") || null;
    const attributes = {
        id, name: field.name, "aria-describedby": described, "aria-invalid": problem ? "true" : null,
        required: field.required, autofocus: field.autofocus, disabled: field.disabled, on: field.on,
    };
    const label = h("label", {for: id}, field.label, !field.required && field.type !== "checkbox"
        && h("span", {class: "optional"}, " optional"));
    return h("div", {key: field.name, class: field.type === "checkbox" ? "field check" : "field"},
        field.type === "checkbox" ? [input(field, attributes), label] : [label, input(field, attributes)],
        field.hint && h("p", {class: "hint", id: `${id}-hint`}, field.hint),
        problem && h("p", {class: "field-problem", id: `${id}-problem`, role: "alert"},
            sentence(problem.message), " ", sentence(problem.remedy)));
}

function input(field, attributes) {
    const content = field.typed ?? field.value;
    if (field.type === "textarea") return h("textarea", {...attributes, value: content, rows: field.rows ?? 3});
    if (field.type === "select") {
        return h("select", {...attributes}, field.options.map((option) =>
            h("option", {key: option.value, value: option.value, selected: option.value === content}, option.text)));
    }
    if (field.type === "checkbox") return h("input", {...attributes, type: "checkbox", checked: content === true});
    return h("input", {
        ...attributes, type: field.type ?? "text", value: content, autocomplete: field.autocomplete ?? "off",
        placeholder: field.placeholder, inputmode: field.inputmode, class: field.isCode ? "code" : null,
        spellcheck: "false", autocapitalize: "none", min: field.min, max: field.max,
    });
}
