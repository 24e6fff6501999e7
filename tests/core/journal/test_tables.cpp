// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include "base/file_system.h"
#include "journal/active_alert_table.h"
#include "journal/history_table.h"
#include "journal/journal.h"
#include "journal/labels_code.h"
#include "journal/notification_table.h"
#include "journal/sleep_table.h"
#include "journal/trace_table.h"
#include "support/fake_clock.h"

using namespace hearth;
using namespace hearth::journal;

class TestTables : public QObject {
    Q_OBJECT

    QTemporaryDir m_directory;
    std::unique_ptr<Database> m_database;

    std::vector<std::int64_t> traceIds(std::uint64_t alert) {
        std::vector<std::int64_t> ids;
        for (const auto rows = TraceTable(*m_database).ofAlert(alert).value(); const auto& row : rows) {
            ids.push_back(row.id);
        }
        return ids;
    }
    using Ids = std::vector<std::int64_t>;

  private slots:
    void init() {
        PosixFileSystem files;
        const tests::FakeClock clock;
        QVERIFY(m_directory.isValid());
        const auto path = m_directory.filePath(QTest::currentTestFunction()).toStdString();
        QVERIFY(Journal::open(files, path, clock, Log()));
        m_database = Database::open(path, {}).value();
    }

    void labelsComeBackAsTheyWere() {
        const model::Labels labels{{"alertname", "A"}, {"näme", std::string(300, 'v')}};
        QVERIFY(labelsFromBytes(labels.bytes()).value() == labels);
        QVERIFY(labelsFromBytes({}).value().empty());
        for (std::size_t length = 1; length < labels.bytes().size(); ++length) {
            const auto cut = labelsFromBytes(labels.bytes().substr(0, length));
            QVERIFY(!cut || !(*cut == labels));
        }
    }

    void aFileOfTheFirstVersionIsBroughtUpToDate() {
        // Such a file lacks what later versions added, and no more.
        QVERIFY(m_database->execute("DROP TABLE sleep"));
        QVERIFY(m_database->execute("PRAGMA user_version = 1"));
        QVERIFY(ActiveAlertTable(*m_database).put(7, 1, {{"a", "1"}}, {}, ""));
        m_database.reset();
        PosixFileSystem files;
        const tests::FakeClock clock;
        const auto path = m_directory.filePath(QTest::currentTestFunction()).toStdString();
        QVERIFY(Journal::open(files, path, clock, Log()));
        m_database = Database::open(path, {}).value();
        QVERIFY(SleepTable(*m_database).add({.begin = 1, .end = 2}));
        QCOMPARE(m_database->number("PRAGMA user_version").value(), 2);
    }

    void sleepsAreFoundByOverlap() {
        SleepTable table(*m_database);
        for (const auto& row : {SleepTable::Row{10, 20}, {30, 40}, {50, 60}}) {
            QVERIFY(table.add(row));
        }
        const auto ends = [&](std::int64_t begin, std::int64_t end) {
            Ids found;
            for (const auto rows = table.between(begin, end).value(); const auto& row : rows) {
                found.push_back(row.end);
            }
            return found;
        };
        QCOMPARE(ends(0, 100), (Ids{20, 40, 60}));
        QCOMPARE(ends(20, 30), (Ids{20, 40}));
        QCOMPARE(ends(41, 49), Ids{});
        QVERIFY(table.prune(40));
        QCOMPARE(ends(0, 100), (Ids{40, 60}));
    }

