// One form in a window of its own. Mistakes are told in words beside the field.

import { el, uniqueId } from "./dom.js";
import { word } from "./words.js";

const dialog = document.getElementById("form");
const form = dialog.querySelector("form");

// Shows the form and gives the answers, or null when it was left.
export function ask({ title, fields }) {
  document.getElementById("form-title").textContent = title;
  form.querySelector(".wrong").textContent = "";
  const shown = fields.map(show);
  form.querySelector(".fields").replaceChildren(...shown.map((field) => field.element));
  return new Promise((done) => {
    const finish = (answers) => {
      form.onsubmit = null;
      dialog.onclose = null;
      dialog.close();
      done(answers);
    };
    form.onsubmit = (event) => {
      event.preventDefault();
      const wrong = shown.filter((field) => !field.check());
      if (wrong.length) wrong[0].focus();
      else finish(Object.fromEntries(shown.map((field) => [field.name, field.value()])));
    };
    form.querySelector(".leave").onclick = () => finish(null);
    dialog.onclose = () => finish(null);
    dialog.showModal();
    shown[0]?.focus();
  });
}

function show(field) {
  return field.choices.length ? choices(field) : words(field);
}

function words({ name, label, limit, also }) {
  const id = uniqueId("field");
  const hint = el("p", { id: `${id}-hint`, class: "hint" }, word("local.most", { limit }));
  const wrong = el("p", { id: `${id}-wrong`, class: "wrong" });
  const input = el("textarea", {
    id,
    rows: limit > 150 ? 3 : 1,
    "aria-describedby": `${id}-hint ${id}-wrong`,
  });
  const fills = also.map(({ label: words }) => {
    const button = el("button", { type: "button" }, words);
    button.onclick = () => {
      input.value = words;
      input.focus();
    };
    return button;
  });
  return {
    name,
    element: el("div", { class: "asked" }, el("label", { for: id }, label), hint, input, ...fills, wrong),
    value: () => input.value.trim(),
    focus: () => input.focus(),
    check() {
      const length = [...input.value.trim()].length;
      const problem = !length ? word("local.empty") : length > limit ? word("local.too-many", { limit }) : "";
      wrong.textContent = problem;
      input.setAttribute("aria-invalid", String(Boolean(problem)));
      return !problem;
    },
  };
}

function choices({ name, label, choices: offered }) {
  const group = uniqueId("choice");
  const wrong = el("p", { id: `${group}-wrong`, class: "wrong" });
  const boxes = offered.map((choice) => {
    const id = uniqueId("choice");
    const input = el("input", { type: "radio", name: group, id, value: choice.types });
    return el("div", { class: "choice" }, input, el("label", { for: id }, choice.label));
  });
  const element = el(
    "fieldset",
    { class: "asked", "aria-describedby": `${group}-wrong` },
    el("legend", {}, label),
    ...boxes,
    wrong,
  );
  const chosen = () => element.querySelector("input:checked");
  return {
    name,
    element,
    value: () => chosen().value,
    focus: () => element.querySelector("input").focus(),
    check() {
      wrong.textContent = chosen() ? "" : word("local.choose-one");
      return Boolean(chosen());
    },
  };
}
