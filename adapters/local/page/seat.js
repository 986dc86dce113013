// One seat: who one is, with the room and that person's private chat.

import { type } from "./act.js";
import { Chat } from "./chat.js";
import { button, copy, el, remember, reveal, toast, uniqueId } from "./dom.js";
import { post } from "./post.js";
import { lines, person, room } from "./room.js";
import { word } from "./words.js";

const seen = new Map(); // person -> order of the newest private line that was looked at

export const own = (who) => `@${who}`;

export class Seat {
  // `first`: the seat whose room is read aloud. A second seat would say everything twice.
  constructor(number, who) {
    this.number = number;
    this.room = "local:room";
    this.element = copy("seat");
    this.title = this.element.querySelector("h2");
    this.title.id = uniqueId("seat");
    this.element.setAttribute("aria-labelledby", this.title.id);
    this.about = this.element.querySelector(".about");
    this.news = this.element.querySelector(".news");
    this.chats = { room: new Chat("room"), own: new Chat("own") };
    this.phone = el("section", { class: "chat phone", hidden: true });
    this.out = el("p", { class: "out", hidden: true });
    this.chats.room.form.before(this.out);
    this.chats.room.form.querySelector(".asks").append(button(word("local.leave"), () => this.go(true), { class: "quietly" }));
    for (const { element, title } of Object.values(this.chats)) {
      element.setAttribute("aria-labelledby", `${this.title.id} ${title.id}`);
    }
    this.element.querySelector(".sides").append(this.chats.room.element, this.chats.own.element, this.phone);
    for (const one of this.element.querySelectorAll("[data-shows]")) {
      one.addEventListener("click", () => this.show(one.dataset.shows));
    }
    this.drawPeople();
    this.show("room");
    this.be(person(who) ? who : room.view.lead);
  }

  drawPeople() {
    const group = uniqueId("people");
    const chips = room.view.people.map((one) => {
      const id = uniqueId("person");
      const input = el("input", { type: "radio", name: group, id, value: one.id });
      input.addEventListener("change", () => this.be(one.id));
      const name = el("span", { class: "name" }, one.name);
      const face = el("span", { class: "face", "aria-hidden": "true" }, one.name[0]);
      const label = el("label", { for: id }, face, name, el("span", { class: "fresh" }));
      return el("div", { class: "person" }, input, label);
    });
    this.element.querySelector(".people .row").replaceChildren(...chips);
  }

  // Become this person.
  be(who) {
    this.who = who;
    remember(`seat-${this.number}`, who);
    this.element.querySelector(`input[value="${CSS.escape(who)}"]`).checked = true;
    const name = person(who).name;
    this.title.textContent = word("local.you-are", { who: name });
    this.openChats();
    this.look();
    this.refresh();
  }

  openChats() {
    const here = this.rooms().find((one) => one.id === this.room) ?? room.view.rooms[0];
    this.room = here.id;
    const title = word("local.room-named", { room: here.name });
    this.chats.room.open(this.who, this.room, title, this.number === 1);
    const phone = person(this.who).phone;
    if (!phone) this.chats.own.open(this.who, own(this.who), word("local.private-of", { who: person(this.who).name }), true);
    this.chats.own.element.hidden = phone;
    this.phone.hidden = !phone;
    this.drawRooms();
  }

  // The rooms this person can see: those for a few only if they were asked in.
  rooms() {
    const { asked } = person(this.who);
    return room.view.rooms.filter((one) => !one.for_few || asked.includes(one.id));
  }

  drawRooms() {
    const there = this.rooms();
    this.drawn = there.map((one) => one.id).join();
    const head = this.chats.room.element.querySelector(".chat-head");
    head.querySelector(".which")?.remove();
    if (there.length < 2) return;
    const id = uniqueId("which");
    const options = there.map((one) => el("option", { value: one.id, selected: one.id === this.room }, one.name));
    const select = el("select", { id }, ...options);
    select.addEventListener("change", () => {
      this.room = select.value;
      this.openChats();
      this.look();
      this.refresh();
      this.element.querySelector(".which select").focus();
    });
    head.append(el("p", { class: "which" }, el("label", { for: id }, word("local.which-room")), " ", select));
  }

  // Take in what changed.
  update({ whole, fresh }) {
    if (whole) {
      this.openChats();
      Object.values(this.chats).forEach((chat) => chat.place && chat.fill());
      if (this.number === 1) room.view.people.forEach((one) => seen.set(one.id, newest(one.id)));
    } else Object.values(this.chats).forEach((chat) => chat.update(fresh));
    if (!whole && this.rooms().map((one) => one.id).join() !== this.drawn) this.changeRooms();
    for (const line of fresh) {
      if (!whole && line.place === own(this.who) && !line.person) this.tell(line);
    }
    this.look();
    this.refresh();
    if (!whole) this.revealAnswer(fresh);
  }

