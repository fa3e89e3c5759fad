// Times as the standards write them.
(() => {
  const two = (number) => String(number).padStart(2, "0");
  const parts = (seconds) => {
    const whole = Math.max(0, Math.floor(seconds));
    return [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  };

  diglot.time = {
    // `0001:02:03.00`, as SCORM 1.2 has a length of time. It knows no more than 9,999 hours.
    span: (seconds) => {
      const [hours, minutes, rest] = parts(Math.min(seconds, 35999999));
      return `${String(hours).padStart(4, "0")}:${two(minutes)}:${two(rest)}.00`;
    },

    // `PT1H2M3S`, as ISO 8601 has it.
    duration: (seconds) => {
      const [hours, minutes, rest] = parts(seconds);
      return `PT${hours}H${minutes}M${rest}S`;
    },

    // `15:04:05`, the time of the day.
    ofDay: (date) => [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(":"),

    // `2026-11-28T15:04:05.00Z`. With a zone, SCORM 2004 wants a fraction.
    stamp: (date) => `${date.toISOString().slice(0, 19)}.00Z`,
  };
})();
