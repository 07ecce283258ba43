//! A small static web server for the built site: correct types, isolation headers on request, nothing cached unasked.
//!
//! `GET delay/<ms>`, below the site's folder, answers after that many milliseconds (at most a minute), so that real waiting can be measured.
//! Serves one folder to this machine only. Knows nothing of how the site is built.

use crate::{Result, stamp};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::time::Duration;

const MAX_HEAD_BYTES: u64 = 64 * 1024;
const MAX_DELAY: Duration = Duration::from_secs(60);
const IDLE: Duration = Duration::from_secs(30);

/// Sent with everything when the site is to be isolated: what makes `crossOriginIsolated` true, in frames as well.
const ISOLATION: &str = "Cross-Origin-Opener-Policy: same-origin\r\n\
    Cross-Origin-Embedder-Policy: require-corp\r\n\
    Document-Isolation-Policy: isolate-and-credentialless\r\n";

/// What to serve.
#[derive(Clone, Debug)]
pub struct Site {
    pub folder: PathBuf,
    /// The path it is served under, `/` or `/some/folder/`.
    pub base: &'static str,
    /// Whether to send the isolation headers.
    pub isolated: bool,
}

/// Starts serving on 127.0.0.1 (port 0: any free one) in threads of its own; returns the URL.
pub fn start(site: Site, port: u16) -> Result<String> {
    let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).map_err(|e| {
        format!("cannot serve on 127.0.0.1:{port}: {e}. Choose another port: cargo xtask serve --port 8081")
    })?;
    let address = listener.local_addr().map_err(|e| e.to_string())?;
    let url = format!("http://{address}{}", site.base);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let site = site.clone();
            // A broken connection concerns nobody but the one who broke it.
            std::thread::spawn(move || drop(serve_connection(&stream, &site)));
        }
    });
    Ok(url)
}

/// Fails now, before anything is built, when the port cannot be had.
pub fn check_port(port: u16) -> Result {
    listen(port).map(|_| ())
}

fn listen(port: u16) -> Result<TcpListener> {
    TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
        .map_err(|e| format!("cannot serve on 127.0.0.1:{port}: {e}. Choose another port: cargo xtask serve --port N"))
}

/// Whether something on this machine's port answers `GET /` with a page.
pub fn answers(port: u16) -> bool {
    let ask = || -> std::io::Result<String> {
        let mut stream = TcpStream::connect(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))?;
        stream.set_read_timeout(Some(IDLE))?;
        stream.write_all(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\nConnection: close\r\n\r\n")?;
        let mut line = String::new();
        BufReader::new(&stream).read_line(&mut line)?;
        Ok(line)
    };
    ask().is_ok_and(|line| line.contains(" 200 "))
}

fn serve_connection(stream: &TcpStream, site: &Site) -> std::io::Result<()> {
    stream.set_read_timeout(Some(IDLE))?;
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream);
    while let Some(request) = read_request(&mut reader)? {
        let answer = answer(&request, site);
        write_answer(stream, &request, &answer, site)?;
    }
    Ok(())
}

/// The parts of a request that matter here.
struct Request {
    method: String,
    path: String,
    if_none_match: Option<String>,
}

fn read_request(reader: &mut BufReader<&TcpStream>) -> std::io::Result<Option<Request>> {
    let mut head = reader.by_ref().take(MAX_HEAD_BYTES);
    let mut line = String::new();
    if head.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let mut words = line.split_whitespace();
    let (method, target) = (words.next().unwrap_or_default().to_owned(), words.next().unwrap_or("/").to_owned());
    let mut if_none_match = None;
    let mut body_bytes = 0;
    loop {
        let mut line = String::new();
        if head.read_line(&mut line)? == 0 || line.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':') {
            match name.trim().to_ascii_lowercase().as_str() {
                "if-none-match" => if_none_match = Some(value.trim().to_owned()),
                "content-length" => body_bytes = value.trim().parse().unwrap_or(0),
                _ => {}
            }
        }
    }
    std::io::copy(&mut reader.by_ref().take(body_bytes), &mut std::io::sink())?;
    let path = target.split(['?', '#']).next().unwrap_or("/").to_owned();
    Ok(Some(Request { method, path, if_none_match }))
}

/// An answer: status line, type and body.
struct Answer {
    status: &'static str,
    mime: &'static str,
    body: Vec<u8>,
}

impl Answer {
    fn text(status: &'static str, body: &str) -> Answer {
        Answer { status, mime: "text/plain; charset=utf-8", body: body.as_bytes().to_vec() }
    }
}

