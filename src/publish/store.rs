//! An object store as a target: S3 and what is compatible with it, Google Cloud Storage, Azure.
//!
//! Nothing that a store answers is ever printed: it may name keys.

use core::time::Duration;
use std::collections::BTreeMap;
use std::str::FromStr;

use futures_util::TryStreamExt as _;
use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::azure::{AzureConfigKey, MicrosoftAzureBuilder};
use object_store::gcp::{GoogleCloudStorageBuilder, GoogleConfigKey};
use object_store::path::Path;
use object_store::{
    Attribute, Attributes, Error, ObjectMeta, ObjectStore, ObjectStoreExt as _, PutMode,
    PutOptions, RetryConfig, UpdateVersion,
};
use tokio::runtime::Runtime;

use super::target::{Headers, Listed, Target, TargetError};

/// So many files are sent or read at a time: most of the time is waiting.
const LANES: usize = 16;
/// After so long without an answer, it is given up.
const PATIENCE: Duration = Duration::from_secs(30);

/// A part of an object store: all objects whose names begin with a prefix.
pub struct Store {
    name: String,
    prefix: String,
    store: Box<dyn ObjectStore>,
    runtime: Runtime,
}

impl Store {
    /// The store at an address such as `s3://BUCKET/PREFIX`. Credentials, endpoint and region stand
    /// in `variables`, by the names that the tools of each store use.
    ///
    /// # Errors
    /// It is no such address, or the variables do not fit together.
    pub fn open(
        address: &str,
        variables: impl Iterator<Item = (String, String)>,
    ) -> Result<Store, TargetError> {
        let odd = |why: &'static str| TargetError::of_target("use", address.to_owned(), why);
        let (scheme, rest) = address.split_once("://").ok_or_else(|| odd("it is no address"))?;
        let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        let prefix = prefix.trim_end_matches('/');
        if bucket.is_empty() || Path::parse(prefix).is_err() {
            return Err(odd("write it as `s3://BUCKET/PREFIX`"));
        }
        let store = match scheme {
            "s3" => amazon(bucket, variables),
            "gs" => google(bucket, variables),
            "az" => azure(bucket, variables),
            _ => return Err(odd("the stores that are known are s3, gs and az")),
        };
        let store = store.map_err(|error| odd(why(&error)))?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .map_err(|error| TargetError::of_target("use", address.to_owned(), error))?;
        Ok(Store { name: address.to_owned(), prefix: prefix.to_owned(), store, runtime })
    }

    fn place(&self, doing: &'static str, path: &str) -> Result<Path, TargetError> {
        let whole = if self.prefix.is_empty() {
            path.to_owned()
        } else {
            format!("{}/{path}", self.prefix)
        };
        Path::parse(whole).map_err(|_| TargetError::new(doing, path, "no store has such a name"))
    }

    /// The bytes of an object and which version they are of; none if it is not there.
    fn get(&self, path: &str) -> Result<Option<(Vec<u8>, UpdateVersion)>, TargetError> {
        let place = self.place("read", path)?;
        let read = async {
            let found = self.store.get(&place).await?;
            let (e_tag, version) = (found.meta.e_tag.clone(), found.meta.version.clone());
            Ok((found.bytes().await?.to_vec(), UpdateVersion { e_tag, version }))
        };
        match self.runtime.block_on(read) {
            Ok(found) => Ok(Some(found)),
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(TargetError::new("read", path, why(&error))),
        }
    }

    /// Sends an object with its headers.
    fn send(
        &self,
        path: &str,
        bytes: &[u8],
        headers: Headers,
        mode: PutMode,
    ) -> Result<Result<(), Error>, TargetError> {
        let place = self.place("write", path)?;
        let attributes = Attributes::from_iter([
            (Attribute::ContentType, headers.content_type),
            (Attribute::CacheControl, headers.cache_control),
        ]);
        let options = PutOptions { attributes, mode, ..PutOptions::default() };
        let put = self.store.put_opts(&place, bytes.to_vec().into(), options);
        Ok(self.runtime.block_on(put).map(|_| ()))
    }
}

impl Target for Store {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn lanes(&self) -> usize {
        LANES
    }

    fn list(&self) -> Result<BTreeMap<String, Listed>, TargetError> {
        let prefix = Path::parse(&self.prefix).ok().filter(|prefix| !prefix.as_ref().is_empty());
        let found: Result<Vec<_>, Error> =
            self.runtime.block_on(self.store.list(prefix.as_ref()).try_collect());
        let found =
            found.map_err(|error| TargetError::of_target("read", self.name(), why(&error)))?;
        let within = |location: &Path| {
            let path = location.as_ref();
            let path = path.strip_prefix(self.prefix.as_str()).unwrap_or(path);
            path.trim_start_matches('/').to_owned()
        };
        let listed =
            |object: &ObjectMeta| Listed { bytes: object.size, stamp: object.e_tag.clone() };
        Ok(found.iter().map(|object| (within(&object.location), listed(object))).collect())
    }

