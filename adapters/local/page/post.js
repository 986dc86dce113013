// Sends to the server. What a person said is sent again with the same id until the server has it.

import { newId } from "./dom.js";
import { word } from "./words.js";

const waiting = new Map(); // who and where -> what is still to be sent there, in order

// One thing a person did. Resolves to what the server answered: {}, {form} or {error}.
export function say(who, place, text, { pressed = false, fields = null, aside = false, late = () => {} } = {}) {
  const body = { event: newId(), who, place, text, pressed, fields, aside };
  const key = `${who} ${place}`;
  return new Promise((done) => {
    const things = waiting.get(key) ?? [];
    things.push({ body, late, done });
    if (things.length > 1) return;
    waiting.set(key, things);
    work(key, things);
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

async function work(key, things) {
  while (things.length) {
    const { body, late, done } = things[0];
    done(await persist(body, late));
    things.shift();
  }
  waiting.delete(key);
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
