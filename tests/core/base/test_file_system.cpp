// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file_system.h"

using namespace hearth;

class TestFileSystem : public QObject {
    Q_OBJECT

  private slots:
    void appendedBytesAreReadAtAnyOffset();
    void replacingLeavesNoTemporaryFile();
    void aMissingFileIsNotFoundAndNamed();
    void readAllStopsAtTheLimit();
    void aSecondProcessIsToldWhoHoldsTheLock();
    void directoriesAreMadeAndListedInOrder();
    void anEmptyFileCanBeMapped();
    void overwritingChangesBytesInPlaceAndNothingElse();
    void overwritingKeepsToTheFileThatWasOpened();
    void aLinkIsASecondNameForTheSameBytes();
    void aLinkDoesNotReplaceAFile();
    void sizesAreOfFilesThatExist();
    void directoriesAreToldFromFiles();
    void aDirectoryIsRenamedWithAllItHolds();
    void aDirectoryDoesNotReplaceAFullOne();
    void theDiskHasRoom();
    void aMissingDirectoryCannotBeSynced();

  private:
    std::string path(const char* name) const { return m_directory.filePath(name).toStdString(); }

    QTemporaryDir m_directory;
    PosixFileSystem m_files;
};

static std::span<const std::byte> bytes(std::string_view text) {
    return std::as_bytes(std::span(text));
}

void TestFileSystem::appendedBytesAreReadAtAnyOffset() {
    const auto file = m_files.open(path("a"), FileSystem::OpenMode::kCreateNew).value();
    QVERIFY(file->append(bytes("hello ")));
    QVERIFY(file->append(bytes("hearth")));
    QVERIFY(file->sync());
    std::string out(10, '\0');
    QCOMPARE(file->readAt(6, std::as_writable_bytes(std::span(out))).value(), std::size_t{6});
    QCOMPARE(out.substr(0, 6), std::string("hearth"));
    QVERIFY(file->truncate(5));
    QCOMPARE(m_files.readAll(path("a")).value(), std::string("hello"));
    QVERIFY(!m_files.open(path("a"), FileSystem::OpenMode::kCreateNew));
}

void TestFileSystem::replacingLeavesNoTemporaryFile() {
    QVERIFY(m_files.replaceAtomically(path("b"), "one"));
    QVERIFY(m_files.replaceAtomically(path("b"), "two"));
    QCOMPARE(m_files.readAll(path("b")).value(), std::string("two"));
    QVERIFY(!m_files.exists(path("b.tmp")));
}

void TestFileSystem::aMissingFileIsNotFoundAndNamed() {
    const auto error = m_files.open(path("nowhere"), FileSystem::OpenMode::kRead).error();
    QCOMPARE(error.code(), ErrorCode::kNotFound);
    QCOMPARE(error.message(), "open " + path("nowhere") + ": No such file or directory");
}

void TestFileSystem::readAllStopsAtTheLimit() {
    QVERIFY(m_files.replaceAtomically(path("big"), std::string(1000, 'x')));
    QCOMPARE(m_files.readAll(path("big"), 999).error().code(), ErrorCode::kLimit);
    QVERIFY(m_files.readAll(path("big"), 1000));
}

void TestFileSystem::aSecondProcessIsToldWhoHoldsTheLock() {
    const auto lock = m_files.lock(path("lock"));
    QVERIFY(lock);
    const auto child = fork();
    if (child == 0) {
        PosixFileSystem files;
        const auto second = files.lock(path("lock"));
        const auto owner = "process " + std::to_string(getppid());
        const bool refused =
            !second && second.error().code() == ErrorCode::kConflict && second.error().message().ends_with(owner);
        _exit(refused ? 0 : 1);
    }
    int status = -1;
    waitpid(child, &status, 0);
    QCOMPARE(status, 0);
}

void TestFileSystem::directoriesAreMadeAndListedInOrder() {
    QVERIFY(m_files.createDirectories(path("x/y/z")));
    QVERIFY(m_files.createDirectories(path("x/y/a")));
    QCOMPARE(m_files.list(path("x/y")).value(), (std::vector<std::string>{"a", "z"}));
    QVERIFY(m_files.replaceAtomically(path("x/file"), ""));
    QVERIFY(!m_files.createDirectories(path("x/file")));
    QVERIFY(m_files.removeAll(path("x")));
    QVERIFY(!m_files.exists(path("x")));
}

void TestFileSystem::anEmptyFileCanBeMapped() {
    QVERIFY(m_files.replaceAtomically(path("empty"), ""));
    QVERIFY(m_files.map(path("empty")).value()->bytes().empty());
    QVERIFY(m_files.replaceAtomically(path("full"), "abc"));
    QCOMPARE(m_files.map(path("full")).value()->bytes().size(), std::size_t{3});
}

