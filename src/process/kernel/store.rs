//! Files and folders: a tree of names over numbered nodes, as `inode(7)` has it. Paths are absolute and plain: whoever asks
//! has resolved `.` and `..`.
//!
//! Gaps: one user, no permissions, no links; times are counts of changes, since a kernel has no clock.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::call::{Errno, Reply};
use super::file::Kind;
use super::{Attempt, Kernel};
use crate::base::ids::ProcessId;
use crate::base::limits::MAX_FILE_BYTES;

/// The number of a file or folder.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct NodeId(u32);

const ROOT: NodeId = NodeId(2);
/// What is there at first.
const FOLDERS: &[&str] = &["/home", "/home/user", "/tmp"];

/// `open(2)`: what of its flags is known.
const WRITE: i64 = 1;
const READ_WRITE: i64 = 2;
const CREATE: i64 = 0o100;
const EXCLUSIVE: i64 = 0o200;
const TRUNCATE: i64 = 0o1000;
const APPEND: i64 = 0o2000;

#[derive(Clone, Debug)]
enum Body {
    File(Arc<Vec<u8>>),
    Folder(BTreeMap<Arc<str>, NodeId>),
}

#[derive(Clone, Debug)]
struct Node {
    body: Body,
    /// When it was last changed: how many changes of files there had been.
    changed: i64,
    /// Open files that name it; it lives on while there are any.
    n_open: u32,
    /// No name is left.
    removed: bool,
}

/// All files and folders.
#[derive(Clone, Debug)]
pub(super) struct Store {
    nodes: BTreeMap<NodeId, Node>,
    n_made: u32,
    n_changes: i64,
    bytes: usize,
}

/// A regular file as it was opened.
#[derive(Clone, Debug)]
pub(super) struct Opened {
    node: NodeId,
    at: usize,
    flags: i64,
}

impl Default for Store {
    fn default() -> Self {
        let mut store = Self { nodes: BTreeMap::new(), n_made: ROOT.0, n_changes: 0, bytes: 0 };
        let root = Node { body: Body::Folder(BTreeMap::new()), changed: 0, n_open: 0, removed: false };
        store.nodes.insert(ROOT, root);
        for folder in FOLDERS {
            // A constant tree: nothing of it can be there already.
            let _ = store.make_folder(folder);
        }
        store
    }
}

fn parts(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|part| !part.is_empty())
}

