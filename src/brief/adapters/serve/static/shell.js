// The panes of the preview. A pane is an entry of PANES: another one is one entry more.
"use strict";

const byId = (id) => document.getElementById(id);

// What the choices at the top are made from: each document by edition, issue and briefing.
let state = { documents: [], mails: [], base: "/", version: 0 };

const NO_MAIL = "There is no mail of it. Mails are made where `mail.from` is set in briefs/newsletter.yaml.";

const PANES = [
  { id: "web", title: "Web", address: () => state.base, follows: false, from: 0, missing: "" },
  { id: "pdf", title: "PDF", address: pdfAddress, follows: true, from: 52, missing: "There is no such document." },
  { id: "mail", title: "Mail", address: () => mailAddress("html"), follows: false, from: 100, missing: NO_MAIL },
  { id: "text", title: "Text of the mail", address: () => mailAddress("txt"), follows: false, from: Infinity, missing: NO_MAIL },
];

function described(document) {
  const parts = document.path.split("/");
  if (parts[0] === "site") return { edition: "site", issue: parts[2], briefing: "issue" };
  const edition = editions().find((name) => parts[2] === `${name}.pdf`);
  if (edition) return { edition, issue: parts[1], briefing: "issue" };
  const name = parts[2].replace(/\.pdf$/, "");
  const owner = editions().filter((each) => name.startsWith(`${each}-`)).sort((a, b) => b.length - a.length)[0];
  return { edition: owner || name, issue: parts[1], briefing: owner ? name.slice(owner.length + 1) : "issue" };
}

function editions() {
  const names = state.documents
    .filter((each) => each.path.startsWith("editions/"))
    .map((each) => each.path.split("/")[2].replace(/\.pdf$/, ""));
  return names.filter((name) => !names.some((other) => other !== name && name.startsWith(`${other}-`)));
}

function chosen() {
  return state.documents.find((each) => {
    const it = described(each);
    return it.edition === byId("edition").value && it.issue === byId("issue").value && it.briefing === byId("briefing").value;
  });
}

function pdfAddress() {
  const found = chosen();
  return found ? `/_brief/pdf/${found.path}?${found.key.slice(0, 16)}` : null;
}

// The site is no edition: beside it stands the first mail of the issue.
function mailAddress(suffix) {
  const of = state.mails.map((each) => ({ ...each, ...mailOf(each) })).filter((each) => each.issue === byId("issue").value);
  const found = byId("edition").value === "site" ? of[0] : of.find((each) => each.edition === byId("edition").value);
  return found ? `/_brief/mail/${found.issue}/${found.edition}.mail.${suffix}?${found.key}` : null;
}

function mailOf(mail) {
  const parts = mail.path.split("/");
  return { edition: parts[2].replace(/\.mail\.html$/, ""), issue: parts[1], briefing: "issue" };
}

function fill(select, values, words = {}) {
  const before = select.value;
  const now = [...select.options].map((each) => each.value);
  if (now.join("\n") === values.join("\n")) return;
  select.replaceChildren(...values.map((value) => new Option(words[value] || value, value)));
  if (values.includes(before)) select.value = before;
}

function unique(values) {
  return [...new Set(values)];
}

function choices() {
  const all = [...state.documents.map(described), ...state.mails.map(mailOf)];
  fill(byId("edition"), unique(all.map((each) => each.edition)).sort((a, b) => (b === "site") - (a === "site")), { site: "site" });
  const ours = all.filter((each) => each.edition === byId("edition").value);
  fill(byId("issue"), unique(ours.map((each) => each.issue)));
  const of = ours.filter((each) => each.issue === byId("issue").value);
  fill(byId("briefing"), unique(of.map((each) => each.briefing)).sort((a, b) => (b === "issue") - (a === "issue")), { issue: "issue", "key-points": "key points" });
  for (const select of document.querySelectorAll(".tools select")) {
    const asked = select.id === "briefing" ? ["pdf"] : ["pdf", "mail", "text"];
    select.parentElement.hidden = !all.length || !asked.some((id) => byId(`show-${id}`).checked);
  }
}

