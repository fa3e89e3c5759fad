//! `diglot serve`: the real binary, real files that are saved in the ways of editors, and a client that listens as a browser does.
#![allow(clippy::disallowed_methods, reason = "the tests edit the courses that are shown")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use crate::support::built::{ROOT, shipped};
use crate::support::{copy, node, shown};

/// Longer than anything takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// The binary; another one can be measured.
fn diglot() -> Command {
    let binary = std::env::var_os("DIGLOT").unwrap_or_else(|| env!("CARGO_BIN_EXE_diglot").into());
    Command::new(binary)
}

/// A preview of a copy of the shipped course.
struct Preview {
    folder: tempfile::TempDir,
    process: Child,
    port: u16,
    terminal: Receiver<String>,
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

struct Response {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Response {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Preview {
    fn new(arguments: &[&str]) -> Preview {
        let folder = tempfile::tempdir().expect("a folder");
        copy_of_the_shipped(folder.path());
        Preview::of(folder, arguments)
    }

    fn of(folder: tempfile::TempDir, arguments: &[&str]) -> Preview {
        let mut process = diglot()
            .args(["serve", "--port", "0", "--book"])
            .arg(folder.path())
            .args(arguments)
            .stderr(Stdio::piped())
            .spawn()
            .expect("diglot runs");
        let (sender, terminal) = channel();
        let lines = BufReader::new(process.stderr.take().expect("it is piped")).lines();
        std::thread::spawn(move || lines.map_while(Result::ok).try_for_each(|line| sender.send(line)));
        let mut preview = Preview { folder, process, port: 0, terminal };
        let line = preview.says("http://");
        let port = line.split(':').nth(2).and_then(|rest| rest.split('/').next());
        preview.port = port.and_then(|port| port.parse().ok()).unwrap_or_else(|| panic!("no port in: {line}"));
        preview
    }

    /// The first line on the terminal from here on that holds `words`.
    fn says(&self, words: &str) -> String {
        let mut before = Vec::new();
        while let Ok(line) = self.terminal.recv_timeout(PATIENCE) {
            if line.contains(words) {
                return line;
            }
            before.push(line);
        }
        panic!("never said {words:?}, but:\n{}", before.join("\n"));
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("the file can be read")
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.path(path), text).expect("the file can be written");
    }

    fn ask(&self, request: &str) -> Response {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the server is there");
        stream.set_read_timeout(Some(PATIENCE)).expect("a time can be set");
        stream.write_all(request.as_bytes()).expect("the request can be sent");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("an answer comes");
        let end = bytes.windows(4).position(|w| w == b"\r\n\r\n").unwrap_or_else(|| panic!("no head: {request:?}"));
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        Response { status, head, body: bytes[end + 4..].to_vec() }
    }

    fn get(&self, path: &str) -> Response {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n", self.port))
    }