void TestFileSystem::overwritingChangesBytesInPlaceAndNothingElse() {
    const auto file = m_files.open(path("in-place"), FileSystem::OpenMode::kCreateNew).value();
    QVERIFY(file->append(bytes("0123456789")));
    QVERIFY(file->overwrite(3, bytes("abc")));
    QCOMPARE(m_files.readAll(path("in-place")).value(), std::string("012abc6789"));
    QVERIFY(file->append(bytes("X"))); // still at the end
    QVERIFY(file->overwrite(0, {}));
    QCOMPARE(m_files.readAll(path("in-place")).value(), std::string("012abc6789X"));
    QVERIFY(!file->overwrite(10, bytes("12")));
    QCOMPARE(file->size().value(), std::uint64_t{11});
    const auto reader = m_files.open(path("in-place"), FileSystem::OpenMode::kRead).value();
    QVERIFY(!reader->overwrite(0, bytes("y")));
}

void TestFileSystem::overwritingKeepsToTheFileThatWasOpened() {
    const auto file = m_files.open(path("first"), FileSystem::OpenMode::kCreateNew).value();
    QVERIFY(file->append(bytes("aaa")));
    QVERIFY(m_files.rename(path("first"), path("moved")));
    QVERIFY(m_files.replaceAtomically(path("first"), "bbb"));
    QVERIFY(file->overwrite(1, bytes("X")));
    QCOMPARE(m_files.readAll(path("moved")).value(), std::string("aXa"));
    QCOMPARE(m_files.readAll(path("first")).value(), std::string("bbb"));
}

void TestFileSystem::aLinkIsASecondNameForTheSameBytes() {
    QVERIFY(m_files.replaceAtomically(path("one"), "1"));
    QVERIFY(m_files.link(path("one"), path("two")));
    QVERIFY(m_files.open(path("one"), FileSystem::OpenMode::kAppend).value()->append(bytes("2")));
    QCOMPARE(m_files.readAll(path("two")).value(), std::string("12"));
    QVERIFY(m_files.remove(path("one")));
    QCOMPARE(m_files.readAll(path("two")).value(), std::string("12"));
}

void TestFileSystem::aLinkDoesNotReplaceAFile() {
    QVERIFY(m_files.replaceAtomically(path("left"), "l"));
    QVERIFY(m_files.replaceAtomically(path("right"), "r"));
    QVERIFY(!m_files.link(path("left"), path("right")));
    QCOMPARE(m_files.readAll(path("right")).value(), std::string("r"));
    const auto error = m_files.link(path("absent"), path("new")).error();
    QCOMPARE(error.code(), ErrorCode::kNotFound);
    QVERIFY(error.message().contains("absent"));
}

void TestFileSystem::sizesAreOfFilesThatExist() {
    QVERIFY(m_files.replaceAtomically(path("sized"), std::string(4321, 'x')));
    QCOMPARE(m_files.fileSize(path("sized")).value(), std::uint64_t{4321});
    QCOMPARE(m_files.fileSize(path("absent")).error().code(), ErrorCode::kNotFound);
    QVERIFY(m_files.createDirectories(path("directory")));
    QVERIFY(!m_files.fileSize(path("directory")));
}

void TestFileSystem::directoriesAreToldFromFiles() {
    QVERIFY(m_files.createDirectories(path("d")));
    QVERIFY(m_files.replaceAtomically(path("f"), ""));
    QVERIFY(m_files.isDirectory(path("d")));
    QVERIFY(!m_files.isDirectory(path("f")));
    QVERIFY(!m_files.isDirectory(path("absent")));
    QVERIFY(!m_files.map(path("d")));
}

void TestFileSystem::aDirectoryIsRenamedWithAllItHolds() {
    QVERIFY(m_files.createDirectories(path("old/inner")));
    QVERIFY(m_files.replaceAtomically(path("old/inner/file"), "1"));
    QVERIFY(m_files.rename(path("old"), path("new")));
    QVERIFY(!m_files.exists(path("old")));
    QCOMPARE(m_files.readAll(path("new/inner/file")).value(), std::string("1"));
    QVERIFY(m_files.syncDirectory(m_directory.path().toStdString()));
}

void TestFileSystem::aDirectoryDoesNotReplaceAFullOne() {
    QVERIFY(m_files.createDirectories(path("source")));
    QVERIFY(m_files.createDirectories(path("target/inner")));
    QVERIFY(!m_files.rename(path("source"), path("target")));
    QVERIFY(m_files.isDirectory(path("target/inner")));
}

void TestFileSystem::theDiskHasRoom() {
    const auto space = m_files.space(m_directory.path().toStdString()).value();
    QVERIFY(space.totalBytes > 0);
    QVERIFY(space.freeBytes <= space.totalBytes);
    QCOMPARE(m_files.space(path("absent")).error().code(), ErrorCode::kNotFound);
}

void TestFileSystem::aMissingDirectoryCannotBeSynced() {
    QCOMPARE(m_files.syncDirectory(path("absent")).error().code(), ErrorCode::kNotFound);
    QVERIFY(m_files.replaceAtomically(path("plain"), ""));
    QVERIFY(!m_files.syncDirectory(path("plain")));
}

QTEST_GUILESS_MAIN(TestFileSystem)
#include "test_file_system.moc"
