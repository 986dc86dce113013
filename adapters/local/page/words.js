// All words of the page, as the server gave them.

let table = {};

export async function loadWords() {
  for (;;) {
    try {
      table = await (await fetch("words")).json();
      return;
    } catch {
      await new Promise((later) => setTimeout(later, 1000));
    }
  }
}

export function word(key, blanks = {}) {
  return (table[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => blanks[name] ?? whole);
}
