// A passage beside its translation, in a field. It is updated in its place, so that nobody who writes is disturbed.
//
// `write(passage)` gives back what came of it: nothing, or why nothing was written.
diglot.passage = (words, source, language, write) => {
  const { button, make } = diglot;
  const element = make("li", "passage");
  const state = make("span", "passage-state");
  const place = make("code", "passage-place");
  const head = make("p", "passage-head");
  head.append(state, place);

  const former = make("p", "passage-former");
  const text = make("p", "passage-source");
  text.lang = source.tag;
  const notes = make("ul", "passage-notes");
  const original = make("div", "passage-side");
  original.append(text, former, notes);

  const field = make("textarea");
  field.lang = language.tag;
  field.setAttribute("aria-label", language.name);
  const said = make("p", "passage-said");
  said.setAttribute("role", "status");
  const now = make("p", "passage-now");
  now.lang = language.tag;
  const act = button("", "", () => save());
  const translation = make("div", "passage-side");
  translation.append(field, act, said, now);
  element.append(head, original, translation);

  // The translation that the writer saw first, and the passage of today.
  let standing = "";
  let passage = null;

  const changed = () => field.value !== standing;

  const refresh = () => {
    act.textContent = changed() || passage.state === "missing" ? words.save : words.accept;
    act.disabled = field.value.trim() === "" || (passage.state === "current" && !changed());
    field.rows = Math.max(2, Math.ceil(Math.max(field.value.length, passage.text.length) / 40));
  };

  const tell = (sentence, standingNow = "") => {
    said.textContent = sentence;
    now.textContent = standingNow;
  };

  const marked = (pieces, kind) => pieces.map(([piece, differs]) => (differs ? make(kind, "", piece) : document.createTextNode(piece)));

  const update = (next) => {
    const moved = passage && passage.id !== next.id && changed();
    const replaced = passage && !moved && changed() && next.translation !== standing && next.translation !== field.value;
    passage = Object.assign({ text: (next.source || []).map(([piece]) => piece).join("") }, next);
    if (!changed() || field.value === next.translation) {
      field.value = next.translation;
    }
    standing = next.translation;
    element.dataset.state = next.state;
    state.textContent = words[next.state];
    place.textContent = next.place;
    text.replaceChildren(...marked(next.source || [], "ins"));
    former.replaceChildren();
    if (next.former) {
      const old = make("span");
      old.lang = source.tag;
      old.append(...marked(next.former, "del"));
      former.append(`${words.former} `, old);
    }
    notes.replaceChildren(...(next.notes || []).map((note) => make("li", "", note)));
    const fixed = !write || next.state === "obsolete";
    field.readOnly = fixed;
    act.hidden = fixed;
    if (moved) tell(words.moved);
    if (replaced) tell(words.conflict, next.translation);
    refresh();
  };

  const save = async () => {
    act.disabled = true;
    const wanted = field.value;
    const refused = await write({ id: passage.id, standing, text: wanted });
    if (refused) {
      tell(refused);
      refresh();
      return;
    }
    // The file has it; what else has become of the passage comes with the next update.
    standing = wanted;
    passage.state = "current";
    element.dataset.state = "current";
    state.textContent = words.current;
    tell(words.saved);
    refresh();
  };

  field.addEventListener("input", () => {
    tell("");
    refresh();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !act.disabled && !act.hidden) save();
  });

  return { element, update, isWritten: changed };
};
