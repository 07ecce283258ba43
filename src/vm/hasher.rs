//! Hash functions as pure values, by the names that `hashlib` gives them. The algorithms are the RustCrypto crates'.
//!
//! BLAKE2's tree parameters are not among what can be chosen.

use std::fmt;

use blake2::digest::core_api::{BlockSizeUser, Buffer, UpdateCore, VariableOutputCore};
use blake2::{Blake2bVarCore, Blake2sVarCore};
use sha3::digest::{ExtendableOutput, FixedOutput, Update, XofReader};

/// A hash that can be fed further.
#[derive(Clone)]
pub struct Hasher {
    name: &'static str,
    state: State,
}

/// The running state of each algorithm.
#[derive(Clone)]
enum State {
    Md5(md5::Md5),
    Sha1(sha1::Sha1),
    Sha224(sha2::Sha224),
    Sha256(sha2::Sha256),
    Sha384(sha2::Sha384),
    Sha512(sha2::Sha512),
    Sha3s224(sha3::Sha3_224),
    Sha3s256(sha3::Sha3_256),
    Sha3s384(sha3::Sha3_384),
    Sha3s512(sha3::Sha3_512),
    Shake128(sha3::Shake128),
    Shake256(sha3::Shake256),
    Blake2b(Box<Blake2b>),
    Blake2s(Box<Blake2s>),
}

/// A BLAKE2 with parameters chosen at run time, which the crate offers for its inner part only.
macro_rules! blake {
    ($name:ident, $core:ty) => {
        #[derive(Clone)]
        struct $name {
            core: $core,
            buffer: Buffer<$core>,
            size: usize,
        }

        impl $name {
            fn new(core: $core, key: &[u8], size: usize) -> Self {
                let mut blake = Self { core, buffer: Buffer::<$core>::default(), size };
                if !key.is_empty() {
                    let mut block = vec![0; <$core>::block_size()];
                    block[..key.len()].copy_from_slice(key);
                    blake.update(&block);
                }
                blake
            }
            fn update(&mut self, data: &[u8]) {
                let Self { core, buffer, .. } = self;
                buffer.digest_blocks(data, |blocks| core.update_blocks(blocks));
            }
            fn digest(&self) -> Vec<u8> {
                let mut copy = self.clone();
                let mut all = Default::default();
                copy.core.finalize_variable_core(&mut copy.buffer, &mut all);
                all[..self.size].to_vec()
            }
        }
    };
}
blake!(Blake2b, Blake2bVarCore);
blake!(Blake2s, Blake2sVarCore);

/// What only BLAKE2 takes: none of them longer than it allows ([`Hasher::blake2_limits`]).
#[derive(Clone, Copy, Debug)]
pub struct Blake2Params<'a> {
    pub digest_size: usize,
    pub key: &'a [u8],
    pub salt: &'a [u8],
    pub person: &'a [u8],
}

macro_rules! each {
    ($all:expr, $state:ident => $do:expr) => {
        match $all {
            State::Md5($state) => $do,
            State::Sha1($state) => $do,
            State::Sha224($state) => $do,
            State::Sha256($state) => $do,
            State::Sha384($state) => $do,
            State::Sha512($state) => $do,
            State::Sha3s224($state) => $do,
            State::Sha3s256($state) => $do,
            State::Sha3s384($state) => $do,
            State::Sha3s512($state) => $do,
            State::Shake128($state) => $do,
            State::Shake256($state) => $do,
            State::Blake2b($state) => $do,
            State::Blake2s($state) => $do,
        }
    };
}

