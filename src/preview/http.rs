//! The server: what comes over the network becomes a question to the thread that holds the course.
//!
//! **Invariant**: no request reads the disk. An address is a key among the files of the website, so there is no way out of it. One request writes: that of
//! the translator's view, which has to say the key that its page alone knows.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::mpsc::Sender;
use std::thread;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::sse::{self, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use tokio::sync::{mpsc, oneshot};

use super::PREVIEW_FOLDER;
use super::signals::{Answer, Event, Signal};
use super::translator::{self, Key};
use crate::failure::Failure;
use crate::message::{Message, both};
use crate::percent;

/// Where the server listens, and the name under which it was asked to.
#[derive(Clone, Debug)]
pub struct Address {
    pub address: SocketAddr,
    pub name: String,
}

/// Which port to listen on.
#[derive(Clone, Copy, Debug)]
pub enum Port {
    /// This one; if it is taken, the preview cannot start.
    This(u16),
    /// The first one from here that is free.
    From(u16),
}

/// In which a script says the key of the translator's view.
const KEY: &str = "x-diglot-key";

/// More than any translation is long, in bytes.
const LONGEST: usize = 1 << 20;

/// How many ports are tried.
const TRIED: u16 = 100;

/// Opens the address.
///
/// # Errors
///
/// When the name is none of this machine's, or the port is taken.
pub fn listen(name: &str, port: Port) -> Result<(TcpListener, Address), Failure> {
    let (first, last) = match port {
        Port::This(port) => (port, port),
        Port::From(port) => (port, port.saturating_add(TRIED)),
    };
    let mut taken = None;
    for port in first..=last {
        match TcpListener::bind((name, port)) {
            Ok(listener) => {
                let address = listener.local_addr().map_err(|e| Failure::new(Message::as_is(e)))?;
                return Ok((listener, Address { address, name: name.to_owned() }));
            }
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => taken = Some(error),
            Err(error) => {
                return Err(Failure::new(both!(
                    "cannot listen at `{name}`, port {port}: {error}",
                    "无法在 `{name}` 的端口 {port} 上提供预览：{error}"
                ))
                .hint(both!(
                    "`--host` takes a name or an address of this machine, `--port` a port that you may use",
                    "`--host` 要写本机的名称或地址，`--port` 要写您可以用的端口"
                )));
            }
        }
    }
    let error = taken.map(|error| error.to_string()).unwrap_or_default();
    Err(Failure::new(both!(
        "cannot listen at `{name}`, port {first}: {error}",
        "无法在 `{name}` 的端口 {first} 上提供预览：{error}"
    ))
    .hint(both!(
        "leave out `--port` to have a free one chosen, or end the program that uses it",
        "请省去 `--port`，让它自己选空闲的端口，或者结束占用它的程序"
    )))
}

impl Address {
    /// The address that people open.
    pub fn url(&self) -> String {
        let host = match self.address.ip() {
            ip if ip.is_unspecified() => "127.0.0.1".to_owned(),
            IpAddr::V6(ip) => format!("[{ip}]"),
            IpAddr::V4(ip) => ip.to_string(),
        };
        format!("http://{host}:{}/", self.address.port())
    }

    /// Whether a browser that asks for this host means this server. A page of another site can have its own name lead here (DNS rebinding), but
    /// its browser then says that name.
    fn knows(&self, host: &str) -> bool {
        let name = match host.strip_prefix('[') {
            Some(rest) => rest.split(']').next().unwrap_or_default(),
            None => host.rsplit_once(':').map_or(host, |(name, _)| name),
        };
        match name.parse::<IpAddr>() {
            Ok(ip) => ip.is_loopback() || ip == self.address.ip() || self.address.ip().is_unspecified(),
            Err(_) => name.eq_ignore_ascii_case("localhost") || name.eq_ignore_ascii_case(&self.name),
        }
    }
}

/// Serves on a thread of its own as long as the process lasts. When that cannot be, `sender` hears of it.
///
/// # Errors
///
/// When the system has no thread for it.
pub fn serve(listener: TcpListener, address: Address, key: Key, sender: Sender<Signal>) -> Result<(), Failure> {
    let failed =
        |error: std::io::Error| Failure::new(both!("cannot start the server: {error}", "无法启动服务器：{error}"));
    listener.set_nonblocking(true).map_err(failed)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
    let router = Router::new().fallback(answer).with_state(Shared { address, key, sender: sender.clone() });
    thread::spawn(move || {
        let served = runtime.block_on(async move {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            axum::serve(listener, router).await
        });
        let words = match served {
            Ok(()) => both!("the server has ended", "服务器已停止"),
            Err(error) => both!("the server has ended: {error}", "服务器已停止：{error}"),
        };
        // Unless the preview has ended before it.
        let _ = sender.send(Signal::Ended(Err(Failure::new(words))));
    });
    Ok(())
}

#[derive(Clone)]
struct Shared {
    address: Address,
    key: Key,
    sender: Sender<Signal>,
}

async fn answer(State(shared): State<Shared>, request: Request) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let named = request.uri().authority().map(|authority| authority.as_str());
    if !host.is_some_and(|host| shared.address.knows(host)) || !named.is_none_or(|named| shared.address.knows(named)) {
        return plain(
            StatusCode::MISDIRECTED_REQUEST,
            &both!(
                "this server has another name: open the address that diglot shows",
                "服务器不叫这个名称，请打开 diglot 显示的地址"
            ),
        );
    }
    if *request.method() == Method::POST && request.uri().path() == format!("/{}", translator::FOLDER) {
        return write(&shared, request).await;
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return plain(StatusCode::METHOD_NOT_ALLOWED, &both!("this server only shows pages", "这个服务器只显示网页"));
    }
    let Some(path) = decoded(request.uri().path()) else {
        return plain(StatusCode::BAD_REQUEST, &both!("there cannot be such an address", "没有这样的地址"));
    };
    if path == format!("{PREVIEW_FOLDER}events") {
        let page = request.uri().query().and_then(|query| query.strip_prefix("page=/")).and_then(decoded);
        return match page {
            Some(page) => events(&shared, page),
            None => plain(StatusCode::BAD_REQUEST, &both!("no page listens there", "那里没有网页")),
        };
    }
    asked(&shared, |reply| Signal::Get { path, reply }, request.headers()).await
}

