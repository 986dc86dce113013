// Small tools for building the page. Text from anybody only ever becomes text.

export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child != null));
  return made;
}

export function button(label, press, attributes = {}) {
  const made = el("button", { type: "button", ...attributes }, label);
  made.addEventListener("click", press);
  return made;
}

export function copy(id) {
  return document.getElementById(id).content.firstElementChild.cloneNode(true);
}

// Say something short in the status line at the foot of the page.
let fading;
export function toast(text) {
  const place = document.getElementById("toast");
  clearTimeout(fading);
  place.textContent = "";
  // A new text after a pause, so that the same words are read out twice when said twice.
  setTimeout(() => (place.textContent = text), 50);
  fading = setTimeout(() => (place.textContent = ""), 12000);
}

// What this page remembers over a reload. A browser may not let it: then it forgets.
export function remember(name, value) {
  try {
    sessionStorage.setItem(name, value);
  } catch {
    // Nothing is lost but a habit.
  }
}

export function remembered(name) {
  try {
    return sessionStorage.getItem(name);
  } catch {
    return null;
  }
}

export function forget(name) {
  try {
    sessionStorage.removeItem(name);
  } catch {
    // It was never remembered.
  }
}

// Bring something into sight, without motion for who wants none.
export function reveal(element) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.scrollIntoView({ block: "nearest", behavior: still ? "instant" : "smooth" });
}

export const newId = () => crypto.randomUUID();

let numbered = 0;
export const uniqueId = (start) => `${start}-${++numbered}`;