    /// Waits until a page holds some words, or no longer does.
    fn shows(&self, path: &str, words: &str, wanted: bool) {
        let begin = Instant::now();
        while self.get(path).text().contains(words) != wanted {
            assert!(begin.elapsed() < PATIENCE, "{path}: {words:?} is there: {}", !wanted);
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn listen(&self, page: &str) -> Listener {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the server is there");
        stream.set_read_timeout(Some(PATIENCE)).expect("a time can be set");
        let request = format!("GET /__diglot/events?page={page} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", self.port);
        stream.write_all(request.as_bytes()).expect("the request can be sent");
        Listener(BufReader::new(stream))
    }
}

/// An open page.
struct Listener(BufReader<TcpStream>);

impl Listener {
    /// The data of the next event of this name.
    fn next(&mut self, name: &str) -> String {
        let mut line = String::new();
        let mut found = false;
        loop {
            line.clear();
            assert!(self.0.read_line(&mut line).expect("an event comes") > 0, "the line was cut");
            match line.trim_end().split_once(": ") {
                Some(("event", event)) => found = event == name,
                Some(("data", data)) if found => return data.to_owned(),
                _ => {}
            }
        }
    }
}

fn copy_of_the_shipped(folder: &Path) {
    fs::copy(Path::new(ROOT).join("book.yaml"), folder.join("book.yaml")).expect("the book can be copied");
    copy(&Path::new(ROOT).join("course"), &folder.join("course"));
}

const STEP: &str = "course/steps/02-listen.en.md";
const PAGE: &str = "/en/steps/listen.html";

#[test]
fn an_open_page_hears_of_its_own_changes_only() {
    let preview = Preview::new(&[]);
    let mut page = preview.listen(PAGE);
    let mut other = preview.listen("/en/steps/cause.html");
    let (first, others) = (page.next("version"), other.next("version"));
    assert!(preview.get(PAGE).text().contains(&format!("data-version=\"{first}\"")));
    preview.write(STEP, &(preview.read(STEP) + "\nA last word.\n"));
    let second = page.next("version");
    assert_ne!(first, second);
    let response = preview.get(PAGE);
    assert!(response.text().contains("A last word."));
    assert!(response.head.contains(&format!("etag: \"{second}\"")), "{}", response.head);
    let line = preview.says("open page");
    assert!(line.contains("  course/steps/02-listen.en.md: 1 open page changed in "), "{line}");
    // The other page hears nothing until its own text changes.
    let cause = "course/steps/04-cause.en.md";
    preview.write(cause, &(preview.read(cause) + "\nA last word.\n"));
    assert_ne!(others, other.next("version"));
    let known = preview.ask(&format!(
        "GET {PAGE} HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: \"{second}\"\r\nConnection: close\r\n\r\n"
    ));
    assert_eq!((known.status, known.body.len()), (304, 0));
}

#[test]
fn a_mistake_is_reported_and_the_pages_stay_until_it_is_mended() {
    let preview = Preview::new(&[]);
    let mut page = preview.listen(PAGE);
    assert_eq!(page.next("report"), r#"{"errors":0,"warnings":0,"items":[]}"#);
    let text = preview.read(STEP);
    preview.write(STEP, &text.replacen("title:", "titel:", 1));
    let report = page.next("report");
    assert!(report.contains(r#""place":"course/steps/02-listen.en.md:2:1""#), "{report}");
    assert!(report.contains("did you mean `title`?"), "{report}");
    preview.says("error[unknown-key]: unknown key `titel`");
    preview.says("the pages stay as they were");
    assert_eq!(preview.get(PAGE).status, 200);
    preview.write(STEP, &text);
    assert_eq!(page.next("report"), r#"{"errors":0,"warnings":0,"items":[]}"#);
    // The book itself.
    let book = preview.read("book.yaml");
    preview.write("book.yaml", "");
    page.next("report");
    assert_eq!(preview.get(PAGE).status, 200);
    fs::remove_file(preview.path("book.yaml")).expect("it can be removed");
    assert!(page.next("report").contains("no `book.yaml` here"));
    preview.write("book.yaml", &book.replacen("Handling Complaints", "Meeting Complaints", 1));
    assert_eq!(page.next("report"), r#"{"errors":0,"warnings":0,"items":[]}"#);
    preview.shows(PAGE, "Meeting Complaints", true);
}

#[test]
fn a_course_with_mistakes_from_the_start_comes_when_they_are_mended() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::copy(Path::new(ROOT).join("book.yaml"), folder.path().join("book.yaml")).expect("the book can be copied");
    let preview = Preview::of(folder, &[]);
    let response = preview.get("/en/");
    assert_eq!(response.status, 503);
    assert!(response.text().contains("/__diglot/preview.js"), "{}", response.text());
    assert!(preview.listen("/en/").next("report").contains("there is no folder `course`"));
    copy(&Path::new(ROOT).join("course"), &preview.path("course"));
    preview.shows(PAGE, "Listen", true);
}

#[test]
fn files_are_saved_in_many_ways() {
    let preview = Preview::new(&[]);
    let text = preview.read(STEP);
    // Beside the file, and then over it.
    preview.write("course/steps/02-listen.en.md~", &(text.clone() + "\nSaved by a rename.\n"));
    fs::rename(preview.path("course/steps/02-listen.en.md~"), preview.path(STEP)).expect("it can be renamed");
    preview.shows(PAGE, "Saved by a rename.", true);
    // The file away, and a new one in its place.
    fs::rename(preview.path(STEP), preview.path("old")).expect("it can be renamed");
    preview.write(STEP, &(text.clone() + "\nSaved anew.\n"));
    preview.shows(PAGE, "Saved anew.", true);
    // Many times in a row: the last one counts.
    for n in 0..40 {
        preview.write(STEP, &format!("{text}\nSaved {n} times.\n"));
    }
    preview.shows(PAGE, "Saved 39 times.", true);
    // A length and a moment that stay the same.
    preview.write(STEP, &format!("{text}\nSaved 93 times.\n"));
    preview.shows(PAGE, "Saved 93 times.", true);

    // New files, with the folder that they come in.
    let item = |language: &str, title: &str| format!("---\ntitle: {title}\n---\n\n[[step/listen]] {language}\n");
    fs::create_dir(preview.path("course/actions/16-wave")).expect("the folder can be made");
    preview.write("course/actions/16-wave/index.en.md", &item("en", "Wave"));
    preview.write("course/actions/16-wave/index.zh.md", &item("zh", "挥手"));
    preview.shows("/zh/actions/wave.html", "挥手", true);
    preview.shows("/zh/actions/index.html", "挥手", true);
    preview.write("course/actions/16-wave/index.en.md", &item("en", "Wave goodbye"));
    preview.shows("/en/actions/wave.html", "Wave goodbye", true);
    // Another name, and gone.
    fs::rename(preview.path("course/actions/16-wave"), preview.path("course/actions/16-greet-back")).expect("renamed");
    preview.shows("/en/actions/greet-back.html", "Wave goodbye", true);
    assert_eq!(preview.get("/en/actions/wave.html").status, 404);
    fs::remove_dir_all(preview.path("course/actions/16-greet-back")).expect("it can be removed");
    preview.shows("/en/actions/greet-back.html", "Wave goodbye", false);
    // The whole course, put in place of itself.
    fs::rename(preview.path("course"), preview.path("course.old")).expect("it can be renamed");
    copy(&preview.path("course.old"), &preview.path("course"));
    preview.write(STEP, &(text.clone() + "\nIn the new folder.\n"));
    preview.shows(PAGE, "In the new folder.", true);
    // A theme that was not there at the start.
    fs::create_dir_all(preview.path("theme")).expect("the folder can be made");
    preview.write("theme.yaml", "footer: {en: A new footer., zh: 新的页脚。}\n");
    preview.shows(PAGE, "A new footer.", true);
}

#[test]
fn polling_sees_what_nobody_reports() {
    let preview = Preview::new(&["--poll"]);
    preview.write(STEP, &(preview.read(STEP) + "\nSeen in time.\n"));
    preview.shows(PAGE, "Seen in time.", true);
}

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
fn a_pdf_is_typeset_when_it_is_opened_and_again_after_an_edit() {
    let preview = Preview::new(&[]);
    let path = "/print/cards.zh.pdf";
    assert!(preview.get("/__diglot/").text().contains(path));
    let open = || {
        let response = preview.get(path);
        assert_eq!(response.status, 202, "{}", response.head);
        assert!(response.text().contains("正在排版"), "{}", response.text());
        let mut page = preview.listen(path);
        // Pages are served while it is made.
        assert_eq!(preview.get(PAGE).status, 200);
        let begin = Instant::now();
        while preview.get(path).status == 202 {
            assert!(begin.elapsed() < PATIENCE * 4, "it takes too long");
            page.next("version");
        }
        preview.get(path)
    };
    let first = open();
    assert_eq!(first.status, 200, "{}", first.text());
    assert!(first.body.starts_with(b"%PDF-"));
    let card = "course/actions/01-smile.zh.md";
    let text = preview.read(card);
    preview.write(card, &text.replacen("summary: ", "summary: 改了。", 1));
    preview.shows("/zh/actions/smile.html", "改了。", true);
    let second = open();
    assert!(second.body.starts_with(b"%PDF-") && second.body != first.body);
    assert_eq!(preview.get("/print/nothing.pdf").status, 404);
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
        assert!(part.text().contains(&format!("[\"en/{n}\"]")), "{file}");
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
fn a_build_beside_the_preview() {
    let preview = Preview::new(&[]);
    let mut page = preview.listen(PAGE);
    let first = page.next("version");
    let build = || {
        let out = preview.path("dist");
        let built =
            diglot().args(["build", "site", "--quiet", "--out"]).arg(out).arg("--book").arg(preview.path("")).status();
        assert!(built.expect("diglot runs").success());
    };
    build();
    assert_eq!(preview.get(PAGE).status, 200);
    // What the build wrote is no edit: the next thing that the page hears is one.
    preview.write(STEP, &(preview.read(STEP) + "\nA last word.\n"));
    let second = page.next("version");
    assert_ne!(first, second);
    assert!(preview.get(PAGE).text().contains("A last word."));
    build();
    let built = fs::read_to_string(preview.path("dist/site/en/steps/listen.html")).expect("the page is there");
    assert!(built.contains("A last word.") && !built.contains("__diglot"));
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
    for path in [PAGE, "/", "/nothing.html", "/go/step/listen.html", "/__diglot/"] {
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

#[test]
fn a_page_in_a_browser_follows() {
    let preview = Preview::new(&[]);
    let address = format!("http://127.0.0.1:{}/", preview.port);
    node("preview.js", &[address.as_ref(), preview.folder.path().as_os_str()]);
}

/// How long it takes from the save of a paragraph until an open page has been told and has fetched itself anew.
///
/// ```sh
/// cargo build --release && DIGLOT=target/release/diglot cargo test --test all serve -- --ignored --nocapture
/// ```
#[test]
#[ignore = "measures; says something of a release build only"]
fn an_edit_is_shown_in_time() {
    for (modules, limit) in [(100, 100), (1000, 250)] {
        let preview = Preview::of(course_of(modules), &[]);
        let file = "course/modules/03-apology.zh.md";
        let page = "/zh/modules/apology.html";
        let text = preview.read(file);
        let mut open = preview.listen(page);
        open.next("version");
        let mut times: Vec<u128> = (0..60)
            .map(|n| {
                std::thread::sleep(Duration::from_millis(200));
                let words = format!("这是第{n}次修改。");
                let begin = Instant::now();
                // At the end of a paragraph.
                preview.write(file, &text.replacen("。\n\n", &format!("。{words}\n\n"), 1));
                open.next("version");
                assert!(preview.get(page).text().contains(&words));
                begin.elapsed().as_millis()
            })
            .collect();
        times.sort_unstable();
        let (median, late) = (times[30], times[56]);
        println!(
            "{modules} modules in two languages: median {median} ms, 95th percentile {late} ms (limit {limit} ms)"
        );
        assert!(late < limit, "{times:?}");
    }
}

/// The shipped course with its modules repeated up to a number.
fn course_of(modules: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    copy_of_the_shipped(folder.path());
    let path = |name: &str| folder.path().join("course/modules").join(name);
    for number in 7..=modules {
        let like = ["03-apology", "04-gifts", "06-customer-types"][number % 3];
        for language in ["en", "zh"] {
            let text = fs::read_to_string(path(&format!("{like}.{language}.md"))).expect("the module can be read");
            let next = if number == modules { "mindset".to_owned() } else { format!("m{}", number + 1) };
            let text = text.replacen("title: ", &format!("title: {number} "), 1) + &format!("\n[[module/{next}]]\n");
            fs::write(path(&format!("{number:02}-m{number}.{language}.md")), text).expect("it can be written");
        }
    }
    folder
}
