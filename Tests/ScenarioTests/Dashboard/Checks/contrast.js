// How far texts, and the edges of what is typed into, stand out from what is behind them: WCAG 2.2, 1.4.3 and 1.4.11.

function check() {
    const pixel = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});
    const colours = new Map();

    /// Of a colour as a style has it: red, green, blue and how much it covers, from 0 to 1.
    function parse(text) {
        if (!colours.has(text)) {
            pixel.clearRect(0, 0, 1, 1);
            pixel.fillStyle = text;
            pixel.fillRect(0, 0, 1, 1);
            colours.set(text, [...pixel.getImageData(0, 0, 1, 1).data].map((part) => part / 255));
        }
        return colours.get(text);
    }

    function over([r, g, b, share], below) {
        return [r, g, b].map((part, index) => part * share + below[index] * (1 - share));
    }

    function behind(element) {
        const layers = [];
        for (let one = element; one; one = one.parentElement) {
            layers.unshift(parse(getComputedStyle(one).backgroundColor));
        }
        return layers.reduce((below, layer) => over(layer, below), [1, 1, 1]);
    }

    /// How much of an element is seen through all that it stands in.
    function opacity(element) {
        let share = 1;
        for (let one = element; one; one = one.parentElement) share *= Number(getComputedStyle(one).opacity);
        return share;
    }

    function brightness(colour) {
        const [r, g, b] = colour.map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    }

    function contrast(one, other) {
        const [low, high] = [brightness(one), brightness(other)].sort((first, second) => first - second);
        return (high + 0.05) / (low + 0.05);
    }

    const found = new Set();
    function hold(text, element, colour, ground, needed) {
        const [r, g, b, share] = parse(colour);
        const is = contrast(over([r, g, b, share * opacity(element)], ground), ground);
        const place = `${element.localName}.${element.getAttribute("class")}`;
        if (is < needed) found.add(`${text}: ${is.toFixed(2)} of ${needed}, ${colour} in ${place}`);
    }

    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.parentElement;
        const text = node.data.trim();
        const isSeen = element.checkVisibility({visibilityProperty: true});
        if (text === "" || !isSeen || element.closest(".unseen, .skip, option")) continue;
        // What cannot be used just now need not stand out.
        if (element.closest(":disabled")) continue;
        const style = getComputedStyle(element);
        const size = parseFloat(style.fontSize);
        const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
        const colour = element.namespaceURI.endsWith("/svg") ? style.fill : style.color;
        hold(text.slice(0, 40), element, colour, behind(element), isLarge ? 3 : 4.5);
    }
    for (const input of document.querySelectorAll("input, select, textarea")) {
        if (!input.checkVisibility() || input.disabled) continue;
        const style = getComputedStyle(input);
        hold("what is typed", input, style.color, behind(input), 4.5);
        const placeholder = getComputedStyle(input, "::placeholder").color;
        if (input.placeholder) hold(input.placeholder, input, placeholder, behind(input), 4.5);
        if (input.type !== "checkbox") hold("its edge", input, style.borderTopColor, behind(input.parentElement), 3);
    }
    // How something is, by a dot beside the word.
    for (const status of document.querySelectorAll(".status, .standing")) {
        if (!status.checkVisibility()) continue;
        const dot = getComputedStyle(status, "::before");
        const colour = parse(dot.backgroundColor)[3] > 0 ? dot.backgroundColor : dot.borderTopColor;
        hold("its dot", status, colour, behind(status), 3);
    }
    // How machines and links are, by shapes. The key stands for the lines of the picture, which are fainter where they
    // are many.
    for (const shape of document.querySelectorAll(":is(.key-line, .key-shape, .spot, .client) path:not(.core)")) {
        const {stroke} = getComputedStyle(shape);
        if (!shape.checkVisibility() || stroke === "none") continue;
        hold("its line", shape, stroke, behind(shape), 3);
    }
    return [...found];
}
