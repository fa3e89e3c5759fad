// The place on a page: the last block that begins above the top of the window, and how far. An edit may change its number, so it is known by its
// words; when they are what has changed, the heading before it is the place.
//
// A block is `{id, words, top}`, where `top` is how far it begins below the top of the window.
diglot.place = {
  // The place on a page that is scrolled down by `y`.
  of: (blocks, y) => {
    const place = { y };
    for (const { id, words, top } of blocks.filter((block) => block.top <= 0)) {
      place.block = [words, top];
      if (!/^b\d+$/.test(id)) place.named = [id, top];
    }
    return place;
  },

  // How far down a page that is scrolled down by `y` has a place.
  find: (blocks, place, y) => {
    const [words, above] = place.block || [];
    const same = blocks.find((block) => block.words === words);
    if (same) return same.top + y - above;
    const [id, below] = place.named || [];
    const named = blocks.find((block) => block.id === id);
    return named ? named.top + y - below : place.y;
  },
};
