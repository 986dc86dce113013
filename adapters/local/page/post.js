// Sends to the server. What a person said is sent again with the same id until the server has it.

import { newId } from "./dom.js";
import { word } from "./words.js";

const waiting = [];
let busy = false;

// One thing a person did. Resolves to what the server answered: {}, {form} or {error}.
export function say(who, place, text, { pressed = false, fields = null, late = () => {} } = {}) {
  const body = { event: newId(), who, place, text, pressed, fields };
  return new Promise((done) => {
    waiting.push({ body, late, done });
    work();
  });
}

// Anything else: once, now.
export async function post(where, body) {
  try {
    return await answer(await send(where, body));
  } catch {
    return { error: word("local.lost-touch") };
  }
}

async function work() {
  if (busy) return;
  busy = true;
  while (waiting.length) {
    const { body, late, done } = waiting[0];
    done(await persist(body, late));
    waiting.shift();
  }
  busy = false;
}

async function persist(body, late) {
  for (let pause = 300; ; pause = Math.min(pause * 1.6, 3000)) {
    try {
      const response = await send("say", body);
      if (response.status < 500 && response.status !== 429) return await answer(response);
      late((await answer(response)).error);
    } catch {
      late(word("local.not-sent"));
    }
    await new Promise((again) => setTimeout(again, pause));
  }
}

function send(where, body) {
  const headers = { "Content-Type": "application/json" };
  return fetch(where, { method: "POST", headers, body: JSON.stringify(body) });
}

async function answer(response) {
  try {
    return await response.json();
  } catch {
    return response.ok ? {} : { error: word("local.not-understood") };
  }
}
