// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include "core/tsdb/db_fixture.h"

using namespace hearth;
using namespace hearth::tsdb;
using namespace hearth::tsdb::testing;

/// The database as its users see it, on the real disk.
class TestDb : public QObject {
    Q_OBJECT

  private:
    PosixFileSystem m_files;

  private slots:
    void committedSamplesAreRead();
    void nothingIsVisibleBeforeCommit();
    void rolledBackSamplesNeverShow();
    void samplesSurviveReopening();
    void closingWithoutSyncKeepsWhatWasCommitted();
    void aReaderKeepsItsView();
    void readsAreClippedToTheRange();
    void aLongSeriesIsCutIntoChunks();
    void rejections_data();
    void rejections();
    void anEmptyLabelSetIsRefused();
    void staleMarkersKeepTheirBits();
    void aSecondOpenNamesTheOwner();
    void anUnusableDirectoryIsNamed();
    void blocksAreLeftUntouched();
    void metadataSurvivesReopening();
    void statusCountsLabels();
    void replayReportsProgress();
    void metricsFollowTheHead();
    void theStorageThreadStopsAtOnce();
};

namespace {

const model::Labels kUp{{"__name__", "up"}, {"job", "node"}};
const model::Labels kLoad{{"__name__", "load"}, {"job", "node"}};

std::vector<model::Sample> ramp(std::size_t count, model::TimestampMs start = 1'000'000,
                                model::DurationMs step = 15'000) {
    std::vector<model::Sample> samples;
    for (std::size_t i = 0; i < count; ++i) {
        samples.push_back({start + static_cast<model::TimestampMs>(i) * step, static_cast<double>(i)});
    }
    return samples;
}

} // namespace

void TestDb::committedSamplesAreRead() {
    const QTemporaryDir directory;
    DbFixture fixture(m_files, directory.path().toStdString());
    QVERIFY(fixture.open().has_value());
    QVERIFY(fixture.write(kUp, {{1000, 1}, {2000, 0}}).has_value());
    QVERIFY(fixture.write(kLoad, {{1500, 0.25}}).has_value());
    QCOMPARE(toText(fixture.read()), std::string("load{job=\"node\"} 0.25@1500\nup{job=\"node\"} 1@1000 0@2000\n"));
}

void TestDb::nothingIsVisibleBeforeCommit() {
    const QTemporaryDir directory;
    DbFixture fixture(m_files, directory.path().toStdString());
    QVERIFY(fixture.open().has_value());
    const auto appender = fixture.db().appender();
    std::vector<storage::Rejection> rejected;
    const storage::RefSample sample{appender->series(kUp).value(), 1000, 1};
    appender->append({&sample, 1}, rejected);
    QCOMPARE(toText(fixture.read()), std::string());
    QVERIFY(appender->commit().has_value());
    QCOMPARE(toText(fixture.read()), std::string("up{job=\"node\"} 1@1000\n"));
}

void TestDb::rolledBackSamplesNeverShow() {
    const QTemporaryDir directory;
    DbFixture fixture(m_files, directory.path().toStdString());
    QVERIFY(fixture.open().has_value());
    {
        const auto appender = fixture.db().appender();
        std::vector<storage::Rejection> rejected;
        const storage::RefSample sample{appender->series(kUp).value(), 1000, 1};
        appender->append({&sample, 1}, rejected);
        appender->rollback();
        QVERIFY(appender->commit().has_value());
    }
    QCOMPARE(toText(fixture.read()), std::string());
    QVERIFY(fixture.open().has_value());
    QCOMPARE(toText(fixture.read()), std::string());
}

void TestDb::samplesSurviveReopening() {
    const QTemporaryDir directory;
    DbFixture fixture(m_files, directory.path().toStdString());
    for (const auto compression : {wal::Compression::kNone, wal::Compression::kSnappy, wal::Compression::kZstd}) {
        fixture.options.walCompression = compression;
        QVERIFY(fixture.open().has_value());
        const auto start = 1'000'000 + static_cast<model::TimestampMs>(compression) * 10'000'000;
        QVERIFY(fixture.write(kUp, ramp(200, start)).has_value());
        QVERIFY(fixture.write(kLoad, ramp(20, start)).has_value());
        const auto before = toText(fixture.read());
        QVERIFY(fixture.open().has_value());
        QCOMPARE(toText(fixture.read()), before);
    }
}

