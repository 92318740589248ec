// That nothing moves by itself, for those who asked for that.

function check() {
    const found = document.getAnimations()
        .map((one) => `${one.effect?.target?.className} is moved by ${one.animationName}`);
    for (const element of document.querySelectorAll("*")) {
        for (const part of [null, "::before", "::after"]) {
            const style = getComputedStyle(element, part);
            const {animationName: name} = style;
            if (name !== "none") found.push(`${element.className} has the animation ${name}`);
            if (style.transitionDuration !== "0s") found.push(`${element.className} has a transition`);
            if (style.scrollBehavior === "smooth") found.push(`${element.className} scrolls slowly`);
        }
    }
    return [...new Set(found)];
}
