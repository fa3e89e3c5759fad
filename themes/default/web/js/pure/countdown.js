// A time that runs down. It is told the time of each event, in milliseconds: whoever counts ticks falls behind in a window that sleeps.
diglot.countdown = (whole) => {
  // When it ends, while it runs.
  let end = null;
  const countdown = {
    // In seconds.
    left: whole,
    running: () => end !== null,
    fresh: () => end === null && countdown.left === whole,
    start: (now) => {
      countdown.left = countdown.left || whole;
      end = now + countdown.left * 1000;
    },
    // Whether it ended by now.
    look: (now) => {
      if (end === null) return false;
      countdown.left = Math.max(0, Math.ceil((end - now) / 1000));
      if (countdown.left === 0) end = null;
      return end === null;
    },
    pause: () => {
      end = null;
    },
    reset: () => {
      end = null;
      countdown.left = whole;
    },
  };
  return countdown;
};

// `4:05`.
diglot.clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
