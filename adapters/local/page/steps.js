// The first three steps, each with a button that does it.

import { el, remember, remembered } from "./dom.js";
import { word } from "./words.js";

const DOES = {
  start: { who: "local:bashir", types: "start" },
  hand: { who: "local:tom", types: "hand up" },
  next: { who: "local:bashir", types: "next" },
};

const box = document.getElementById("steps");
const back = document.getElementById("show-steps");

export function setUpSteps(act) {
  for (const step of box.querySelectorAll("[data-step]")) {
    const press = step.querySelector("button");
    const { who, types } = DOES[step.dataset.step];
    press.addEventListener("click", () => {
      act(who, { label: types, types });
      if (step.querySelector(".done")) return;
      press.after(el("span", { class: "done" }, word("local.step-done")));
      markCurrent();
    });
  }
  markCurrent();
  document.getElementById("hide-steps").addEventListener("click", () => show(false, back));
  back.addEventListener("click", () => show(true, document.getElementById("hide-steps")));
  show(remembered("steps") !== "hidden");
}

export function freshSteps() {
  for (const done of box.querySelectorAll(".done")) {
    done.remove();
  }
  markCurrent();
}

// Where there is little room, only the step that comes next is shown.
function markCurrent() {
  const steps = [...box.querySelectorAll("[data-step]")];
  const next = steps.find((step) => !step.querySelector(".done"));
  steps.forEach((step) => step.classList.toggle("current", step === next));
}

function show(shown, focus) {
  box.hidden = !shown;
  back.hidden = shown;
  remember("steps", shown ? "shown" : "hidden");
  focus?.focus();
}
