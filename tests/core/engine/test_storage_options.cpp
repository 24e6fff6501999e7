// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "engine/byte_size.h"
#include "engine/storage_options.h"

using namespace hearth;
using namespace hearth::engine;

class TestStorageOptions : public QObject {
    Q_OBJECT

  private slots:
    void retentionIsFifteenDaysWhereNothingIsSaid();
    void aSizeAloneLiftsTheLimitOfTime();
    void aFileThatSaysAnythingSaysAll();
    void retentionIsShownAsPrometheusShowsIt();
    void optionsReachTheDatabase();
    void exemplarsNeedTheFeature();
    void sizesAreReadAndShown_data();
    void sizesAreReadAndShown();
    void otherTextsAreNoSizes_data();
    void otherTextsAreNoSizes();
};

void TestStorageOptions::retentionIsFifteenDaysWhereNothingIsSaid() {
    QCOMPARE(toText(retentionOf({}, {})), std::string("15d"));
}

void TestStorageOptions::aSizeAloneLiftsTheLimitOfTime() {
    StorageOptions options;
    options.retentionBytes = 512U << 20U;
    QCOMPARE(toText(retentionOf(options, {})), std::string("512MiB"));
}

void TestStorageOptions::aFileThatSaysAnythingSaysAll() {
    StorageOptions options;
    options.retention = model::kDayMs;
    options.retentionBytes = 1;
    config::StorageOptions file;
    file.retentionPercentage = 12.5;
    const auto retention = retentionOf(options, file);
    QCOMPARE(retention.time, model::DurationMs{0});
    QCOMPARE(retention.bytes, std::uint64_t{0});
    QCOMPARE(toText(retention), std::string("12.5%"));
}

void TestStorageOptions::retentionIsShownAsPrometheusShowsIt() {
    QCOMPARE(toText(Retention{7 * model::kDayMs, std::uint64_t{10} << 30U, 0}), std::string("1w or 10GiB"));
    QCOMPARE(toText(Retention{}), std::string());
}

void TestStorageOptions::optionsReachTheDatabase() {
    StorageOptions options;
    options.path = "/data//";
    options.lock = false;
    options.compressLogWithZstd = true;
    options.logSyncInterval = 0;
    options.minBlockRange = model::kHourMs;
    options.snapshotAtShutdown = true;
    config::StorageOptions file;
    file.outOfOrderWindow = 5 * model::kMinuteMs;
    const auto db = dbOptions(options, file);
    QCOMPARE(db.directory, std::string("/data"));
    QVERIFY(!db.lockDirectory && db.syncAtCommit && db.snapshotAtClose);
    QVERIFY(db.walCompression == tsdb::wal::Compression::kZstd);
    QCOMPARE(db.chunkRange, model::kHourMs);
    QCOMPARE(db.outOfOrderWindow, 5 * model::kMinuteMs);
    QCOMPARE(db.retention, kDefaultRetention);
}

void TestStorageOptions::exemplarsNeedTheFeature() {
    StorageOptions options;
    config::StorageOptions file;
    file.maxExemplars = 7;
    QCOMPARE(dbOptions(options, file).maxExemplars, std::size_t{0});
    options.keepExemplars = true;
    QCOMPARE(dbOptions(options, file).maxExemplars, std::size_t{7});
    QCOMPARE(dbOptions(options, {}).maxExemplars, std::size_t{100'000});
}

void TestStorageOptions::sizesAreReadAndShown_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<quint64>("bytes");
    QTest::addColumn<QString>("shown");
    QTest::newRow("none") << "0B" << quint64{0} << "0B";
    QTest::newRow("bare zero") << "0" << quint64{0} << "0B";
    QTest::newRow("bytes") << "1023B" << quint64{1023} << "1023B";
    QTest::newRow("short unit") << "512MB" << (quint64{512} << 20U) << "512MiB";
    QTest::newRow("long unit") << "3TiB" << (quint64{3} << 40U) << "3TiB";
    QTest::newRow("a half") << "1.5GB" << (quint64{1536} << 20U) << "1GiB512MiB";
    QTest::newRow("the largest") << "7EB" << (quint64{7} << 60U) << "7EiB";
}

void TestStorageOptions::sizesAreReadAndShown() {
    QFETCH(const QString, text);
    QFETCH(const quint64, bytes);
    QFETCH(const QString, shown);
    QCOMPARE(quint64{parseByteSize(text.toStdString()).value()}, bytes);
    QCOMPARE(QString::fromStdString(formatByteSize(bytes)), shown);
}

void TestStorageOptions::otherTextsAreNoSizes_data() {
    QTest::addColumn<QString>("text");
    for (const char* text : {"", "5", "GB", "-1GB", "1XB", "1G", "8EB", "nanB", "1e3B", " 1B"}) {
        QTest::newRow(text) << text;
    }
}

void TestStorageOptions::otherTextsAreNoSizes() {
    QFETCH(const QString, text);
    QVERIFY(!parseByteSize(text.toStdString()));
}

QTEST_GUILESS_MAIN(TestStorageOptions)
#include "test_storage_options.moc"
