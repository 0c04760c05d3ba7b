// What is folded on a page lies there as text (see _ext/lean.py), so that a phone need not make
// thousands of elements before it shows the page. They are made when the browser has nothing else
// to do, one fold at a time, or when a reader opens one.
(() => {
  const whenIdle = globalThis.requestIdleCallback ?? ((next) => setTimeout(next, 50));
  const waiting = [...document.querySelectorAll("details > noscript")];
  let codes = 0;

  // The theme gives each piece of code a button and, where it scrolls, a stop for the keyboard.
  const equip = (code) => {
    const button = document.querySelector(".copybtn")?.cloneNode(true);
    if (!button) return;
    code.id = `folded${codes++}`;
    button.dataset.clipboardTarget = `#${code.id}`;
    code.after(button);
    globalThis.near?.observe(code);
  };

  const make = (text) => {
    const fold = text.parentElement;
    text.outerHTML = text.textContent;
    for (const code of fold.querySelectorAll("div.highlight pre")) equip(code);
  };

  const makeNext = () => {
    const text = waiting.shift();
    if (text?.isConnected) make(text);
    if (waiting.length) whenIdle(makeNext);
  };

  document.addEventListener("toggle", ({ target }) => {
    const text = target.querySelector(":scope > noscript");
    if (text) make(text);
  }, true);
  whenIdle(makeNext);
})();