    void anAlertKeepsItsTextsWhenOnlyItsTimesChange() {
        ActiveAlertTable table(*m_database);
        const auto fingerprint = std::uint64_t{0xffff'ffff'ffff'fff0};
        QVERIFY(table.put(7, fingerprint, {{"a", "1"}}, {{"summary", "s"}}, "http://x"));
        QVERIFY(table.putTimes(7, {.startsAt = 1, .endsAt = 2, .updatedAt = 3, .endsByTimeout = true}));
        QVERIFY(table.putTimes(7, {.startsAt = 1, .endsAt = 20, .updatedAt = 30}));
        const auto rows = table.all().value();
        QCOMPARE(rows.size(), 1U);
        QCOMPARE(rows[0].fingerprint, fingerprint);
        QCOMPARE(rows[0].annotations.value("summary"), std::string_view("s"));
        QCOMPARE(rows[0].times.endsAt, 20);
        QVERIFY(!rows[0].times.endsByTimeout);
        QVERIFY(table.remove(7));
        QVERIFY(table.all().value().empty());
    }

    void theNotificationLogKeepsHashesAndForgetsWhatExpired() {
        NotificationTable table(*m_database);
        NotificationTable::Row row{.key = {.groupKey = "{}:{}", .receiver = "r", .integration = "slack", .position = 1},
                                   .time = 5,
                                   .expiresAt = 10,
                                   .firing = {1, 0xffff'ffff'ffff'ffff},
                                   .resolved = {7},
                                   .remembered = std::string("\0x", 2)};
        QVERIFY(table.put(row));
        row.firing.push_back(9);
        QVERIFY(table.put(row));
        auto rows = table.all().value();
        QCOMPARE(rows.size(), 1U);
        QCOMPARE(rows[0].firing, row.firing);
        QCOMPARE(rows[0].remembered, row.remembered);
        QVERIFY(table.removeExpired(9));
        QCOMPARE(table.all().value().size(), 1U);
        QVERIFY(table.removeExpired(10));
        QVERIFY(table.all().value().empty());
    }

    void historyIsFoundByTimeAndAlertNewestFirst() {
        HistoryTable table(*m_database);
        QVERIFY(table.identify(1, {{"a", "1"}}, 0));
        for (std::int64_t time = 1; time <= 10; ++time) {
            QVERIFY(table.add({.time = time, .fingerprint = static_cast<std::uint64_t>(time % 2), .to = "firing"}));
        }
        std::vector<std::int64_t> times;
        const auto note = [&](const HistoryTable::Found& found) {
            times.push_back(found.row.time);
            return times.size() < 3;
        };
        QVERIFY(table.visit({.begin = 2, .end = 9}, note));
        QCOMPARE(times, (Ids{9, 8, 7}));
        times.clear();
        QVERIFY(table.visit({.begin = 2, .end = 9, .fingerprint = 1}, note));
        QCOMPARE(times, (Ids{9, 7, 5}));
        QVERIFY(table.limit(1, 2));
        QCOMPARE(table.count().value(), 7);
        QVERIFY(table.prune(6, 3));
        QCOMPARE(table.count().value(), 3);
    }

    void theTraceIsBoundedByAlertByAgeAndInAll() {
        TraceTable table(*m_database);
        for (std::int64_t id = 1; id <= 20; ++id) {
            QVERIFY(table.put({.id = id, .alert = static_cast<std::uint64_t>(1 + id % 2), .time = id, .last = id}));
        }
        QVERIFY(table.put({.id = 1, .alert = 2, .time = 1, .last = 100, .count = 5}));
        QCOMPARE(table.lastId().value(), 20);
        QVERIFY(table.limitAlert(1, 3));
        QCOMPARE(traceIds(1), (Ids{16, 18, 20}));
        QVERIFY(table.prune(10, 1'000));
        QCOMPARE(traceIds(2), (Ids{1, 11, 13, 15, 17, 19}));
        QVERIFY(table.prune(0, 4));
        QCOMPARE(traceIds(2), (Ids{17, 19}));
        QVERIFY(table.prune(1'000, 4));
        QCOMPARE(table.count().value(), 0);
    }

    void groupsKeepTheirNumbers() {
        TraceTable table(*m_database);
        const auto id = table.groupId("{}:{}", "{}", "r").value();
        QCOMPARE(table.groupId("{}:{}", "{}", "r").value(), id);
        QVERIFY(table.groupId("{}:{}", "{}", "other").value() != id);
        QVERIFY(table.put({.id = 1, .group = id, .time = 5, .last = 9}));
        QCOMPARE(table.ofGroup(id, 9, 20).value().size(), 1U);
        QCOMPARE(table.ofGroup(id, 10, 20).value().size(), 0U);
        QVERIFY(table.forgetUnusedGroups());
        QCOMPARE(table.group(id).value().receiver, std::string("r"));
        QCOMPARE(table.group(99).value().key, std::string());
    }
};

QTEST_APPLESS_MAIN(TestTables)
#include "test_tables.moc"
