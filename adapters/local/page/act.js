// What a person does: typed, pressed, or answered in a form.

import { ask, kept } from "./form.js";
import { say } from "./post.js";
import { inTalk, person } from "./room.js";
import { word } from "./words.js";

// Resolves to words about what went wrong, or "".
export async function type(who, place, text, late) {
  return finish(who, place, await say(who, place, text, { aside: inTalk(place), late }), late);
}

// `tell` says what is going on, in words.
export async function press(who, place, { label, types }, tell) {
  const pressed = word("local.pressed", { who: person(who).name, what: label.replace(/[.?!…]$/, "") });
  let troubled = false;
  const late = (words) => {
    troubled = true;
    tell(words);
  };
  tell(pressed);
  const answer = await say(who, place, types, { pressed: true, late });
  if (troubled) tell(pressed);
  const problem = await finish(who, place, answer, tell);
  if (problem) tell(problem);
}

// Open the form again that a reload closed.
export async function goOn(tell) {
  const open = kept();
  if (!open) return;
  const problem = await finish(open.who, open.place, open, tell);
  if (problem) tell(problem);
}

async function finish(who, place, answer, late) {
  if (!answer.form) return answer.error ?? "";
  const fields = await ask(who, place, answer.form);
  if (!fields) return "";
  const sent = await say(who, place, answer.form.command, { pressed: true, fields, late });
  return sent.error ?? "";
}
