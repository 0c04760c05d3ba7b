// One bell fitted to two hills: pull the hills apart, and a second optimum of the reverse direction
// appears, and in the end is the better one.
"use strict";
(() => {
  const x = globalThis.explorers;
  const { abs, exp, hypot, log, log1p, max, min, PI, sqrt, tanh } = Math;

  // The trapezoid rule for means over a standard normal z, as in `entropybook.direction`.
  const rules = {};
  const rule = (points) => {
    if (!rules[points]) {
      const z = Array.from({ length: points }, (_, k) => -10 + (20 * k) / (points - 1));
      const weights = z.map((v) => exp((-v * v) / 2));
      const total = x.sum(weights);
      rules[points] = z.map((v, k) => [v, weights[k] / total]).filter(([, w]) => w > 1e-25);
    }
    return rules[points];
  };
  const logCosh = (y) => abs(y) + log1p(exp(-2 * abs(y))) - Math.LN2;
  const normal = (u, mean, sd) => exp(-(((u - mean) / sd) ** 2) / 2) / (sd * sqrt(2 * PI));

  x.reverseKl = (mean, sd, a, points = 1201) => {
    let far = 0;
    for (const [z, w] of rule(points)) far += w * logCosh(a * (mean + sd * z));
    return (mean * mean + sd * sd + a * a) / 2 - 0.5 - log(sd) - far;
  };

  // Its slopes in mean and sd, and its second derivatives.
  x.reverseSlopes = (mean, sd, a, points = 1201) => {
    let [p, zp, b, zb, zzb] = [0, 0, 0, 0, 0];
    for (const [z, w] of rule(points)) {
      const pull = tanh(a * (mean + sd * z));
      const bend = w * (1 - pull * pull);
      p += w * pull;
      zp += w * z * pull;
      b += bend;
      zb += z * bend;
      zzb += z * z * bend;
    }
    const slopes = [mean - a * p, sd - 1 / sd - a * zp];
    return [slopes, [1 - a * a * b, -a * a * zb, 1 + 1 / (sd * sd) - a * a * zzb]];
  };

  // The sd at which the slope in sd changes from below 0 to above, between two ends.
  const widthBetween = (mean, a, low, high, points) => {
    for (let k = 0; k < 60 && high - low > 1e-14 * high; k++) {
      const middle = (low + high) / 2;
      if (x.reverseSlopes(mean, middle, a, points)[0][1] < 0) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  };

  x.centredFit = (a) => {
    const sd = widthBetween(0, a, 0.9, 1.1 + a);
    return { mean: 0, sd, divergence: x.reverseKl(0, sd, a) };
  };

  // The minimum on a hill, by Newton's method from the hill itself; null where there is none.
  x.lockedFit = (a) => {
    let [mean, sd] = [a, 1];
    for (let k = 0; k < 80; k++) {
      const [[u, v], [p, q, r]] = x.reverseSlopes(mean, sd, a);
      const det = p * r - q * q;
      if (hypot(u, v) < 1e-13 || (k > 60 && hypot(u, v) < 1e-10)) {
        if (det <= 0 || p <= 0 || mean < 1) return null;
        return { mean, sd, divergence: x.reverseKl(mean, sd, a) };
      }
      const step = [(r * u - q * v) / det, (p * v - q * u) / det];
      const cut = min(1, 0.3 / hypot(...step));
      mean -= cut * step[0];
      sd = max(0.3, sd - cut * step[1]);
    }
    return null;
  };

  // The least KL(S‖R) of all bells with a mean; coarse, for a curve. Two widths can be minima.
  x.valley = (mean, a) => {
    const points = 301;
    const ends = Array.from({ length: 13 }, (_, k) => 0.7 * ((1.1 + a) / 0.7) ** (k / 12));
    const slopes = ends.map((sd) => x.reverseSlopes(mean, sd, a, points)[0][1]);
    let least = Infinity;
    for (let k = 0; k < 12; k++) {
      if (slopes[k] > 0 || slopes[k + 1] <= 0) continue;
      let [low, high] = [ends[k], ends[k + 1]];
      for (let j = 0; j < 7; j++) {
        const middle = (low + high) / 2;
        if (x.reverseSlopes(mean, middle, a, points)[0][1] < 0) low = middle;
        else high = middle;
      }
      least = min(least, x.reverseKl(mean, (low + high) / 2, a, points));
    }
    return least;
  };

  // The least KL(R‖S), whose bell has the mean 0 and the variance 1 + a².
  x.forwardKl = (a) => {
    let far = 0;
    for (const [z, w] of rule(1201)) far += w * logCosh(a * (a + z));
    return log(1 + a * a) / 2 - (a * a) + far;
  };

  const TIE = 5e-4; // nats: two fits that a reader of three digits cannot tell apart

  x.define(
    "explore-bells",
    class extends x.Explorer {
      label = "One bell fitted to two hills, in both directions";

      build(root) {
        this.a = Number(this.getAttribute("a") || NaN);
        if (!(this.a >= 0 && this.a <= 4)) throw new Error("explore-bells needs a, from 0 to 4");
        const row = x.node("div", { class: "row" }, root);
        this.hills(x.panel(row, 320, 200, "The hills and the bells"));
        this.dips(x.node("svg", { viewBox: "0 0 320 200", "aria-hidden": true }, row));
        this.words = x.node("p", {}, root);
        this.fits = x.node("div", { class: "lines" }, root);
      }

      hills(panel) {
        const text = (at, more) => x.node("text", { class: "small", ...at, ...more }, panel);
        text({ x: 0, y: 12 }, { text: "density" });
        x.node("line", { class: "axis", x1: 0, x2: 320, y1: 165, y2: 165 }, panel);
        const path = (attributes) => x.node("path", { fill: "none", ...attributes }, panel);
        this.truth = path({ fill: "var(--true)", "fill-opacity": 0.25, stroke: "var(--true)" });
        this.forward = path({ stroke: "currentColor", "stroke-dasharray": "5 4", "stroke-width": 1.5 });
        const bell = { stroke: "var(--model)" };
        this.bells = [path(bell), path(bell), path(bell)];
        this.handles = [-1, 1].map((side) => {
          const handle = x.node("g", {}, panel);
          x.node("circle", { class: "ring", r: 17 }, handle);
          x.node("circle", { class: "grip", r: 7 }, handle);
          x.node("path", { d: "M-17 0l6 -4v8zM17 0l-6 -4v8z", class: "grip" }, handle);
          const sync = x.slider(handle, {
            label: `a, ${side < 0 ? "the left" : "the right"} hill's distance from the middle`,
            least: 0,
            most: 4,
            step: 0.01,
            page: 0.1,
            get: () => this.a,
            set: (value) => this.move(value),
            move: (u) => this.move((side * (u - 160)) / 20),
            text: () => `a = ${x.number(this.a, 2)}`,
          });
          return () => {
            x.set(handle, { transform: `translate(${160 + side * 20 * this.a} 176)` });
            sync();
          };
        });
      }

      dips(panel) {
        const text = (u, v, text, anchor = "start") =>
          x.node("text", { class: "small", x: u, y: v, text, "text-anchor": anchor }, panel);
        text(0, 12, "least KL(S‖R) in nats, by the mean of S");
        x.node("line", { class: "axis", x1: 0, x2: 320, y1: 165, y2: 165 }, panel);
        for (const mean of [-4, -2, 0, 2, 4]) text(160 + 36 * mean, 182, x.number(mean, 0), "middle");
        this.curve = x.node("path", { fill: "none", stroke: "currentColor", "stroke-width": 2 }, panel);
        this.dots = [0, 1, 2].map(() =>
          x.node("circle", { r: 6, stroke: "var(--model)", "stroke-width": 2.5 }, panel),
        );
      }

      move(value) {
        this.a = Math.round(100 * min(4, max(0, value))) / 100;
        this.draw();
      }

      get state() {
        const broad = x.centredFit(this.a);
        const locked = x.lockedFit(this.a);
        const lead = locked ? broad.divergence - locked.divergence : -Infinity;
        const best = abs(lead) < TIE ? "both" : lead > 0 ? "locked" : "broad";
        const forward = { mean: 0, sd: sqrt(1 + this.a ** 2), divergence: x.forwardKl(this.a) };
        return { a: this.a, broad, locked, best, forward };
      }

      draw() {
        const now = this.state;
        const { a, broad, locked, best } = now;
        this.handles.forEach((sync) => sync());

        const grid = Array.from({ length: 161 }, (_, k) => -8 + k / 10);
        const line = (density) => x.path(grid.map((u) => [160 + 20 * u, 165 - 330 * density(u)]));
        const truth = line((u) => (normal(u, -a, 1) + normal(u, a, 1)) / 2);
        x.set(this.truth, { d: `${truth}L320 165L0 165Z` });
        x.set(this.forward, { d: line((u) => normal(u, 0, now.forward.sd)) });
        const fits = [broad, locked, locked && { ...locked, mean: -locked.mean }];
        this.bells.forEach((bell, k) => {
          const fit = fits[k];
          const wins = best === "both" || (k === 0) === (best === "broad");
          x.set(bell, {
            d: fit ? line((u) => normal(u, fit.mean, fit.sd)) : "",
            "stroke-width": wins ? 3 : 1.5,
            "stroke-dasharray": wins ? "none" : "2 4",
          });
          x.set(this.dots[k], {
            visibility: fit ? "visible" : "hidden",
            fill: wins ? "var(--model)" : "none",
            cx: fit ? 160 + 36 * fit.mean : 0,
            cy: fit ? 165 - 85 * fit.divergence : 0,
          });
        });

        const means = Array.from({ length: 38 }, (_, k) => k * 0.12);
        const half = means.map((mean) => [mean, x.valley(mean, a)]).filter(([, v]) => v < 1.75);
        const mirrored = half.slice(1).reverse().map(([mean, v]) => [-mean, v]);
        const points = [...mirrored, ...half].map(([mean, v]) => [160 + 36 * mean, 165 - 85 * v]);
        x.set(this.curve, { d: x.path(points) });

        const n = x.number;
        const said = !locked
          ? "The reverse direction has one fit, the broad bell in the middle."
          : best === "broad"
            ? "A bell on either hill is now a fit too: a search that starts there stays. The broad bell is better."
            : best === "both"
              ? "The broad bell and the bell on a hill are equally good, to three digits."
              : "The bell on a hill is the best fit. The broad bell is still a place where a search can stop.";
        x.set(this.words, { text: `a = ${n(a, 2)}. ${said}` });
        const bell = ({ mean, sd }, sign = "") => `mean ${sign}${n(mean, 2)}, sd ${n(sd, 2)}`;
        const lines = [
          ["forward (dashed)", `${bell(now.forward)}: KL(R‖S) ${n(now.forward.divergence)} nats`],
          ["reverse, broad", `${bell(broad)}: KL(S‖R) ${n(broad.divergence)} nats`],
          [
            "reverse, on a hill",
            locked ? `${bell(locked, "±")}: KL(S‖R) ${n(locked.divergence)} nats` : "no such fit",
          ],
        ];
        this.fits.replaceChildren();
        for (const text of lines.flat()) x.node("span", { text }, this.fits);
        this.say(this.words.textContent);
      }
    },
  );
})();
