// Pagefind finds, this shows. What is looked for stays in the browser.
const base = new URL("../", import.meta.url);
const [form, status, list, more] = ["search", "status", "results", "more"].map((id) => document.getElementById(id));
const PAGE = 10;
let engine, waiting, found = [], shown = 0, turn = 0;

const element = (name, text, extra) => Object.assign(document.createElement(name), { textContent: text }, extra);

// Compiling eight bytes tells at once whether WebAssembly may run; Pagefind would wait. A worker
// would be held to the policy of its own file.
async function load() {
  await WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
  const pagefind = await import(new URL("pagefind/pagefind.js", base));
  await pagefind.options({ baseUrl: base.pathname, excerptLength: 28, noWorker: true });
  return pagefind;
}

// Text with words in <mark>, read as a document that runs and loads nothing.
function excerpt(html) {
  const line = element("p", "", { className: "about" });
  for (const node of new DOMParser().parseFromString(html, "text/html").body.childNodes) {
    line.append(node.nodeName === "MARK" ? element("mark", node.textContent) : node.textContent);
  }
  return line;
}

function item({ url, meta, excerpt: html }) {
  const row = element("li", "", { className: `item ${meta.kind}` });
  const title = element("p", "", { className: "title" });
  const text = element("div", "");
  title.append(element("a", meta.title, { href: url }));
  text.append(title, excerpt(html));
  row.append(element("span", meta.date || ""), text);
  return row;
}

async function show() {
  const now = turn;
  const next = await Promise.all(found.slice(shown, shown + PAGE).map((each) => each.data()));
  if (now !== turn) return;
  list.append(...next.map(item));
  shown += next.length;
  more.hidden = shown >= found.length;
}

async function search() {
  const now = ++turn;
  const asked = new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));
  history.replaceState(null, "", asked.size ? `?${asked}` : location.pathname);
  const { q = null, ...filters } = Object.fromEntries(asked);
  try {
    const pagefind = await (engine ??= load());
    const results = asked.size ? (await pagefind.search(q, { filters })).results : [];
    if (now !== turn) return;
    [found, shown] = [results, 0];
    list.replaceChildren();
    status.textContent = asked.size ? `${found.length || "No"} page${found.length === 1 ? "" : "s"} found` : "";
    await show();
  } catch {
    status.textContent = "Search is not available in this browser. The lists below lead to everything.";
  }
}

for (const [name, value] of new URLSearchParams(location.search)) {
  if (form.elements[name]) form.elements[name].value = value;
}
form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(search, 200); });
form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(waiting); search(); });
more.firstChild.addEventListener("click", show);
search();
