// R and S on a few outcomes: drag a bar; the divergence is the sum of what the outcomes contribute.
"use strict";
(() => {
  const x = globalThis.explorers;
  const FLOOR = 150; // where probability 0 is drawn
  const TALL = 125; // how tall probability 1 is
  const NAMES = ["R", "S"];
  const COLORS = ["var(--true)", "var(--model)"];

  x.define(
    "explore-bars",
    class extends x.Explorer {
      label = "R and S, their entropies and their divergences";

      build(root) {
        this.first = [this.list("p"), this.list("q")];
        this.outcomes = this.getAttribute("outcomes").split(" ");
        this.pmfs = this.first;
        this.base = 2;
        const row = x.node("div", { class: "row" }, root);
        this.bars(x.panel(row, 320, 192, "The distributions R and S"));
        const beside = x.node("svg", { viewBox: "0 0 320 192", "aria-hidden": true }, row);
        this.stacked = this.getAttribute("view") === "stack";
        if (this.stacked) this.stack(beside);
        else {
          this.contributions(beside);
          this.totals(x.node("div", { class: "lines" }, root));
        }
        this.controls(x.node("div", { class: "row" }, root));
      }

      bars(panel) {
        const step = 320 / this.outcomes.length;
        x.node("line", { class: "axis", x1: 0, x2: 320, y1: FLOOR, y2: FLOOR }, panel);
        this.handles = NAMES.map((name, which) =>
          this.outcomes.map((outcome, k) => {
            const left = step * (k + 0.5) + (which ? 2 : -36);
            const bar = x.node("rect", { x: left, width: 34, fill: COLORS[which] }, panel);
            const handle = x.node("g", {}, panel);
            const box = { x: left - 1, y: -16, width: 36, height: 32, rx: 4 };
            x.node("rect", { class: "ring", ...box }, handle);
            x.node("rect", { class: "grip", x: left, y: -2, width: 34, height: 4, rx: 2 }, handle);
            const middle = { x: left + 17, "text-anchor": "middle" };
            const text = x.node("text", { ...middle, y: -7, class: "small" }, handle);
            x.node("text", { ...middle, y: FLOOR + 16, text: name, class: "small" }, panel);
            const sync = x.slider(handle, {
              label: `${name} of ${outcome}`,
              least: 0,
              most: 100,
              step: 1,
              page: 10,
              get: () => Math.round(100 * this.pmfs[which][k]),
              set: (value) => this.move(which, k, value),
              move: (_, y) => this.move(which, k, (100 * (FLOOR - y)) / TALL),
              text: () => `${x.number(100 * this.pmfs[which][k], 0)} percent`,
            });
            return () => {
              const top = FLOOR - TALL * this.pmfs[which][k];
              x.set(bar, { y: top, height: FLOOR - top });
              x.set(handle, { transform: `translate(0 ${top})` });
              x.set(text, { text: this.pmfs[which][k].toFixed(2) });
              sync();
            };
          }),
        );
        this.outcomes.forEach((text, k) =>
          x.node("text", { x: step * (k + 0.5), y: FLOOR + 36, "text-anchor": "middle", text }, panel),
        );
      }

      contributions(panel) {
        const step = 320 / (this.outcomes.length + 1);
        this.zero = x.node("line", { class: "axis", x1: 0, x2: 320 }, panel);
        this.heading = x.node("text", { x: 0, y: 12, class: "small" }, panel);
        this.columns = [...this.outcomes, "sum"].map((text, k) => {
          const middle = { x: step * (k + 0.5), "text-anchor": "middle" };
          const color = text === "sum" ? "currentColor" : "var(--saved)";
          x.node("text", { ...middle, y: FLOOR + 36, text }, panel);
          return {
            bar: x.node("rect", { x: step * (k + 0.5) - 22, width: 44, fill: color }, panel),
            text: x.node("text", { ...middle, class: "small" }, panel),
          };
        });
      }

      // The sum as one column, beside the least that it can be.
      stack(panel) {
        x.node("line", { class: "axis", x1: 0, x2: 320, y1: FLOOR, y2: FLOOR }, panel);
        this.heading = x.node("text", { x: 0, y: 12, class: "small" }, panel);
        const column = (left, name) => {
          const middle = { x: left + 38, "text-anchor": "middle" };
          x.node("text", { ...middle, y: FLOOR + 16, text: name, class: "small" }, panel);
          return {
            floor: x.node("rect", { x: left, width: 76, fill: "var(--entropy)" }, panel),
            excess: x.node("rect", { x: left, width: 76, fill: "var(--excess)" }, panel),
            total: x.node("text", { ...middle, class: "small" }, panel),
          };
        };
        this.columns = [column(12, "you believe S"), column(232, "you know R")];
        this.parts = [0, 1].map(() => x.node("text", { x: 100, class: "small" }, panel));
      }

      totals(list) {
        const line = (name, colors) => {
          x.node("span", { text: name }, list);
          const cell = x.node("span", {}, list);
          const parts = colors.map((color) =>
            x.node("i", { style: `background: ${color}` }, cell),
          );
          return { parts, value: x.node("b", {}, cell) };
        };
        this.lines = [
          line("H(R)", ["var(--floor)"]),
          line("KL(R‖S)", ["none", "var(--saved)"]),
          line("H(R, S)", ["var(--floor)", "var(--saved)"]),
          line("KL(S‖R)", ["var(--saved)"]),
        ];
      }

      controls(row) {
        const n = this.outcomes.length;
        this.unit = x.choice(row, "Unit", ["bits", "nats"], (k) => this.show({ base: k ? Math.E : 2 }));
        const [p, q] = this.first;
        const last = this.outcomes[n - 1];
        const start = x.node("span", { class: "group", role: "group", "aria-label": "Start from" }, row);
        x.button(start, "the first pair", () => this.show({ pmfs: [p, q] }));
        x.button(start, "S = R", () => this.show({ pmfs: [this.pmfs[0], this.pmfs[0]] }));
        x.button(start, `S forbids ${last}`, () => {
          const hundredths = this.pmfs[1].map((v) => 100 * v);
          const without = x.share(hundredths, n - 1, 0).map((v) => v / 100);
          this.show({ pmfs: [this.pmfs[0], without] });
        });
        if (this.stacked) return;
        x.button(row, "swap R and S", () => this.show({ pmfs: [...this.pmfs].reverse() }));
      }

      // While one bar is moved, the others keep the proportions that they had before.
      move(which, k, value) {
        if (this.held !== this.handles[which][k]) {
          this.held = this.handles[which][k];
          this.before = this.pmfs[which].map((v) => 100 * v);
        }
        const whole = Math.round(Math.min(100, Math.max(0, value)));
        const moved = x.share(this.before, k, whole).map((v) => v / 100);
        this.pmfs = this.pmfs.map((pmf, j) => (j === which ? moved : pmf));
        this.draw();
      }

      show(change) {
        Object.assign(this, change, { held: null });
        this.draw();
      }

      get state() {
        const [p, q] = this.pmfs;
        const per = Math.log(this.base);
        const all = { entropy: x.entropy(p), crossEntropy: x.crossEntropy(p, q) };
        Object.assign(all, { forward: x.kl(p, q), reverse: x.kl(q, p) });
        for (const key of Object.keys(all)) all[key] /= per;
        return { p, q, unit: this.base === 2 ? "bits" : "nats", ...all, terms: x.terms(p, q).map((t) => t / per) };
      }

      draw() {
        const now = this.state;
        this.handles.flat().forEach((sync) => sync());
        this.unit(now.unit === "bits" ? 0 : 1);
        if (this.stacked) this.drawStack(now);
        else this.drawTerms(now);
        const values = [now.entropy, now.crossEntropy, now.forward, now.reverse];
        const [h, c, f, r] = values.map((v) => x.number(v).replace("∞", "infinite"));
        if (this.stacked) {
          this.say(`H of R ${h} and KL of R from S ${f} make the cross-entropy ${c} ${now.unit}.`);
          return;
        }
        const below = this.outcomes.filter((_, k) => now.terms[k] < 0).join(" and ");
        this.say(
          `H of R ${h}, cross-entropy ${c}, KL of R from S ${f}, KL of S from R ${r} ${now.unit}. ` +
            (below ? `Negative contribution of ${below}.` : "No contribution is negative."),
        );
      }

      drawStack({ entropy, crossEntropy, forward, unit }) {
        const finite = Number.isFinite(crossEntropy);
        const most = Math.max(finite ? crossEntropy : 2 * entropy, 1);
        const px = 112 / ([1, 1.5, 2, 3, 4, 6, 8].find((s) => s >= most) ?? most);
        x.set(this.heading, { text: `${unit} an outcome` });
        const tall = [entropy * px, finite ? forward * px : 112 - entropy * px];
        this.columns.forEach(({ floor, excess, total }, k) => {
          const top = FLOOR - tall[0] - (k ? 0 : tall[1]);
          x.set(floor, { y: FLOOR - tall[0], height: tall[0] });
          x.set(excess, { y: top, height: FLOOR - tall[0] - top });
          const text = k ? x.number(entropy) : `H(R, S) ${x.number(crossEntropy)}`;
          x.set(total, { text, y: top - 5 });
        });
        // Beside its part, and clear of the other name.
        const low = Math.min(FLOOR - tall[0] / 2 + 4, FLOOR - 5);
        const high = Math.min(FLOOR - tall[0] - tall[1] / 2 + 4, low - 15);
        x.set(this.parts[0], { text: `H(R) ${x.number(entropy)}`, y: low });
        x.set(this.parts[1], { text: `KL(R‖S) ${x.number(forward)}`, y: high });
      }

      drawTerms(now) {
        const heights = [...now.terms, now.forward];
        const finite = heights.filter(Number.isFinite);
        const need = Math.max(...finite, -2 * Math.min(...finite));
        const scale = [0.25, 0.5, 1, 2, 4, 8].find((s) => s >= need) ?? 16;
        const zero = 112;
        const px = 78 / scale;
        x.set(this.zero, { y1: zero, y2: zero });
        x.set(this.heading, { text: `R(x) log R(x)/S(x) in ${now.unit}` });
        this.columns.forEach(({ bar, text }, k) => {
          const tall = heights[k] === Infinity ? 88 : Math.max(-50, heights[k] * px);
          x.set(bar, { y: zero - Math.max(tall, 0), height: Math.abs(tall) });
          x.set(text, {
            text: x.number(heights[k]),
            y: tall < 0 ? zero - tall + 13 : zero - tall - 4,
          });
        });

        const longest = Math.max(now.crossEntropy === Infinity ? now.entropy + 1 : now.crossEntropy, 2);
        const share = (v) => `${(68 * Math.min(v, longest)) / longest}%`;
        const rest = now.forward === Infinity ? longest - now.entropy : now.forward;
        const widths = [[now.entropy], [now.entropy, rest], [now.entropy, rest], [now.reverse]];
        const values = [now.entropy, now.forward, now.crossEntropy, now.reverse];
        this.lines.forEach(({ parts, value }, k) => {
          parts.forEach((part, j) => (part.style.width = share(widths[k][j])));
          x.set(value, { text: `${x.number(values[k])} ${now.unit}` });
        });
      }
    },
  );
})();
