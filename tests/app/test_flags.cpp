// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "cli/engine_options.h"
#include "cli/flags.h"

using hearth::app::Flags;

class TestFlags : public QObject {
    Q_OBJECT

  private slots:
    void defaultsArePrometheuss();
    void valuesAreTakenInBothForms();
    void listsKeepEveryValue();
    void switchesCanBeTurnedOff();
    void refusalsAreOneSentence_data();
    void refusalsAreOneSentence();
    void theStatusListHasPrometheussFlagsOnly();
    void helpNamesEveryVisibleFlag();
    void whatHasNoEffectIsListed();
    void protectionThatCannotBeGivenIsRefused();
    void storageFlagsReachTheStorage();
    void theFormerRetentionFlagStillCounts();
    void storageFlagsOutOfRangeAreRefused_data();
    void storageFlagsOutOfRangeAreRefused();
};

void TestFlags::defaultsArePrometheuss() {
    const auto flags = Flags::parse({}).value();
    QVERIFY(flags.mode() == Flags::Mode::kDesktop);
    QCOMPARE(flags.value("config.file"), std::string("prometheus.yml"));
    QCOMPARE(flags.value("storage.tsdb.path"), std::string("data/"));
    QCOMPARE(flags.values("web.listen-address"), (std::vector<std::string>{"0.0.0.0:9090"}));
    QVERIFY(!flags.stated("config.file"));
}

void TestFlags::valuesAreTakenInBothForms() {
    const auto flags = Flags::parse({"--server", "--config.file=a.yml", "--query.timeout", "30s"}).value();
    QVERIFY(flags.mode() == Flags::Mode::kServer);
    QCOMPARE(flags.value("config.file"), std::string("a.yml"));
    QCOMPARE(flags.value("query.timeout"), std::string("30s"));
    QVERIFY(flags.stated("config.file"));
}

void TestFlags::listsKeepEveryValue() {
    const auto flags = Flags::parse({"--web.listen-address=:1", "--web.listen-address=:2"}).value();
    QCOMPARE(flags.values("web.listen-address"), (std::vector<std::string>{":1", ":2"}));
    QCOMPARE(Flags::parse({"--log.level=info", "--log.level=warn"}).value().value("log.level"), std::string("warn"));
}

void TestFlags::switchesCanBeTurnedOff() {
    QVERIFY(Flags::parse({"--web.enable-lifecycle"}).value().enabled("web.enable-lifecycle"));
    QVERIFY(!Flags::parse({"--no-storage.tsdb.wal-compression"}).value().enabled("storage.tsdb.wal-compression"));
}

void TestFlags::refusalsAreOneSentence_data() {
    QTest::addColumn<QString>("argument");
    QTest::addColumn<QString>("message");
    QTest::newRow("unknown") << "--no.such.flag" << "unknown argument --no.such.flag; --help lists the flags";
    QTest::newRow("unknown word") << "frobnicate" << "unknown argument frobnicate; --help lists the flags";
    QTest::newRow("duration") << "--query.timeout=soon"
                              << "flag --query.timeout cannot be \"soon\": it takes a duration such as 15s or 1h30m";
    QTest::newRow("number") << "--query.max-samples=-1"
                            << "flag --query.max-samples cannot be \"-1\": it takes a whole number";
    QTest::newRow("size") << "--storage.tsdb.retention.size=5"
                          << "flag --storage.tsdb.retention.size cannot be \"5\": it takes a size such as 512MB";
}

void TestFlags::refusalsAreOneSentence() {
    QFETCH(const QString, argument);
    const auto flags = Flags::parse({argument.toStdString()});
    QVERIFY(!flags);
    QTEST(QString::fromStdString(flags.error().message()), "message");
}

void TestFlags::theStatusListHasPrometheussFlagsOnly() {
    const auto all = Flags::parse({"--server"}).value().all();
    const auto has = [&](std::string_view name) {
        return std::ranges::any_of(all, [&](const auto& flag) { return flag.first == name; });
    };
    QVERIFY(has("storage.tsdb.retention.time"));
    QVERIFY(!has("server"));
}