function build() {
  for (const pane of PANES) {
    const label = document.createElement("label");
    const box = Object.assign(document.createElement("input"), { type: "checkbox", id: `show-${pane.id}` });
    box.checked = remembered(pane);
    label.append(box, pane.title);
    byId("toggles").append(label);
    const section = Object.assign(document.createElement("section"), { className: "pane", id: pane.id });
    const head = document.createElement("h2");
    const link = Object.assign(document.createElement("a"), { target: "_blank", rel: "noopener" });
    head.append(pane.title, link);
    const note = Object.assign(document.createElement("p"), { className: "note", hidden: true });
    note.setAttribute("role", "status");
    section.append(head, note);
    byId("panes").append(section);
    box.addEventListener("change", () => {
      try { sessionStorage.setItem(`brief-${pane.id}`, box.checked ? "on" : "off"); } catch { /* not kept */ }
      choices();
      show();
    });
  }
  for (const select of document.querySelectorAll(".tools select")) {
    select.addEventListener("change", () => { choices(); show(); });
  }
}

function remembered(pane) {
  let kept = null;
  try { kept = sessionStorage.getItem(`brief-${pane.id}`); } catch { /* not kept */ }
  // On a phone one pane is enough to begin with.
  return kept ? kept === "on" : pane.from < Infinity && matchMedia(`(min-width: ${pane.from}rem)`).matches;
}

function show() {
  for (const pane of PANES) {
    const section = byId(pane.id);
    const on = byId(`show-${pane.id}`).checked;
    section.hidden = !on;
    if (!on) continue;
    const address = pane.address();
    const link = section.querySelector("h2 a");
    const note = section.querySelector(".note");
    if (!address) {
      say(note, state.whole ? pane.missing : "Waiting for the first build…");
      section.querySelector("iframe")?.remove();
      link.textContent = "";
      delete section.dataset.address;
      continue;
    }
    if (section.dataset.address === address) continue;
    section.dataset.address = address;
    link.href = address;
    link.textContent = address.replace(/\?.*/, "").replace(/^\/_brief\/(pdf|mail)\//, "");
    if (pane.follows) {
      set(section, address, note);
      continue;
    }
    note.hidden = true;
    frame(section, address);
  }
}

function frame(section, address) {
  const fresh = Object.assign(document.createElement("iframe"), { title: section.id, src: address });
  // A mail runs no script, here as in mail programs.
  if (section.id === "mail" || section.id === "text") fresh.setAttribute("sandbox", "allow-same-origin");
  // Whoever follows links in the pane finds the way out of it at its head.
  fresh.addEventListener("load", () => {
    let path = null;
    try { path = fresh.contentWindow.location.pathname; } catch { /* the viewer of PDFs is not ours */ }
    if (!path || section.id !== "web") return;
    const link = section.querySelector("h2 a");
    link.href = link.textContent = path;
  });
  section.querySelector("iframe")?.remove();
  section.append(fresh);
  return fresh;
}

// A PDF takes seconds to set: the one before stays until the new one is there.
async function set(section, address, note) {
  say(note, "Setting the PDF…");
  try {
    const answer = await fetch(address);
    if (section.dataset.address !== address) return;
    if (!answer.ok) throw new Error(await answer.text());
    await answer.blob();
    frame(section, `${address}#navpanes=0&view=FitH`);
    note.hidden = true;
  } catch (error) {
    if (section.dataset.address !== address) return;
    section.querySelector("iframe")?.remove();
    say(note, error.message, true);
    delete section.dataset.address;
  }
}

function say(note, text, bad = false) {
  note.hidden = false;
  note.textContent = text;
  note.classList.toggle("bad", bad);
}

function status(said) {
  const errors = said.diagnostics.filter((each) => each.severity === "error").length;
  const warnings = said.diagnostics.length - errors;
  const parts = [];
  if (said.fault) parts.push(said.fault);
  if (errors) parts.push(`${errors} error${errors > 1 ? "s" : ""}`);
  if (warnings) parts.push(`${warnings} warning${warnings > 1 ? "s" : ""}`);
  if (said.broken) parts.push("showing the last good pages");
  else if (said.took_ms !== null) parts.push(`fresh in ${said.took_ms} ms`);
  byId("status").textContent = parts.join(" · ");
  byId("status").classList.toggle("bad", said.broken || errors > 0);
}

async function refresh() {
  const answer = await fetch("/_brief/state").catch(() => null);
  if (!answer?.ok) return;
  state = await answer.json();
  choices();
  show();
  status(state);
}

// Panes in the background do not listen: a browser opens few connections to one host.
let events = null;

function attend() {
  if (document.hidden) {
    events?.close();
    events = null;
  } else if (!events) {
    events = new EventSource("/_brief/events?page=");
    events.onmessage = () => refresh();
    events.onerror = () => { byId("status").textContent = "the preview has ended; waiting for it to begin again"; };
  }
}

build();
attend();
document.addEventListener("visibilitychange", attend);
addEventListener("pagehide", () => events?.close());