void TestDb::closingWithoutSyncKeepsWhatWasCommitted() {
    const QTemporaryDir directory;
    DbFixture first(m_files, directory.path().toStdString());
    QVERIFY(first.open().has_value());
    QVERIFY(first.write(kUp, ramp(100)).has_value());
    // As after kill -9: a copy of the directory as it stands, with nothing closed.
    const QTemporaryDir copy;
    QVERIFY(QDir().mkpath(copy.filePath("wal")));
    QVERIFY(QFile::copy(directory.filePath("wal/00000000"), copy.filePath("wal/00000000")));
    DbFixture second(m_files, copy.path().toStdString());
    QVERIFY(second.open().has_value());
    QCOMPARE(toText(second.read()), toText(first.read()));
}

void TestDb::aReaderKeepsItsView() {
    const QTemporaryDir directory;
    DbFixture fixture(m_files, directory.path().toStdString());
    QVERIFY(fixture.open().has_value());
    QVERIFY(fixture.write(kUp, {{1000, 1}}).has_value());
    const auto querier = fixture.db().querier(kAllTime).value();
    QVERIFY(fixture.write(kUp, {{2000, 2}, {3000, 3}}).has_value());
    QVERIFY(fixture.write(kUp, {{4000, 4}}).has_value());
    QVERIFY(fixture.write(kLoad, {{4000, 4}}).has_value());
    QCOMPARE(toText(readAll(*querier, {}, kAllTime)), std::string("up{job=\"node\"} 1@1000\n"));
    const auto later = fixture.db().querier(kAllTime).value();
    QVERIFY(fixture.write(kUp, ramp(300, 5000, 1000)).has_value()); // several chunks
    QCOMPARE(toText(readAll(*querier, {}, kAllTime)), std::string("up{job=\"node\"} 1@1000\n"));
    QCOMPARE(toText(readAll(*later, {model::Matcher::equal("__name__", "up")}, kAllTime)),
             std::string("up{job=\"node\"} 1@1000 2@2000 3@3000 4@4000\n"));
}

