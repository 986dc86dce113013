// The tools at the top: the clock, a second person, a second room, and starting again.

import { toast } from "./dom.js";
import { post } from "./post.js";
import { dayOf, listen, now, room, timeOf } from "./room.js";
import { word } from "./words.js";

const get = (id) => document.getElementById(id);

export function setUpTools({ second, startedAgain }) {
  for (const one of document.querySelectorAll("[data-minutes]")) {
    const minutes = Number(one.dataset.minutes) || one.dataset.minutes;
    one.addEventListener("click", () => move(minutes));
  }
  get("second").addEventListener("click", () => {
    const on = get("second").getAttribute("aria-pressed") !== "true";
    get("second").setAttribute("aria-pressed", String(on));
    second(on);
  });
  get("upstairs").addEventListener("click", async () => {
    const { error } = await post("upstairs", {});
    if (error) toast(error);
  });
  const wide = matchMedia("(min-width: 66rem)");
  const fit = () => (get("tools").open = wide.matches);
  wide.addEventListener("change", fit);
  fit();
  closeWhenLeft(get("mover"));
  setUpAgain(startedAgain);
  listen(look);
  setInterval(look, 1000);
  look();
}

// The hours fold away with Escape, and when one goes on elsewhere.
function closeWhenLeft(box) {
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !box.open) return;
    box.open = false;
    box.querySelector("summary").focus();
  });
  const leave = (event) => box.contains(event.target) || (box.open = false);
  document.addEventListener("pointerdown", leave);
  document.addEventListener("focusin", leave);
}

function look() {
  if (!room.view) return;
  const clock = get("clock");
  const length = matchMedia("(max-width: 30rem)").matches ? "short" : "long";
  const words = word("local.clock-is", { day: dayOf(now(), length), time: timeOf(now()) });
  if (clock.textContent !== words) clock.textContent = words;
  const open = room.view.rooms.filter((one) => !one.for_few).length > 1;
  if (open && document.activeElement === get("upstairs")) get("again").focus();
  get("upstairs").hidden = open;
}

async function move(minutes) {
  const { error, moved } = await post("clock", { minutes });
  if (error || moved === false) return toast(error ?? word("local.nothing-next"));
  // The new time comes with the next live update.
  setTimeout(() => toast(word("local.clock-now", { day: dayOf(now()), time: timeOf(now()) })), 300);
}

function setUpAgain(startedAgain) {
  const dialog = get("sure");
  get("again").addEventListener("click", () => dialog.showModal());
  get("sure-no").addEventListener("click", () => dialog.close());
  get("sure-yes").addEventListener("click", async () => {
    const { error } = await post("again", { sure: true });
    dialog.close();
    toast(error ?? word("local.again-done"));
    if (!error) startedAgain();
  });
}