impl Store {
    fn find(&self, path: &str) -> Result<NodeId, Errno> {
        let mut at = ROOT;
        for part in parts(path) {
            at = *self.folder(at)?.get(part).ok_or(Errno::NoFile)?;
        }
        if path.ends_with('/') {
            self.folder(at)?;
        }
        Ok(at)
    }
    fn folder(&self, id: NodeId) -> Result<&BTreeMap<Arc<str>, NodeId>, Errno> {
        match self.nodes.get(&id).map(|node| &node.body) {
            Some(Body::Folder(names)) => Ok(names),
            _ => Err(Errno::NotFolder),
        }
    }
    /// The folder that a path is in, and its last name.
    fn place<'a>(&self, path: &'a str) -> Result<(NodeId, &'a str), Errno> {
        let path = path.trim_end_matches('/');
        let (folder, name) = path.rsplit_once('/').ok_or(Errno::Exists)?;
        let folder = self.find(folder)?;
        self.folder(folder)?;
        Ok((folder, name))
    }
    fn names_of(&mut self, folder: NodeId) -> Option<&mut BTreeMap<Arc<str>, NodeId>> {
        self.n_changes += 1;
        let node = self.nodes.get_mut(&folder)?;
        node.changed = self.n_changes;
        match &mut node.body {
            Body::Folder(names) => Some(names),
            Body::File(_) => None,
        }
    }
    fn make(&mut self, path: &str, body: Body) -> Result<NodeId, Errno> {
        let (folder, name) = self.place(path)?;
        if self.folder(folder)?.contains_key(name) {
            return Err(Errno::Exists);
        }
        self.n_made += 1;
        let id = NodeId(self.n_made);
        if let Some(names) = self.names_of(folder) {
            names.insert(name.into(), id);
        }
        self.nodes.insert(id, Node { body, changed: self.n_changes, n_open: 0, removed: false });
        Ok(id)
    }
    pub fn make_folder(&mut self, path: &str) -> Result<Reply, Errno> {
        self.make(path, Body::Folder(BTreeMap::new())).map(|_| Reply::None)
    }
    /// Takes a name away: of a file, or of a folder that is empty.
    pub fn remove(&mut self, path: &str, folder: bool) -> Result<Reply, Errno> {
        let id = self.find(path)?;
        match &self.nodes.get(&id).ok_or(Errno::NoFile)?.body {
            Body::Folder(names) if folder && !names.is_empty() => return Err(Errno::NotEmpty),
            Body::Folder(_) if !folder => return Err(Errno::IsFolder),
            Body::File(_) if folder => return Err(Errno::NotFolder),
            _ => {}
        }
        let (parent, name) = self.place(path)?;
        if let Some(names) = self.names_of(parent) {
            names.remove(name);
        }
        self.forget(id, true);
        Ok(Reply::None)
    }
    /// Frees a node without names and openers.
    fn forget(&mut self, id: NodeId, removed: bool) {
        let Some(node) = self.nodes.get_mut(&id) else { return };
        node.removed |= removed;
        if node.removed && node.n_open == 0 {
            if let Body::File(data) = &node.body {
                self.bytes -= data.len();
            }
            self.nodes.remove(&id);
        }
    }
    pub fn rename(&mut self, from: &str, to: &str) -> Result<Reply, Errno> {
        let id = self.find(from)?;
        let (folder, name) = self.place(to)?;
        let is_folder = self.folder(id).is_ok();
        if is_folder && format!("{}/", to.trim_end_matches('/')).starts_with(&format!("{from}/")) {
            return if from == to { Ok(Reply::None) } else { Err(Errno::Invalid) };
        }
        if let Some(&there) = self.folder(folder)?.get(name) {
            if there == id {
                return Ok(Reply::None);
            }
            match (is_folder, self.folder(there)) {
                (true, Err(_)) => return Err(Errno::NotFolder),
                (false, Ok(_)) => return Err(Errno::IsFolder),
                (true, Ok(names)) if !names.is_empty() => return Err(Errno::NotEmpty),
                _ => {}
            }
            self.forget(there, true);
        }
        let (old_folder, old_name) = self.place(from)?;
        if let Some(names) = self.names_of(old_folder) {
            names.remove(old_name);
        }
        if let Some(names) = self.names_of(folder) {
            names.insert(name.into(), id);
        }
        Ok(Reply::None)
    }
    /// Names in a folder.
    pub fn list(&self, path: &str) -> Result<Reply, Errno> {
        Ok(Reply::Names(self.folder(self.find(path)?)?.keys().cloned().collect()))
    }
    fn stat(&self, id: NodeId) -> Result<Reply, Errno> {
        let node = self.nodes.get(&id).ok_or(Errno::NoFile)?;
        let (folder, size) = match &node.body {
            Body::File(data) => (0, data.len() as i64),
            Body::Folder(_) => (1, 4096),
        };
        Ok(Reply::Numbers(vec![folder, size, node.changed, i64::from(id.0)]))
    }
    /// Whether it is a folder, size, count of its last change, number.
    pub fn stat_path(&self, path: &str) -> Result<Reply, Errno> {
        self.stat(self.find(path)?)
    }

    fn open(&mut self, path: &str, flags: i64) -> Result<Opened, Errno> {
        let node = match self.find(path) {
            Ok(_) if flags & CREATE != 0 && flags & EXCLUSIVE != 0 => return Err(Errno::Exists),
            Ok(id) => id,
            Err(Errno::NoFile) if flags & CREATE != 0 => self.make(path, Body::File(Arc::default()))?,
            Err(errno) => return Err(errno),
        };
        let found = self.nodes.get_mut(&node).ok_or(Errno::NoFile)?;
        match &mut found.body {
            Body::Folder(_) => return Err(Errno::IsFolder),
            Body::File(data) if flags & TRUNCATE != 0 => {
                self.bytes -= data.len();
                *data = Arc::default();
            }
            Body::File(_) => {}
        }
        found.n_open += 1;
        Ok(Opened { node, at: 0, flags })
    }
    pub fn close(&mut self, opened: &Opened) {
        if let Some(node) = self.nodes.get_mut(&opened.node) {
            node.n_open -= 1;
        }
        self.forget(opened.node, false);
    }
    fn data(&self, id: NodeId) -> &[u8] {
        match self.nodes.get(&id).map(|node| &node.body) {
            Some(Body::File(data)) => data,
            _ => &[],
        }
    }
    /// Lets a file have so many bytes and hands them over to be changed.
    fn resize(&mut self, id: NodeId, size: usize) -> Result<&mut Vec<u8>, Errno> {
        let old = self.data(id).len();
        if self.bytes - old + size > MAX_FILE_BYTES {
            return Err(Errno::NoSpace);
        }
        self.bytes = self.bytes - old + size;
        self.n_changes += 1;
        let node = self.nodes.get_mut(&id).ok_or(Errno::NoFile)?;
        node.changed = self.n_changes;
        match &mut node.body {
            Body::File(data) => {
                let data = Arc::make_mut(data);
                data.resize(size, 0);
                Ok(data)
            }
            Body::Folder(_) => Err(Errno::IsFolder),
        }
    }
}

