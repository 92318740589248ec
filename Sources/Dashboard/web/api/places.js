// A browser keeps six connections to a server, for all its pages together, and a stream of events takes one: with six
// streams, a seventh page would not even begin. So the pages share out a few places, and hidden ones give theirs up
// when one that is seen wants it.

/// How many streams a browser has at most.
const count = 4;

const channel = new BroadcastChannel("netmaker-stream-wanted");

/// Takes a place, and gives what gives it back; null when all are taken. The browser takes it back when the page is
/// gone.
export async function takePlace() {
    for (let number = 1; number <= count; number += 1) {
        const release = await tryPlace(`netmaker-stream-${number}`);
        if (release !== null) return release;
    }
    channel.postMessage(null);
    return null;
}

/// Has something called whenever another page wants a place; gives what ends that.
export function whenWanted(action) {
    channel.addEventListener("message", action);
    return () => channel.removeEventListener("message", action);
}

/// A lock is held until a promise is kept: its release keeps it.
function tryPlace(name) {
    return new Promise((resolve) => {
        navigator.locks.request(name, {ifAvailable: true}, (lock) => {
            if (lock === null) return resolve(null);
            return new Promise((release) => { resolve(release); });
        }).catch(() => resolve(null));
    });
}
