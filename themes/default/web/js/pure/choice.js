// Which reading a reader is led to without being asked: the one that was chosen before, or the first of the browser's languages that a reading
// in one language speaks. `offers` are `{key, tags}`, the tags of the languages with spaces between them.
diglot.choose = (offers, remembered, languages) => {
  const primary = (tag) => tag.toLowerCase().split("-")[0];
  const single = offers.filter((offer) => !offer.tags.includes(" "));
  const speaking = (language) => single.find((offer) => primary(offer.tags) === primary(language));
  return offers.find((offer) => offer.key === remembered) || languages.map(speaking).find(Boolean);
};