/// What the translator's view wants to have written.
async fn write(shared: &Shared, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let key = head.headers.get(KEY).and_then(|key| key.to_str().ok());
    if !key.is_some_and(|key| shared.key.is(key)) {
        return plain(
            StatusCode::FORBIDDEN,
            &both!(
                "only the page of this preview writes: load it again",
                "只有这个预览自己的页面可以写入：请重新载入页面"
            ),
        );
    }
    let Ok(asked_for) = axum::body::to_bytes(body, LONGEST).await else {
        return plain(StatusCode::PAYLOAD_TOO_LARGE, &both!("no translation is that long", "译文没有这么长的"));
    };
    asked(shared, |reply| Signal::Write { asked: asked_for.to_vec(), reply }, &head.headers).await
}

/// What the thread that holds the course answers.
async fn asked(shared: &Shared, signal: impl FnOnce(oneshot::Sender<Answer>) -> Signal, head: &HeaderMap) -> Response {
    let (reply, answer) = oneshot::channel();
    // Nobody answers when the preview has ended.
    let sent = shared.sender.send(signal(reply)).is_ok();
    match answer.await {
        Ok(answer) if sent => file(answer, head),
        _ => plain(StatusCode::SERVICE_UNAVAILABLE, &both!("the preview has ended", "预览已结束")),
    }
}

/// What happens to the page at `path`, as it happens.
fn events(shared: &Shared, path: String) -> Response {
    let (page, events) = mpsc::unbounded_channel();
    let _ = shared.sender.send(Signal::Opened { path, page });
    let stream = stream::unfold(events, |mut events| async {
        let event = match events.recv().await? {
            Event::Version(version) => sse::Event::default().event("version").data(version),
            Event::Report(report) => sse::Event::default().event("report").data(&*report),
        };
        Some((Ok::<_, Infallible>(event), events))
    });
    let mut response = Sse::new(stream).keep_alive(KeepAlive::default()).into_response();
    guard(response.headers_mut());
    response
}

