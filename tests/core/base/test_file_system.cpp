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

QTEST_GUILESS_MAIN(TestFileSystem)
#include "test_file_system.moc"
