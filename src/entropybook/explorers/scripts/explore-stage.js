// What all explorers share: look, handles for mouse, touch and keys, and what is read aloud.
"use strict";
(() => {
  const x = (globalThis.explorers ??= {});

  // A page may have colours of its own for R, S, the entropy and the excess, such as in the dark.
  x.css = `
:host { display: block; margin: .5rem 0 1rem; background: none; color: inherit;
  font-size: .875rem; line-height: 1.4; text-align: left;
  --true: var(--r, #0072B2); --model: var(--s, #D55E00);
  --floor: var(--entropy, #8A949E); --saved: var(--excess, #7D2F78);
  --line: color-mix(in srgb, currentColor 35%, transparent); }
.row { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; margin: .5rem 0; }
.group { display: inline-flex; flex-wrap: wrap; gap: .375rem; align-items: center; }
.row > svg { flex: 1 1 18rem; min-width: 0; max-width: 100%; height: auto; overflow: visible; }
svg text { font-size: 13px; fill: currentColor; }
svg .small { font-size: 11.5px; }
svg .axis { stroke: var(--line); fill: none; }
[role=slider] { cursor: grab; touch-action: none; outline: none; }
[role=slider] .grip { fill: currentColor; }
[role=slider]:focus-visible .ring, [role=slider]:active .ring { stroke: currentColor; }
.ring { fill: transparent; stroke: transparent; stroke-width: 2; }
button { font: inherit; color: inherit; background: none; border: 1px solid var(--line);
  border-radius: 4px; padding: .2rem .6rem; min-height: 2rem; cursor: pointer; }
button[aria-pressed=true] { border-color: currentColor; box-shadow: inset 0 0 0 1px currentColor; }
button:hover { background: color-mix(in srgb, currentColor 10%, transparent); }
button:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
.lines { display: grid; grid-template-columns: max-content 1fr; gap: .2rem .75rem; margin: .5rem 0;
  font-variant-numeric: tabular-nums; }
.lines > span:nth-child(even) { display: flex; align-items: center; min-width: 0; }
.lines i { height: 1rem; flex: 0 0 auto; }
.lines b { font-weight: 600; padding-left: .4rem; white-space: nowrap; }
p { margin: .25rem 0; min-height: 2.8em; }
.said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }
.paper { display: none; }
@media print { * { display: none; } .paper { display: contents; } }
`;

  x.still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

  x.number = (value, digits = 3) => {
    if (value === Infinity) return "∞";
    const text = value.toFixed(digits);
    return (Number(text) === 0 ? text.replace("-", "") : text).replace("-", "−");
  };

  // Make a node of HTML or SVG: its name, its attributes, where it goes.
  const SVG = new Set("svg g rect circle line path text polygon tspan".split(" "));
  x.node = (name, attributes = {}, parent = null) => {
    const node = SVG.has(name)
      ? document.createElementNS("http://www.w3.org/2000/svg", name)
      : document.createElement(name);
    x.set(node, attributes);
    parent?.append(node);
    return node;
  };
  x.set = (node, attributes) => {
    for (const [key, value] of Object.entries(attributes)) {
      if (key === "text") {
        if (node.textContent !== value) node.textContent = value;
      } else node.setAttribute(key, value);
    }
    return node;
  };
  x.panel = (parent, width, height, label) =>
    x.node("svg", { viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": label }, parent);

  x.path = (points) => {
    const at = ([u, v]) => `${u.toFixed(2)} ${v.toFixed(2)}`;
    return points.length ? `M${points.map(at).join("L")}` : "";
  };

  x.button = (parent, text, press) => {
    const button = x.node("button", { type: "button", text }, parent);
    button.addEventListener("click", press);
    return button;
  };

  // Buttons of which one is pressed.
  x.choice = (parent, label, options, press) => {
    const group = x.node("span", { class: "group", role: "group", "aria-label": label }, parent);
    const buttons = options.map((text, k) => x.button(group, text, () => press(k)));
    return (chosen) => buttons.forEach((b, k) => b.setAttribute("aria-pressed", k === chosen));
  };

  // Make a node a slider. `set` gets a value by key, `move` a point of the panel by hand. With
  // `across`, left and right are another way to go.
  x.slider = (node, { label, least, most, step, page, get, set, move, text, across }) => {
    x.set(node, { role: "slider", tabindex: 0, "aria-label": label });
    x.set(node, { "aria-valuemin": least, "aria-valuemax": most });
    const panel = node.ownerSVGElement;
    const to = (value) => set(Math.min(most, Math.max(least, value)));
    node.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const by = {
        ArrowUp: step,
        ArrowRight: step,
        ArrowDown: -step,
        ArrowLeft: -step,
        PageUp: page,
        PageDown: -page,
      }[event.key];
      const sideways = { ArrowLeft: -step, ArrowRight: step }[event.key];
      if (across && sideways) across(sideways);
      else if (by) to(get() + by);
      else if (event.key === "Home") to(least);
      else if (event.key === "End") to(most);
      else return;
      event.preventDefault();
    });
    const drag = (event) => {
      const point = new DOMPoint(event.clientX, event.clientY);
      const { x: u, y: v } = point.matrixTransform(panel.getScreenCTM().inverse());
      move(u, v);
    };
    node.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      event.preventDefault();
      node.focus({ preventScroll: true });
      node.setPointerCapture(event.pointerId);
    });
    node.addEventListener("pointermove", (event) => {
      if (node.hasPointerCapture(event.pointerId)) drag(event);
    });
    return () => x.set(node, { "aria-valuenow": get(), "aria-valuetext": text() });
  };

  // A custom element whose picture from Python stays until, and unless, the script has drawn.
  x.Explorer = class extends HTMLElement {
    connectedCallback() {
      if (this.shadowRoot) return;
      // One that is far below waits until the reader comes near: drawing takes its time.
      if (this.getBoundingClientRect().top < 2 * innerHeight) return this.start();
      const near = new IntersectionObserver(
        (seen) => {
          if (!seen.some((entry) => entry.isIntersecting)) return;
          near.disconnect();
          this.start();
        },
        { rootMargin: "100%" },
      );
      near.observe(this);
    }

    start() {
      const root = this.attachShadow({ mode: "open" });
      x.node("style", { text: x.css }, root);
      x.node("slot", { class: "paper" }, root); // on paper the picture says more than handles do
      this.live = x.node("div", { class: "said", "aria-live": "polite" }, root);
      x.set(this, { role: "group", "aria-label": this.label });
      try {
        this.build(root);
        this.draw();
        this.quiet = false;
      } catch (error) {
        root.replaceChildren(document.createElement("slot"));
        console.error(error);
      }
    }

    quiet = true;

    list(name) {
      return this.getAttribute(name).split(" ").map(Number);
    }

    // Read aloud what the picture has come to, once the hand rests.
    say(text) {
      if (this.quiet) return;
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => x.set(this.live, { text }), 600);
    }
  };

  x.define = (name, element) => {
    if (!customElements.get(name)) customElements.define(name, element);
  };
})();
