// A reading of each of what comes and goes, such as the nodes of every network.

/// Readings of a page's; keep it as long as the page.
///
/// - `read(name)`: has one read.
export function makeReadings(page, read) {
    const readings = new Map();
    return {
        of(name) {
            if (!readings.has(name)) readings.set(name, read(name));
            return readings.get(name);
        },
        /// Leaves those that are not of one of these.
        keep(names) {
            for (const [name, reading] of readings) {
                if (names.includes(name)) continue;
                page.release(reading);
                readings.delete(name);
            }
        },
    };
}
