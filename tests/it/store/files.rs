//! Files: halves that cannot write, wrong files, old and new versions, locks, crashes.

use super::support::*;
use attrflow::connectors::store::{EmbeddedDirectory, EmbeddedReader, LinkReader, LinkStore};
use attrflow::pipeline::{Links, LinksReader, PortError, TargetDirectory, TargetReader};
use rusqlite::Connection;
use std::path::Path;

/// What the four ways to open a file say; `None` where they open it.
fn opened(path: &Path) -> [Option<PortError>; 4] {
    [
        EmbeddedDirectory::open(path, shape(), random(1)).err(),
        EmbeddedReader::open(path, shape()).err(),
        LinkStore::open(path).err(),
        LinkReader::open(path).err(),
    ]
}

fn all_say(path: &Path, words: &str) {
    for error in opened(path) {
        let error = error.unwrap();
        assert!(error.message.contains(words), "{}", error.message);
        assert!(error.message.contains(path.to_str().unwrap()));
        assert!(error.help.is_some());
    }
}

#[test]
fn reading_makes_no_files() {
    let folder = Folder::new();
    let mut reader = EmbeddedReader::open(&folder.file("app.db"), shape()).unwrap();
    let links = LinkReader::open(&folder.file("links.db")).unwrap();
    assert!(reader.find("User", "userName", "ada").unwrap().is_empty());
    assert!(reader.find("User", "nickname", "ada").is_err());
    assert!(reader.test("User", "userName").is_ok());
    assert!(links.link("User", "1").unwrap().is_none());
    assert!(links.page(None, None, 10).unwrap().is_empty());
    assert!(folder.files().is_empty());
}

#[test]
#[cfg(unix)]
fn reading_works_where_nothing_can_be_written() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    let (app, links) = (folder.file("app.db"), folder.file("links.db"));
    let mut directory = EmbeddedDirectory::open(&app, shape(), random(1)).unwrap();
    directory.export(&create("ada")).unwrap();
    drop(directory);
    drop(LinkStore::open(&links).unwrap());
    let allow = |mode: u32| {
        for path in [&app, &links, &folder.path().to_owned()] {
            let extra = if path.is_dir() { 0o111 } else { 0 };
            let mode = std::fs::Permissions::from_mode(mode | extra);
            std::fs::set_permissions(path, mode).unwrap();
        }
    };
    allow(0o444);
    let mut reader = EmbeddedReader::open(&app, shape()).unwrap();
    assert_eq!(reader.find("User", "userName", "ada").unwrap().len(), 1);
    assert!(LinkReader::open(&links).is_ok());
    assert_eq!(folder.files(), ["app.db", "links.db"]);
    allow(0o644);
}

#[test]
fn an_empty_file_is_an_empty_store() {
    let folder = Folder::new();
    let path = folder.file("new.db");
    std::fs::write(&path, "").unwrap();
    assert!(EmbeddedReader::open(&path, shape()).is_ok());
    assert_eq!(std::fs::read(&path).unwrap(), b"");
    assert!(EmbeddedDirectory::open(&path, shape(), random(1)).is_ok());
}

#[test]
fn folders_are_made_for_new_files() {
    let folder = Folder::new();
    let path = folder.file("state").join("links.db");
    assert!(LinkStore::open(&path).is_ok());
    assert!(path.exists());
}

#[test]
fn files_of_others_are_left_alone() {
    let folder = Folder::new();
    let text = folder.file("text.db");
    std::fs::write(
        &text,
        "this is no database, but it is long enough to look like one ".repeat(9),
    )
    .unwrap();
    let before = std::fs::read(&text).unwrap();
    all_say(&text, "is no SQLite file");
    assert_eq!(std::fs::read(&text).unwrap(), before);

    let foreign = folder.file("foreign.db");
    Connection::open(&foreign)
        .unwrap()
        .execute_batch("CREATE TABLE t (a)")
        .unwrap();
    all_say(&foreign, "is an SQLite file, but holds no");

    let app = folder.file("app.db");
    drop(EmbeddedDirectory::open(&app, shape(), random(1)).unwrap());
    let [directory, reader, links, link_reader] = opened(&app);
    assert_eq!((directory, reader), (None, None));
    for error in [links, link_reader] {
        assert!(
            error
                .unwrap()
                .message
                .contains("holds no links of attrflow")
        );
    }
    all_say(folder.path(), "cannot be opened, read or written");
}

