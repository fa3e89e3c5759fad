// The words of the language that an element is in: on a page with two languages they differ from place to place.
diglot.say = (element) => {
  const root = document.documentElement;
  const { lang } = element.closest("[lang]") || root;
  return diglot.words[lang] || diglot.words[root.lang];
};
