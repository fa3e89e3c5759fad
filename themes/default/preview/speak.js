// The words of a page that a script makes, in the first of the reader's languages that the course has; the page is in that language then.
diglot.speak = (words) => {
  const languages = Object.keys(words);
  const primary = (tag) => tag.toLowerCase().split("-")[0];
  const spoken = (navigator.languages || [navigator.language]).map((tag) => languages.find((known) => primary(known) === primary(tag)));
  document.documentElement.lang = spoken.find(Boolean) || languages[0];
  return words[document.documentElement.lang];
};
