// The timer of an exercise: its minutes become a button that counts them down, and the end is announced. The style gives them the look of a
// button from the start, so nothing moves.
(() => {
  const { button, clock, countdown, fill, make, say } = diglot;

  const upgrade = (box) => {
    const fact = box.querySelector(".box-head .fact");
    if (!fact) return;
    const words = say(fact);
    const time = countdown(Number(box.dataset.minutes) * 60);
    let ticking = 0;

    const show = () => {
      const fresh = time.fresh();
      const resume = time.left > 0 ? words.timerResume : words.timerStart;
      left.textContent = clock(time.left);
      go.textContent = fresh ? fact.textContent : time.running() ? words.timerPause : resume;
      go.setAttribute("aria-label", fresh ? `${words.timerStart} – ${fact.textContent}` : go.textContent);
      go.title = fresh ? words.timerStart : "";
      go.classList.toggle("fresh", fresh);
      left.hidden = fresh;
      reset.hidden = fresh;
      timer.classList.toggle("running", time.running());
      timer.classList.toggle("over", time.left === 0);
    };

    const tick = () => {
      if (time.look(Date.now())) {
        clearInterval(ticking);
        const title = box.querySelector(".box-title") || box.querySelector(".box-label");
        said.textContent = fill(words.timerOver, { title: title.textContent });
      }
      show();
    };

    const left = make("span", "timer-clock");
    left.setAttribute("role", "timer");
    left.setAttribute("aria-live", "off");
    const go = button("fact timer-go", "", () => {
      if (time.running()) {
        tick();
        time.pause();
        clearInterval(ticking);
      } else {
        said.textContent = "";
        time.start(Date.now());
        ticking = setInterval(tick, 250);
      }
      show();
    });
    const reset = button("timer-reset", words.timerReset, () => {
      time.reset();
      clearInterval(ticking);
      said.textContent = "";
      show();
      go.focus();
    });
    const said = make("span", "timer-over");
    said.setAttribute("role", "status");
    const timer = make("span", "timer");
    timer.append(left, reset, said);
    fact.replaceWith(go);
    go.after(timer);
    show();
  };

  for (const box of document.querySelectorAll(".box:is(.exercise, .role-play)[data-minutes]")) upgrade(box);
})();
