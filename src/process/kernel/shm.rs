//! Memory that processes share. Reading and writing a stretch is one step each, as a CPU's word is.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::call::{Errno, Reply};

/// All blocks. A block is copied when it is written while a copy of the kernel shares it.
#[derive(Clone, Debug, Default)]
pub(super) struct SharedMemory {
    blocks: BTreeMap<i64, Arc<[u8]>>,
    n_made: i64,
}

impl SharedMemory {
    pub fn make(&mut self, size: usize) -> i64 {
        self.n_made += 1;
        self.blocks.insert(self.n_made, vec![0; size].into());
        self.n_made
    }
    pub fn size(&self, id: i64) -> Result<Reply, Errno> {
        self.blocks.get(&id).map(|block| Reply::Int(block.len() as i64)).ok_or(Errno::Invalid)
    }
    pub fn read(&self, id: i64, offset: usize, n: usize) -> Result<Reply, Errno> {
        let block = self.blocks.get(&id).ok_or(Errno::Invalid)?;
        let end = offset.checked_add(n).ok_or(Errno::Invalid)?;
        block.get(offset..end).map(|part| Reply::Bytes(part.into())).ok_or(Errno::Invalid)
    }
    pub fn write(&mut self, id: i64, offset: usize, data: &[u8]) -> Result<Reply, Errno> {
        let block = self.blocks.get_mut(&id).ok_or(Errno::Invalid)?;
        let end = offset.checked_add(data.len()).filter(|&end| end <= block.len()).ok_or(Errno::Invalid)?;
        Arc::make_mut(block)[offset..end].copy_from_slice(data);
        Ok(Reply::None)
    }
    pub fn free(&mut self, id: i64) -> Result<Reply, Errno> {
        self.blocks.remove(&id).map(|_| Reply::None).ok_or(Errno::Invalid)
    }
}
