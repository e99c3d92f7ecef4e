"use strict";
// All text of articles goes through textContent or title: none of it is ever parsed as markup.
const data = JSON.parse(document.getElementById("data").textContent);
const at = (id) => document.getElementById(id);
const COLORS = {
  ARMED_GROUP: "#b3261e", ORGANIZATION: "#6a3fb5", PERSON: "#00677d", COUNTRY: "#8a5a00", PLACE: "#1b6e2f",
  FACILITY: "#4d6b00", CIVILIANS: "#c2357a",
  battle: "#16213e", explosion: "#e8590c", violence: "#862e9c", unrest: "#2b8a8a", strategic: "#3b5bdb",
  "not scored": "#98a3ad",
};
const SIGN = { right: "✓", missed: "−", spurious: "+" };
// Heads of the index and what they stand for.
const INDEX = [["article", ""], ["gra", "graph F1"], ["inc", "incident F1"], ["arg", "argument F1"],
  ["men", "mention F1"], ["err", "errors of the kinds that are chosen"]];
const chosen = new Set();
let current = null;
let order = { column: 1, up: true };

function make(tag, text, className) {
  const node = document.createElement(tag);
  if (text !== undefined && text !== null) node.textContent = text;
  if (className) node.className = className;
  return node;
}

const figure = (value, digits = 3) => (value === null || value === undefined ? "–" : value.toFixed(digits));
const total = (errors) => Object.values(errors).reduce((a, b) => a + b, 0);
const wanted = (kinds) => chosen.size === 0 || kinds.some((kind) => chosen.has(kind));
const visible = () => data.articles.filter((article) => wanted(Object.keys(article.errors)));

function table(heads, rows) {
  const node = make("table");
  const head = node.createTHead().insertRow();
  heads.forEach((text) => head.append(make("th", text)));
  const body = node.createTBody();
  rows.forEach((cells) => {
    const row = body.insertRow();
    cells.forEach((cell) => row.append(cell instanceof Node ? cell : make("td", cell)));
  });
  return node;
}

function showHead() {
  document.title = data.title;
  at("title").textContent = data.title;
  at("headline").textContent = ["graph", "incident", "argument", "date", "casualties", "mention", "entity", "relation"]
    .map((name) => `${name} ${figure(data.figures[name].f1)}`).join(" · ");
  const interval = (f) => (f.low === undefined ? "" : `${figure(f.low)} – ${figure(f.high)}`);
  at("figures").append(table(["measure", "P", "R", "F1", "95 %", "gold", "system"], Object.entries(data.figures).map(
    ([name, f]) => [name, figure(f.p), figure(f.r), figure(f.f1), interval(f), f.gold, f.system])));
  const { rows, columns, cells } = data.confusion;
  at("confusion").append(table(["gold \\ system", ...columns], rows.map((name, r) => [name, ...columns.map((other, c) => {
    const count = cells[r][c];
    return make("td", count || "·", !count ? "none" : name === other ? "same" : "off");
  })])));
  for (const [name, color] of Object.entries(COLORS)) {
    const node = make("span", name);
    node.style.borderTopColor = color;
    if (name === name.toLowerCase()) node.style.borderTopWidth = "7px";
    at("colors").append(node);
  }
}

function showKinds() {
  for (const kind of data.kinds) {
    const label = make("label");
    const box = make("input");
    box.type = "checkbox";
    box.value = kind;
    box.addEventListener("change", () => {
      if (box.checked) chosen.add(kind); else chosen.delete(kind);
      refresh();
    });
    label.append(box, make("span", kind), make("span", data.errors[kind]));
    at("kinds").append(label);
  }
  at("clear").addEventListener("click", () => {
    chosen.clear();
    document.querySelectorAll("#kinds input").forEach((box) => { box.checked = false; });
    refresh();
  });
}

function errorsOf(article) {
  if (chosen.size === 0) return total(article.errors);
  return [...chosen].reduce((sum, kind) => sum + (article.errors[kind] || 0), 0);
}

function sorted() {
  const key = (article) => [article.id, ...article.scores, errorsOf(article)][order.column];
  const sign = order.up ? 1 : -1;
  return visible().sort((a, b) => {
    const [x, y] = [key(a), key(b)];
    if (x === y) return a.id < b.id ? -1 : 1;
    if (x === null || y === null) return x === null ? 1 : -1;
    return x < y ? -sign : sign;
  });
}

function showIndex() {
  const head = document.querySelector("#index thead");
  head.replaceChildren(make("tr"));
  INDEX.forEach(([name, meaning], column) => {
    const cell = make("th", name + (column === order.column ? (order.up ? "↑" : "↓") : ""));
    cell.title = `${meaning} Click to sort.`.trim();
    cell.addEventListener("click", () => {
      order = { column, up: column === order.column ? !order.up : column < 5 };
      showIndex();
    });
    head.firstChild.append(cell);
  });
  const body = document.querySelector("#index tbody");
  body.replaceChildren(...sorted().map((article) => {
    const row = make("tr");
    if (article === current) row.setAttribute("aria-current", "true");
    row.append(make("td", article.id), ...article.scores.map((score) => make("td", figure(score, 2))), make("td", errorsOf(article)));
    row.addEventListener("click", () => open(article));
    return row;
  }));
  at("shown").textContent = `${visible().length} of ${data.articles.length} articles`;
}

