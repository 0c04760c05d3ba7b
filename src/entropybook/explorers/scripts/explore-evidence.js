// Outcomes stream from R or from S, the score climbs or falls, until the odds are far enough.
"use strict";
(() => {
  const x = globalThis.explorers;
  const { log, max, min, round } = Math;
  const ODDS = [3, 10, 30, 100, 300, 1000, 3000];
  const LONGEST = 1000; // outcomes of one stream, after which one gives up
  const KEPT = 12; // finished streams that stay in the picture
  const MIDDLE = 105;
  const PX = 11; // a nat

  x.define(
    "explore-evidence",
    class extends x.Explorer {
      label = "The score of R against S while outcomes come";

      build(root) {
        [this.p, this.q] = [this.list("p"), this.list("q")];
        this.outcomes = this.getAttribute("outcomes").split(" ");
        this.next = x.random(Number(this.getAttribute("seed")));
        this.level = ODDS.indexOf(Number(this.getAttribute("odds")));
        if (this.level < 0) throw new Error(`odds are one of ${ODDS}`);
        this.source = 0;
        this.clear();
        const row = x.node("div", { class: "row" }, root);
        this.paths(x.panel(row, 320, 215, "Score in nats over the outcomes seen"));
        this.stops(x.node("svg", { viewBox: "0 0 320 215", "aria-hidden": true }, row));
        this.words = x.node("p", {}, root);
        const controls = x.node("div", { class: "row" }, root);
        this.from = x.choice(controls, "The outcomes come from", ["from R", "from S"], (k) => {
          this.source = k;
          this.clear();
          this.draw();
        });
        const go = x.node("span", { class: "group" }, controls);
        x.button(go, "one outcome", () => this.one());
        x.button(go, "until sure", () => this.run());
        x.button(go, "20 streams", () => this.many(20));
        x.button(go, "start again", () => {
          this.clear();
          this.draw();
        });
      }

      paths(panel) {
        const small = (at, parent = panel) => x.node("text", { class: "small", ...at }, parent);
        small({ x: 0, y: 10, text: "score in nats" });
        x.node("line", { class: "axis", x1: 0, x2: 320, y1: MIDDLE, y2: MIDDLE }, panel);
        const dashed = { class: "axis", "stroke-dasharray": "2 4" };
        this.bounds = [1, -1].map(() => x.node("line", { ...dashed, x1: 0, x2: 320 }, panel));
        const slope = { stroke: "currentColor", "stroke-dasharray": "6 5", "stroke-width": 1.5 };
        this.slope = x.node("line", { x1: 0, y1: MIDDLE, ...slope }, panel);
        this.old = x.node("path", { fill: "none", "stroke-opacity": 0.5 }, panel);
        this.now = x.node("path", { fill: "none", "stroke-width": 2.5 }, panel);
        this.end = small({ x: 320, y: MIDDLE + 14, "text-anchor": "end" });
        this.handle = x.node("g", {}, panel);
        x.node("rect", { class: "ring", x: 206, y: -17, width: 114, height: 34, rx: 4 }, this.handle);
        x.node("rect", { class: "grip", x: 212, y: -2, width: 102, height: 4, rx: 2 }, this.handle);
        this.odds = small({ x: 263, y: -6, "text-anchor": "middle" }, this.handle);
        this.sync = x.slider(this.handle, {
          label: "the odds that make you sure",
          least: 0,
          most: ODDS.length - 1,
          step: 1,
          page: 2,
          get: () => this.level,
          set: (value) => this.bound(value),
          move: (_, y) => {
            const far = ODDS.map((odds) => Math.abs(log(odds) - (MIDDLE - y) / PX));
            this.bound(far.indexOf(min(...far)));
          },
          text: () => `${ODDS[this.level]} to 1`,
        });
      }

      stops(panel) {
        const small = (at) => x.node("text", { class: "small", ...at }, panel);
        small({ x: 0, y: 10, text: "streams, by the outcomes until sure" });
        x.node("line", { class: "axis", x1: 0, x2: 320, y1: 180, y2: 180 }, panel);
        this.dots = x.node("g", {}, panel);
        const mark = { stroke: "currentColor", "stroke-dasharray": "6 5", y1: 40, y2: 180 };
        this.mark = x.node("line", mark, panel);
        this.marked = small({ y: 32, "text-anchor": "middle" });
        this.last = small({ x: 320, y: 196, "text-anchor": "end" });
        small({ x: 0, y: 196, text: "0" });
      }

      clear() {
        Object.assign(this, { streams: [], seen: [], path: [0] });
        cancelAnimationFrame(this.frame);
      }

      bound(level) {
        this.level = level;
        this.clear();
        this.draw();
      }

      get sure() {
        return Math.abs(this.path.at(-1)) >= log(ODDS[this.level]) - 1e-12;
      }

      // Take one outcome; a stream that is at its end makes room for a new one.
      take() {
        if (this.sure || this.seen.length >= LONGEST) [this.seen, this.path] = [[], [0]];
        const k = x.outcome(this.source ? this.q : this.p, this.next());
        this.seen.push(k);
        this.path.push(x.scores(this.p, this.q, [k])[0] + this.path.at(-1));
        const over = this.sure || this.seen.length >= LONGEST;
        if (over) {
          const right = this.sure && this.path.at(-1) > 0 === (this.source === 0);
          this.streams.push({ n: this.seen.length, sure: this.sure, right, path: this.path });
        }
        return over;
      }

      one() {
        cancelAnimationFrame(this.frame);
        this.take();
        this.draw();
      }

      run() {
        cancelAnimationFrame(this.frame);
        if (x.still()) return this.many(1);
        const step = () => {
          const over = this.take();
          this.draw();
          if (!over && this.isConnected) this.frame = requestAnimationFrame(step);
        };
        step();
      }

      many(streams) {
        cancelAnimationFrame(this.frame);
        for (; streams > 0; streams--) while (!this.take());
        this.draw();
      }

      get state() {
        const rate = this.source ? x.kl(this.q, this.p) : x.kl(this.p, this.q);
        const streams = this.streams.map(({ n, sure, right }) => ({ n, sure, right }));
        return {
          source: "RS"[this.source],
          odds: ODDS[this.level],
          seen: [...this.seen],
          score: this.path.at(-1),
          rate,
          expected: rate ? log(ODDS[this.level]) / rate : Infinity,
          streams,
        };
      }

      draw() {
        const now = this.state;
        const sign = this.source ? -1 : 1;
        const color = this.source ? "var(--model)" : "var(--true)";
        const shown = this.streams.slice(-KEPT).map(({ path }) => path);
        const need = max(120, this.path.length, ...this.streams.map(({ n }) => n));
        const wide = [120, 250, 500].find((n) => n >= need) ?? LONGEST;
        const at = (n) => (320 * n) / wide;
        const line = (path) => x.path(path.map((v, n) => [at(n), MIDDLE - PX * v]));

        this.from(this.source);
        this.sync();
        const bound = log(now.odds) * PX;
        this.bounds.forEach((node, k) => {
          const y = MIDDLE + (k ? bound : -bound);
          x.set(node, { y1: y, y2: y });
        });
        x.set(this.handle, { transform: `translate(0 ${MIDDLE - bound})` });
        x.set(this.odds, { text: `sure at ${now.odds} to 1` });
        const reach = min(wide, 90 / PX / now.rate);
        x.set(this.slope, { x2: at(reach), y2: MIDDLE - sign * PX * reach * now.rate });
        x.set(this.old, { d: shown.map(line).join(""), stroke: color });
        x.set(this.now, { d: line(this.path), stroke: color });
        for (const node of [this.end, this.last]) x.set(node, { text: `${wide} outcomes` });

        this.dots.replaceChildren();
        const heights = {};
        for (const { n, right, sure } of this.streams) {
          if (!sure) continue;
          const column = round(at(n) / 8);
          const tall = (heights[column] = (heights[column] ?? 0) + 1);
          const place = { cx: 8 * column, cy: max(24, 182 - 8 * tall), r: 3.5 };
          x.node("circle", { ...place, stroke: color, fill: right ? color : "none" }, this.dots);
        }
        const expected = at(min(now.expected, wide));
        x.set(this.mark, { x1: expected, x2: expected });
        const name = this.source ? "KL(S‖R)" : "KL(R‖S)";
        const far = now.expected > wide ? "beyond: " : "";
        x.set(this.marked, {
          x: min(245, max(75, expected)),
          text: `${far}ln ${now.odds} / ${name} = ${x.number(now.expected, 0)}`,
        });

        const { n: streams, mean, wrong } = this.counts();
        const outcomes = `${this.seen.length} outcome${this.seen.length === 1 ? "" : "s"}`;
        const first = `Score ${x.number(now.score, 2)} nats after ${outcomes}.`;
        const rest = streams
          ? ` ${streams} stream${streams === 1 ? "" : "s"}: sure after ${x.number(mean, 1)} outcomes on average, and wrong ${wrong} time${wrong === 1 ? "" : "s"}.`
          : " No stream has ended yet.";
        x.set(this.words, { text: first + rest });
        this.say(this.words.textContent);
      }

      counts() {
        const ended = this.streams.filter(({ sure }) => sure);
        return {
          n: ended.length,
          mean: x.sum(ended.map(({ n }) => n)) / ended.length,
          wrong: ended.filter(({ right }) => !right).length,
        };
      }
    },
  );
})();
