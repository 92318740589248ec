// Runs before everything else and needs nothing of it; the page asks for it first. A part of a page may not come: the
// device has just got another address, the server restarts, or it has a new release and the files of the old one are
// gone. A browser does not ask again for what a page is made of. Looks are asked for again; without its scripts the
// page says what is the matter, and loads itself again once the server answers.
//
// By events of the window it is told that the first of it runs ("begun"), that a page is there ("shown"), and that one
// cannot be ("unshowable").

"use strict";

(() => {
    /// How long the parts may take, in milliseconds.
    const patience = 20_000;
    /// The longest between two looks at whether the server answers.
    const longest = 30_000;
    /// How soon looks are asked for again; longer each time.
    let looksWait = 1_000;
    let isShown = false;
    let isWaiting = false;

    // It goes to nobody but the element, so it is looked at on its way down to it. That a module was asked for early in
    // vain says nothing yet: it is asked for once more.
    window.addEventListener("error", (event) => {
        if (event.target instanceof HTMLScriptElement) again();
        else if (event.target.rel === "stylesheet") {
            setTimeout(() => renew(event.target), looksWait);
            looksWait = Math.min(longest, looksWait * 2);
        }
    }, true);
    window.addEventListener("unshowable", () => {
        isShown = false;
        again();
    });
    const late = setTimeout(again, patience);
    window.addEventListener("begun", () => clearTimeout(late));
    window.addEventListener("shown", () => {
        isShown = true;
        if (history.state?.loads) history.replaceState(null, "");
    });

    function renew(link) { link.replaceWith(link.cloneNode()); }

    async function again() {
        if (isWaiting) return;
        isWaiting = true;
        say("A part of this page did not come. It is loaded again as soon as the server answers.");
        // Kept over the load, so that what never works is not asked for without a pause.
        const loads = (history.state?.loads ?? 0) + 1;
        let wait = Math.min(longest, 125 * 2 ** loads);
        do {
            await pause(wait);
            wait = Math.min(longest, wait * 2);
        } while (!await isThere());
        isWaiting = false;
        // They have gone somewhere else meanwhile, and may be typing there.
        if (isShown) return;
        history.replaceState({loads}, "");
        location.reload();
    }

    /// So long at most, and a little less, so that not all pages ask at once; no longer when there is a network again.
    function pause(wait) {
        return new Promise((resolve) => {
            const ending = new AbortController();
            const end = () => {
                ending.abort();
                resolve();
            };
            setTimeout(end, wait * (0.75 + Math.random() / 4));
            window.addEventListener("online", end, {signal: ending.signal});
        });
    }

    async function isThere() {
        try {
            return (await fetch("/", {method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(patience)})).ok;
        } catch {
            return false;
        }
    }

    /// In place of what stands there until the page is drawn.
    function say(text) {
        const place = document.querySelector(".arriving");
        if (place !== null) place.textContent = text;
        else if (document.readyState === "loading") window.addEventListener("DOMContentLoaded", () => say(text));
    }
})();
