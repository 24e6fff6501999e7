// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "rules/written_series.h"
#include "support/recording_storage.h"

using namespace hearth;
using namespace hearth::rules;

/// A rule that writes series named by one letter each.
class TestWrittenSeries : public QObject {
    Q_OBJECT

  private slots:
    void init();
    void equalLabelsAskTheStorageOnce();
    void whatVanishesGetsAMarker();
    void whatComesBackGoesOn();
    void aRejectedSampleIsCountedAndTheOthersStand();
    void nothingIsWrittenOutOfOrder();
    void staleReferencesAreResolvedAnew();
    void aFailedCommitKeepsTheSet();
    void anAbandonedEvaluationLeavesNoTrace();
    void nothingWrittenTouchesNoStorage();
    void releasedSeriesAreThoseOfTheLastEvaluation();

  private:
    WriteReport write(const std::string& letters, model::TimestampMs time, double value = 1) {
        m_series->begin();
        for (const char letter : letters) {
            m_series->add(m_series->find({{"__name__", std::string(1, letter)}}), time, value);
        }
        return m_series->write(*m_storage, time);
    }
    QString samples(const char* name) const { return QString::fromStdString(m_storage->samples(name)); }

    std::unique_ptr<tests::RecordingStorage> m_storage;
    std::unique_ptr<WrittenSeries> m_series;
};

void TestWrittenSeries::init() {
    m_storage = std::make_unique<tests::RecordingStorage>();
    m_series = std::make_unique<WrittenSeries>();
}

void TestWrittenSeries::equalLabelsAskTheStorageOnce() {
    write("abc", 1000);
    write("abc", 2000);
    write("cab", 3000);
    QCOMPARE(m_storage->seriesCalls(), std::size_t(3));
    QCOMPARE(m_storage->transactions(), std::size_t(3));
    QCOMPARE(samples("a"), QString("1000:1 2000:1 3000:1"));
}

void TestWrittenSeries::whatVanishesGetsAMarker() {
    write("abc", 1000);
    write("ac", 2000);
    write("c", 3000);
    QCOMPARE(samples("a"), QString("1000:1 2000:1 3000:stale"));
    QCOMPARE(samples("b"), QString("1000:1 2000:stale"));
    write("", 4000);
    QCOMPARE(samples("c"), QString("1000:1 2000:1 3000:1 4000:stale"));
    QVERIFY(m_series->empty());
}

void TestWrittenSeries::whatComesBackGoesOn() {
    write("ab", 1000);
    write("a", 2000);
    write("ab", 3000);
    write("a", 4000);
    QCOMPARE(samples("b"), QString("1000:1 2000:stale 3000:1 4000:stale"));
}

void TestWrittenSeries::aRejectedSampleIsCountedAndTheOthersStand() {
    write("ab", 2000);
    m_series->begin();
    m_series->add(m_series->find({{"__name__", "a"}}), 2000, 7);
    m_series->add(m_series->find({{"__name__", "b"}}), 1000, 1);
    m_series->add(m_series->find({{"__name__", "c"}}), 3000, 1);
    const auto report = m_series->write(*m_storage, 3000);
    QCOMPARE(report.duplicates, std::size_t(1));
    QCOMPARE(report.outOfOrder, std::size_t(1));
    QVERIFY(report.rejection.has_value());
    QVERIFY(!report.commitFailure.has_value());
    QCOMPARE(samples("c"), QString("3000:1"));
}

/// A result that comes late, and the end of a series that somebody else goes on with.
void TestWrittenSeries::nothingIsWrittenOutOfOrder() {
    m_storage->takesOutOfOrder = true;
    write("ab", 2000);
    const auto report = write("a", 1000);
    QCOMPARE(report.outOfOrder, std::size_t(1));
    QVERIFY(endSeries(*m_storage, {{{"__name__", "b"}}}, 1500).value().empty());
    QCOMPARE(samples("a"), QString("2000:1"));
    QCOMPARE(samples("b"), QString("2000:1"));
}

void TestWrittenSeries::staleReferencesAreResolvedAnew() {
    write("ab", 1000);
    m_storage->forgetReferences();
    const auto report = write("ab", 2000);
    QVERIFY(!report.rejection.has_value());
    QCOMPARE(samples("a"), QString("1000:1 2000:1"));
    QCOMPARE(samples("b"), QString("1000:1 2000:1"));
}

void TestWrittenSeries::aFailedCommitKeepsTheSet() {
    write("ab", 1000);
    m_storage->commitFailure = "disk full";
    QVERIFY(write("ac", 2000).commitFailure.has_value());
    QVERIFY(write("ad", 3000).commitFailure.has_value());
    m_storage->commitFailure.clear();
    write("a", 4000);
    QCOMPARE(samples("b"), QString("1000:1 4000:stale"));
    QCOMPARE(samples("c"), QString());
    QCOMPARE(samples("d"), QString());
}

void TestWrittenSeries::anAbandonedEvaluationLeavesNoTrace() {
    write("a", 1000);
    m_series->begin();
    m_series->add(m_series->find({{"__name__", "x"}}), 2000, 1);
    m_series->abandon();
    QCOMPARE(m_storage->transactions(), std::size_t(1));
    m_series->abandon();
    write("a", 3000);
    QCOMPARE(samples("a"), QString("1000:1 3000:1"));
    QCOMPARE(samples("x"), QString());
}

void TestWrittenSeries::nothingWrittenTouchesNoStorage() {
    write("", 1000);
    QCOMPARE(m_storage->transactions(), std::size_t(0));
}

void TestWrittenSeries::releasedSeriesAreThoseOfTheLastEvaluation() {
    write("ab", 1000);
    write("b", 2000);
    const auto released = m_series->release();
    QCOMPARE(released.size(), std::size_t(1));
    QVERIFY(released.front() == model::Labels({{"__name__", "b"}}));
    QVERIFY(m_series->empty());
}

QTEST_GUILESS_MAIN(TestWrittenSeries)
#include "test_written_series.moc"
