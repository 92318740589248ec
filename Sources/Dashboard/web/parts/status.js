// How somebody or something is, by a dot and a word: never by colour alone.

import {h} from "../view/element.js";

/// - `tone`: "good", "busy", "bad" or "off".
export function status(tone, text, title) { return h("span", {class: `status ${tone}`, title}, text); }

/// How a node is: what the admins decided, then what the server sees of it.
export function nodeStatus(node) {
    switch (node.status) {
    case "pending": return status("busy", "Waits for approval");
    case "expired": return status("bad", "Expired");
    case "disconnected": return status("off", "Disconnected", "An admin has disconnected it");
    }
    switch (node.live.status) {
    case "applied": return status("good", "Online", "Connected, and everything that concerns it is in force");
    case "pending": return status("busy", "Catching up", "Connected, and on its way to what concerns it");
    default: return status("off", "Offline", "It has no session with the server; its tunnels do not depend on that");
    }
}
