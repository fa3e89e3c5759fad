// Which reading a reader is led to without being asked, and in which order the others are offered. `offers` are `{key, tags}`, the tags of the
// languages with spaces between them.
(() => {
  const primary = (tag) => tag.toLowerCase().split("-")[0];

  // The one that was chosen before, or the first of the browser's languages that a reading in one language speaks.
  diglot.choose = (offers, remembered, languages) => {
    const single = offers.filter((offer) => !offer.tags.includes(" "));
    const speaking = (language) => single.find((offer) => primary(offer.tags) === primary(language));
    return offers.find((offer) => offer.key === remembered) || languages.map(speaking).find(Boolean);
  };

  // Those in one language by the browser's languages, those that it does not name behind them, as the book has them.
  diglot.preferred = (offers, languages) => {
    const wanted = languages.map(primary);
    const rank = ({ tags }) => {
      const at = tags.includes(" ") ? -1 : wanted.indexOf(primary(tags));
      return at < 0 ? wanted.length : at;
    };
    return offers.slice().sort((a, b) => rank(a) - rank(b));
  };
})();
