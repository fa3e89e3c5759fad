//! Which pages are made again after an edit.

use super::*;

/// Takes files of which some are there already, by what they were made of.
struct Kept {
    known: BTreeMap<String, Digest>,
    now: Mutex<BTreeMap<String, Digest>>,
    made: Mutex<BTreeSet<String>>,
}

impl Sink for Kept {
    fn put(&self, _: &str, _: &[u8]) -> Result<(), Failure> {
        Ok(())
    }

    fn put_made_of(&self, path: &str, inputs: Digest, _: Maker<'_>) -> Result<(), Failure> {
        self.now.lock().expect("no test panics while it writes").insert(path.to_owned(), inputs);
        if self.known.get(path) != Some(&inputs) {
            self.made.lock().expect("no test panics while it writes").insert(path.to_owned());
        }
        Ok(())
    }
}

/// Two steps and an action, with `edit` made to one of the texts; what is made of them where `known` is there.
fn update_with(
    edit: (&str, &str, &str),
    known: BTreeMap<String, Digest>,
) -> (BTreeSet<String>, BTreeMap<String, Digest>) {
    let mut sources = Sources::default();
    let ask = "---\ntitle: Ask\nsummary: And wait.\n---\n\nSee [[step/listen#why]].\n";
    let texts = [
        ("book.yaml", BOOK),
        ("course/glossary.yaml", GLOSSARY),
        ("course/actions/01-nod.en.md", "---\ntitle: Nod\n---\n\nYes.\n"),
        ("course/actions/01-nod.zh.md", "---\ntitle: 点头\n---\n\n是。\n"),
        ("course/steps/01-listen.en.md", LISTEN_EN),
        ("course/steps/01-listen.zh.md", LISTEN_ZH),
        ("course/steps/02-ask.en.md", ask),
        ("course/steps/02-ask.zh.md", "---\ntitle: 提问\n---\n\n见[[step/listen#why]]。\n"),
    ];
    let (edited, from, to) = edit;
    for (path, text) in texts {
        assert!(path != edited || text.contains(from), "{text}");
        sources.add(path, if path == edited { text.replace(from, to) } else { text.to_owned() });
    }
    let bytes = b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"/>".as_slice().into();
    sources.attachments.push(Attachment { path: "course/steps/secret.svg".to_owned(), bytes });
    let sound = project::of(sources, &mut Memo::once()).expect_sound();
    let course = edition::select(sound.course, Edition::Learner);
    let readings = Reading::all(&course);
    let (edition, downloads, theme, venue) = (Edition::Learner, Vec::new(), &Theme::default(), Venue::Web);
    let options = Options { readings: &readings, edition, downloads, theme, venue };
    let sink = Kept { known, now: Mutex::default(), made: Mutex::default() };
    let earlier = Earlier { surroundings: sound.surroundings, words: &Words::default() };
    update(&course, &options, &Share::Whole, &earlier, &sink).expect("the site can be made");
    let all = "all threads are done";
    (sink.made.into_inner().expect(all), sink.now.into_inner().expect(all))
}

#[test]
fn an_edit_makes_what_shows_it() {
    let (all, known) = update_with(("book.yaml", "Course", "Course"), BTreeMap::new());
    let made = |path, from, to| update_with((path, from, to), known.clone()).0.into_iter().collect::<Vec<_>>();
    let zh = "course/steps/01-listen.zh.md";
    assert_eq!(made(zh, "有用", "有用"), [""; 0]);
    assert_eq!(made(zh, "有用", "很有用"), ["en-zh/steps/listen.html", "zh/steps/listen.html"]);
    // Nobody but trainers sees it, but that is only told by making the page: it is the one that lies there.
    assert_eq!(made(zh, "小声说", "大声说"), ["en-zh/steps/listen.html", "zh/steps/listen.html"]);
    // Its places in every reading are those of the source text.
    let en = "course/steps/01-listen.en.md";
    let readings = ["en-zh/steps/listen.html", "en/steps/listen.html", "zh/steps/listen.html"];
    assert_eq!(made(en, "It works.", "It may work."), readings);
    // Those that name the place.
    let why = made(zh, "## 为什么", "## 缘由");
    assert!(why.contains(&"zh/steps/ask.html".to_owned()) && !why.contains(&"en/steps/ask.html".to_owned()), "{why:?}");
    assert!(!why.contains(&"zh/actions/nod.html".to_owned()), "{why:?}");
    // All that list it.
    let title = made(zh, "title: 聆听", "title: 倾听");
    for page in ["go/step/listen.html", "zh/actions/nod.html", "zh/index.html", "zh/matrix.html", "zh/steps/ask.html"] {
        assert!(title.contains(&page.to_owned()), "{page}: {title:?}");
    }
    assert!(!title.contains(&"en/actions/nod.html".to_owned()), "{title:?}");
    assert_eq!(made("course/glossary.yaml", "To feel", "To see").len(), all.len());
}