    fn find(&self, path: &str) -> Result<Option<Vec<u8>>, TargetError> {
        Ok(self.get(path)?.map(|(bytes, _)| bytes))
    }

    fn put(&self, path: &str, bytes: &[u8], headers: Headers) -> Result<(), TargetError> {
        let done = self.send(path, bytes, headers, PutMode::Overwrite)?;
        done.map_err(|error| TargetError::new("write", path, why(&error)))
    }

    fn swap(
        &self,
        path: &str,
        was: Option<&[u8]>,
        bytes: &[u8],
        headers: Headers,
    ) -> Result<bool, TargetError> {
        let found = self.get(path)?;
        if found.as_ref().map(|(bytes, _)| bytes.as_slice()) != was {
            return Ok(false);
        }
        let mode = found.map_or(PutMode::Create, |(_, version)| PutMode::Update(version));
        if self.send(path, bytes, headers, mode)?.is_ok() {
            return Ok(true);
        }
        // An answer may have been lost, and then the second try finds what the first has written.
        let there = self.find(path)?;
        if there.as_deref() == Some(bytes) {
            return Ok(true);
        }
        if there.as_deref() != was {
            return Ok(false);
        }
        // Nobody was quicker: this store knows no conditions. Who comes after looks again.
        self.put(path, bytes, headers).map(|()| true)
    }

    fn delete(&self, path: &str) -> Result<(), TargetError> {
        let place = self.place("delete", path)?;
        match self.runtime.block_on(self.store.delete(&place)) {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(TargetError::new("delete", path, why(&error))),
        }
    }
}

fn retry() -> RetryConfig {
    RetryConfig { max_retries: 5, retry_timeout: PATIENCE, ..RetryConfig::default() }
}

/// Those variables that a store knows, by the beginning of their names.
fn known<K: FromStr>(
    variables: impl Iterator<Item = (String, String)>,
    beginning: &str,
) -> impl Iterator<Item = (K, String)> {
    variables
        .filter(move |(name, _)| name.starts_with(beginning))
        .filter_map(|(name, value)| Some((name.to_ascii_lowercase().parse().ok()?, value)))
}

fn amazon(
    bucket: &str,
    variables: impl Iterator<Item = (String, String)>,
) -> Result<Box<dyn ObjectStore>, Error> {
    let builder = known::<AmazonS3ConfigKey>(variables, "AWS_")
        .fold(AmazonS3Builder::new(), |builder, (key, value)| builder.with_config(key, value));
    Ok(Box::new(builder.with_bucket_name(bucket).with_retry(retry()).build()?))
}

fn google(
    bucket: &str,
    variables: impl Iterator<Item = (String, String)>,
) -> Result<Box<dyn ObjectStore>, Error> {
    let builder = known::<GoogleConfigKey>(variables, "GOOGLE_")
        .fold(GoogleCloudStorageBuilder::new(), |builder, (key, value)| {
            builder.with_config(key, value)
        });
    Ok(Box::new(builder.with_bucket_name(bucket).with_retry(retry()).build()?))
}

fn azure(
    container: &str,
    variables: impl Iterator<Item = (String, String)>,
) -> Result<Box<dyn ObjectStore>, Error> {
    let builder = known::<AzureConfigKey>(variables, "AZURE_")
        .fold(MicrosoftAzureBuilder::new(), |builder, (key, value)| {
            builder.with_config(key, value)
        });
    Ok(Box::new(builder.with_container_name(container).with_retry(retry()).build()?))
}

/// How an error says that a request was refused for its credentials.
const DENIED: [&str; 2] = ["status code: 401", "status code: 403"];

/// What went wrong, in words of ours.
fn why(error: &Error) -> &'static str {
    let denied = "it was denied; look at the credentials in the environment";
    match error {
        Error::NotFound { .. } => "it is not there; is the bucket's name right?",
        Error::PermissionDenied { .. } | Error::Unauthenticated { .. } => denied,
        Error::AlreadyExists { .. } | Error::Precondition { .. } | Error::NotModified { .. } => {
            "somebody else changes it now"
        }
        Error::InvalidPath { .. } => "no store has such a name",
        // For lists, the kind of an error is in its words alone.
        _ if DENIED.iter().any(|status| error.to_string().contains(status)) => denied,
        _ => {
            "the store cannot be reached, or answers something else than expected; look at its \
              address, region and credentials in the environment"
        }
    }
}
