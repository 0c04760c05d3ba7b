// Runs in an empty page beside the book's own: makes of them one document to be printed.
async ({ title, author, copyright, base, pages }) => {
  const home = location.href.replace(/book$/, "");
  const place = (name) => name.replaceAll("/", "-");
  const names = new Map(pages.map(([name]) => [`${home}${name}.html`, place(name)]));
  const make = (tag, text, attributes = {}) =>
    Object.assign(document.createElement(tag), { textContent: text }, attributes);
  const words = (heading) => heading.textContent.replace(/\s+/g, " ").trim();

  const parse = async (name) => {
    const address = `${home}${name}.html`;
    const answer = await fetch(address);
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    page.head.prepend(Object.assign(page.createElement("base"), { href: address }));
    return page;
  };

  // What one page calls `fig-a` is another thing on another page.
  const rename = (article, prefix) => {
    for (const one of article.querySelectorAll("[id]")) one.id = `${prefix}.${one.id}`;
    for (const one of article.querySelectorAll("svg *")) {
      for (const attribute of one.attributes) {
        attribute.value = attribute.value.replace(/^#|(?<=url\(["']?)#/g, `#${prefix}.`);
      }
    }
  };

  const lead = (article) => {
    for (const link of article.querySelectorAll("a[href]")) {
      const { href, hash } = link;
      const target = href.slice(0, href.length - hash.length);
      const name = names.get(target);
      if (name) link.setAttribute("href", `#${name}${hash && `.${decodeURIComponent(hash.slice(1))}`}`);
      else if (!href.startsWith(home)) link.href = href;
      else if (base) link.href = base + href.slice(home.length);
      else link.replaceWith(...link.childNodes);
    }
    for (const image of article.querySelectorAll("img")) image.src = image.src;
  };

  const styles = new Set();
  const dress = async (page) => {
    for (const { href } of page.querySelectorAll("link[rel=stylesheet]")) {
      if (styles.has(href)) continue;
      styles.add(href);
      const link = make("link", "", { rel: "stylesheet", href });
      document.head.append(link);
      await new Promise((loaded) => link.addEventListener("load", loaded));
    }
  };

  const main = make("div", "", { className: "bd-article-container" });
  const contents = make("nav", "", { id: "contents" });
  const list = make("ol", "");
  contents.append(make("h1", "Contents"), list);
  const wrong = [];
  const running = make("style", "");
  for (const [name, depth, short] of pages) {
    const page = await parse(name);
    if (!page?.querySelector("article h1")) {
      wrong.push(page ? `${name} has no heading` : `${name} is not built`);
      continue;
    }
    await dress(page);
    const article = page.querySelector("article");
    article.querySelectorAll("script, button, .headerlink, a.know").forEach((one) => one.remove());
    // What is folded on a screen cannot be unfolded on paper; the code of a figure stays out.
    article.querySelectorAll("details:not(.hide)").forEach((one) => (one.open = true));
    article.querySelectorAll("noscript").forEach((one) => one.replaceWith(...one.childNodes));
    rename(article, place(name));
    lead(article);
    const heading = article.querySelector("h1");
    for (const one of article.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
      one.ariaLevel = Number(one.tagName[1]) + depth - 1;
    }
    const part = document.adoptNode(article);
    part.id = place(name);
    part.classList.add("bd-article");
    part.style.page = `p${list.children.length}`;
    running.textContent += `@page ${part.style.page} {
      @top-center { content: ${JSON.stringify(short || words(heading))}; } }\n`;
    main.append(part);
    const item = make("li", "");
    item.style.marginInlineStart = `${1.5 * (depth - 1)}rem`;
    const number = make("span", "", { className: "number" });
    item.append(make("a", words(heading), { href: `#${part.id}` }), number);
    list.append(item);
  }

  const cover = make("header", "", { id: "cover" });
  cover.append(
    make("img", "", { src: `${home}_static/favicon.svg`, alt: "" }),
    make("p", title, { className: "title" }),
    make("p", author),
    make("p", `© ${copyright}`),
  );
  document.title = title;
  document.head.append(running, make("style", `
    @page { size: A4; }
    @page :first { @bottom-center { content: none; } }
    #cover { text-align: center; padding-top: 25vh; }
    #cover img { width: 7rem; }
    #cover .title { font: 600 2.6rem/1.15 "Source Serif 4", serif; margin: 2rem 0 4rem; text-wrap: balance; }
    #contents, article { break-before: page; }
    #contents ol { list-style: none; padding: 0; }
    #contents li { display: flex; gap: 1rem; padding-block: .15rem; }
    #contents .number { margin-inline-start: auto; }
    #contents a { color: inherit; text-decoration: none; }
  `));
  const body = make("main", "", { className: "bd-main" });
  const content = make("div", "", { className: "bd-content" });
  content.append(main);
  body.append(content);
  main.append(cover, contents, ...main.querySelectorAll(":scope > article"));
  document.body.append(body);
  await document.fonts.ready;
  await Promise.all([...document.images].map((image) => image.decode()));
  // Nothing scrolls on paper: what is wider than it becomes smaller.
  const wide = [];
  for (const one of document.querySelectorAll(".katex-display, table")) {
    const room = one.parentElement.clientWidth;
    if (room && one.scrollWidth > room + 1) wide.push([one, room / one.scrollWidth]);
  }
  for (const [one, ratio] of wide) one.style.zoom = ratio;
  globalThis.number = (numbers) => {
    for (const item of list.children) {
      item.lastChild.textContent = numbers[item.firstChild.hash.slice(1)];
    }
  };
  // Chromium leaves out a link that leads nowhere, without a word.
  for (const { hash } of document.querySelectorAll("a[href^='#']")) {
    const name = decodeURIComponent(hash.slice(1));
    if (!document.getElementById(name)) wrong.push(`a link leads to ${name}, which is not there`);
  }
  const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")];
  for (const one of headings) {
    if (one.tagName === "H1" && !one.offsetParent) wrong.push(`${words(one)} is not shown`);
  }
  const shown = headings.filter((one) => one.offsetParent).map((one) => [
    Number(one.ariaLevel ?? one.tagName[1]),
    words(one),
    one.tagName === "H1" ? one.closest("[id].bd-article, #contents").id : "",
  ]);
  return [shown, wrong];
}