  // Rooms for a few come and go; whoever is in one that closes is back in the first.
  changeRooms() {
    const chosen = document.activeElement === this.element.querySelector(".which select");
    if (this.rooms().some((one) => one.id === this.room)) this.drawRooms();
    else this.openChats();
    if (chosen) this.element.querySelector(".which select")?.focus();
  }

  // Show what follows now: the first answer to this person is brought into sight.
  expect() {
    this.expects = Date.now() + 6000;
  }

  revealAnswer(fresh) {
    if (!(this.expects > Date.now())) return;
    const here = [this.room, own(this.who)];
    const line = fresh.findLast((one) => !one.person && !one.board && here.includes(one.place));
    if (!line) return;
    this.expects = 0;
    const { room: inRoom, own: alone } = this.chats;
    const shown = (line.place === this.room ? inRoom : alone).shown.get(line.id);
    // Where one chat is shown at a time, the room's strip tells the private line.
    requestAnimationFrame(() => reveal(shown?.offsetParent ? shown : inRoom.notice));
  }

  // A private line that one may not see just now: said in the room's own strip too.
  tell(line) {
    const who = person(this.who).name;
    this.chats.room.notify(word("local.private-line", { who, words: line.words }), true);
    if (this.shows === "room") this.news.textContent = word("local.new");
  }

  // The small facts about this person and the room.
  look() {
    const one = person(this.who);
    const facts = [one.about];
    if (!one.hello) facts.push(word("local.not-hello", { who: one.name }));
    if (one.leads) facts.push(word("local.looks-after", { who: one.name }));
    const away = one.away.includes(this.room);
    this.about.textContent = facts.join(" ");
    if (one.phone) this.drawPhone(one);
    this.chats.room.allow(!one.phone && !away, one.leads);
    this.chats.own.allow(!one.phone, one.leads);
    this.out.hidden = !away;
    if (away && !this.out.childElementCount) {
      this.out.append(word("local.out", { who: one.name }), " ", button(word("local.come-back"), () => this.go(false)));
    } else if (!away) this.out.replaceChildren();
    this.lookAtRoom();
    this.markNew();
  }

  lookAtRoom() {
    const here = room.view.rooms.find((one) => one.id === this.room);
    const state = word(here.quiet ? "local.quiet" : here.meeting ? "local.meeting" : "local.no-meeting");
    this.chats.room.said.textContent = word(here.for_few ? "local.few-read" : "local.room-says");
    const shown = this.chats.room.state;
    shown.textContent = state;
    shown.classList.toggle("on", here.meeting && !here.quiet);
  }

  drawPhone(one) {
    const lead = person(room.view.lead);
    const types = word("local.phone-word");
    if (this.phone.childElementCount) return;
    this.phone.replaceChildren(
      el("p", {}, word("local.by-phone", { who: one.name })),
      button(word("local.phone-press", { lead: lead.name, types }), async () => {
        const problem = await type(lead.id, this.room, `!${types}`, toast);
        if (problem) toast(problem);
      }, { class: "main" }),
    );
  }

  markNew() {
    seen.set(this.who, newest(this.who));
    for (const chip of this.element.querySelectorAll(".person")) {
      const input = chip.querySelector("input");
      const fresh = newest(input.value) > (seen.get(input.value) ?? 0) && input.value !== this.who;
      chip.querySelector(".fresh").textContent = fresh ? word("local.new") : "";
    }
  }

  show(which) {
    this.shows = which;
    this.element.dataset.shows = which;
    for (const one of this.element.querySelectorAll("[data-shows]")) {
      one.setAttribute("aria-pressed", String(one.dataset.shows === which));
    }
    if (which === "own") {
      this.news.textContent = "";
      this.chats.room.notify("");
    }
    Object.values(this.chats).forEach((chat) => chat.toEnd());
  }

  async go(out) {
    const name = person(this.who).name;
    const answer = await post("go", { who: this.who, room: this.room, out });
    toast(answer.error ?? word(out ? "local.went-out" : "local.came-back", { who: name }));
  }

  press(choice) {
    return this.chats.room.press(choice);
  }

  // Ask which words work now; many changes at once ask once.
  refresh() {
    clearTimeout(this.asking);
    this.asking = setTimeout(async () => {
      const [who, here] = [this.who, this.room];
      if (person(who).phone) return;
      try {
        const response = await fetch(`now?${new URLSearchParams({ who, room: here })}`);
        if (!response.ok || who !== this.who || here !== this.room) return;
        const words = await response.json();
        this.chats.room.offer(words.room);
        this.chats.own.offer(words.own);
      } catch {
        // The next change asks again.
      }
    }, 80);
  }
}

function newest(who) {
  return lines(own(who)).filter((line) => !line.person).at(-1)?.order ?? 0;
}
