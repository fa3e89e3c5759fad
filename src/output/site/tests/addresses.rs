//! Where pages lie, and what leads to them from outside.

use std::collections::{BTreeMap, BTreeSet};

use super::*;

/// Search engines believe only what both ends say: <https://developers.google.com/search/docs/specialty/international/localized-versions>.
#[test]
fn the_languages_of_a_page_list_each_other_and_themselves() {
    let site = site(Edition::Learner);
    let attribute = |line: &str, name: &str| -> String {
        let (_, rest) = line.split_once(&format!("{name}=\"")).expect("the attribute");
        rest.split('"').next().expect("its end").to_owned()
    };
    let mut sets: BTreeMap<String, BTreeSet<(String, String)>> = BTreeMap::new();
    for (path, page) in site.iter().filter(|(path, _)| path.ends_with(".html")) {
        let own = path.as_str();
        let own = if own == "index.html" { "" } else { own };
        let alternates = page.lines().filter(|line| line.contains("rel=\"alternate\""));
        let set: BTreeSet<_> = alternates.map(|l| (attribute(l, "hreflang"), attribute(l, "href"))).collect();
        if !set.is_empty() {
            sets.insert(format!("https://a.example/c/{own}"), set);
        }
    }
    for (page, set) in &sets {
        assert!(set.iter().any(|(_, href)| href == page), "{page} does not list itself: {set:#?}");
        for (_, other) in set {
            assert_eq!(sets.get(other), Some(set), "{page} lists {other}");
        }
    }
    assert_eq!(sets.len(), 15, "{:#?}", sets.keys());
}

/// They hold what two other pages hold. None of them is better than it (RFC 6596 wants all of a page in the one that is canonical), and search
/// engines need not offer it for either.
#[test]
fn pages_side_by_side_are_left_to_search_engines() {
    let site = site(Edition::Learner);
    for (path, page) in site.iter().filter(|(path, _)| path.starts_with("en-zh/")) {
        assert!(!page.contains("rel=\"canonical\""), "{path}");
        assert!(!page.contains("hreflang"), "{path}");
    }
    assert!(site["en-zh/index.html"].contains("og:url\" content=\"https://a.example/c/en-zh/index.html"));
    assert!(!site["sitemap.xml"].contains("/en-zh/"));
}

#[test]
fn search_engines_are_told_of_the_other_languages() {
    let learner = site(Edition::Learner);
    let head = |text: &str| -> Vec<String> {
        text.lines().filter(|l| l.contains("rel=\"canonical\"") || l.contains("hreflang")).map(str::to_owned).collect()
    };
    let alternates = [
        "<link rel=\"alternate\" hreflang=\"en\" href=\"https://a.example/c/en/steps/listen.html\">",
        "<link rel=\"alternate\" hreflang=\"zh-Hans\" href=\"https://a.example/c/zh/steps/listen.html\">",
        "<link rel=\"alternate\" hreflang=\"x-default\" href=\"https://a.example/c/en/steps/listen.html\">",
    ];
    let canonical = "<link rel=\"canonical\" href=\"https://a.example/c/zh/steps/listen.html\">";
    let mut expected = vec![canonical];
    expected.extend(alternates);
    assert_eq!(head(&learner["zh/steps/listen.html"]), expected);
    let trainer = site(Edition::Trainer);
    let page = &trainer["zh/steps/listen.html"];
    assert!(page.contains("<meta name=\"robots\" content=\"noindex\">"));
    assert!(!page.contains("a.example"), "the learners' address is not the trainers'");
}

