// The first three steps, each with a button that does it. Which are done is seen in the room
// itself, so that every page tells the same.

import { el, remember, remembered } from "./dom.js";
import { lines, listen, room } from "./room.js";
import { word } from "./words.js";

const DOES = {
  start: { who: "local:bashir", types: "start" },
  hand: { who: "local:tom", types: "hand up" },
  next: { who: "local:bashir", types: "next" },
};

const PATIENCE = 5000; // milliseconds in which a pressed step counts as done before it is seen

const box = document.getElementById("steps");
const back = document.getElementById("show-steps");
const steps = [...box.querySelectorAll("[data-step]")];
const pressed = new Map(); // step -> until when it counts as done

// `after` gives what has the focus once the last step is done.
export function setUpSteps(act, after) {
  for (const step of steps) {
    step.append(el("span", { class: "done unseen", hidden: true }, word("local.step-done")));
    const { who, types } = DOES[step.dataset.step];
    step.querySelector("button").addEventListener("click", () => {
      act(who, { label: types, types });
      pressed.set(step.dataset.step, Date.now() + PATIENCE);
      setTimeout(() => mark(after), PATIENCE + 50);
      mark(after);
    });
  }
  listen(() => mark(after));
  document.getElementById("hide-steps").addEventListener("click", () => show(false, back));
  back.addEventListener("click", () => show(true, document.getElementById("hide-steps")));
  show(remembered("steps") !== "hidden");
}

export function freshSteps() {
  pressed.clear();
}

function seen() {
  const here = room.view?.rooms[0];
  if (!here?.meeting) return { start: false, hand: false, next: false };
  const list = lines(here.id).findLast((line) => line.board);
  // The button of the list says how many turns there were; its words name who waits or speaks.
  const turns = list?.buttons.map((one) => /^next (\d+)$/.exec(one.types)?.[1]).find(Boolean);
  const next = Number(turns ?? 0) > 0;
  const hand = next || room.view.people.some((one) => list?.words.includes(one.name));
  return { start: true, hand, next };
}

// Where there is little room, only the step that comes next is shown. A button that goes away
// hands its focus on.
function mark(after) {
  const done = seen();
  for (const [step, until] of pressed) {
    if (until > Date.now()) done[step] = true;
    else pressed.delete(step);
  }
  const held = steps.map((step) => step.querySelector("button")).find((one) => one === document.activeElement);
  const next = steps.find((step) => !done[step.dataset.step]);
  for (const step of steps) {
    const over = done[step.dataset.step];
    step.querySelector("button").hidden = over;
    step.querySelector(".done").hidden = !over;
    step.classList.toggle("over", over);
    step.classList.toggle("current", step === next);
  }
  if (held && !held.offsetParent) (next?.querySelector("button") ?? after()).focus({ preventScroll: true });
}

function show(shown, focus) {
  box.hidden = !shown;
  back.hidden = shown;
  remember("steps", shown ? "shown" : "hidden");
  focus?.focus();
}
