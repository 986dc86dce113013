// The rehearsal room's page. No framework, no build: the browser reads these files as they are.

import { goOn } from "./act.js";
import { remember, remembered, toast } from "./dom.js";
import { forgetForm } from "./form.js";
import { follow, listen, room } from "./room.js";
import { Seat } from "./seat.js";
import { freshSteps, setUpSteps } from "./steps.js";
import { setUpTools } from "./tools.js";
import { loadWords } from "./words.js";

const place = document.getElementById("chats");
const toggle = document.getElementById("second");
const seats = [];

function sit(number, otherwise) {
  const seat = new Seat(number, remembered(`seat-${number}`) ?? otherwise);
  seats.push(seat);
  place.append(seat.element);
  return seat;
}

function second(on) {
  const other = ["local:tom", "local:ann"].find((who) => who !== seats[0].who);
  if (on && seats.length < 2) sit(2, other);
  else if (!on && seats.length > 1) seats.pop().element.remove();
  place.classList.toggle("two", seats.length > 1);
  remember("second", on ? "yes" : "");
}

function act(who, choice) {
  seats[0].be(who);
  seats[0].show("room");
  seats[0].expect();
  seats[0].press(choice);
}

function startedAgain() {
  forgetForm();
  freshSteps();
}

await loadWords();
listen((change) => {
  if (!seats.length) {
    sit(1, room.view.lead);
    const two = remembered("second") === "yes";
    toggle.setAttribute("aria-pressed", String(two));
    second(two);
    document.body.classList.add("ready");
    goOn(toast);
  }
  seats.forEach((seat) => seat.update(change));
});
setUpTools({ second, startedAgain });
setUpSteps(act, () => seats[0].chats.room.log);
follow();