// A bar as a background layer: unlike borders of nested elements it does not break the joining of Arabic letters.
function bar(mark) {
  const color = COLORS[mark.color];
  const pattern = {
    missed: `repeating-linear-gradient(90deg, ${color} 0 6px, transparent 6px 10px)`,
    spurious: `repeating-linear-gradient(90deg, ${color} 0 2px, transparent 2px 5px)`,
    differs: `repeating-linear-gradient(90deg, ${color} 0 9px, transparent 9px 11px, ${color} 11px 13px, transparent 13px 15px)`,
  }[mark.look] || `linear-gradient(${color}, ${color})`;
  const [height, inset] = mark.what === "trigger" ? [5, 0] : [3, 6];
  return `${pattern} 0 ${mark.side === "gold" ? `${inset}px` : `calc(100% - ${inset}px)`} / 100% ${height}px no-repeat`;
}

function tip(mark) {
  return `${mark.side}: ${mark.what} ${mark.label} — ${mark.kind || "right"}`;
}

function showText(article) {
  at("text").replaceChildren(...article.segments.map(([text, numbers]) => {
    if (!numbers.length) return document.createTextNode(text);
    const marks = numbers.map((number) => article.marks[number]);
    const node = make("span", text);
    node.style.background = marks.map(bar).join(", ");
    node.title = marks.map(tip).join("\n");
    node.dataset.rows = marks.filter((mark) => mark.row !== undefined).map((mark) => mark.row).join(" ");
    const kinds = marks.flatMap((mark) => [mark.kind, ...(mark.row === undefined ? [] : article.rows[mark.row].kinds)]);
    if (!wanted(kinds)) node.classList.add("faded");
    return node;
  }));
}

function incident(side, own, facts) {
  const node = make("div");
  node.append(make("div", side, "side"));
  if (!own) {
    node.append(make("p", "nothing", "empty"));
    return node;
  }
  const head = make("div");
  head.append(make("b", own.type), " ", make("bdi", own.ar), ` · ${own.modality}`);
  if (own.confidence !== null) head.append(` · ${own.confidence.toFixed(2)}`);
  const triggers = make("div");
  triggers.lang = "ar";
  triggers.dir = "rtl";
  triggers.textContent = own.triggers.map((text) => `«${text}»`).join(" ");
  node.append(head, triggers);
  for (const fact of facts) {
    if (fact[side] === null) continue;
    const line = make("div", undefined, `fact ${fact.verdict}`);
    if (chosen.has(`${fact.verdict} ${fact.name}`)) line.classList.add("looked-for");
    const value = make("span");
    fact[side].forEach((text, n) => value.append(n ? " · " : "", make("bdi", text)));
    line.append(make("span", SIGN[fact.verdict]), make("span", fact.name), value);
    line.title = fact.verdict;
    node.append(line);
  }
  for (const toll of own.open_tolls) {
    const line = make("div", undefined, "fact dim");
    line.append(make("span", ""), make("span", "not scored"), make("span", toll));
    node.append(line);
  }
  return node;
}

// «missed place, 2 × spurious target»
function counted(kinds) {
  return [...new Set(kinds)].map((kind) => {
    const count = kinds.filter((other) => other === kind).length;
    return count > 1 ? `${count} × ${kind}` : kind;
  }).join(", ");
}

function showRows(article) {
  const shown = article.rows.map((row, number) => ({ row, number })).filter(({ row }) => wanted(row.kinds));
  at("rows").replaceChildren(...shown.map(({ row, number }) => {
    const node = make("section", undefined, row.verdict === "not scored" ? "row dim" : "row");
    const sign = { found: "✓", "missed incident": "−", "spurious incident": "+", "not scored": "·" }[row.verdict] || "×";
    const wrong = counted(row.kinds.filter((kind) => kind !== row.verdict));
    const head = make("h3", `${sign} ${row.verdict}${wrong ? `: ${wrong}` : ""}`);
    head.title = "Show its triggers in the text";
    head.addEventListener("click", () => point(number));
    node.append(head, incident("gold", row.gold, row.facts), incident("system", row.system, row.facts));
    return node;
  }));
  if (!shown.length) at("rows").append(make("p", article.rows.length ? "none of these kinds" : "no incidents on either side", "empty"));
}

function point(number) {
  let first = null;
  document.querySelectorAll("#text span").forEach((node) => {
    const own = node.dataset.rows.split(" ").includes(String(number));
    node.classList.toggle("found", own);
    if (own && !first) first = node;
  });
  if (first) first.scrollIntoView({ block: "center" });
}

function showArticle() {
  at("name").textContent = current ? `${current.id}${current.date ? ` · ${current.date}` : ""}` : "no article has errors of these kinds";
  at("text").replaceChildren();
  at("rows").replaceChildren();
  if (!current) return;
  showText(current);
  showRows(current);
}

function open(article) {
  current = article;
  history.replaceState(null, "", `#${encodeURIComponent(article.id)}`);
  showIndex();
  showArticle();
  scrollTo(0, at("body").offsetTop);
}

function step(by) {
  const list = sorted();
  const place = list.indexOf(current) + by;
  if (list[place]) open(list[place]);
}

function refresh() {
  if (!visible().includes(current)) current = sorted()[0] || null;
  showIndex();
  showArticle();
}

showHead();
showKinds();
at("previous").addEventListener("click", () => step(-1));
at("next").addEventListener("click", () => step(1));
current = data.articles.find((article) => `#${encodeURIComponent(article.id)}` === location.hash) || null;
refresh();