impl Hasher {
    /// `None` for names that are not known. BLAKE2 comes with its defaults.
    pub fn new(name: &str) -> Option<Self> {
        let (name, state) = match name {
            "md5" => ("md5", State::Md5(md5::Md5::default())),
            "sha1" => ("sha1", State::Sha1(sha1::Sha1::default())),
            "sha224" => ("sha224", State::Sha224(sha2::Sha224::default())),
            "sha256" => ("sha256", State::Sha256(sha2::Sha256::default())),
            "sha384" => ("sha384", State::Sha384(sha2::Sha384::default())),
            "sha512" => ("sha512", State::Sha512(sha2::Sha512::default())),
            "sha3_224" => ("sha3_224", State::Sha3s224(sha3::Sha3_224::default())),
            "sha3_256" => ("sha3_256", State::Sha3s256(sha3::Sha3_256::default())),
            "sha3_384" => ("sha3_384", State::Sha3s384(sha3::Sha3_384::default())),
            "sha3_512" => ("sha3_512", State::Sha3s512(sha3::Sha3_512::default())),
            "shake_128" => ("shake_128", State::Shake128(sha3::Shake128::default())),
            "shake_256" => ("shake_256", State::Shake256(sha3::Shake256::default())),
            "blake2b" | "blake2s" => {
                let (size, _, _) = Self::blake2_limits(name);
                return Self::blake2(name, Blake2Params { digest_size: size, key: b"", salt: b"", person: b"" });
            }
            _ => return None,
        };
        Some(Self { name, state })
    }
    /// Longest digest and key, longest salt, longest personalisation.
    pub fn blake2_limits(name: &str) -> (usize, usize, usize) {
        if name == "blake2b" { (64, 16, 16) } else { (32, 8, 8) }
    }
    /// A BLAKE2 hash; `None` when something is longer than it may be.
    pub fn blake2(name: &str, params: Blake2Params<'_>) -> Option<Self> {
        let Blake2Params { digest_size, key, salt, person } = params;
        let (size, salt_size, person_size) = Self::blake2_limits(name);
        let fits = (1..=size).contains(&digest_size) && key.len() <= size && salt.len() <= salt_size;
        if !fits || person.len() > person_size {
            return None;
        }
        let padded = |bytes: &[u8], n: usize| [bytes, &vec![0; n - bytes.len()]].concat();
        let (salt, person) = (padded(salt, salt_size), padded(person, person_size));
        Some(if name == "blake2b" {
            let core = Blake2bVarCore::new_with_params(&salt, &person, key.len(), digest_size);
            Self { name: "blake2b", state: State::Blake2b(Box::new(Blake2b::new(core, key, digest_size))) }
        } else {
            let core = Blake2sVarCore::new_with_params(&salt, &person, key.len(), digest_size);
            Self { name: "blake2s", state: State::Blake2s(Box::new(Blake2s::new(core, key, digest_size))) }
        })
    }