void TestDb::readsAreClippedToTheRange() {
    const QTemporaryDir directory;
    DbFixture fixture(m_files, directory.path().toStdString());
    QVERIFY(fixture.open().has_value());
    QVERIFY(fixture.write(kUp, ramp(1000, 0, 1000)).has_value());
    QCOMPARE(toText(fixture.read({}, {500'000, 502'000})),
             std::string("up{job=\"node\"} 500@500000 501@501000 502@502000\n"));
    QCOMPARE(toText(fixture.read({}, {999'001, 2'000'000})), std::string());
    QCOMPARE(toText(fixture.read({}, {-10, -1})), std::string());
}

void TestDb::aLongSeriesIsCutIntoChunks() {
    const QTemporaryDir directory;
    DbFixture fixture(m_files, directory.path().toStdString());
    QVERIFY(fixture.open().has_value());
    QVERIFY(fixture.write(kUp, ramp(1200, 0, 15'000)).has_value()); // five hours: 480 samples in a full range
    const auto status = fixture.db().status(10);
    QCOMPARE(status.chunks, std::uint64_t{10});
    QCOMPARE(fixture.read().begin()->second.size(), std::size_t{1200});
}

void TestDb::rejections_data() {
    QTest::addColumn<qint64>("time");
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("expected");
    QTest::newRow("newer is taken") << qint64{10'000'001} << 5.0 << "";
    QTest::newRow("same again is silently accepted") << qint64{10'000'000} << 1.0 << "";
    QTest::newRow("same time with another value") << qint64{10'000'000} << 2.0 << "0:duplicate sample for timestamp";
    QTest::newRow("older than the newest") << qint64{9'999'999} << 1.0 << "0:out of order sample";
    QTest::newRow("at the edge of the window") << qint64{10'000'000 - 3'600'000} << 1.0 << "0:out of order sample";
    QTest::newRow("before the window") << qint64{10'000'000 - 3'600'001} << 1.0 << "0:out of bounds";
}

void TestDb::rejections() {
    QFETCH(qint64, time);
    QFETCH(double, value);
    QFETCH(QString, expected);
    const QTemporaryDir directory;
    DbFixture fixture(m_files, directory.path().toStdString());
    QVERIFY(fixture.open().has_value());
    QVERIFY(fixture.write(kUp, {{10'000'000, 1}}).has_value());
    QCOMPARE(QString::fromStdString(fixture.tryWrite(kUp, {{time, value}})), expected);
    const auto isBeforeWindow = expected.contains("bounds");
    QCOMPARE(QString::fromStdString(fixture.tryWrite(kLoad, {{time, value}})), isBeforeWindow ? expected : QString());
}

void TestDb::anEmptyLabelSetIsRefused() {
    const QTemporaryDir directory;
    DbFixture fixture(m_files, directory.path().toStdString());
    QVERIFY(fixture.open().has_value());
    const auto result = fixture.db().appender()->series({});
    QVERIFY(!result);
    QCOMPARE(result.error().code(), ErrorCode::kInvalidArgument);
    std::vector<storage::Rejection> rejected;
    const storage::RefSample stale{42, 1000, 1};
    fixture.db().appender()->append({&stale, 1}, rejected);
    QCOMPARE(rejected.size(), std::size_t{1});
    QCOMPARE(rejected.front().reason, storage::RejectReason::kUnknownSeries);
}

void TestDb::staleMarkersKeepTheirBits() {
    const QTemporaryDir directory;
    DbFixture fixture(m_files, directory.path().toStdString());
    QVERIFY(fixture.open().has_value());
    QVERIFY(fixture.write(kUp, {{1000, 1}, {2000, model::staleNan()}, {3000, model::normalNan()}}).has_value());
    QVERIFY(fixture.open().has_value());
    const auto samples = fixture.read().begin()->second;
    QCOMPARE(samples.at(1).second, model::kStaleNanBits);
    QCOMPARE(samples.at(2).second, model::kNormalNanBits);
}

void TestDb::aSecondOpenNamesTheOwner() {
    const QTemporaryDir directory;
    DbFixture first(m_files, directory.path().toStdString());
    DbFixture second(m_files, directory.path().toStdString());
    QVERIFY(first.open().has_value());
    const auto result = second.open();
    QVERIFY(!result);
    QCOMPARE(result.error().code(), ErrorCode::kConflict);
    const auto message = QString::fromStdString(result.error().message());
    QVERIFY2(message.contains(QString::number(QCoreApplication::applicationPid())), qPrintable(message));
    QVERIFY2(message.contains(directory.path()), qPrintable(message));
    first.close();
    QVERIFY(second.open().has_value());
}

void TestDb::anUnusableDirectoryIsNamed() {
    DbFixture fixture(m_files, "/dev/null/data");
    const auto result = fixture.open();
    QVERIFY(!result);
    const auto message = QString::fromStdString(result.error().message());
    QVERIFY2(message.startsWith("cannot use data directory /dev/null/data: "), qPrintable(message));
}

void TestDb::blocksAreLeftUntouched() {
    const QTemporaryDir directory;
    const auto meta = directory.filePath("01M7Y5R2XWG4ZCJ5DNK3511C5Y/meta.json");
    QVERIFY(QDir(directory.path()).mkpath("01M7Y5R2XWG4ZCJ5DNK3511C5Y"));
    QFile file(meta);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("{}") == 2);
    file.close();
    DbFixture fixture(m_files, directory.path().toStdString());
    QVERIFY(fixture.open().has_value());
    fixture.close();
    QVERIFY(QFile::exists(meta));
}

void TestDb::metadataSurvivesReopening() {
    const QTemporaryDir directory;
    DbFixture fixture(m_files, directory.path().toStdString());
    QVERIFY(fixture.open().has_value());
    const model::Metadata metadata{model::MetricType::kGauge, "Whether the target answered.", ""};
    {
        const auto appender = fixture.db().appender();
        appender->metadata(appender->series(kUp).value(), metadata);
        QVERIFY(!fixture.db().metadata("up").has_value());
        QVERIFY(appender->commit().has_value());
    }
    QVERIFY(fixture.db().metadata("up") == metadata);
    QVERIFY(fixture.open().has_value());
    QVERIFY(fixture.db().metadata("up") == metadata);
}

void TestDb::statusCountsLabels() {
    const QTemporaryDir directory;
    DbFixture fixture(m_files, directory.path().toStdString());
    QVERIFY(fixture.open().has_value());
    for (const auto* instance : {"a", "b", "c"}) {
        QVERIFY(fixture.write({{"__name__", "up"}, {"instance", instance}}, {{1000, 1}}).has_value());
    }
    QVERIFY(fixture.write({{"__name__", "load"}, {"instance", "a"}}, {{2000, 1}}).has_value());
    const auto status = fixture.db().status(2);
    QCOMPARE(status.series, std::uint64_t{4});
    QCOMPARE(status.labelPairs, std::uint64_t{5});
    QCOMPARE(status.timeRange->begin, model::TimestampMs{1000});
    QCOMPARE(status.timeRange->end, model::TimestampMs{2000});
    QCOMPARE(status.seriesCountByMetricName.size(), std::size_t{2});
    QCOMPARE(status.seriesCountByMetricName.front().name, std::string("up"));
    QCOMPARE(status.seriesCountByMetricName.front().count, std::uint64_t{3});
    QCOMPARE(status.labelValueCountByLabelName.front().name, std::string("instance"));
    QCOMPARE(status.memoryInBytesByLabelName.front().name, std::string("__name__"));
    QCOMPARE(status.memoryInBytesByLabelName.front().count, std::uint64_t{10}); // three times "up", once "load"
    QCOMPARE(status.seriesCountByLabelValuePair.front().name, std::string("__name__=up"));
}

void TestDb::replayReportsProgress() {
    const QTemporaryDir directory;
    DbFixture fixture(m_files, directory.path().toStdString());
    for (int i = 0; i < 3; ++i) {
        QVERIFY(fixture.open().has_value());
        QVERIFY(fixture.write(kUp, {{1000 * (i + 1), 1}}).has_value());
    }
    std::string seen;
    fixture.options.onReplay = [&](ReplayProgress progress) {
        seen += std::to_string(progress.first) + "/" + std::to_string(progress.current) + "/" +
                std::to_string(progress.last) + " ";
    };
    QVERIFY(fixture.open().has_value());
    QCOMPARE(seen, std::string("0/0/2 0/1/2 0/2/2 "));
}

void TestDb::metricsFollowTheHead() {
    const QTemporaryDir directory;
    DbFixture fixture(m_files, directory.path().toStdString());
    QVERIFY(fixture.open().has_value());
    QVERIFY(fixture.write(kUp, ramp(200)).has_value());
    QCOMPARE(fixture.metric("prometheus_tsdb_head_samples_appended_total"), std::string("200"));
    QCOMPARE(fixture.metric("prometheus_tsdb_head_series"), std::string("1"));
    QCOMPARE(fixture.metric("prometheus_tsdb_head_max_time_seconds"), std::string("3985"));
    QVERIFY(fixture.metric("prometheus_tsdb_wal_storage_size_bytes") != "none");
    (void)fixture.tryWrite(kUp, {{1'000'000, 1}});
    QCOMPARE(fixture.metric("prometheus_tsdb_out_of_order_samples_total"), std::string("1"));
}

void TestDb::theStorageThreadStopsAtOnce() {
    const QTemporaryDir directory;
    DbFixture fixture(m_files, directory.path().toStdString());
    fixture.options.storageThread = true;
    fixture.options.syncInterval = std::chrono::hours(1);
    QVERIFY(fixture.open().has_value());
    QVERIFY(fixture.write(kUp, {{1000, 1}}).has_value());
    QVERIFY(fixture.db().close().has_value());
    QVERIFY(!QFile::exists(directory.filePath("lock")));
}

QTEST_GUILESS_MAIN(TestDb)
#include "test_db.moc"
