// What a browser remembers. It may be forbidden on pages from a disk: then a choice holds for this page, and `remember` does not say that it is kept.
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
    return true;
  } catch {
    return false;
  }
};