#[test]
fn newer_files_are_refused() {
    let folder = Folder::new();
    let (app, links) = (folder.file("app.db"), folder.file("links.db"));
    drop(EmbeddedDirectory::open(&app, shape(), random(1)).unwrap());
    drop(LinkStore::open(&links).unwrap());
    for path in [&app, &links] {
        Connection::open(path)
            .unwrap()
            .pragma_update(None, "user_version", 99)
            .unwrap();
    }
    for error in opened(&app)[..2].iter().chain(&opened(&links)[2..]) {
        let error = error.as_ref().unwrap();
        assert!(
            error.message.contains("written by a newer attrflow"),
            "{}",
            error.message
        );
        assert!(error.help.as_ref().unwrap().contains("update attrflow"));
    }
}

#[test]
fn damaged_files_are_told() {
    let folder = Folder::new();
    let path = folder.file("app.db");
    let mut directory = EmbeddedDirectory::open(&path, shape(), random(1)).unwrap();
    for number in 0..50 {
        directory
            .export(&create(&format!("user {number}")))
            .unwrap();
    }
    drop(directory);
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[100..].fill(0xA5);
    std::fs::write(&path, bytes).unwrap();
    let error = EmbeddedReader::open(&path, shape()).err().unwrap();
    assert!(error.message.contains("is damaged"), "{}", error.message);
}

#[test]
fn a_locked_file_is_waited_for_and_told() {
    let folder = Folder::new();
    let path = folder.file("links.db");
    let mut store = LinkStore::open(&path).unwrap();
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert!(
        LinkReader::open(&path).is_ok(),
        "a writer that has not committed yet hinders no reader"
    );
    let late = std::thread::spawn(move || {
        std::thread::sleep(std::time::Duration::from_millis(300));
        other.execute_batch("COMMIT").unwrap();
        other
    });
    store.begin("User", "1", &create("ada")).unwrap();
    let other = late.join().unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let error = store.begin("User", "2", &create("bo")).unwrap_err();
    assert!(
        error.message.contains("is locked by another process"),
        "{}",
        error.message
    );
    assert!(error.help.unwrap().contains("run again"));
    other.execute_batch("COMMIT").unwrap();
    store.begin("User", "2", &create("bo")).unwrap();
}

#[test]
fn a_dry_run_after_a_crash_sees_the_state_before_it() {
    let folder = Folder::new();
    let path = folder.file("app.db");
    let mut directory = EmbeddedDirectory::open(&path, shape(), random(1)).unwrap();
    for number in 0..200 {
        directory
            .export(&create(&format!("user {number}")))
            .unwrap();
    }
    drop(directory);
    let crashed = Folder::new();
    let copy = crashed.file("app.db");
    let writer = Connection::open(&path).unwrap();
    writer
        .execute_batch("PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN; UPDATE object SET attributes = '{\"userName\":\"broken\"}', deleted = 1;")
        .unwrap();
    std::fs::copy(&path, &copy).unwrap();
    std::fs::copy(
        folder.file("app.db-journal"),
        crashed.file("app.db-journal"),
    )
    .unwrap();
    writer.execute_batch("ROLLBACK").unwrap();

    assert_eq!(crashed.files(), ["app.db", "app.db-journal"]);
    let mut reader = EmbeddedReader::open(&copy, shape()).unwrap();
    for number in 0..200 {
        assert_eq!(
            reader
                .find("User", "userName", &format!("User {number}"))
                .unwrap()
                .len(),
            1
        );
    }
    let mut all = 0;
    reader
        .each("User", &mut |_| {
            all += 1;
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
    assert_eq!(all, 200);
}