fn answer(request: &Request, site: &Site) -> Answer {
    if request.method != "GET" && request.method != "HEAD" {
        return Answer::text("405 Method Not Allowed", "Only GET and HEAD are answered here.\n");
    }
    let path = decode(&request.path);
    let Some(rest) = path.strip_prefix(site.base) else {
        return Answer::text("404 Not Found", "There is nothing here.\n");
    };
    if let Some(millis) = rest.strip_prefix("delay/").and_then(|millis| millis.parse().ok()) {
        std::thread::sleep(Duration::from_millis(millis).min(MAX_DELAY));
        return Answer::text("200 OK", &format!("{millis}\n"));
    }
    let Some(file) = file_under(&site.folder, rest) else {
        return Answer::text("404 Not Found", "There is nothing here.\n");
    };
    match std::fs::read(&file) {
        Ok(body) => Answer { status: "200 OK", mime: mime_of(&file), body },
        Err(_) => Answer::text("404 Not Found", "There is no such file in the site.\n"),
    }
}

/// The file a path stands for, never one outside the folder.
fn file_under(folder: &Path, rest: &str) -> Option<PathBuf> {
    let rest = Path::new(rest);
    if !rest.components().all(|part| matches!(part, Component::Normal(_))) {
        return None;
    }
    let file = folder.join(rest);
    Some(if file.is_dir() { file.join("index.html") } else { file })
}

fn write_answer(mut stream: &TcpStream, request: &Request, answer: &Answer, site: &Site) -> std::io::Result<()> {
    let tag = format!("\"{}\"", stamp::of_bytes(&answer.body));
    let unchanged = answer.status.starts_with("200") && request.if_none_match.as_deref() == Some(&tag);
    let (status, body) = if unchanged { ("304 Not Modified", &[][..]) } else { (answer.status, &answer.body[..]) };
    let isolation = if site.isolated { ISOLATION } else { "" };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {}\r\nContent-Length: {}\r\nETag: {tag}\r\nCache-Control: no-cache\r\n\
         X-Content-Type-Options: nosniff\r\nCross-Origin-Resource-Policy: cross-origin\r\n{isolation}\r\n",
        answer.mime,
        body.len(),
    );
    stream.write_all(head.as_bytes())?;
    if request.method != "HEAD" {
        stream.write_all(body)?;
    }
    stream.flush()
}

/// Undoes percent-encoding; what is not valid stays as it is.
fn decode(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = (bytes[at] == b'%').then(|| path.get(at + 1..at + 3)).flatten();
        if let Some(byte) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            decoded.push(byte);
            at += 3;
        } else {
            decoded.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

fn mime_of(file: &Path) -> &'static str {
    match file.extension().and_then(|end| end.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" | "md" | "py" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leads_out_of_the_folder() {
        let folder = Path::new("dist");
        assert_eq!(file_under(folder, "engine.js"), Some(PathBuf::from("dist/engine.js")));
        for path in ["../Cargo.toml", "engine/../../Cargo.toml", "/etc/passwd", "./x"] {
            assert_eq!(file_under(folder, path), None, "{path}");
        }
    }

    #[test]
    fn percent_encoding_is_undone_and_anything_else_kept() {
        assert_eq!(decode("/a%20b%2Fc"), "/a b/c");
        assert_eq!(decode("/100%"), "/100%");
        assert_eq!(decode("/%zz/%e4%b8%ad"), "/%zz/中");
    }

    #[test]
    fn a_page_is_served_with_its_type_and_the_isolation_headers() -> std::io::Result<()> {
        let folder = std::env::temp_dir().join(format!("pylanes-http-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        std::fs::write(folder.join("index.html"), "<h1>hello</h1>")?;
        let site = Site { folder: folder.clone(), base: "/sub/", isolated: true };
        let url = start(site, 0).map_err(std::io::Error::other)?;
        let address = url.trim_start_matches("http://").trim_end_matches("/sub/");
        let ask = |path: &str| -> std::io::Result<String> {
            let mut stream = TcpStream::connect(address)?;
            write!(stream, "GET {path} HTTP/1.1\r\nHost: x\r\n\r\n")?;
            stream.shutdown(std::net::Shutdown::Write)?;
            let mut text = String::new();
            stream.read_to_string(&mut text)?;
            Ok(text)
        };
        let page = ask("/sub/")?;
        assert!(page.starts_with("HTTP/1.1 200 OK"), "{page}");
        assert!(page.contains("Content-Type: text/html"), "{page}");
        assert!(page.contains("Cross-Origin-Embedder-Policy: require-corp"), "{page}");
        assert!(page.ends_with("<h1>hello</h1>"), "{page}");
        assert!(ask("/index.html")?.starts_with("HTTP/1.1 404"), "only the base path is served");
        assert!(ask("/sub/delay/1")?.starts_with("HTTP/1.1 200"));
        std::fs::remove_dir_all(&folder)
    }
}
