"""What a person waits for: the first page, and the nodes of a large network.

Arguments: the server's address, its process, the file with a session's token, the file with the admin's password, and
what to measure: `first`, or the number of the network's nodes. Prints a line for each number.

A page is usable when it has been drawn and what one does there first can be done: its mark `shown`, which is set once
the page stands, is in force and has its focus. Times are the browser's own, from the beginning of the navigation.
"""

import json
import sys
import time

from browser import Browser
from server import Server, quantile, record

LOADS = 15
CHANGES = 20
NETWORK = "harbor"

# The mark of the first page that was shown, and the frame after it.
USABLE = """
new Promise((resolve) => {
    const look = () => {
        const mark = performance.getEntriesByName("shown")[0];
        if (mark === undefined) return setTimeout(look, 5);
        requestAnimationFrame(() => resolve(mark.startTime));
    };
    look();
})
"""


def sign_in(page, password):
    page.run("""fetch("/api/v1/login", {
        method: "POST", body: JSON.stringify(%s),
        headers: {"Content-Type": "application/json", "Netmaker-Session": "set-cookie"},
    }).then((answer) => {
        if (!answer.ok) throw new Error(answer.status);
        localStorage.setItem("signedIn", "yes");
    })""" % json.dumps(
        {"user": "admin", "password": password}))


def load(page, url, heading):
    """Loads a page; its requests, its bytes over the wire with their heads, and when it is usable."""
    page.forget()
    page.call("Page.navigate", {"url": url})
    page.until(f"document.querySelector('main h1')?.innerText === '{heading}'")
    usable = page.run(USABLE)
    page.until("performance.getEntriesByType('navigation')[0].loadEventEnd > 0")
    # What was asked for last has come.
    page.browser.listen(0.2)
    return len(page.requests), page.bytes, usable


def first(server, password):
    with Browser() as browser:
        page = browser.page()
        # The first one is the browser's own start.
        load(page, f"{server.url}/", "Sign in")
        measured = []
        for _ in range(LOADS):
            page.call("Network.clearBrowserCache")
            page.call("Page.navigate", {"url": "about:blank"})
            measured.append(load(page, f"{server.url}/", "Sign in"))
        say("first_page", measured)
        say("first_page_again", [load(page, f"{server.url}/", "Sign in") for _ in range(LOADS)])
        sign_in(page, password)
        load(page, f"{server.url}/", "Overview")
        say("overview_again", [load(page, f"{server.url}/", "Overview") for _ in range(LOADS)])
        assert not page.problems, page.problems


def say(name, measured):
    requests, sizes, times = zip(*measured)
    record(f"{name}_requests", max(requests))
    record(f"{name}_bytes", max(sizes))
    record(f"{name}_usable_p50_ms", quantile(50, times))
    record(f"{name}_usable_worst_ms", max(times))


# Has the page keep how long it did not react, in tasks of more than 50 ms.
BUSY = """
window.busy = [];
new PerformanceObserver((list) => busy.push(...list.getEntries().map((entry) => entry.duration)))
    .observe({type: "longtask", buffered: true});
"""

# One word typed; until what fits it is drawn, and nothing else: of that 150 ms are waited for more letters.
SEARCH = """
(async () => {
    const input = document.querySelector("input[type=search]");
    const names = () => [...document.querySelectorAll("tbody tr")].map((row) => row.innerText);
    const times = [];
    for (const [text, fits] of [
        ["machine-7", (all) => all.every((name) => name.startsWith("machine-7"))],
        ["machine-77", (all) => all.every((name) => name.startsWith("machine-77"))],
        ["machine-77 10.10", (all) => all.every((name) => name.startsWith("machine-77"))],
        ["", (all) => all.length === 100],
    ]) {
        const began = performance.now();
        input.value = text;
        input.dispatchEvent(new Event("input", {bubbles: true}));
        let all = [];
        do {
            await new Promise(requestAnimationFrame);
            all = names();
        } while (all.length === 0 || !fits(all));
        times.push(performance.now() - began);
    }
    return Math.max(...times);
})()
"""

# All the way down, a window at a time: the longest between two frames.
SCROLL = """
(async () => {
    let [last, longest] = [await new Promise(requestAnimationFrame), 0];
    while (window.scrollY + window.innerHeight < document.documentElement.scrollHeight - 1) {
        const before = window.scrollY;
        window.scrollBy(0, window.innerHeight / 4);
        const now = await new Promise(requestAnimationFrame);
        [last, longest] = [now, Math.max(longest, now - last)];
        if (window.scrollY === before) break;
    }
    window.scrollTo(0, 0);
    return longest;
})()
"""


def nodes(server, password, count):
    name = f"nodes_{count}"
    with Browser() as browser:
        page = browser.page()
        page.call("Page.addScriptToEvaluateOnNewDocument", {"source": BUSY})
        load(page, f"{server.url}/", "Sign in")
        sign_in(page, password)
        load(page, f"{server.url}/", "Overview")
        page.until("document.querySelector('.standing.live') !== null")
        began = page.run(
            f"window.busy.length = 0, location.hash = '#/networks/{NETWORK}/nodes', performance.now()")
        page.until("document.querySelectorAll('tbody tr').length > 0")
        rows = page.run("performance.now()")
        page.until(f"document.querySelector('main').innerText.includes('of {count:,} online')")
        whole = page.run("performance.now()")
        record(f"{name}_rows_ms", rows - began)
        record(f"{name}_whole_ms", whole - began)
        record(f"{name}_longest_task_ms", page.run("Math.max(0, ...window.busy)"))
        record(f"{name}_search_ms", page.run(SEARCH))
        record(f"{name}_scroll_longest_frame_ms", page.run(SCROLL))
        changes(server, page, name)
        page.call("HeapProfiler.collectGarbage")
        metrics = {entry["name"]: entry["value"] for entry in page.call("Performance.getMetrics")["metrics"]}
        record(f"{name}_page_memory_kb", metrics["JSHeapUsedSize"] / 1024)
        record(f"{name}_elements", page.run("document.querySelectorAll('*').length"))
        assert not page.problems, page.problems


def changes(server, page, name):
    """From the answer to a change until the page shows it; both by the machine's clock."""
    shown = server.ask("GET", f"/networks/{NETWORK}/nodes?limit=1")["items"][0]
    times = []
    for number in range(CHANGES):
        text = f"a-change-{number}"
        page.run("""window.seen = new Promise((resolve) => {
            const look = () => {
                if (!document.querySelector("tbody").innerText.includes("%s")) return;
                observer.disconnect();
                resolve(performance.timeOrigin + performance.now());
            };
            const observer = new MutationObserver(look);
            observer.observe(document.querySelector("main"), {childList: true, subtree: true, characterData: true});
        }); 0""" % text)
        server.ask("PATCH", f"/networks/{NETWORK}/nodes/{shown['id']}", {"name": text})
        answered = time.time() * 1000
        times.append(max(0, page.run("window.seen") - answered))
    record(f"{name}_change_seen_p50_ms", quantile(50, times))
    record(f"{name}_change_seen_worst_ms", max(times))


def main(url, process, token, password, what):
    with open(token, encoding="ascii") as token_file, open(password, encoding="ascii") as password_file:
        server, secret = Server(url, int(process), token_file.read().strip()), password_file.read().strip()
    if what == "first":
        first(server, secret)
    else:
        nodes(server, secret, int(what))


main(*sys.argv[1:])
