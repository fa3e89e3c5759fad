//! `diglot serve`: the real binary, real files that are saved in the ways of editors, and a client that listens as a browser does.

mod bench;
mod edits;
mod requests;
mod translator;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use crate::support::built::ROOT;
use crate::support::copy;
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
