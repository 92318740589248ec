// That a page needs no scrolling to the side, and that where one is can be seen.

function check() {
    const found = [];
    const width = document.documentElement.clientWidth;
    const over = document.documentElement.scrollWidth - width;
    if (over > 0) found.push(`the page is ${over} wider than the window`);
    /// What scrolls by itself, or is cut off on purpose, is no matter of the page's.
    const isOwn = (element) => {
        for (let one = element.parentElement; one && one !== document.body; one = one.parentElement) {
            if (getComputedStyle(one).overflowX !== "visible") return false;
        }
        return true;
    };
    for (const element of document.querySelectorAll("main *")) {
        if (!element.checkVisibility() || element.closest(".unseen, thead, svg")) continue;
        const {left, right} = element.getBoundingClientRect();
        if ((right > width + 1 || left < -1) && isOwn(element)) {
            const name = `${element.localName}.${element.className}`;
            found.push(`${name} goes from ${left} to ${right}: ${element.textContent.slice(0, 40)}`);
        }
    }
    // A box that has to be scrolled by itself hides something, on a phone.
    for (const box of document.querySelectorAll(".table-box, .card, form")) {
        if (box.scrollWidth > box.clientWidth + 1) found.push(`${box.className} is wider than it is shown`);
    }
    for (const current of document.querySelectorAll("nav [aria-current]")) {
        const {left, right} = current.getBoundingClientRect();
        if (left >= 0 && right <= width) continue;
        found.push(`${current.textContent}, where we are, goes from ${left} to ${right}`);
    }
    return found;
}
