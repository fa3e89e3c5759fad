// What is to be reported of what a learner has done, and where in the course a learner was.
(() => {
  // The score is sent when every question has been answered, and then whenever it rises: sent earlier, one right answer would be a pass. In a course
  // with a final test it is the result of that. What has been reached is never taken back.
  diglot.judge = ({ pages, questions, complete, mastery, fails, test }, state) => {
    const must = pages.filter(([, , counts]) => counts);
    const read = must.filter(([id]) => state.read.has(id)).length;
    const answers = questions.map(({ key }) => state.answers.get(key)).filter(Boolean);
    const scored = test || questions.length > 0;
    const answered = test ? state.best !== null : answers.length === questions.length;
    if (scored && answered && !test) {
      const score = Math.floor((100 * answers.filter(({ right }) => right).length) / questions.length);
      state.best = Math.max(score, state.best === null ? 0 : state.best);
    }
    const done = (!complete.pages || read === must.length) && (!complete.quizzes || answered);
    const judged = scored && mastery !== null;
    if (done) state.completed = true;
    if (done && judged && state.best !== null && state.best >= mastery) state.passed = true;
    const parts = [
      [complete.pages, read, must.length],
      test ? [complete.quizzes, answered ? 1 : 0, 1] : [complete.quizzes, answers.length, questions.length],
    ].filter(([counts]) => counts);
    const [some, all] = parts.reduce(([n, of], [, part, whole]) => [n + part, of + whole], [0, 0]);
    return {
      pages: { n: read, all: must.length },
      questions: test ? { n: 0, all: 0 } : { n: answers.length, all: questions.length },
      score: state.best,
      judged,
      completed: state.completed,
      passed: state.passed,
      failed: judged && fails && state.completed && !state.passed,
      progress: state.completed || all === 0 ? 1 : some / all,
    };
  };

  diglot.place = {
    // `module/listening#geyser`, in ASCII and no longer than a platform takes it.
    write: (item, at, room) => {
      const whole = at ? `${item}#${encodeURIComponent(at)}` : item;
      return whole.length > room ? item : whole;
    },

    // The address of a place in a reading. What is not known any more is the beginning.
    address: ({ folder, folders, pages, aliases }, place, reading) => {
      const [named, at] = String(place || "").split("#");
      const item = aliases[named] || named;
      const start = `${folder}${reading}/`;
      if (!pages.some(([id]) => id === item)) return `${start}index.html`;
      const [kind, ...rest] = item.split("/");
      return `${start}${folders[kind]}/${rest.join("/")}.html${at ? `#${at}` : ""}`;
    },
  };

  // The reading to begin in: the one that was open last, or the first of the learner's languages that a reading in one language speaks.
  diglot.reading = ({ readings }, last, languages) => {
    const primary = (tag) =>
      String(tag || "")
        .toLowerCase()
        .split(/[-_]/)[0];
    const speaking = (language) => {
      const those = readings.filter(({ single, tag }) => single && primary(tag) === primary(language));
      return those.find(({ tag }) => tag.toLowerCase() === String(language).toLowerCase()) || those[0];
    };
    return (readings.find(({ key }) => key === last) || languages.map(speaking).find(Boolean) || readings[0]).key;
  };
})();
