//! A set of hashes, each with a value, made once and asked many million times: three flat arrays.

/// Bits of the filter for each hash, or half as many where their number is just under a power of
/// two: of strangers at most one in eight passes.
const FILTER: u32 = 16;

/// Values by hash. Equal hashes keep all their values, in ascending order.
pub struct Index<T> {
    /// One bit for each hash, so that nearly every question ends in the processor's cache.
    filter: Vec<u64>,
    /// For each value of a hash's upper bits, where such hashes begin.
    buckets: Vec<u32>,
    entries: Vec<(u64, T)>,
    bits: u32,
}

impl<T: Ord> Index<T> {
    /// An index of the entries.
    pub fn new(mut entries: Vec<(u64, T)>) -> Index<T> {
        entries.sort_unstable();
        let count = u32::try_from(entries.len()).expect("fewer than 2^32 hashes");
        let bits = (count + 1).ilog2().max(2);
        let mut buckets = vec![0; (1 << bits) + 1];
        let mut filter = vec![0; (FILTER as usize) << bits >> u64::BITS.ilog2()];
        for (hash, _) in &entries {
            buckets[bucket(*hash, bits) + 1] += 1;
            let (word, bit) = place(*hash, bits);
            filter[word] |= bit;
        }
        for index in 1..buckets.len() {
            buckets[index] += buckets[index - 1];
        }
        Index { filter, buckets, entries, bits }
    }

    /// Whether there are no entries.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// All hashes.
    pub fn hashes(&self) -> impl Iterator<Item = u64> {
        self.entries.iter().map(|(hash, _)| *hash)
    }

    /// The values of a hash.
    pub fn get(&self, hash: u64) -> impl Iterator<Item = &T> {
        let entries = if self.may_hold(hash) {
            let bucket = bucket(hash, self.bits);
            &self.entries[self.buckets[bucket] as usize..self.buckets[bucket + 1] as usize]
        } else {
            &[]
        };
        entries.iter().filter(move |(known, _)| *known == hash).map(|(_, value)| value)
    }

    /// Whether a hash may have values; if not, it has none.
    pub fn may_hold(&self, hash: u64) -> bool {
        let (word, bit) = place(hash, self.bits);
        self.filter[word] & bit != 0
    }
}

/// The first bytes of some text, at most eight, as a number.
pub fn load(bytes: &[u8], length: usize) -> u64 {
    let number = match bytes.first_chunk() {
        Some(chunk) => u64::from_le_bytes(*chunk),
        None => bytes.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte)),
    };
    if length < 8 { number & !(u64::MAX << (8 * length)) } else { number }
}

/// Spreads every bit over all others (the finisher of SplitMix64).
pub fn mix(mut value: u64) -> u64 {
    value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

fn bucket(hash: u64, bits: u32) -> usize {
    (hash >> (u64::BITS - bits)) as usize
}

fn place(hash: u64, bits: u32) -> (usize, u64) {
    let index = hash >> (u64::BITS - bits - FILTER.ilog2());
    ((index / 64) as usize, 1 << (index % 64))
}
