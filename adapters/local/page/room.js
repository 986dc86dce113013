// What is going on in the room: every line of every chat, and who is there. It follows the
// server's live updates, and comes back by itself after a break.

import { word } from "./words.js";

export const room = {
  view: null,
  places: new Map(), // place -> Map of line id -> line
  clock: 0, // milliseconds the room's clock is ahead of this computer's
};

const listeners = new Set();
const talks = new Set(); // private places where a talk without a name goes on
let stream = null;
let last = "";
let reopening = null;
let lost = false;

export function listen(heard) {
  listeners.add(heard);
}

export function lines(place) {
  return [...(room.places.get(place)?.values() ?? [])].sort((a, b) => a.order - b.order);
}

export function person(id) {
  return room.view.people.find((one) => one.id === id);
}

export function keep(line) {
  if (!room.places.has(line.place)) room.places.set(line.place, new Map());
  room.places.get(line.place).set(line.id, line);
}

// What is typed there next belongs to a talk without a name, also if the bot was started again
// meanwhile: then it is kept nowhere either.
export const inTalk = (place) => talks.has(place);

// A restart takes the lines of a talk away, and must not take them for the end of it.
function follows(fresh, whole) {
  for (const line of fresh) {
    if (line.person) continue;
    if (line.aside) talks.add(line.place);
    else if (!whole) talks.delete(line.place);
  }
}

export function timeOf(moment) {
  return format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, moment);
}

export function dayOf(moment, length = "long") {
  return format({ weekday: length, day: "numeric", month: length }, moment);
}

export const now = () => Date.now() + room.clock;

const formats = new Map();
function format(how, moment) {
  const key = JSON.stringify(how) + room.view.zone;
  if (!formats.has(key)) {
    const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
    formats.set(key, new Intl.DateTimeFormat(language, { ...how, timeZone: room.view.zone }));
  }
  return formats.get(key).format(moment);
}

export function follow() {
  // A hidden page lets go of its stream: a browser allows only six to one server.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) close();
    else open();
  });
  open();
}

function open() {
  clearTimeout(reopening);
  if (stream && stream.readyState !== EventSource.CLOSED) return;
  stream = new EventSource(`events?after=${encodeURIComponent(last)}`);
  stream.onmessage = take;
  stream.onopen = () => touch(false);
  stream.onerror = () => {
    touch(true);
    close();
    reopening = setTimeout(open, 700);
  };
}

function close() {
  clearTimeout(reopening);
  stream?.close();
  stream = null;
}

function take(event) {
  last = event.lastEventId;
  const { whole, view, lines: fresh } = JSON.parse(event.data);
  const before = whole ? null : room.view;
  if (whole) room.places.clear();
  room.view = view;
  room.clock = view.now - Date.now();
  fresh.forEach(keep);
  follows(fresh, whole);
  for (const heard of listeners) heard({ whole, fresh, before });
}

function touch(gone) {
  const place = document.getElementById("touch");
  if (gone) place.textContent = word("local.lost-touch");
  else if (lost) {
    place.textContent = word("local.back");
    setTimeout(() => (place.textContent = lost ? place.textContent : ""), 4000);
  }
  lost = gone;
}
