// The forms of a question: what becomes of its text when there is a script, what was answered, and whether that is right.
//
// Every form has the same face: `answered` and `chosen` tell the answer as indices in the order in which the options are written, `right`
// judges one, `choose` shows one, `lock` closes it, `mark` shows what is said of it (of all that is right only when `all` is true). `entry` is what
// stands there, answered or not, and `enter` puts it back.
(() => {
  const { button, make } = diglot;

  // In which words a quiz speaks: those of its language, or of both where it has two captions.
  diglot.voice = (quiz) => {
    const tags = [...new Set(Array.from(quiz.querySelectorAll(".pair > [lang]"), (element) => element.lang))];
    const known = tags.filter((tag) => diglot.words[tag]);
    const said = known.length > 1 ? known.map((tag) => [tag, diglot.words[tag]]) : [["", diglot.say(quiz)]];
    const texts = (key, values) => said.map(([tag, words]) => [tag, diglot.fill(words[key], values || {})]);
    return {
      text: (key, values) =>
        texts(key, values)
          .map(([, text]) => text)
          .join(" · "),
      // Puts the words into an element, each in its language.
      put: (element, key, values) => {
        const parts = texts(key, values).map(([tag, text]) => {
          if (!tag) return text;
          return Object.assign(make("span", "", text), { lang: tag });
        });
        element.replaceChildren(...parts.flatMap((part, i) => (i ? [" · ", part] : [part])));
      },
      dates: said.map(([tag]) => tag || diglot.tag(quiz)),
    };
  };

  diglot.tag = (element) => (element.closest("[lang]") || document.documentElement).lang;

  const same = (left, right) => left.length === right.length && left.every((value, i) => value === right[i]);
  const written = (item, i) => Number(item.dataset.option || i);

  // `<details><summary>words</summary>explanation</details>` becomes a labelled input and a hidden explanation.
  const option = (item, type, name, id) => {
    const details = item.querySelector("details");
    const box = make("div", details.className);
    const label = make("label", "option-label");
    const input = Object.assign(make("input"), { type, name, id });
    const text = make("span");
    text.append(...details.querySelector("summary").childNodes);
    label.append(input, text);
    const explanation = details.querySelector(".explanation");
    explanation.id = `${id}-why`;
    explanation.hidden = true;
    box.append(label, explanation);
    const focused = details.contains(document.activeElement);
    details.replaceWith(box);
    if (focused) input.focus();
    item.setAttribute("role", "none");
    return {
      input,
      right: box.classList.contains("right"),
      show: (shown) => {
        box.classList.toggle("open", shown);
        explanation.hidden = !shown;
      },
    };
  };

  const choice = (question, voice, name) => {
    const list = question.querySelector(".options");
    const several = list.querySelectorAll(".right").length > 1;
    const options = Array.from(list.children, (item, i) => ({
      at: written(item, i),
      ...option(item, several ? "checkbox" : "radio", name, `${name}-${i + 1}`),
    }));
    list.setAttribute("role", several ? "group" : "radiogroup");
    if (several) {
      const hint = make("p", "quiz-hint");
      voice.put(hint, "quizSeveral");
      list.before(hint);
    }
    const right = options.filter((one) => one.right).map((one) => one.at);
    const chosen = () => options.filter(({ input }) => input.checked).map((one) => one.at);
    return {
      list,
      chosen: () => chosen().sort((a, b) => a - b),
      answered: () => options.some(({ input }) => input.checked),
      right: (answer) =>
        same(
          answer,
          [...right].sort((a, b) => a - b),
        ),
      choose: (answer) => {
        for (const { input, at } of options) input.checked = answer.includes(at);
      },
      lock: (locked) => {
        for (const { input } of options) input.disabled = locked;
      },
      mark: (shown, all) => {
        for (const one of options) one.show(shown && (one.input.checked || (all && one.right)));
      },
      focus: () => (options.find(({ input }) => input.checked) || options[0]).input.focus(),
    };
  };

  const order = (question, voice, name, told) => {
    const list = question.querySelector(".options");
    const items = Array.from(list.children);
    const first = [...items];
    let moved = false;
    const place = (item) => Array.from(list.children).indexOf(item);
    const refresh = () => {
      for (const { up, down, item } of moves) {
        up.disabled = locked || place(item) === 0;
        down.disabled = locked || place(item) === items.length - 1;
      }
    };
    let locked = false;
    const move = (item, way, pressed, other) => {
      const beside = way < 0 ? item.previousElementSibling : item.nextElementSibling;
      if (!beside) return;
      if (way < 0) beside.before(item);
      else beside.after(item);
      moved = true;
      refresh();
      (pressed.disabled ? other : pressed).focus();
      told(`${place(item) + 1} / ${items.length}`);
    };
    const moves = items.map((item, i) => {
      const said = item.querySelector(".said");
      said.id = `${name}-${i + 1}`;
      const mover = (sign, key, way) => {
        const act = button("button quiet move", sign, () => move(item, way, act, way < 0 ? down : up));
        act.setAttribute("aria-label", voice.text(key));
        act.setAttribute("aria-describedby", said.id);
        return act;
      };
      const up = mover("↑", "quizUp", -1);
      const down = mover("↓", "quizDown", 1);
      const row = make("div", "moves");
      row.append(up, down);
      item.append(row);
      return { up, down, item };
    });
    refresh();
    const chosen = () => Array.from(list.children, (item) => Number(item.dataset.option));
    const put = (order) => list.append(...order);
    return {
      list,
      chosen,
      answered: () => moved,
      right: (answer) => answer.every((at, i) => at === i),
      entry: () => (moved ? chosen() : []),
      choose: (answer) => {
        moved = answer.length > 0;
        put(moved ? answer.map((at) => items.find((item) => Number(item.dataset.option) === at)).filter(Boolean) : first);
        refresh();
      },
      lock: (now) => {
        locked = now;
        refresh();
      },
      mark: (shown, all) => {
        if (shown && all) put([...items].sort((a, b) => a.dataset.option - b.dataset.option));
      },
      focus: () => {
        const free = moves.find(({ up, down }) => !up.disabled || !down.disabled);
        if (free) free.down.focus();
      },
    };
  };

  const match = (question, _voice, name) => {
    const list = question.querySelector(".options");
    const partners = Array.from(question.querySelectorAll(".partners > li"), (item) => ({
      at: item.dataset.option,
      words: `${item.querySelector(".letter").textContent}  ${item.querySelector(".said").textContent.replace(/\s+/g, " ").trim()}`,
    }));
    const fields = Array.from(list.children, (item, i) => {
      const said = item.querySelector(".said");
      said.id = `${name}-${i + 1}`;
      const field = make("select", "quiz-select");
      field.setAttribute("aria-labelledby", said.id);
      field.append(new Option("–", ""), ...partners.map(({ at, words }) => new Option(words, at)));
      item.append(field);
      return { field, partner: Number(item.dataset.partner) };
    });
    return {
      list,
      chosen: () => fields.map(({ field }) => Number(field.value || -1)),
      answered: () => fields.every(({ field }) => field.value),
      right: (answer) => fields.every(({ partner }, i) => answer[i] === partner),
      choose: (answer) => {
        for (const [i, { field }] of fields.entries()) field.value = answer[i] === undefined ? "" : answer[i];
      },
      lock: (locked) => {
        for (const { field } of fields) field.disabled = locked;
      },
      mark: (shown, all) => {
        for (const { field, partner } of fields) {
          const good = Number(field.value) === partner;
          field.classList.toggle("good", shown && good);
          field.classList.toggle("bad", shown && !good && !all);
          if (shown && all) field.value = partner;
        }
      },
      focus: () => fields[0].field.focus(),
    };
  };

  const open = (question, voice, name) => {
    const field = Object.assign(make("textarea", "quiz-text"), { id: `${name}-text`, rows: 4 });
    field.setAttribute("aria-label", voice.text("quizWrite"));
    question.querySelector(".answer").before(field);
    return {
      list: field,
      chosen: () => [],
      answered: () => field.value.trim() !== "",
      right: (answer) => answer[0] === 1,
      choose: () => {},
      entry: () => field.value,
      enter: (text) => {
        field.value = text;
      },
      lock: (locked) => {
        field.readOnly = locked;
      },
      mark: () => {},
      focus: () => field.focus(),
    };
  };

  const forms = { choice, order, match, open };

  // A question with its form. `told` says something short to who cannot see what has moved.
  diglot.question = (element, voice, name, told) => {
    const form = forms[element.dataset.form](element, voice, name, told);
    const asked = element.firstElementChild;
    asked.id = asked.id || name;
    form.list.setAttribute(form.list.matches("textarea") ? "aria-describedby" : "aria-labelledby", asked.id);
    const answer = element.querySelector(":scope > .answer");
    if (answer) answer.hidden = true;
    const mark = (shown, all) => {
      form.mark(shown, all);
      if (!answer) return;
      answer.open = shown && all;
      answer.hidden = !answer.open;
    };
    return { entry: form.chosen, enter: form.choose, ...form, mark, key: element.dataset.question, form: element.dataset.form };
  };

  // Tells whoever listens, such as the shell of a learning platform, of an answer that was checked.
  diglot.answered = (question, chosen, right) => {
    document.dispatchEvent(new CustomEvent("diglot:answer", { detail: { question, chosen, right } }));
  };
})();
