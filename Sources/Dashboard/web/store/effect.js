// What a change does to something that was read. Pure.

/// More than so many are read at once, by the list they are in.
const severalAreAll = 20;

/// What of a reading is to be read again after these live events; as `effect` has it.
export function liveEffect(concern, events) {
    const mine = events.filter((event) => concern.network === undefined || event.network === concern.network);
    if (mine.length === 0) return "nothing";
    if (concern.kind === "network") {
        return [...new Set(mine.map((event) => event.network))].map((id) => ({id, isRemoved: false}));
    }
    if (concern.kind !== "node" || concern.network === undefined) return "nothing";
    if (mine.some((event) => event.nodes === undefined)) return "everything";
    const ids = [...new Set(mine.flatMap((event) => event.nodes))];
    return ids.length > severalAreAll ? "everything" : ids.map((id) => ({id, isRemoved: false}));
}

/// What has to be read again: `"nothing"`, `"everything"`, or a list of `{id, isRemoved}`.
///
/// - `concern`: of what was read: `kind`, as events name kinds; `network`, or null for what is the server's; `singles`,
///   whether one of the list can be read by itself; `also`, the kinds whose changes show in it as well.
/// - `event`: as the server's stream tells it.
export function effect(concern, event) {
    if (concern.kind === "network") {
        if (!event.network || (concern.network && concern.network !== event.network)) return "nothing";
        const own = event.objects.find((object) => object.kind === "network");
        // Its counts change with whatever is in it.
        return [{id: event.network, isRemoved: own?.deed === "removed"}];
    }
    if ((event.network ?? null) !== (concern.network ?? null)) return "nothing";
    if (event.objects.some((object) => concern.also?.includes(object.kind))) return "everything";
    const touched = event.objects.filter((object) => object.kind === concern.kind);
    if (touched.length === 0) return "nothing";
    if (touched.length > severalAreAll || concern.singles === false) return "everything";
    return touched.map((object) => ({id: object.id ?? object.name, isRemoved: object.deed === "removed"}));
}