    pub fn name(&self) -> &'static str {
        self.name
    }
    pub fn update(&mut self, data: &[u8]) {
        each!(&mut self.state, state => state.update(data));
    }
    /// The digest of what was fed so far; `length` is for SHAKE only.
    pub fn digest(&self, length: usize) -> Vec<u8> {
        match &self.state {
            State::Shake128(state) => extended(state.clone().finalize_xof(), length),
            State::Shake256(state) => extended(state.clone().finalize_xof(), length),
            State::Md5(state) => state.clone().finalize_fixed().to_vec(),
            State::Sha1(state) => state.clone().finalize_fixed().to_vec(),
            State::Sha224(state) => state.clone().finalize_fixed().to_vec(),
            State::Sha256(state) => state.clone().finalize_fixed().to_vec(),
            State::Sha384(state) => state.clone().finalize_fixed().to_vec(),
            State::Sha512(state) => state.clone().finalize_fixed().to_vec(),
            State::Sha3s224(state) => state.clone().finalize_fixed().to_vec(),
            State::Sha3s256(state) => state.clone().finalize_fixed().to_vec(),
            State::Sha3s384(state) => state.clone().finalize_fixed().to_vec(),
            State::Sha3s512(state) => state.clone().finalize_fixed().to_vec(),
            State::Blake2b(state) => state.digest(),
            State::Blake2s(state) => state.digest(),
        }
    }
    /// Bytes of a block; HMAC pads its key to one.
    pub fn block_size(&self) -> usize {
        match self.name {
            "md5" | "sha1" | "sha224" | "sha256" | "blake2s" => 64,
            "sha384" | "sha512" | "blake2b" => 128,
            "sha3_224" => 144,
            "sha3_256" | "shake_256" => 136,
            "sha3_384" => 104,
            "sha3_512" => 72,
            _ => 168,
        }
    }
    /// Picoseconds for each byte. Measured on CPython 3.11 with OpenSSL 3, on a processor that has instructions for SHA-1 and
    /// SHA-256.
    pub fn picos_per_byte(&self) -> u64 {
        match self.name {
            "md5" => 1_400,
            "sha1" => 550,
            "sha224" | "sha256" => 600,
            "sha384" | "sha512" => 2_000,
            "blake2b" => 1_600,
            "blake2s" => 2_700,
            "sha3_512" => 7_000,
            "shake_128" => 3_100,
            _ => 3_800,
        }
    }
    /// The inner and the outer hash of an HMAC, RFC 2104, with the key in them.
    fn hmac_pads(&self, key: &[u8]) -> (Self, Self) {
        let mut block = vec![0; self.block_size()];
        let hashed;
        let key = if key.len() > block.len() {
            let mut own = self.clone();
            own.update(key);
            hashed = own.digest(0);
            &hashed
        } else {
            key
        };
        block[..key.len()].copy_from_slice(key);
        let padded = |with: u8| {
            let mut hasher = self.clone();
            hasher.update(&block.iter().map(|byte| byte ^ with).collect::<Vec<u8>>());
            hasher
        };
        (padded(0x36), padded(0x5c))
    }
    fn hmac_end(inner: &Self, outer: &Self, parts: &[&[u8]]) -> Vec<u8> {
        let (mut inner, mut outer) = (inner.clone(), outer.clone());
        parts.iter().for_each(|part| inner.update(part));
        outer.update(&inner.digest(0));
        outer.digest(0)
    }
    /// PBKDF2 with HMAC, RFC 8018; `None` when it was told to stop.
    pub fn pbkdf2(&self, request: &Pbkdf2, goes_on: &mut dyn FnMut() -> bool) -> Option<Vec<u8>> {
        let (inner, outer) = self.hmac_pads(&request.password);
        let mut key = Vec::new();
        for block in 1_u32.. {
            let mut turn = Self::hmac_end(&inner, &outer, &[&request.salt, &block.to_be_bytes()]);
            let mut sum = turn.clone();
            for n in 1..request.iterations {
                if n % 256 == 0 && !goes_on() {
                    return None;
                }
                turn = Self::hmac_end(&inner, &outer, &[&turn]);
                sum.iter_mut().zip(&turn).for_each(|(sum, byte)| *sum ^= byte);
            }
            key.extend(sum);
            if key.len() >= request.length {
                break;
            }
        }
        key.truncate(request.length);
        Some(key)
    }
}

/// What a key is derived from.
#[derive(Clone, PartialEq, Debug)]
pub struct Pbkdf2 {
    pub password: Vec<u8>,
    pub salt: Vec<u8>,
    pub iterations: u64,
    pub length: usize,
}

fn extended(mut reader: impl XofReader, length: usize) -> Vec<u8> {
    let mut digest = vec![0; length];
    reader.read(&mut digest);
    digest
}

impl PartialEq for Hasher {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.digest(16) == other.digest(16)
    }
}

impl fmt::Debug for Hasher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hasher").field("name", &self.name).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn digests_of_abc() {
        let of_abc = |name: &str| {
            let mut hasher = Hasher::new(name).unwrap();
            hasher.update(b"a");
            hasher.update(b"bc");
            hex(&hasher.digest(4))
        };
        assert_eq!(of_abc("md5"), "900150983cd24fb0d6963f7d28e17f72");
        assert_eq!(of_abc("sha1"), "a9993e364706816aba3e25717850c26c9cd0d89d");
        assert_eq!(of_abc("blake2s"), "508c5e8c327c14e2e1a72ba34eeb452f37458b209ed63a294d999b4c86675982");
        assert_eq!(of_abc("shake_128"), "5881092d");
        assert_eq!(Hasher::new("crc"), None);
    }

    #[test]
    fn pbkdf2_of_rfc_6070() {
        let request = Pbkdf2 { password: b"password".to_vec(), salt: b"salt".to_vec(), iterations: 2, length: 20 };
        let key = Hasher::new("sha1").unwrap().pbkdf2(&request, &mut || true);
        assert_eq!(hex(&key.unwrap()), "ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957");
    }
}
