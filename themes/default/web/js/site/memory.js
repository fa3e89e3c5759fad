// What a browser remembers. It may be forbidden on pages from a disk: then a choice holds for this page.
diglot.recall = (key) => {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
};

diglot.remember = (key, value) => {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Nothing is kept.
  }
};
