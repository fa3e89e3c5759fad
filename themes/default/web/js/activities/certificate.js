// The certificate of who has passed a final test. Its name never leaves the page. What is printed is a page of its own, behind all others.
(() => {
  const { button, make } = diglot;

  const removePage = () => {
    for (const page of document.querySelectorAll(".certificate")) page.remove();
  };

  // A field for the name and a button that prints, in the words of a quiz, with the result in percent.
  diglot.certificate = (voice, percent) => {
    const said = (element, key, values) => {
      voice.put(element, key, values);
      return element;
    };
    const form = make("div", "certificate-form quiz-row");
    const label = make("label");
    const field = Object.assign(make("input", "certificate-name"), { type: "text", autocomplete: "name", maxLength: 80 });
    label.append(said(make("span"), "certificateName"), field);
    const print = () => {
      removePage();
      const page = make("section", "certificate");
      const title = document.querySelector(".brand-name").textContent.trim();
      const date = new Date();
      const dates = [...new Set(voice.dates.map((tag) => date.toLocaleDateString(tag, { dateStyle: "long" })))];
      page.append(
        said(make("h2"), "certificate"),
        make("p", "certificate-who", field.value.trim()),
        said(make("p"), "certificateText", { title }),
        said(make("p"), "testResult", { n: percent }),
        make("p", "", dates.join(" · ")),
      );
      document.body.append(page);
      document.documentElement.classList.add("certifying");
      window.print();
    };
    const act = said(button("button", "", print), "certificatePrint");
    act.disabled = true;
    field.addEventListener("input", () => {
      act.disabled = field.value.trim() === "";
    });
    form.append(label, act);
    return form;
  };

  window.addEventListener("afterprint", () => {
    document.documentElement.classList.remove("certifying");
    removePage();
  });
})();
