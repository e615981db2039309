//! The preview server: the three audited sites side by side, on this machine.
//!
//! Takes audited sites and nothing else, so it cannot serve what has not passed the audit. What
//! it adds to a page for the preview is added on the way out; the sites know nothing of it.

mod answer;
mod changes;
mod listeners;
mod preview;
mod request;

use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use core::time::Duration;

pub use changes::{Outlook, Since};
pub use preview::Preview;
pub use request::Hosts;

/// Requests that are answered at the same time. A browser makes a few dozen.
const MAX_REQUESTS: usize = 256;
/// How many ports are tried when the first is taken.
const PORTS: u16 = 20;

/// After so long without a request the server makes sure that nobody is kept waiting.
const NUDGE: Duration = Duration::from_millis(200);

/// The port to listen on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Port {
    /// This one and no other.
    Exactly(u16),
    /// This one, or the next that is free.
    From(u16),
}

/// A server that listens and does not answer yet.
pub struct Server {
    server: tiny_http::Server,
    address: SocketAddr,
    hosts: Arc<Hosts>,
}

impl Server {
    /// Begins to listen, for requests to these names.
    ///
    /// # Errors
    /// Why it cannot, in words for the user.
    pub fn bind(host: IpAddr, port: Port, hosts: Hosts) -> Result<Server, String> {
        let hosts = Arc::new(hosts);
        let (first, count) = match port {
            Port::Exactly(port) => (port, 1),
            Port::From(port) => (port, PORTS),
        };
        for port in first..first.saturating_add(count) {
            match listen(SocketAddr::new(host, port)) {
                Ok((server, address)) => return Ok(Server { server, address, hosts }),
                Err(error) if error.kind() == ErrorKind::AddrInUse => {}
                Err(error) => {
                    return Err(format!("cannot listen on {host}, port {port}: {error}"));
                }
            }
        }
        Err(match port {
            Port::Exactly(port) => format!(
                "port {port} is taken, perhaps by another preview; end that one, or leave out \
                 `--port` to get the next free port"
            ),
            Port::From(port) => {
                let last = port + PORTS - 1;
                format!("the ports {port} to {last} are taken; name a free one by `--port`")
            }
        })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers requests until the program ends, each on a thread of its own: who reads slowly
    /// keeps nobody else waiting.
    pub fn run(mut self, preview: &Arc<Preview>) {
        let busy = Arc::new(AtomicUsize::new(0));
        loop {
            match self.server.recv_timeout(NUDGE) {
                Ok(Some(request)) => spawn_answer(request, &self.hosts, preview, &busy),
                Ok(None) => self.nudge(),
                // It stops listening at the first connection that cannot be taken, such as when
                // there are too many; it can as soon as some have gone.
                Err(_) => {
                    drop(self.server);
                    self.server = loop {
                        thread::park_timeout(NUDGE);
                        if let Ok((again, _)) = listen(self.address) {
                            break again;
                        }
                    };
                }
            }
        }
    }

    /// Connects and says nothing. After many connections at once, tiny_http may have fewer threads
    /// that read than connections, and looks again only when the next one comes.
    fn nudge(&self) {
        let mut address = self.address;
        if address.ip().is_unspecified() {
            address.set_ip(match address {
                SocketAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
                SocketAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
            });
        }
        // If it cannot connect, nobody can.
        drop(TcpStream::connect_timeout(&address, NUDGE));
    }
}

fn listen(address: SocketAddr) -> std::io::Result<(tiny_http::Server, SocketAddr)> {
    let listener = TcpListener::bind(address)?;
    let address = listener.local_addr()?;
    let server = tiny_http::Server::from_listener(listener, None);
    Ok((server.map_err(std::io::Error::other)?, address))
}

fn spawn_answer(
    request: tiny_http::Request,
    hosts: &Arc<Hosts>,
    preview: &Arc<Preview>,
    busy: &Arc<AtomicUsize>,
) {
    if busy.fetch_add(1, Ordering::SeqCst) >= MAX_REQUESTS {
        busy.fetch_sub(1, Ordering::SeqCst);
        answer::refuse_overload(request);
        return;
    }
    let (hosts, preview, busy) = (Arc::clone(hosts), Arc::clone(preview), Arc::clone(busy));
    thread::spawn(move || {
        answer::answer(request, &hosts, &preview);
        busy.fetch_sub(1, Ordering::SeqCst);
    });
}
