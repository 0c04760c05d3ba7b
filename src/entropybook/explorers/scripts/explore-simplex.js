// All S on three outcomes at once: a triangle, and in it both divergences as contours around R.
"use strict";
(() => {
  const x = globalThis.explorers;
  const { PI, cos, max, min, round, sin } = Math;
  const LEVELS = [0.05, 0.2, 0.5, 1]; // nats
  const RAYS = 144;
  const CORNERS = [
    [24, 262],
    [160, 26.5],
    [296, 262],
  ];

  x.place = (p) => [0, 1].map((k) => x.sum(p.map((v, j) => v * CORNERS[j][k])));
  // The three coordinates of a point of the panel; outside the triangle one is below 0.
  x.coordinates = (u, v) => {
    const second = (262 - v) / 235.5;
    const third = (u - 24 - 136 * second) / 272;
    return [1 - second - third, second, third];
  };
  // The nearest whole hundredths inside, roughly: what is below 0 becomes 0.
  x.hundredths = (p) => {
    const inside = p.map((v) => max(0, v));
    const total = x.sum(inside);
    const wanted = inside.map((v) => (100 * v) / total);
    const whole = wanted.map((v) => Math.floor(v + 1e-9));
    const order = [0, 1, 2].sort((i, j) => wanted[j] - whole[j] - (wanted[i] - whole[i]) || i - j);
    for (let at = 0; x.sum(whole) < 100; at++) whole[order[at]]++;
    return whole;
  };

  // Where a divergence reaches a level on its way from r outwards, ray by ray. Along a ray it grows.
  // `wall` tells that the edge came first.
  x.contour = (r, level, forward) =>
    Array.from({ length: RAYS }, (_, k) => {
      const turn = (2 * PI * (k + 0.5)) / RAYS;
      const [u, v] = x.place(r);
      const ahead = x.coordinates(u + cos(turn), v + sin(turn));
      const way = ahead.map((w, j) => w - r[j]);
      const end = min(...way.map((d, j) => (d < 0 ? r[j] / -d : Infinity)));
      const at = (t) => r.map((w, j) => max(0, w + t * way[j]));
      const cost = (s) => (forward ? x.kl(r, s) : x.kl(s, r));
      // On the edge itself rounding must not make a zero positive.
      const edge = at(end).map((w) => (w < 1e-12 ? 0 : w));
      if (cost(edge) <= level) return { point: edge, wall: true };
      let [low, high] = [0, end];
      for (let j = 0; j < 52; j++) {
        const middle = (low + high) / 2;
        if (cost(at(middle)) < level) low = middle;
        else high = middle;
      }
      return { point: at(low), wall: false };
    });

  x.define(
    "explore-simplex",
    class extends x.Explorer {
      label = "All S on three outcomes, and both divergences from R";

      build(root) {
        this.first = ["p", "q"].map((name) => x.hundredths(this.list(name)));
        this.outcomes = this.getAttribute("outcomes").split(" ");
        this.points = this.first;
        this.view = 2;
        const row = x.node("div", { class: "row" }, root);
        this.triangle(x.panel(row, 320, 290, "The triangle of all distributions"));
        const side = x.node("div", { style: "flex: 1 1 15rem; min-width: 0" }, row);
        this.lines = x.node("div", { class: "lines" }, side);
        this.words = x.node("p", { style: "min-height: 5.6em" }, side);
        const controls = x.node("div", { class: "row" }, side);
        const views = ["KL(R‖S)", "KL(S‖R)", "both"];
        this.chosen = x.choice(controls, "Contours of", views, (k) => this.show({ view: k }));
        const start = x.node("span", { class: "group" }, controls);
        x.button(start, "the first pair", () => this.show({ points: this.first }));
        x.button(start, "swap R and S", () => this.show({ points: [...this.points].reverse() }));
      }

      triangle(panel) {
        const corners = CORNERS.map((at) => at.join(" ")).join(" ");
        this.inside = x.node("polygon", { points: corners, class: "axis" }, panel);
        const look = { fill: "none", "stroke-width": 1.5 };
        const dashed = { stroke: "currentColor", "stroke-dasharray": "5 4" };
        this.contours = [
          x.node("path", { ...look, stroke: "var(--saved)" }, panel),
          x.node("path", { ...look, ...dashed }, panel),
        ];
        // The wall of an outcome is the edge where it has probability 0.
        const wall = { stroke: "var(--saved)", "stroke-width": 5, "stroke-linecap": "round" };
        this.walls = CORNERS.map((_, k) => {
          const [a, b] = [CORNERS[(k + 1) % 3], CORNERS[(k + 2) % 3]];
          return x.node("line", { x1: a[0], y1: a[1], x2: b[0], y2: b[1], ...wall }, panel);
        });
        this.outcomes.forEach((text, k) => {
          const [u, v] = CORNERS[k];
          const y = k === 1 ? v - 10 : v + 22;
          x.node("text", { x: u, y, "text-anchor": "middle", text: `only ${text}` }, panel);
        });
        this.handles = ["R", "S"].map((name, which) => {
          const handle = x.node("g", { "aria-roledescription": "point in a triangle" }, panel);
          x.node("circle", { class: "ring", r: 18 }, handle);
          x.node("circle", { r: 9, fill: which ? "var(--model)" : "var(--true)", stroke: "white" }, handle);
          x.node("text", { x: which ? 13 : -23, y: 5, text: name }, handle);
          const move = (point) => {
            this.points = this.points.map((old, k) => (k === which ? point : old));
            this.draw();
          };
          const sync = x.slider(handle, {
            label: `${name}: probability of ${this.outcomes[1]}; left and right, of the other two`,
            least: 0,
            most: 100,
            step: 1,
            page: 10,
            get: () => this.points[which][1],
            set: (value) => {
              if (this.held !== which) [this.held, this.before] = [which, this.points[which]];
              move(x.share(this.before, 1, value));
            },
            across: (step) => {
              const [a, b, c] = this.points[which];
              this.held = null;
              if (a - step >= 0 && c + step >= 0) move([a - step, b, c + step]);
            },
            move: (u, v) => {
              this.held = null;
              move(x.hundredths(x.coordinates(u, v)));
            },
            text: () =>
              this.outcomes.map((o, k) => `${o}: ${this.points[which][k]} percent`).join(", "),
          });
          return () => {
            const [u, v] = x.place(this.points[which].map((w) => w / 100));
            x.set(handle, { transform: `translate(${u} ${v})` });
            sync();
          };
        });
      }

      show(change) {
        Object.assign(this, change, { held: null });
        this.draw();
      }

      get state() {
        const [p, q] = this.points.map((point) => point.map((v) => v / 100));
        return { p, q, forward: x.kl(p, q), reverse: x.kl(q, p) };
      }

      draw() {
        const { p, q, forward, reverse } = this.state;
        this.chosen(this.view);
        this.handles.forEach((sync) => sync());
        const corner = max(...p) === 1;
        this.contours.forEach((path, k) => {
          const drawn = this.view === 2 || this.view === k;
          // Around an R on the edge KL(S‖R) is infinite, and there is nothing to draw.
          const lines = drawn && !(k && min(...p) === 0) && !corner ? LEVELS : [];
          x.set(path, { d: lines.map((level) => this.line(p, level, k === 0)).join("") });
        });
        this.walls.forEach((wall, k) => {
          const shown = this.view !== 1 && p[k] > 0;
          x.set(wall, { visibility: shown ? "visible" : "hidden" });
        });

        const n = x.number;
        const pmf = (v) => v.map((w) => n(w, 2)).join(", ");
        const lines = [
          ["R", pmf(p)],
          ["S", pmf(q)],
          ["KL(R‖S)", `${n(forward)} nats`],
          ["KL(S‖R)", `${n(reverse)} nats`],
        ];
        this.lines.replaceChildren();
        for (const text of lines.flat()) x.node("span", { text }, this.lines);

        const list = (k) => k.map((j) => this.outcomes[j]).join(" and ");
        const forbidden = [0, 1, 2].filter((k) => q[k] === 0 && p[k] > 0);
        const outside = [0, 1, 2].filter((k) => p[k] === 0 && q[k] > 0);
        const said = [];
        if (forbidden.length) said.push(`S forbids ${list(forbidden)}, which R allows: KL(R‖S) is infinite.`);
        if (outside.length) said.push(`S allows ${list(outside)}, which R forbids: KL(S‖R) is infinite.`);
        if (!said.length) {
          const close = Math.abs(forward - reverse) < 5e-4;
          if (forward === 0) said.push("S is R, and both are 0.");
          else said.push(close ? "The two agree to three digits here." : `${forward > reverse ? "KL(R‖S)" : "KL(S‖R)"} is the larger one here.`);
        }
        x.set(this.words, { text: said.join(" ") });
        const values = [forward, reverse].map((v) => n(v).replace("∞", "infinite"));
        this.say(`KL of R from S ${values[0]}, of S from R ${values[1]} nats. ${said.join(" ")}`);
      }

      // A contour, closed, without the pieces where the edge came first.
      line(p, level, forward) {
        const points = x.contour(p, level, forward);
        let path = "";
        let open = false;
        for (const { point, wall } of [...points, points[0]]) {
          if (!wall) path += (open ? "L" : "M") + x.place(point).map((v) => round(10 * v) / 10).join(" ");
          open = !wall;
        }
        return path;
      }
    },
  );
})();
