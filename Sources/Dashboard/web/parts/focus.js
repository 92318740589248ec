// Where whoever types is, when what they were at has gone: never at the very start of the document.

/// Leads to the page's heading.
export function focusHeading() {
    const heading = document.querySelector("main h1");
    if (heading === null) return;
    heading.tabIndex = -1;
    heading.focus();
}
