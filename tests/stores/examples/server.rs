//! The S3 server of the tests, to try a publication by hand:
//!
//! ```sh
//! cargo run --release --manifest-path tests/stores/Cargo.toml --example server -- FOLDER
//! ```
//!
//! FOLDER gets the bucket `bucket`. What to set in the environment is printed; Ctrl-C ends it.

#[path = "../tests/s3/server.rs"]
mod server;

use std::path::PathBuf;

use tokio::runtime::Runtime;

const PORT: u16 = 9123;
const KEY: (&str, &str) = ("AKIAROADCASTTEST", "not-a-real-secret-of-the-tests");

fn main() {
    let folder = std::env::args_os().nth(1).map(PathBuf::from).expect("name a folder");
    std::fs::create_dir_all(folder.join("bucket")).expect("the folder can be made");
    let runtime = Runtime::new().expect("the system has threads");
    let address = server::start(&runtime, &folder, PORT, KEY);
    println!("export AWS_ENDPOINT_URL=http://{address} AWS_ALLOW_HTTP=true AWS_REGION=us-east-1");
    println!("export AWS_ACCESS_KEY_ID={} AWS_SECRET_ACCESS_KEY={}", KEY.0, KEY.1);
    runtime.block_on(std::future::pending::<()>());
}
