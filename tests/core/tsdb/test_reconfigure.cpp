// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include "core/tsdb/db_fixture.h"

using namespace hearth;
using namespace hearth::tsdb;
using namespace hearth::tsdb::testing;

/// What may change while the database is open.
class TestReconfigure : public QObject {
    Q_OBJECT

  private slots:
    void init();
    void theWindowForLateSamplesOpensAndCloses();
    void lateSamplesOfALaterWindowSurviveARestart();
    void exemplarsAreKeptFromNowOn();
    void theRetentionIsShown();

  private:
    DbLimits limits() const { return DbLimits::of(m_fixture->options); }

    QTemporaryDir m_directory;
    PosixFileSystem m_files;
    int m_number = 0;
    std::unique_ptr<DbFixture> m_fixture;
};

namespace {

const model::Labels kSeries{{"__name__", "a"}};
constexpr model::TimestampMs kNow = 100 * model::kHourMs;
constexpr model::TimestampMs kLate = kNow - 30 * model::kMinuteMs;

} // namespace

void TestReconfigure::init() {
    m_fixture = std::make_unique<DbFixture>(m_files, m_directory.filePath(QString::number(++m_number)).toStdString());
    QVERIFY(m_fixture->open());
    QVERIFY(m_fixture->write(kSeries, {{kNow, 1}}));
}

void TestReconfigure::theWindowForLateSamplesOpensAndCloses() {
    QCOMPARE(m_fixture->tryWrite(kSeries, {{kLate, 2}}), std::string("0:out of order sample"));
    auto open = limits();
    open.outOfOrderWindow = model::kHourMs;
    QVERIFY(m_fixture->db().reconfigure(open));
    QVERIFY(m_fixture->write(kSeries, {{kLate, 2}}));
    QCOMPARE(m_fixture->read().begin()->second.size(), std::size_t{2});
    QVERIFY(m_fixture->db().reconfigure(limits()));
    QCOMPARE(m_fixture->tryWrite(kSeries, {{kLate + 1, 2}}), std::string("0:out of order sample"));
    QCOMPARE(m_fixture->read().begin()->second.size(), std::size_t{2});
}

void TestReconfigure::lateSamplesOfALaterWindowSurviveARestart() {
    auto open = limits();
    open.outOfOrderWindow = model::kHourMs;
    QVERIFY(m_fixture->db().reconfigure(open));
    QVERIFY(m_fixture->write(kSeries, {{kLate, 2}}));
    m_fixture->close();
    m_fixture->options.outOfOrderWindow = model::kHourMs;
    QVERIFY(m_fixture->open());
    QCOMPARE(m_fixture->read().begin()->second.size(), std::size_t{2});
}

void TestReconfigure::exemplarsAreKeptFromNowOn() {
    const auto add = [this](model::TimestampMs time) {
        const auto appender = m_fixture->db().appender();
        const auto ref = appender->series(kSeries).value();
        const auto reason = appender->exemplar(ref, {{{"trace_id", "x"}}, time, 1});
        return appender->commit() ? reason : std::nullopt;
    };
    QVERIFY(add(kNow) == storage::RejectReason::kExemplarsOff);
    auto some = limits();
    some.maxExemplars = 10;
    QVERIFY(m_fixture->db().reconfigure(some));
    QVERIFY(!add(kNow));
    const std::vector<model::Matchers> all{{model::Matcher::equal("__name__", "a")}};
    QCOMPARE(m_fixture->db().exemplars(kAllTime, all).value().size(), std::size_t{1});
    QVERIFY(m_fixture->db().reconfigure(limits()));
    QCOMPARE(m_fixture->db().exemplars(kAllTime, all).value().size(), std::size_t{0});
}

void TestReconfigure::theRetentionIsShown() {
    auto shorter = limits();
    shorter.retention = model::kDayMs;
    shorter.retentionBytes = 512;
    QVERIFY(m_fixture->db().reconfigure(shorter));
    QCOMPARE(m_fixture->metric("prometheus_tsdb_retention_limit_seconds"), std::string("86400"));
    QCOMPARE(m_fixture->metric("prometheus_tsdb_retention_limit_bytes"), std::string("512"));
}

QTEST_GUILESS_MAIN(TestReconfigure)
#include "test_reconfigure.moc"