void TestFlags::helpNamesEveryVisibleFlag() {
    const auto text = Flags::help();
    QVERIFY(text.contains("--web.listen-address=0.0.0.0:9090"));
    QVERIFY(text.contains("--server"));
    QVERIFY(!text.contains("samples-per-chunk"));
}

void TestFlags::whatHasNoEffectIsListed() {
    const auto flags = Flags::parse({"--storage.tsdb.retention.time=1y", "--web.enable-otlp-receiver",
                                     "--rules.max-concurrent-evals=1"})
                           .value();
    QCOMPARE(flags.withoutEffect(), (std::vector<std::string>{"web.enable-otlp-receiver"}));
}

void TestFlags::protectionThatCannotBeGivenIsRefused() {
    const auto options = hearth::app::engineOptions(Flags::parse({"--web.config.file=web.yml"}).value());
    QVERIFY(!options);
    QVERIFY(options.error().message().starts_with("flag --web.config.file: "));
}

void TestFlags::storageFlagsReachTheStorage() {
    const auto options =
        hearth::app::engineOptions(
            Flags::parse({"--storage.tsdb.path=/d/", "--storage.tsdb.no-lockfile", "--storage.tsdb.retention.time=30d",
                          "--storage.tsdb.retention.size=1.5GB", "--storage.tsdb.min-block-duration=1h",
                          "--storage.tsdb.max-block-duration=6h", "--storage.tsdb.wal-segment-size=16MB",
                          "--no-storage.tsdb.allow-overlapping-compaction", "--storage.tsdb.block-reload-interval=10ms",
                          "--enable-feature=exemplar-storage,memory-snapshot-on-shutdown", "--web.enable-admin-api",
                          "--web.enable-remote-write-receiver"})
                .value())
            .value();
    const auto& storage = options.storage;
    QCOMPARE(storage.path, std::string("/d/"));
    QVERIFY(!storage.lock && !storage.compactOverlapping && storage.keepExemplars && storage.snapshotAtShutdown);
    QCOMPARE(storage.retention, 30 * hearth::model::kDayMs);
    QCOMPARE(storage.retentionBytes, std::uint64_t{1536} << 20U);
    QCOMPARE(storage.minBlockRange, hearth::model::kHourMs);
    QCOMPARE(storage.maxBlockRange, 6 * hearth::model::kHourMs);
    QCOMPARE(storage.logSegmentBytes, std::uint64_t{16} << 20U);
    QVERIFY(storage.blockInterval == std::chrono::seconds(1));
    QVERIFY(options.enableAdmin && options.receiveRemoteWrite);
}

void TestFlags::theFormerRetentionFlagStillCounts() {
    const auto retention = [](const std::vector<std::string>& arguments) {
        return hearth::app::engineOptions(Flags::parse(arguments).value()).value().storage.retention;
    };
    QCOMPARE(retention({}), hearth::model::DurationMs{0});
    QCOMPARE(retention({"--storage.tsdb.retention=3d"}), 3 * hearth::model::kDayMs);
    QCOMPARE(retention({"--storage.tsdb.retention=3d", "--storage.tsdb.retention.time=4d"}), 4 * hearth::model::kDayMs);
}

void TestFlags::storageFlagsOutOfRangeAreRefused_data() {
    QTest::addColumn<QString>("argument");
    QTest::newRow("segment too small") << "--storage.tsdb.wal-segment-size=1MB";
    QTest::newRow("segment too large") << "--storage.tsdb.wal-segment-size=1GB";
    QTest::newRow("no compression of that name") << "--storage.tsdb.wal-compression-type=lzma";
    QTest::newRow("blocks without length") << "--storage.tsdb.min-block-duration=0s";
    QTest::newRow("longest shorter than shortest") << "--storage.tsdb.max-block-duration=1h";
}

void TestFlags::storageFlagsOutOfRangeAreRefused() {
    QFETCH(const QString, argument);
    const auto options = hearth::app::engineOptions(Flags::parse({argument.toStdString()}).value());
    QVERIFY(!options);
    QVERIFY(options.error().message().starts_with("flag --storage.tsdb."));
}

QTEST_GUILESS_MAIN(TestFlags)
#include "test_flags.moc"