impl Opened {
    pub fn read(&mut self, store: &Store, n: usize) -> Result<Reply, Errno> {
        if self.flags & 3 == WRITE {
            return Err(Errno::BadFd);
        }
        let data = store.data(self.node);
        let from = self.at.min(data.len());
        let part = &data[from..from.saturating_add(n).min(data.len())];
        self.at = from.max(self.at) + part.len();
        Ok(Reply::Bytes(part.into()))
    }
    pub fn write(&mut self, store: &mut Store, bytes: &[u8]) -> Result<Reply, Errno> {
        if self.flags & (WRITE | READ_WRITE) == 0 {
            return Err(Errno::BadFd);
        }
        let size = store.data(self.node).len();
        if self.flags & APPEND != 0 {
            self.at = size;
        }
        let end = self.at.checked_add(bytes.len()).ok_or(Errno::NoSpace)?;
        store.resize(self.node, size.max(end))?[self.at..end].copy_from_slice(bytes);
        self.at = end;
        Ok(Reply::Int(bytes.len() as i64))
    }
    fn seek(&mut self, store: &Store, offset: i64, whence: i64) -> Result<Reply, Errno> {
        let from = match whence {
            0 => 0,
            1 => self.at as i64,
            _ => store.data(self.node).len() as i64,
        };
        let at = from.checked_add(offset).and_then(|at| usize::try_from(at).ok()).ok_or(Errno::Invalid)?;
        self.at = at;
        Ok(Reply::Int(at as i64))
    }
}

impl Kernel {
    pub(super) fn open_path(&mut self, process: ProcessId, path: &str, flags: i64) -> Result<Reply, Errno> {
        let opened = self.store.open(path, flags)?;
        let file = self.files.make(Kind::Regular(opened));
        Ok(Reply::Int(self.install(process, file)))
    }
    fn regular(&mut self, process: ProcessId, fd: i64) -> Result<(&mut Opened, &mut Store), Errno> {
        let file = self.file(process, fd)?;
        match self.files.kind_mut(file) {
            Some(Kind::Regular(opened)) => Ok((opened, &mut self.store)),
            Some(_) => Err(Errno::IllegalSeek),
            None => Err(Errno::BadFd),
        }
    }
    pub(super) fn seek(&mut self, process: ProcessId, fd: i64, offset: i64, whence: i64) -> Result<Reply, Errno> {
        let (opened, store) = self.regular(process, fd)?;
        opened.seek(store, offset, whence)
    }
    pub(super) fn truncate(&mut self, process: ProcessId, fd: i64, size: usize) -> Result<Reply, Errno> {
        let (opened, store) = self.regular(process, fd)?;
        store.resize(opened.node, size).map(|_| Reply::None)
    }
    pub(super) fn stat_fd(&mut self, process: ProcessId, fd: i64) -> Result<Reply, Errno> {
        let (opened, store) = self.regular(process, fd)?;
        store.stat(opened.node)
    }
    /// Reading or writing a regular file; `None` when the descriptor is of another kind.
    pub(super) fn read_regular(&mut self, process: ProcessId, fd: i64, n: usize) -> Option<Attempt> {
        let (opened, store) = self.regular(process, fd).ok()?;
        Some(Attempt::Done(opened.read(store, n).unwrap_or_else(Reply::Error)))
    }
    pub(super) fn write_regular(&mut self, process: ProcessId, fd: i64, data: &[u8]) -> Option<Attempt> {
        let (opened, store) = self.regular(process, fd).ok()?;
        Some(Attempt::Done(opened.write(store, data).unwrap_or_else(Reply::Error)))
    }
}
