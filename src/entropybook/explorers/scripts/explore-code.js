// Choose a prefix code, let outcomes come or type them, and watch what is really written.
"use strict";
(() => {
  const x = globalThis.explorers;
  const { ceil, log, log10, max, min } = Math;
  const MOST = 10000; // outcomes
  const SHOWN = 18; // codewords

  x.expectedLength = (p, words) => x.sum(p.map((v, k) => v * words[k].length));
  x.encode = (words, seen) => seen.map((k) => words[k]).join("");
  // The mean length after each outcome.
  x.means = (words, seen) => {
    let bits = 0;
    return seen.map((k, n) => (bits += words[k].length) / (n + 1));
  };

  x.define(
    "explore-code",
    class extends x.Explorer {
      label = "A prefix code and what it writes";

      build(root) {
        this.p = this.list("p");
        this.outcomes = this.getAttribute("outcomes").split(" ");
        this.codes = this.getAttribute("codes").split("; ").map((code) => code.split(" "));
        if (this.codes.some((code) => code.length !== this.p.length)) throw new Error("codes");
        this.next = x.random(Number(this.getAttribute("seed")));
        [this.code, this.seen, this.typed] = [0, [], 0];

        const choose = x.node("div", { class: "row" }, root);
        x.node("span", { text: `code for ${this.outcomes.join(", ")}` }, choose);
        const names = this.codes.map((code) => code.join(" · "));
        this.pressed = x.choice(choose, "Code", names, (k) => this.change({ code: k }));

        const row = x.node("div", { class: "row" }, root);
        this.means(x.panel(row, 320, 190, "Mean bits an outcome, over the outcomes seen"));
        const side = x.node("div", { style: "flex: 1 1 18rem; min-width: 0" }, row);
        this.tape = x.node("div", { class: "tape", style: "overflow-wrap: anywhere; min-height: 6em" }, side);
        this.facts = x.node("div", { class: "lines" }, side);

        const controls = x.node("div", { class: "row" }, root);
        const group = (label) =>
          x.node("span", { class: "group", role: "group", "aria-label": label }, controls);
        const draw = group("Draw from R");
        x.node("span", { text: "draw from R" }, draw);
        for (const n of [1, 10, 100, 1000]) {
          x.set(x.button(draw, String(n), () => this.draws(n)), { "aria-label": `draw ${n} from R` });
        }
        const type = group("Type");
        x.node("span", { text: "or write" }, type);
        this.outcomes.forEach((name, k) => {
          x.set(x.button(type, name, () => this.type(k)), { "aria-label": `write ${name}` });
        });
        x.button(controls, "start again", () => this.change({ seen: [], typed: 0 }));
        this.addEventListener("keydown", (event) => {
          const k = this.outcomes.indexOf(event.key);
          if (k >= 0 && !event.ctrlKey && !event.metaKey && !event.altKey) this.type(k);
        });
      }

      means(panel) {
        const small = (at) => x.node("text", { class: "small", ...at }, panel);
        small({ x: 0, y: 10, text: "mean bits an outcome" });
        x.node("line", { class: "axis", x1: 0, x2: 320, y1: 168, y2: 168 }, panel);
        for (const n of [1, 10, 100, 1000, 10000]) {
          const anchor = { 1: "start", 10000: "end" }[n] ?? "middle";
          small({ x: 80 * log10(n), y: 184, "text-anchor": anchor, text: n.toLocaleString("en") });
        }
        const dashed = { x1: 0, x2: 320, stroke: "currentColor", "stroke-dasharray": "6 5" };
        this.levels = ["H(R)", "expected from R"].map((name, k) => ({
          line: x.node("line", { ...dashed, "stroke-width": k ? 1.5 : 1 }, panel),
          text: small({ x: 320, "text-anchor": "end", text: name }),
        }));
        const mean = { fill: "none", stroke: "var(--model)", "stroke-width": 2 };
        this.mean = x.node("path", mean, panel);
        this.dot = x.node("circle", { r: 4, fill: "var(--model)" }, panel);
      }

      change(what) {
        Object.assign(this, what);
        this.draw();
      }

      draws(n) {
        const more = Array.from({ length: min(n, MOST - this.seen.length) }, () =>
          x.outcome(this.p, this.next()),
        );
        this.change({ seen: [...this.seen, ...more] });
      }

      type(k) {
        if (this.seen.length < MOST) {
          this.change({ seen: [...this.seen, k], typed: this.typed + 1 });
        }
      }

      get state() {
        const words = this.codes[this.code];
        const bits = x.sum(this.seen.map((k) => words[k].length));
        return {
          code: words,
          seen: this.seen,
          typed: this.typed,
          bits,
          mean: bits / this.seen.length,
          written: x.encode(words, this.seen.slice(-SHOWN)),
          expected: x.expectedLength(this.p, words),
          entropy: x.entropy(this.p) / log(2),
          kraft: x.sum(words.map((word) => 2 ** -word.length)),
        };
      }

      draw() {
        const now = this.state;
        const lengths = this.codes.flat().map((word) => word.length);
        const [low, high] = [min(...lengths), max(...lengths)];
        const y = (bits) => 160 - (135 * (bits - low)) / max(1, high - low);
        this.pressed(this.code);

        [now.entropy, now.expected].forEach((bits, k) => {
          const { line, text } = this.levels[k];
          x.set(line, { y1: y(bits), y2: y(bits) });
          x.set(text, { y: k ? y(bits) - 5 : y(bits) + 14 });
        });
        const means = x.means(now.code, this.seen);
        const points = [];
        for (let n = 1; n <= means.length; n = max(n + 1, ceil(n * 1.02))) points.push(n);
        if (means.length && points.at(-1) !== means.length) points.push(means.length);
        const at = points.map((n) => [80 * log10(n), y(means[n - 1])]);
        x.set(this.mean, { d: x.path(at) });
        const [u, v] = at.at(-1) ?? [0, 0];
        x.set(this.dot, { cx: u, cy: v, visibility: at.length ? "visible" : "hidden" });

        this.tape.replaceChildren();
        const rest = this.seen.length > SHOWN ? "… " : "";
        const pairs = this.seen.slice(-SHOWN).map((k) => [this.outcomes[k], now.code[k]]);
        const line = (text) => x.node("p", { text, style: "min-height: 0" }, this.tape);
        line(`outcomes: ${rest}${pairs.map(([name]) => name).join(" ")}`);
        line(`written: ${rest}${pairs.map(([, word]) => word).join(" ")}`);

        const n = x.number;
        const count = this.seen.length.toLocaleString("en");
        const typed = this.typed ? `, ${this.typed} of them yours` : "";
        const facts = [
          ["outcomes", count + typed],
          ["bits", now.bits.toLocaleString("en")],
          ["mean", this.seen.length ? `${n(now.mean, 4)} bits an outcome` : "–"],
          ["expected from R", `${n(now.expected, 4)} bits`],
          ["H(R)", `${n(now.entropy, 4)} bits`],
          ["unused room", now.kraft < 1 ? `${n(-Math.log2(now.kraft), 4)} bits: a codeword could be shorter` : "none"],
        ];
        this.facts.replaceChildren();
        for (const text of facts.flat()) x.node("span", { text }, this.facts);
        this.say(
          this.seen.length
            ? `${count} outcomes, ${now.bits} bits, ${n(now.mean)} bits an outcome; expected ${n(now.expected)}.`
            : `Expected from R: ${n(now.expected)} bits an outcome.`,
        );
      }
    },
  );
})();
