//! The bench of the preview, where packages for learning platforms are played.

use super::Preview;
use crate::lms;
use crate::support::{copy, node};

/// A preview of the course that learning platforms play in other tests.
fn preview() -> Preview {
    let folder = tempfile::tempdir().expect("a folder");
    copy(lms::course().path(), folder.path());
    Preview::of(folder, &[])
}

#[test]
fn packages_are_played_as_a_platform_plays_them() {
    let preview = preview();
    node("bench.js", &[format!("http://127.0.0.1:{}/", preview.port)]);
}

#[test]
fn the_bench_has_the_files_of_the_packages_and_no_others() {
    let preview = preview();
    let page = preview.get("/__diglot/lms/");
    assert!(page.status == 200 && page.text().contains("<script src=\"bench.js\" defer>"), "{}", page.text());
    let script = preview.get("/__diglot/lms/bench.js").text();
    assert!(script.contains("Learning platform") && script.contains("学习平台"), "its words are those of the course");
    for package in ["scorm-1.2", "scorm-2004"] {
        let manifest = preview.get(&format!("/__diglot/lms/{package}/imsmanifest.xml"));
        assert!(manifest.status == 200 && manifest.head.contains("application/xml"), "{}", manifest.head);
        for file in manifest.text().split("href=\"").skip(1) {
            let path = file.split('"').next().expect("there is a part before a mark");
            let file = preview.get(&format!("/__diglot/lms/{package}/{path}"));
            assert_eq!(file.status, 200, "{package}: {path}");
            assert!(!file.text().contains("/__diglot/"), "{package}: {path} is as it is in the archive");
        }
    }
    assert!(preview.get("/__diglot/lms/cmi5/index.html").text().contains("../fetch.js"));
    for missing in ["scorm-1.2/", "scorm-1.2/cmi5.xml", "scorm-1.3/index.html", "nothing.js"] {
        assert_eq!(preview.get(&format!("/__diglot/lms/{missing}")).status, 404, "{missing}");
    }
    // An edit makes another package.
    let text = preview.read("course/modules/01-one.en.md");
    preview.write("course/modules/01-one.en.md", &text.replace("title: 01-one", "title: Edited"));
    preview.shows("/__diglot/lms/scorm-1.2/course/en/modules/one.html", "Edited", true);
}
