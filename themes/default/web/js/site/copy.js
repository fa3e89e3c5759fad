// A button on each block of code that copies it.
//
// By the event of copying, since pages from a disk, of an intranet without encryption or in the frame of a learning platform have no clipboard to
// write to.
(() => {
  const SHOWN = 2000;

  // What is selected is seen, and Safari copies nothing else. The line end behind the last line would make a terminal run it.
  const copy = (block) => {
    const put = (event) => {
      event.preventDefault();
      event.clipboardData.setData("text/plain", block.textContent.replace(/\n$/, ""));
    };
    getSelection().selectAllChildren(block);
    document.addEventListener("copy", put, { once: true });
    const done = document.execCommand("copy");
    document.removeEventListener("copy", put);
    return done;
  };

  for (const block of document.querySelectorAll("main pre")) {
    const words = diglot.say(block);
    const holder = diglot.make("div", "code");
    const button = diglot.button("copy", words.copy, () => {
      // The preview may have put another block in the place of this one.
      if (!copy(holder.querySelector("pre"))) return;
      button.textContent = words.copied;
      setTimeout(() => {
        button.textContent = words.copy;
      }, SHOWN);
    });
    button.setAttribute("aria-live", "polite");
    block.replaceWith(holder);
    holder.append(block, button);
  }
})();