#[test]
fn the_map_names_every_page_with_its_languages() {
    let learner = site(Edition::Learner);
    let map = &learner["sitemap.xml"];
    roxmltree::Document::parse(map).expect("it is XML");
    let front = "<url><loc>https://a.example/c/zh/index.html</loc>\
         <xhtml:link rel=\"alternate\" hreflang=\"en\" href=\"https://a.example/c/en/index.html\"/>\
         <xhtml:link rel=\"alternate\" hreflang=\"zh-Hans\" href=\"https://a.example/c/zh/index.html\"/>\
         <xhtml:link rel=\"alternate\" hreflang=\"x-default\" href=\"https://a.example/c/\"/></url>";
    assert_eq!(between(map, "<url><loc>https://a.example/c/zh/index.html", "</url>"), front);
    let pages = learner.keys().filter(|path| path.ends_with(".html"));
    let unlisted = |path: &str| {
        ["go/", "en-zh/"].iter().any(|folder| path.starts_with(folder))
            || ["404.html", "hear.html"].iter().any(|name| path.ends_with(name))
    };
    let listed = pages.filter(|path| !unlisted(path));
    assert_eq!(map.matches("<loc>").count(), listed.count());
    assert_eq!(learner["robots.txt"], "User-agent: *\nAllow: /\nSitemap: https://a.example/c/sitemap.xml\n");
    let trainer = site(Edition::Trainer);
    assert_eq!(trainer.get("sitemap.xml"), None);
    assert_eq!(trainer["robots.txt"], "User-agent: *\nDisallow: /\n");
}

#[test]
fn the_page_for_a_missing_one_works_at_any_depth() {
    let addresses = |page: &str| -> Vec<String> {
        page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
    };
    let learner = site(Edition::Learner);
    let found = addresses(&learner["404.html"]);
    assert!(found.iter().all(|href| href.starts_with("/c/")), "{found:?}");
    assert_eq!(found[2..], ["/c/en/index.html", "/c/zh/index.html"]);
    assert_eq!(addresses(&learner["zh/404.html"])[2..], ["/c/zh/index.html"]);
    // Where it stands is not known, so it needs nothing.
    let trainer = site(Edition::Trainer);
    assert_eq!(addresses(&trainer["zh/404.html"]), ["/"]);
}

#[test]
fn short_links_lead_to_each_language() {
    let learner = site(Edition::Learner);
    for path in ["go/step/listen.html", "go/step/hear.html"] {
        let page = &learner[path];
        for reading in ["en", "zh", "en-zh"] {
            assert!(page.contains(&format!("href=\"../../{reading}/steps/listen.html\"")), "{path}: {reading}");
        }
        assert_eq!(between(page, "<title>", "</title>"), "<title>Step 1: Listen · 第1步：聆听</title>");
    }
}

#[test]
fn what_others_show_of_a_page() {
    let learner = site(Edition::Learner);
    let page = &learner["zh/steps/listen.html"];
    let expected = "<meta property=\"og:title\" content=\"聆听\">
<meta property=\"og:type\" content=\"article\">
<meta property=\"og:description\" content=\"用两只耳朵。\">
<meta property=\"og:site_name\" content=\"课程\">
<meta property=\"og:locale\" content=\"zh_CN\">
<meta property=\"og:locale:alternate\" content=\"en_US\">
<meta property=\"og:url\" content=\"https://a.example/c/zh/steps/listen.html\">
";
    assert_eq!(between(page, "<meta property=\"og:title", "listen.html\">\n"), expected);
    assert!(!site(Edition::Trainer)["zh/steps/listen.html"].contains("og:url"));
    let manifest: serde_json::Value =
        serde_json::from_str(&learner["manifest.webmanifest"]).expect("the manifest is JSON");
    assert_eq!((&manifest["name"], &manifest["start_url"]), (&"Course · 课程".into(), &"index.html".into()));
    let icon = manifest["icons"][0]["src"].as_str().expect("an icon");
    assert!(learner.contains_key(icon), "{icon}");
}

#[test]
fn earlier_addresses_and_downloads() {
    let site = site(Edition::Learner);
    let moved = &site["zh/steps/hear.html"];
    assert!(moved.contains("<meta http-equiv=\"refresh\" content=\"0; url=listen.html\">"), "{moved}");
    let links = |file: &str| -> Vec<&str> {
        let link = format!("../print/{file}.pdf\"");
        site.iter().filter(|(_, page)| page.contains(&link)).map(|(path, _)| path.as_str()).collect()
    };
    assert_eq!(links("a%20b"), ["en/index.html"]);
    assert_eq!(links("cards"), ["en/index.html"]);
    assert_eq!(links("listen"), ["en/steps/listen.html"]);
}
