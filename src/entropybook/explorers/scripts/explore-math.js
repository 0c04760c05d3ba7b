// The mathematics of the explorers, in nats; tests hold it to `entropybook` in a browser.
"use strict";
(() => {
  const x = (globalThis.explorers ??= {});
  const { log, log1p, abs, floor } = Math;
  const sum = (values) => values.reduce((total, value) => total + value, 0);

  x.sum = sum;
  x.surprise = (q) => (q === 0 ? Infinity : q === 1 ? 0 : -log(q));
  x.crossEntropy = (p, q) => sum(p.map((v, k) => (v === 0 ? 0 : v * x.surprise(q[k]))));
  x.entropy = (p) => x.crossEntropy(p, p);

  // What each outcome contributes to KL(p‖q), which can be negative.
  x.terms = (p, q) =>
    p.map((v, k) => (v === 0 ? 0 : q[k] === 0 ? Infinity : v * log(v / q[k])));

  // Each v log(v/w) − v + w is at least 0, so nothing cancels where p and q are close.
  x.kl = (p, q) =>
    sum(
      p.map((v, k) => {
        const w = q[k];
        if (v === 0) return w;
        if (w === 0) return Infinity;
        const t = (w - v) / v;
        return abs(t) < 0.5 ? v * (t - log1p(t)) : v * log(v / w) - v + w;
      }),
    );

  // The score after each of the outcomes seen: the log-likelihood ratio of p to q.
  x.scores = (p, q, seen) => {
    let score = 0;
    return seen.map((k) => (score += log(p[k] / q[k])));
  };

  // Numbers from 0 to 1, the same after each start (mulberry32); and an outcome of p for one.
  x.random = (seed) => () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  x.outcome = (p, u) => {
    let [k, below] = [0, p[0]];
    while (u >= below && k < p.length - 1) below += p[++k];
    while (p[k] === 0) k--;
    return k;
  };
  x.sample = (p, seed, n) => {
    const next = x.random(seed);
    return Array.from({ length: n }, () => x.outcome(p, next()));
  };

  // Give outcome k `value` hundredths; the others keep their proportions, in whole hundredths.
  x.share = (hundredths, k, value) => {
    const rest = 100 - value;
    const others = sum(hundredths) - hundredths[k];
    const wanted = hundredths.map((v) =>
      others > 0 ? (v / others) * rest : rest / (hundredths.length - 1),
    );
    const shared = wanted.map((v, j) => (j === k ? value : floor(v + 1e-9)));
    const order = [...wanted.keys()].filter((j) => j !== k);
    order.sort((i, j) => wanted[j] - shared[j] - (wanted[i] - shared[i]) || i - j);
    for (let left = 100 - sum(shared), at = 0; left > 0; left--, at++) shared[order[at]]++;
    return shared;
  };
})();
