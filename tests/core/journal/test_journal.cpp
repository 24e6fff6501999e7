// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>
#include <fstream>

#include "base/file_system.h"
#include "journal/journal.h"
#include "journal/silence_table.h"
#include "support/fake_clock.h"

using namespace hearth;
using journal::Database;
using journal::Journal;
using journal::SilenceTable;

class TestJournal : public QObject {
    Q_OBJECT

    QTemporaryDir m_directory;
    PosixFileSystem m_files;
    tests::FakeClock m_clock;
    int m_count = 0;

    std::string newPath() { return m_directory.filePath(QString("journal-%1.db").arg(++m_count)).toStdString(); }
    Result<std::unique_ptr<Journal>> open(const std::string& path, Journal::Options options = {}) {
        return Journal::open(m_files, path, m_clock, Log(), options);
    }
    static Result<void> put(Journal& journal, const std::string& id, std::size_t bytes = 10) {
        return journal.write([&](Database& database) {
            return SilenceTable(database).put({.id = id, .endsAt = 1, .body = std::string(bytes, 'x')});
        });
    }
    static std::vector<std::string> ids(Journal& journal) {
        std::vector<std::string> ids;
        const auto read = journal.read([&](Database& database) -> Result<void> {
            for (const auto rows = HEARTH_TRY(SilenceTable(database).all()); const auto& row : rows) {
                ids.push_back(row.id);
            }
            return {};
        });
        return read ? ids : std::vector<std::string>{read.error().message()};
    }
    static std::string contents(const std::string& path) {
        std::ifstream in(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    static void overwrite(const std::string& path, const std::string& bytes) {
        std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
    }
    using Strings = std::vector<std::string>;

  private slots:
    void whatWasWrittenIsThereAfterReopening() {
        const auto path = newPath();
        {
            auto journal = open(path);
            QVERIFY2(journal, journal ? "" : journal.error().message().c_str());
            QCOMPARE((*journal)->lastCommitBefore(), 0);
            QVERIFY(put(**journal, "a"));
        }
        auto journal = open(path);
        QVERIFY(journal);
        QCOMPARE(ids(**journal), Strings{"a"});
        QCOMPARE((*journal)->lastCommitBefore(), m_clock.nowMs());
        QVERIFY(!(*journal)->damage());
    }

    void whatWasCommittedSurvivesAKillAtAnyTime() {
        const auto path = newPath();
        auto journal = open(path);
        QVERIFY(put(**journal, "a"));
        QVERIFY(put(**journal, "b"));
        const auto file = contents(path);
        const auto log = contents(path + "-wal");
        QVERIFY(!log.empty());
        // The log as it may lie on the disk while it is being written: only whole transactions count.
        std::size_t most = 0;
        for (std::size_t length = 0; length <= log.size(); length += log.size() / 23) {
            const auto copy = newPath();
            overwrite(copy, file);
            overwrite(copy + "-wal", log.substr(0, length));
            auto reopened = open(copy, {.syncs = false});
            QVERIFY2(reopened, reopened ? "" : reopened.error().message().c_str());
            const auto found = ids(**reopened);
            QVERIFY(found.empty() || found == Strings{"a"} || (found == Strings{"a", "b"}));
            QVERIFY(found.size() >= most);
            most = found.size();
        }
        const auto copy = newPath();
        overwrite(copy, file);
        overwrite(copy + "-wal", log);
        auto reopened = open(copy);
        QCOMPARE(ids(**reopened), (Strings{"a", "b"}));
    }

    void aTransactionThatFailsLeavesNothing() {
        auto journal = open(newPath());
        const auto failed = (*journal)->write([](Database& database) -> Result<void> {
            HEARTH_TRY(SilenceTable(database).put({.id = "a"}));
            return fail(ErrorCode::kInvalidArgument, "no");
        });
        QCOMPARE(failed.error().message(), std::string("no"));
        QCOMPARE(ids(**journal), Strings{});
        QVERIFY(put(**journal, "b"));
        QCOMPARE(ids(**journal), Strings{"b"});
    }

    void aFullDiskIsAnErrorFromWhichItRecovers() {
        auto journal = open(newPath(), {.maxBytes = 200'000});
        QVERIFY(put(**journal, "small"));
        const auto failed = put(**journal, "big", 1'000'000);
        QVERIFY(!failed);
        QCOMPARE(failed.error().code(), ErrorCode::kIo);
        QCOMPARE(failed.error().message(), std::string("database or disk is full"));
        QVERIFY(put(**journal, "after"));
        QCOMPARE(ids(**journal), (Strings{"after", "small"}));
    }

    void aDamagedFileIsSetAsideAndANewOneBegun_data() {
        QTest::addColumn<int>("kind");
        QTest::newRow("no database at all") << 0;
        QTest::newRow("pages in the middle are overwritten") << 1;
        QTest::newRow("the file is cut") << 2;
    }
    void aDamagedFileIsSetAsideAndANewOneBegun() {
        QFETCH(int, kind);
        const auto path = newPath();
        {
            auto journal = open(path, {.syncs = false});
            for (int i = 0; i < 200; ++i) {
                QVERIFY(put(**journal, "id" + std::to_string(i), 500));
            }
        }
        auto bytes = contents(path);
        if (kind == 0) {
            bytes.assign(5'000, 'z');
        } else if (kind == 1) {
            std::fill(bytes.begin() + 4096, bytes.begin() + 20 * 4096, '\x5a');
        } else {
            bytes.resize(bytes.size() / 2);
        }
        overwrite(path, bytes);
        auto journal = open(path);
        QVERIFY2(journal, journal ? "" : journal.error().message().c_str());
        QVERIFY((*journal)->damage());
        QVERIFY((*journal)->damage()->contains("set aside as " + path + ".damaged-"));
        QCOMPARE(ids(**journal), Strings{});
        QVERIFY(put(**journal, "new"));
        QCOMPARE(contents(path + ".damaged-" + std::to_string(m_clock.nowMs())), bytes);
        m_clock.advance(std::chrono::seconds(1));
    }

    void aFileOfANewerProgramIsLeftAlone() {
        const auto path = newPath();
        {
            auto database = Database::open(path, {});
            QVERIFY((*database)->execute("PRAGMA user_version = 99"));
        }
        const auto journal = open(path);
        QVERIFY(!journal);
        QCOMPARE(journal.error().code(), ErrorCode::kUnsupported);
        QVERIFY(m_files.exists(path));
    }

    void readersSeeWhatWasCommittedWhileOthersWrite() {
        auto journal = open(newPath());
        QVERIFY(put(**journal, "a"));
        const auto written = (*journal)->write([&](Database& database) -> Result<void> {
            HEARTH_TRY(SilenceTable(database).put({.id = "b"}));
            if (ids(**journal) != Strings{"a"}) {
                return fail(ErrorCode::kInternal, "saw what is not committed");
            }
            return {};
        });
        QVERIFY2(written, written ? "" : written.error().message().c_str());
        QCOMPARE(ids(**journal), (Strings{"a", "b"}));
    }

    void readersCannotWrite() {
        auto journal = open(newPath());
        const auto written =
            (*journal)->read([](Database& database) { return SilenceTable(database).put({.id = "a"}); });
        QVERIFY(!written);
        QCOMPARE(ids(**journal), Strings{});
    }
};

QTEST_APPLESS_MAIN(TestJournal)
#include "test_journal.moc"
