// The timer of an exercise: its minutes become a button that counts them down, and the end is announced. The style gives them the look of a
// button from the start, so nothing moves.
(function () {
  "use strict";
  var diglot = window.diglot;

  function upgrade(box) {
    var fact = box.querySelector(".box-head .fact");
    if (!fact) return;
    var words = diglot.say(fact);
    var whole = Number(box.dataset.minutes) * 60;
    var left = whole;
    // When the time ends while it runs: counting ticks would fall behind in a window that sleeps.
    var end = null;
    var ticking = 0;

    var clock = diglot.make("span", "timer-clock");
    clock.setAttribute("role", "timer");
    clock.setAttribute("aria-live", "off");
    var go = diglot.button("fact timer-go", "", function () {
      if (end === null) start();
      else pause();
    });
    var reset = diglot.button("timer-reset", words.timerReset, function () {
      stop();
      left = whole;
      said.textContent = "";
      show();
      go.focus();
    });
    var said = diglot.make("span", "timer-over");
    said.setAttribute("role", "status");
    var timer = diglot.make("span", "timer");
    timer.append(clock, reset, said);
    fact.replaceWith(go);
    go.after(timer);
    show();

    function start() {
      if (left === 0) left = whole;
      said.textContent = "";
      end = Date.now() + left * 1000;
      ticking = setInterval(tick, 250);
      show();
    }

    function stop() {
      clearInterval(ticking);
      end = null;
    }

    function pause() {
      tick();
      stop();
      show();
    }

    function tick() {
      if (end === null) return;
      left = Math.max(0, Math.ceil((end - Date.now()) / 1000));
      if (left === 0) {
        stop();
        var title = box.querySelector(".box-title") || box.querySelector(".box-label");
        said.textContent = diglot.fill(words.timerOver, { title: title.textContent });
      }
      show();
    }

    function show() {
      var seconds = left % 60;
      clock.textContent = Math.floor(left / 60) + ":" + (seconds < 10 ? "0" : "") + seconds;
      var fresh = end === null && left === whole;
      go.textContent = fresh ? fact.textContent : end !== null ? words.timerPause : left > 0 ? words.timerResume : words.timerStart;
      go.setAttribute("aria-label", fresh ? words.timerStart + " – " + fact.textContent : go.textContent);
      go.title = fresh ? words.timerStart : "";
      go.classList.toggle("fresh", fresh);
      clock.hidden = fresh;
      reset.hidden = fresh;
      timer.classList.toggle("running", end !== null);
      timer.classList.toggle("over", left === 0);
    }
  }

  document.querySelectorAll(".box:is(.exercise, .role-play)[data-minutes]").forEach(upgrade);
})();
