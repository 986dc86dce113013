// One chat: its lines, the list that stays at the top, the words that work now, and a field.

import { press, type } from "./act.js";
import { button, copy, el, uniqueId } from "./dom.js";
import { keep, lines, person, room, timeOf } from "./room.js";
import { word } from "./words.js";

const FOR_LEADS = /^next\b/; // buttons that only who leads can use
const FEW = 5; // words shown before "More words"
const drafts = new Map();

export class Chat {
  constructor(kind) {
    this.kind = kind; // "room" or "own"
    this.can = true;
    this.leads = false;
    this.element = copy("chat");
    this.element.classList.add(kind);
    this.shown = new Map(); // line id -> element
    this.who = this.place = null;
    this.types = new Set(); // what the words that work now type
    const find = (what) => this.element.querySelector(what);
    this.log = find(".log");
    this.log.setAttribute("aria-label", word(kind === "room" ? "local.lines-room" : "local.lines-private"));
    this.board = find(".board");
    this.words = find(".words");
    this.form = find(".write");
    this.field = find("textarea");
    this.wrong = find(".wrong");
    this.notice = find(".notice");
    this.state = find(".state");
    this.newest = find(".newest");
    this.said = find(".said");
    this.said.textContent = word(kind === "room" ? "local.room-says" : "local.private-says");
    this.title = find("h3");
    this.title.id = uniqueId("chat");
    this.setUpField(find(".write label"));
    this.newest.querySelector("button").addEventListener("click", () => this.toEnd());
    this.follows = true; // the newest line stays in sight
    this.log.addEventListener("scroll", () => {
      this.follows = this.atEnd();
      if (this.follows) this.newest.hidden = true;
    });
    new ResizeObserver(() => this.follows && this.toEnd()).observe(this.log);
  }

  setUpField(label) {
    this.field.id = uniqueId("write");
    label.htmlFor = this.field.id;
    label.textContent = word(this.kind === "room" ? "local.write-room" : "local.write-private");
    this.wrong.id = uniqueId("wrong");
    this.field.setAttribute("aria-describedby", this.wrong.id);
    this.field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.form.requestSubmit();
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
  }

  // Show this chat as this person sees it. `live`: new lines are read aloud.
  open(who, place, title, live) {
    if (this.who === who && this.place === place) return;
    if (this.place) drafts.set(`${this.who} ${this.place}`, this.field.value);
    [this.who, this.place, this.live] = [who, place, live];
    this.title.textContent = title;
    this.field.value = drafts.get(`${who} ${place}`) ?? "";
    this.problem("");
    this.notify("");
    this.fill();
  }

