// One form in a window of its own. Mistakes are told in words beside the field.

import { button, el, forget, remember, remembered, uniqueId } from "./dom.js";
import { word } from "./words.js";

const dialog = document.getElementById("form");
const form = dialog.querySelector("form");

const KEPT = "form";

// The form that was open when the page was loaded again, or null: {who, place, form, answers}.
export function kept() {
  try {
    return JSON.parse(remembered(KEPT));
  } catch {
    return null;
  }
}

export const forgetForm = () => forget(KEPT);

// Shows the form and gives the answers, or null when it was left. What is typed outlives a reload.
export function ask(who, place, asked) {
  const { title, begins, fields, command } = asked;
  document.getElementById("form-title").textContent = title;
  form.querySelector(".begins").textContent = begins ?? "";
  form.querySelector(".begins").hidden = !begins;
  form.querySelector(".wrong").textContent = "";
  const shown = fields.map(show);
  const before = kept();
  if (before?.who === who && before.form.command === command) {
    shown.forEach((field) => field.put(before.answers[field.name] ?? ""));
  }
  const keep = () => {
    const answers = Object.fromEntries(shown.map((field) => [field.name, field.value()]));
    remember(KEPT, JSON.stringify({ who, place, form: asked, answers }));
  };
  form.querySelector(".fields").replaceChildren(...shown.map((field) => field.element));
  return new Promise((done) => {
    const finish = (answers) => {
      form.onsubmit = form.oninput = null;
      forgetForm();
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
    form.oninput = keep;
    keep();
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
  const put = (text) => (input.value = text);
  const fills = also.map((one) =>
    button(one.label, () => {
      put(one.label);
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.focus();
    }),
  );
  return {
    name,
    element: el("div", { class: "asked" },
      el("label", { for: id }, label),
      hint,
      input,
      fills.length ? el("div", { class: "row" }, ...fills) : null,
      wrong),
    put,
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
    put: (types) => [...element.querySelectorAll("input")].forEach((one) => (one.checked = one.value === types)),
    value: () => chosen()?.value ?? "",
    focus: () => (chosen() ?? element.querySelector("input")).focus(),
    check() {
      wrong.textContent = chosen() ? "" : word("local.choose-one");
      return Boolean(chosen());
    },
  };
}
