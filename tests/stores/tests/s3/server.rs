//! An S3 server on this machine, whose buckets are the folders of a folder.

use std::net::SocketAddr;
use std::path::Path;

use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use s3s_fs::FileSystem;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

/// Serves `root` for as long as the runtime lives, to whoever signs with this key and secret.
/// Port 0 is one that is free.
pub fn start(runtime: &Runtime, root: &Path, port: u16, key: (&str, &str)) -> SocketAddr {
    let listener = runtime.block_on(TcpListener::bind(("127.0.0.1", port)));
    let listener = listener.expect("the port is free");
    let address = listener.local_addr().expect("it is bound");
    let files = FileSystem::new(root).expect("the folder is there");
    let mut service = S3ServiceBuilder::new(files);
    service.set_auth(SimpleAuth::from_single(key.0, key.1));
    let service = service.build();
    runtime.spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let service = service.clone();
            tokio::spawn(async move {
                let server = Builder::new(TokioExecutor::new());
                // A client that was killed is no fault of the server.
                let _ = server.serve_connection(TokioIo::new(socket), service).await;
            });
        }
    });
    address
}
