// What is folded on a page lies there as text (see _ext/lean.py), so that a phone need not make
// thousands of elements before it shows the page. They are made when the browser has nothing else
// to do, one fold at a time, or when a reader opens one.
(() => {
  const whenIdle = globalThis.requestIdleCallback ?? ((next) => setTimeout(next, 50));
  const waiting = [...document.querySelectorAll("details > noscript")];
  let codes = 0;

  // What code is given elsewhere: a button by sphinx-copybutton, whose words and picture these are,
  // and by the theme a stop for the keyboard where it scrolls.
  const equip = (code) => {
    code.id = `folded${codes++}`;
    code.insertAdjacentHTML("afterend", `<button class="copybtn o-tooltip--left"
      data-tooltip="${messages[locale].copy}" data-clipboard-target="#${code.id}">${iconCopy}</button>`);
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