fn file(answer: Answer, asked: &HeaderMap) -> Response {
    let tag = format!("\"{}\"", answer.version);
    let known = asked.get(header::IF_NONE_MATCH).and_then(|tags| tags.to_str().ok());
    let mut response = match answer.status {
        301 => (
            StatusCode::MOVED_PERMANENTLY,
            [(header::LOCATION, format!("/{}", String::from_utf8_lossy(&answer.bytes)))],
        )
            .into_response(),
        200 if known == Some(tag.as_str()) => StatusCode::NOT_MODIFIED.into_response(),
        status => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            let body = Body::from(axum::body::Bytes::from_owner(answer.bytes));
            (status, [(header::CONTENT_TYPE, answer.kind)], body).into_response()
        }
    };
    if let Ok(tag) = tag.parse() {
        response.headers_mut().insert(header::ETAG, tag);
    }
    guard(response.headers_mut());
    response
}

/// For whoever asks, who need not be whom the terminal speaks to: in both languages.
fn plain(status: StatusCode, words: &Message) -> Response {
    let mut response = (status, format!("{} / {}\n", words.en, words.zh)).into_response();
    guard(response.headers_mut());
    response
}

/// A file is what it says it is, is asked for again each time, and is of no use to pages of other sites.
fn guard(headers: &mut HeaderMap) {
    let value = header::HeaderValue::from_static;
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, value("nosniff"));
    headers.insert(header::CACHE_CONTROL, value("no-cache"));
    headers.insert("cross-origin-resource-policy", value("same-origin"));
    headers.insert(header::X_FRAME_OPTIONS, value("SAMEORIGIN"));
}

/// The path of an address without its first slash, if it can name a file.
fn decoded(path: &str) -> Option<String> {
    let path = path.strip_prefix('/').unwrap_or(path);
    let path = percent::decoded(path)?;
    let strange = path.contains(['\0', '\\']) || path.split('/').any(|part| part == "." || part == "..");
    (!strange).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        assert_eq!(decoded("/en/steps/listen.html").as_deref(), Some("en/steps/listen.html"));
        assert_eq!(decoded("/assets/%E5%9B%BE%20.svg").as_deref(), Some("assets/图 .svg"));
        for bad in ["/../x", "/en/%2e%2e/x", "/a%00b", "/a%5cb", "/a\\b", "/%ff", "/..%2fx", "/./x"] {
            assert_eq!(decoded(bad), None, "{bad}");
        }
        // Decoded once: what is left is a name, and so is what is no escape.
        assert_eq!(decoded("/%+1/%2").as_deref(), Some("%+1/%2"));
        assert_eq!(decoded("/%252e%252e/x").as_deref(), Some("%2e%2e/x"));
    }

    #[cfg(unix)]
    #[test]
    fn a_server_that_ends_says_so() {
        // Nobody can listen there.
        let file = tempfile::tempfile().expect("a file");
        let listener = TcpListener::from(std::os::fd::OwnedFd::from(file));
        let address = Address { address: "127.0.0.1:80".parse().expect("an address"), name: "localhost".to_owned() };
        let (sender, signals) = std::sync::mpsc::channel();
        let key = Key::new(address.address.ip());
        serve(listener, address, key, sender).expect("there is a thread for it");
        let told = signals.recv_timeout(std::time::Duration::from_secs(30));
        let Ok(Signal::Ended(Err(failure))) = told else { panic!("nobody is told") };
        assert!(failure.to_string().starts_with("the server has ended: "), "{failure}");
    }

    #[test]
    fn names_of_this_server() {
        let address = |address: &str, name: &str| Address {
            address: address.parse().expect("an address"),
            name: name.to_owned(),
        };
        let local = address("127.0.0.1:8080", "127.0.0.1");
        for known in ["127.0.0.1:8080", "localhost:8080", "LOCALHOST", "[::1]:8080", "127.0.0.1"] {
            assert!(local.knows(known), "{known}");
        }
        for other in [
            "evil.example",
            "evil.example:8080",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "10.0.0.1",
            "",
            "[evil]",
        ] {
            assert!(!local.knows(other), "{other}");
        }
        assert!(address("0.0.0.0:8080", "0.0.0.0").knows("192.168.1.7:8080"));
        assert!(!address("0.0.0.0:8080", "0.0.0.0").knows("evil.example:8080"));
        assert!(address("192.168.1.7:80", "desk.local").knows("desk.local"));
    }
}
