// Keeps a page of the preview fresh, says what is wrong, and opens what one clicks in an editor.
"use strict";

(() => {
  const own = document.currentScript;
  const { page, seen } = own.dataset;
  const KEPT = `brief-scroll:${location.pathname}`;
  const OPEN = "brief-report";

  // A reload keeps the place.
  const place = read(KEPT);
  if (place) {
    write(KEPT, null);
    history.scrollRestoration = "manual";
    const back = () => scrollTo({ top: Number(place), behavior: "instant" });
    addEventListener("DOMContentLoaded", back);
    addEventListener("load", back);
  }

  function read(key) {
    try { return sessionStorage.getItem(key); } catch { return null; }
  }

  function write(key, value) {
    try {
      if (value === null) sessionStorage.removeItem(key);
      else sessionStorage.setItem(key, value);
    } catch { /* not kept */ }
  }

  function make(name, properties = {}, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  }

  const host = document.createElement("brief-preview");
  const tree = host.attachShadow({ mode: "open" });
  const report = make("section", { className: "report", hidden: true });
  report.setAttribute("aria-label", "What is wrong");
  const edit = make("a", { className: "edit", textContent: "Edit", hidden: true });
  edit.title = "Open the file. Alt-click a text to open its line.";
  tree.append(
    make("link", { rel: "stylesheet", href: "/_brief/live.css" }),
    make("div", { className: "box" }, edit, report),
  );
  document.documentElement.append(host);

  function show(state) {
    const found = state.diagnostics;
    const errors = found.filter((each) => each.severity === "error").length;
    report.hidden = !found.length && !state.fault;
    if (report.hidden) return;
    report.classList.toggle("mild", !errors && !state.fault);
    const counts = [count(errors, "error"), count(found.length - errors, "warning")].filter(Boolean);
    let words = state.fault || counts.join(", ");
    if (state.broken) words += " – this is the last good page";
    else if (errors) words += " – the page is as written, but a build would refuse it";
    const list = make("ol", {}, ...found.map(row));
    // Errors are shown at once; warnings stay folded until they are asked for.
    const wanted = read(OPEN);
    list.hidden = wanted === "closed" || (!errors && wanted !== "open");
    const button = make("button", { type: "button" });
    const label = () => {
      button.textContent = list.hidden ? "Show" : "Hide";
      button.setAttribute("aria-expanded", String(!list.hidden));
    };
    button.addEventListener("click", () => {
      list.hidden = !list.hidden;
      write(OPEN, list.hidden ? "closed" : "open");
      label();
    });
    label();
    if (!found.length) button.hidden = true;
    const head = make("p", { textContent: words });
    head.setAttribute("role", errors || state.fault ? "alert" : "status");
    report.replaceChildren(make("header", {}, head, button), list);
  }

  function count(number, word) {
    return number ? `${number} ${word}${number === 1 ? "" : "s"}` : "";
  }

  function row(each) {
    const link = make("a", { href: each.href, textContent: `${each.path}:${each.line}:${each.column}` });
    const code = make("span", { className: "code", textContent: each.code });
    const item = make("li", { className: each.severity }, link, code);
    item.append(make("p", { className: "message", textContent: each.message }));
    if (each.hint) item.append(make("p", { className: "hint", textContent: `hint: ${each.hint}` }));
    return item;
  }

  // What the page shows, and where it was written; the object it is about comes first.
  let places = [];
  fetch(`/_brief/places?page=${encodeURIComponent(page)}`)
    .then((answer) => answer.json())
    .then((found) => {
      places = found;
      if (!found.length || found[0].id) return;
      edit.href = found[0].href;
      edit.hidden = false;
    })
    .catch(() => { /* the server has gone; the page comes anew with it */ });

  const plain = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

  // The line whose text begins the clicked one, or stands in it; the longest is the likeliest.
  function line(lines, text) {
    const whole = plain(text);
    let best = null;
    for (const [written, href] of lines) {
      const start = plain(written);
      const fits = start.length > 2 && (whole.includes(start) || (whole.length > 5 && start.includes(whole)));
      if (fits && (!best || start.length > best.length)) best = { length: start.length, href };
    }
    return best && best.href;
  }

  function address(target) {
    const block = target.closest("p,li,h1,h2,h3,h4,h5,h6,dd,dt,td,th,figcaption,blockquote") || target;
    let object = null;
    for (let at = target; at instanceof Element && !object; at = at.parentElement) {
      if (at.id) object = places.find((each) => each.id === at.id);
    }
    object ||= places.find((each) => !each.id);
    // A page that is about no object shows texts of many.
    const lines = object ? object.lines : places.flatMap((each) => each.lines);
    return line(lines, block.textContent) || (object && object.href);
  }

  addEventListener("click", (event) => {
    if (!event.altKey || event.button) return;
    const found = address(event.target);
    if (!found) return;
    event.preventDefault();
    event.stopPropagation();
    dispatchEvent(new CustomEvent("brief-open", { detail: found }));
    location.href = found;
  }, true);

  // A page in the background does not listen: a browser opens few connections to one host.
  let events = null;

  function attend() {
    if (document.hidden) {
      events?.close();
      events = null;
    } else if (!events) {
      events = new EventSource(`/_brief/events?page=${encodeURIComponent(page)}`);
      events.onmessage = (message) => hear(JSON.parse(message.data));
    }
  }

  function hear(state) {
    if (state.page === seen || state.broken) {
      show(state);
      return;
    }
    write(KEPT, String(scrollY));
    events.close();
    location.reload();
  }

  attend();
  document.addEventListener("visibilitychange", attend);
  addEventListener("pagehide", () => events?.close());
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
})();
