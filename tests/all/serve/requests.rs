//! What is asked of a preview, and by whom.

use std::process::Command;
use std::time::{Duration, Instant};

use super::{PAGE, Preview, course_of, diglot};
use crate::support::built::{ROOT, shipped};
use crate::support::shown;

#[test]
fn nothing_outside_the_website_is_served() {
    let preview = Preview::new(&[]);
    preview.write("secret.txt", "a secret");
    #[cfg(unix)]
    std::os::unix::fs::symlink(preview.path("secret.txt"), preview.path("course/steps/link.svg")).expect("a link");
    let absolute = preview.path("secret.txt").display().to_string();
    let mut paths: Vec<String> = [
        "/secret.txt",
        "/../secret.txt",
        "/en/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e%2fsecret.txt",
        "/%252e%252e/secret.txt",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "/en/..;/secret.txt",
        "//secret.txt",
        "/./secret.txt",
        "/secret.txt%00.html",
        "/assets/steps/link.svg",
        "/book.yaml",
        "/course/steps/02-listen.en.md",
        "/c:/secret.txt",
        "/C:%5Csecret.txt",
        "/file:///etc/passwd",
        "/%ff",
        "/%",
        "/__diglot/../secret.txt",
        "/print/../secret.txt",
        "/site/en/index.html",
        "/.diglot/manifest",
    ]
    .map(String::from)
    .to_vec();
    paths.push(absolute.clone());
    paths.push(format!("/{absolute}"));
    for path in paths {
        let response = preview.get(&path);
        assert!(matches!(response.status, 400 | 404), "{path}: {}", response.head);
        assert!(!response.text().contains("a secret"), "{path}");
    }
    let whole =
        preview.ask("GET http://localhost/../secret.txt HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assert!(matches!(whole.status, 400 | 404), "{}", whole.head);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"] {
        let request =
            format!("{method} / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        assert_eq!(preview.ask(&request).status, 405, "{method}");
    }
    assert_eq!(preview.get("/en").status, 301);
    assert_eq!(preview.get("/en/").status, 200);
}

#[test]
fn only_its_own_names_are_answered() {
    let preview = Preview::new(&[]);
    let asked = |host: &str, path: &str| {
        preview.ask(&format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")).status
    };
    for host in ["localhost", "127.0.0.1", "[::1]:80", "LOCALHOST:1"] {
        assert_eq!(asked(host, "/"), 200, "{host}");
    }
    for host in
        ["evil.example", "evil.example:8080", "127.0.0.1.evil.example", "localhost.evil.example", "10.1.2.3", ""]
    {
        for path in ["/", "/__diglot/events?page=/en/", "/print/handbook.en.pdf"] {
            assert_eq!(asked(host, path), 421, "{host} {path}");
        }
    }
    assert_eq!(preview.ask("GET / HTTP/1.0\r\n\r\n").status, 421);
    let whole = "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    assert_eq!(preview.ask(whole).status, 421);
    // Nobody else's page can use what it gets.
    let head = preview.get("/en/").head;
    assert!(head.contains("cross-origin-resource-policy: same-origin") && !head.contains("access-control"), "{head}");
}

#[test]
fn the_editions_and_the_quiet_one() {
    let learner = Preview::new(&[]);
    let trainer = Preview::new(&["--edition", "trainer"]);
    let notes = |preview: &Preview| preview.get("/en/modules/mindset.html").text().contains("box trainer");
    assert_eq!((notes(&learner), notes(&trainer)), (false, true));
}

#[test]
fn a_long_search_index_is_served_in_its_parts() {
    let preview = Preview::of(course_of(40), &[]);
    let directory = preview.get("/assets/search.en.js?1790000000000").text();
    let files: Vec<&str> = directory.split('"').filter(|word| word.starts_with("assets/")).collect();
    assert!(files.len() > 1, "{directory}");
    for (n, file) in files.iter().enumerate() {
        let part = preview.get(&format!("/{file}"));
        assert_eq!(part.status, 200, "{file}");
        assert!(part.head.contains("text/javascript"), "{}", part.head);
        assert!(part.text().contains(&format!("[\"en-GB/{n}\"]")), "{file}");
    }
    assert_eq!(preview.get("/assets/search.en.0000000000.js").status, 404);
}

#[test]
fn a_port_that_is_taken() {
    let first = Preview::new(&[]);
    let output = diglot().args(["serve", "--port", &first.port.to_string(), "--book"]).arg(ROOT).output();
    let output = output.expect("diglot runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("leave out `--port` to have a free one chosen"), "{said}");
}

#[cfg(unix)]
#[test]
fn control_c_ends_it_at_once() {
    for signal in ["-INT", "-TERM"] {
        let mut preview = Preview::new(&[]);
        let _page = preview.listen(PAGE);
        // It listens before it is ready; a first answer tells that it is.
        assert_eq!(preview.get(PAGE).status, 200);
        let begin = Instant::now();
        let pid = preview.process.id().to_string();
        assert!(Command::new("kill").args([signal, &pid]).status().expect("kill runs").success());
        let status = preview.process.wait().expect("it ends");
        assert_eq!(status.code(), Some(0), "{signal}");
        assert!(begin.elapsed() < Duration::from_secs(5), "{signal}");
        assert!(!preview.path("dist").exists());
    }
}

#[test]
fn what_is_no_page_is_told_in_both_languages() {
    let preview = Preview::new(&[]);
    let refused = preview.ask("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
    let said = "this server has another name: open the address that diglot shows / 服务器不叫这个名称，请打开 diglot 显示的地址\n";
    assert_eq!(refused.text(), said);
    assert!(refused.head.contains("charset=utf-8"), "{}", refused.head);
}

#[test]
fn only_the_preview_has_its_script() {
    let preview = Preview::new(&[]);
    for path in [PAGE, "/", "/nothing.html", "/go/step/listen.html", "/__diglot/", "/__diglot/lms/"] {
        let page = preview.get(path).text();
        let policy = page.lines().find(|line| line.contains("Content-Security-Policy")).unwrap_or_default();
        for wanted in ["default-src 'none'", "connect-src 'self'", "script-src 'self'", "style-src 'self'"] {
            assert_eq!(policy.matches(wanted).count(), 1, "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe") && page.matches("/__diglot/preview.js").count() == 1, "{path}");
    }
    for (path, bytes) in shown(&shipped().join("site")) {
        assert!(!String::from_utf8_lossy(&bytes).contains("__diglot"), "{}", path.display());
    }
}