  // Everything anew, and none of it read aloud.
  fill() {
    this.log.setAttribute("aria-live", "off");
    this.shown.clear();
    this.log.replaceChildren();
    this.board.replaceChildren();
    this.board.hidden = true;
    const known = lines(this.place);
    known.forEach((line) => this.put(line));
    this.offerEarlier(known);
    this.showEmpty();
    this.toEnd();
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => this.live && this.log.setAttribute("aria-live", "polite"), 400);
  }

  // What is new or other than before.
  update(fresh) {
    const mine = fresh.filter((line) => line.place === this.place);
    if (!mine.length) return;
    const follow = this.follows;
    mine.forEach((line) => this.put(line));
    this.showEmpty();
    if (follow) this.toEnd();
    else this.newest.hidden = false;
  }

  put(line) {
    const old = this.shown.get(line.id);
    const made = this.draw(line);
    this.shown.set(line.id, made);
    const home = line.board ? this.board : this.log;
    if (old && old.parentElement === home) old.replaceWith(made);
    else {
      old?.remove();
      const after = [...home.children].find((one) => Number(one.dataset.order) > line.order);
      home.insertBefore(made, after ?? null);
    }
    this.board.hidden = !this.board.childElementCount;
  }

  draw(line) {
    const name = line.person ? person(line.person)?.name ?? line.person : word("local.bot");
    const kind = !line.person ? "bot" : line.person === this.who ? "mine" : "theirs";
    const speaker = el("b", { class: "speaker" }, name, el("span", { class: "unseen" }, ":"));
    const text = el("span", { class: "text", dir: "auto" }, line.words);
    const time = el("time", { datetime: new Date(line.at).toISOString() }, timeOf(line.at));
    const called = line.alert === this.who ? el("span", { class: "called" }, word("local.for-you")) : "";
    // A board repeats words that stand above the field all the time: shown once is enough.
    const known = line.board ? this.types : new Set();
    const offered = line.buttons
      .filter((one) => !known.has(one.types) && this.may(one))
      .map((one) => button(one.label, () => this.press(one)));
    return el(
      "div",
      { class: `line ${kind}`, "data-order": line.order },
      el("span", { class: "face", "aria-hidden": "true" }, [...name][0] ?? ""),
      el("div", { class: "body" },
        el("p", {}, speaker, " ", called, " ", text),
        el("p", { class: "when" }, time),
        line.file ? el("p", { class: "row" }, saved(line)) : null,
        offered.length ? el("div", { class: "row" }, ...offered) : null),
    );
  }

  offerEarlier(known) {
    const stored = known.filter((line) => !line.board && /^\d+$/.test(line.id));
    if (stored.length < 200) return;
    const more = button(word("local.earlier"), async () => {
      const query = new URLSearchParams({ place: this.place, before: stored[0].id });
      const response = await fetch(`earlier?${query}`).catch(() => null);
      if (!response?.ok) return;
      (await response.json()).forEach(keep);
      const height = this.log.scrollHeight;
      this.fill();
      this.log.scrollTop = this.log.scrollHeight - height;
      this.log.focus();
    });
    this.log.prepend(el("p", { class: "earlier", "data-order": "0" }, more));
  }

  showEmpty() {
    const empty = this.log.querySelector(".empty");
    if (this.shown.size) empty?.remove();
    else if (!empty) this.log.append(el("p", { class: "empty", "data-order": "0" }, word("local.nothing-yet")));
  }

  // The words that work now, as buttons. A focused button that goes away hands its focus on.
  offer(words) {
    if (JSON.stringify(words) === this.offered) return;
    this.offered = JSON.stringify(words);
    this.types = new Set(words.map((one) => one.types));
    lines(this.place).filter((line) => line.board).forEach((line) => this.put(line));
    const held = this.words.contains(document.activeElement);
    const label = held ? document.activeElement.textContent : null;
    const made = words.map((one) => button(one.label, () => this.press(one)));
    const rest = made.slice(FEW);
    rest.forEach((one) => (one.hidden = !this.wide));
    this.words.replaceChildren(...made);
    if (rest.length > 1) this.words.append(this.moreWords(rest));
    else rest.forEach((one) => (one.hidden = false));
    if (held) (made.find((one) => one.textContent === label && !one.hidden) ?? this.words).focus();
  }

  moreWords(rest) {
    const more = button("", () => {
      this.wide = !this.wide;
      show();
    }, { class: "quietly" });
    const show = () => {
      rest.forEach((one) => (one.hidden = !this.wide));
      more.textContent = word(this.wide ? "local.fewer-words" : "local.more-words");
      more.setAttribute("aria-expanded", String(Boolean(this.wide)));
    };
    show();
    return more;
  }

  // Whether this person can write here, and leads.
  allow(can, leads) {
    this.form.hidden = this.words.hidden = !can;
    if (this.can === can && this.leads === leads) return;
    [this.can, this.leads] = [can, leads];
    this.fill();
  }

  // Whether a button under a line is of use to this person.
  may({ types }) {
    return this.can && (this.leads || !FOR_LEADS.test(types));
  }

  async send() {
    const text = this.field.value;
    const { who, place } = this;
    if (!text.trim()) return;
    this.field.value = "";
    this.problem("");
    const late = (words) => this.problem(words);
    const wrong = await type(who, place, text, late);
    if (this.who !== who || this.place !== place) {
      if (wrong) drafts.set(`${who} ${place}`, text);
      return;
    }
    this.problem(wrong);
    if (wrong && !this.field.value) this.field.value = text;
  }

  press(choice) {
    return press(this.who, this.place, choice, (words) => this.notify(words));
  }

  // Say something short beside the words. `aside`: needed only while the other chat is hidden.
  notify(words, aside = false) {
    clearTimeout(this.fading);
    this.notice.classList.toggle("aside", aside);
    this.notice.textContent = words;
    if (words) this.fading = setTimeout(() => (this.notice.textContent = ""), 20000);
  }

  problem(words) {
    if (this.wrong.textContent !== words) this.wrong.textContent = words;
  }

  atEnd() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 60;
  }

  toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
    this.follows = true;
    this.newest.hidden = true;
  }
}

// The file that goes with a line, to be saved.
function saved(line) {
  return el("a", { href: `saved/${line.id}`, download: line.file }, word("local.save-file", { name: line.file }));
}
