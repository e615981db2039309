//! The recipe for nginx, as the document prints it, with nginx itself.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::support::Project;

use super::folder::folder;
use super::{project, publish};

/// A server in front of a folder, as the document sets it up, for as long as this lives.
pub struct Nginx {
    server: Child,
    port: u16,
    _home: TempDir,
}

/// A server with a certificate that nobody trusts.
pub fn with_certificate(root: &str, block: &str) -> Nginx {
    let home = tempfile::tempdir().expect("the system has room for a test");
    let [certificate, key] = ["certificate", "key"].map(|name| home.path().join(name));
    let made = Command::new("openssl")
        .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"])
        .args(["-nodes", "-days", "2", "-subj", "/CN=localhost"])
        .args(["-keyout".as_ref(), key.as_os_str(), "-out".as_ref(), certificate.as_os_str()])
        .output()
        .expect("openssl is installed, as CONTRIBUTING.md asks");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let listen = format!(
        "listen 443 ssl;\nssl_certificate {};\nssl_certificate_key {};",
        certificate.display(),
        key.display()
    );
    Nginx::start_in(home, root, &block.replace("listen 443 ssl;", &listen), "")
}

/// The first block of this language below a heading of the document.
fn block(heading: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/publishing.md");
    let text = fs::read_to_string(path).expect("the document is there");
    let (_, rest) = text.split_once(heading).expect("it has this heading");
    let (_, rest) = rest.split_once("```nginx\n").expect("it has a block below it");
    rest.split("```").next().expect("the block ends").to_owned()
}

impl Nginx {
    fn start(root: &str, block: &str, passwords: &str) -> Nginx {
        let home = tempfile::tempdir().expect("the system has room for a test");
        Nginx::start_in(home, root, block, passwords)
    }

    fn start_in(home: TempDir, root: &str, block: &str, passwords: &str) -> Nginx {
        let free = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let port = free.local_addr().expect("it is bound").port();
        drop(free);
        let users = home.path().join("users");
        fs::write(&users, passwords).expect("the folder is ours");
        let server = block
            .replace("listen 80;", &format!("listen 127.0.0.1:{port};"))
            .replace("listen 443 ssl;", &format!("listen 127.0.0.1:{port} ssl;"))
            .replace("/srv/www", root)
            .replace("/etc/nginx/sales-users", &users.display().to_string());
        assert!(server.contains(root), "the recipe names /srv/www:\n{server}");
        let place = home.path().display();
        let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|kind| format!("{kind}_temp_path {place}/{kind};\n"))
            .concat();
        let settings = format!(
            "user root;\npid {place}/pid;\nerror_log {place}/errors;\nevents {{}}\nhttp {{\n\
             include /etc/nginx/mime.types;\naccess_log off;\n{temporary}{server}}}\n"
        );
        let file = home.path().join("nginx.conf");
        fs::write(&file, settings).expect("the folder is ours");
        let server = Command::new("/usr/sbin/nginx")
            .args(["-p", &place.to_string(), "-c", &file.display().to_string()])
            .args(["-g", "daemon off; master_process off;"])
            .stderr(Stdio::null())
            .spawn()
            .expect("nginx is installed, as CONTRIBUTING.md asks");
        let nginx = Nginx { server, port, _home: home };
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(begun.elapsed() < Duration::from_secs(30), "nginx does not answer");
            std::thread::yield_now();
        }
        nginx
    }

    /// The head of an answer in small letters, and its body.
    fn get(&self, path: &str, more: &str) -> (String, Vec<u8>) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the server answers");
        let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        write!(stream, "{request}{more}\r\n").expect("the server reads");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("the server answers");
        let end = memchr::memmem::find(&answer, b"\r\n\r\n").expect("an answer has a head");
        (String::from_utf8_lossy(&answer[..end]).to_lowercase(), answer[end + 4..].to_vec())
    }

    fn address(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// The same where it has a certificate.
    pub fn secure_address(&self) -> String {
        format!("https://127.0.0.1:{}/", self.port)
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        self.server.kill().ok();
        self.server.wait().ok();
    }
}

#[test]
fn the_recipe_serves_the_site_under_a_path_with_the_headers_that_it_promises() {
    let project = project("");
    let (_kept, www) = folder();
    let roadmap = format!("{www}/roadmap");
    publish(&project, &["client", "--to", &roadmap]).succeeds();
    let nginx = Nginx::start(&www, &block("### nginx\n"), "");
    let (head, body) = nginx.get("/roadmap/", "");
    let index = fs::read(format!("{roadmap}/index.html")).expect("it was published");
    assert!(head.starts_with("http/1.1 200") && body == index, "{head}");
    for header in [
        "content-type: text/html",
        "cache-control: no-cache",
        "x-content-type-options: nosniff",
        "referrer-policy: strict-origin-when-cross-origin",
    ] {
        assert!(head.contains(header), "{header}: {head}");
    }
    let page = String::from_utf8(index).expect("pages are text");
    let at = page.find("assets/style-").expect("the page has a style sheet");
    let style = page[at..].split('"').next().expect("the name ends");
    let (head, _) = nginx.get(&format!("/roadmap/{style}"), "Accept-Encoding: gzip\r\n");
    for header in ["text/css", "public, max-age=31536000, immutable", "content-encoding: gzip"] {
        assert!(head.contains(header), "{header}: {head}");
    }
    assert!(head.contains("x-content-type-options: nosniff"), "{head}");
    let (head, body) = nginx.get("/roadmap/items/none.html", "");
    let missing = fs::read(format!("{roadmap}/404.html")).expect("it was published");
    assert!(head.starts_with("http/1.1 404") && body == missing, "{head}");
    for hidden in ["/roadmap/.roadcast-site.json", "/roadmap/.git/HEAD"] {
        assert!(nginx.get(hidden, "").0.starts_with("http/1.1 404"), "{hidden}");
    }
    let (head, _) = nginx.get("/roadmap", "");
    assert!(head.contains("301") && head.contains("/roadmap/"), "{head}");
}

#[test]
fn the_recipe_for_sales_asks_for_a_login_and_is_then_published_to() {
    let (_kept, www) = folder();
    fs::create_dir_all(&www).expect("the folder is new");
    // `openssl passwd -apr1 word`, as the document says.
    let users = "greta:$apr1$roadcast$iXlJzTk1LSVbKxFyAHmgJ1\n";
    let open = Nginx::start(&www, &block("### nginx\n"), "");
    let base_url = |nginx: &Nginx, path: &str| -> Project {
        let url = nginx.address(path);
        project(&format!("editions: {{ sales: {{ base_url: \"{url}\" }} }}\n"))
    };
    let to = format!("{www}/sales");
    let refused = publish(&base_url(&open, "/sales/"), &["sales", "--to", &to]);
    assert_eq!(refused.code, 2, "{}", refused.stderr);
    assert!(refused.stderr.contains("answers whoever asks"), "{}", refused.stderr);
    drop(open);
    let closed = Nginx::start(&www, &block("### A site that is not for strangers\n"), users);
    publish(&base_url(&closed, "/"), &["sales", "--to", &to]).succeeds();
    assert!(closed.get("/", "").0.starts_with("http/1.1 401"));
    assert!(closed.get("/items/quiet-lagoon.html", "").0.starts_with("http/1.1 401"));
}
