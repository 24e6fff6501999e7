// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>
#include <fmt/format.h>
#include <random>

#include "core/tsdb/db_fixture.h"
#include "support/fake_file_system.h"
#include "tsdb/wal/format.h"

using namespace hearth;
using namespace hearth::tsdb;
using namespace hearth::tsdb::testing;
using hearth::tests::FakeFileSystem;

namespace {

constexpr std::uint32_t kSeed = 20260102;
const char* const kDirectory = "/data";

/// Commits a scrape of a few series after the other and remembers what was acknowledged: the model to check against.
class Writer {
  public:
    explicit Writer(DbFixture& fixture)
        : m_fixture(fixture) {}

    /// One more transaction over five series; whether it was acknowledged.
    bool scrape() {
        const auto round = static_cast<double>(++m_round);
        const auto time = 1'000'000 + m_round * 1000;
        const auto appender = m_fixture.db().appender();
        std::vector<storage::RefSample> samples;
        for (int i = 0; i < 5; ++i) {
            const auto ref = appender->series({{"__name__", "m"}, {"i", std::to_string(i)}});
            if (!ref) {
                return false;
            }
            samples.push_back({*ref, time, round * 10 + i});
        }
        std::vector<storage::Rejection> rejected;
        appender->append(samples, rejected);
        if (!rejected.empty() || !appender->commit()) {
            return false;
        }
        m_acknowledged.push_back(m_round);
        return true;
    }

    const std::vector<std::int64_t>& acknowledged() const { return m_acknowledged; }

  private:
    DbFixture& m_fixture;
    std::int64_t m_round = 0;
    std::vector<std::int64_t> m_acknowledged;
};

/// The rounds that are in the database; every round whole and with its own values, or the reason why not.
Result<std::vector<std::int64_t>> roundsIn(DbFixture& fixture) {
    std::map<std::int64_t, int> seriesOfRound;
    for (const auto& [labels, samples] : fixture.read()) {
        const auto i = labels.at(labels.find("i=\"") + 3) - '0';
        for (const auto& [time, bits] : samples) {
            const auto round = (time - 1'000'000) / 1000;
            if (std::bit_cast<double>(bits) != static_cast<double>(round * 10 + i)) {
                return fail(ErrorCode::kCorruption, "wrong value in " + labels);
            }
            ++seriesOfRound[round];
        }
    }
    std::vector<std::int64_t> rounds;
    for (const auto& [round, count] : seriesOfRound) {
        if (count != 5) {
            return fail(ErrorCode::kCorruption, "half of a transaction in round " + std::to_string(round));
        }
        rounds.push_back(round);
    }
    return rounds;
}

bool isPrefix(const std::vector<std::int64_t>& part, const std::vector<std::int64_t>& whole) {
    return part.size() <= whole.size() && std::equal(part.begin(), part.end(), whole.begin());
}

/// The process ends; nothing of it reaches the disk any more.
void kill(FakeFileSystem& files, DbFixture& fixture) {
    files.endProcess();
    files.freezeFromCall(1);
    fixture.close();
    files.heal();
}

} // namespace

/// What survives what, on a disk that fails on command.
class TestCrash : public QObject {
    Q_OBJECT

  private slots:
    void aLogCutAtAnyByteOfItsLastPageOpens();
    void aFlippedByteIsNeverSilent();
    void damageInTheMiddleIsSetAside();
    void aFullDiskIsServedAsItIsAndRepairedLater();
    void whatIsBehindDamageIsServed_data();
    void whatIsBehindDamageIsServed();
    void samplesOfASeriesThatDamageTookAreNobodyElses();
    void aSnapshotWithinASalvagedSegmentIsNotTrusted();
    void aTornTailIsCutOffAndNotReportedAgain();
    void syncedCommitsSurviveAPowerCut_data();
    void syncedCommitsSurviveAPowerCut();
    void commitsThatSyncSurviveAPowerCut();
    void everyFailingCallLeavesAReadableDatabase();
    void aFullDiskRefusesSamplesUntilThereIsRoom();
    void segmentsRotate();
    void anInterruptedRepairIsCompleted();
    void syncingCoversWhatAKilledProcessWrote();
    void aPowerCutTearsTheLastSegmentAtMost();
    void aHoleThatAPowerCutLeftIsTheEndOfTheLog();
    void chunksOfALostSeriesAreNotGivenToAnother();
};

void TestCrash::aLogCutAtAnyByteOfItsLastPageOpens() {
    FakeFileSystem whole;
    DbFixture source(whole, kDirectory);
    QVERIFY(source.open().has_value());
    Writer writer(source);
    while (whole.usedBytes() < wal::kPageBytes + 2000) {
        QVERIFY(writer.scrape());
    }
    source.close();
    const auto bytes = whole.readAll("/data/wal/00000000").value();
    std::size_t last = 0;
    for (auto cut = wal::kPageBytes; cut <= bytes.size(); ++cut) {
        FakeFileSystem files;
        QVERIFY(files.createDirectories("/data/wal").has_value());
        QVERIFY(files.replaceAtomically("/data/wal/00000000", std::string_view(bytes).substr(0, cut)).has_value());
        DbFixture fixture(files, kDirectory);
        QVERIFY(fixture.open().has_value());
        QVERIFY(fixture.db().replayReport().damages.empty());
        const auto rounds = roundsIn(fixture);
        QVERIFY2(rounds.has_value(), rounds ? "" : rounds.error().message().c_str());
        QVERIFY(isPrefix(*rounds, writer.acknowledged()));
        QVERIFY(rounds->size() >= last);
        last = rounds->size();
    }
    QCOMPARE(last, writer.acknowledged().size());
}

void TestCrash::aFlippedByteIsNeverSilent() {
    FakeFileSystem files;
    DbFixture fixture(files, kDirectory);
    QVERIFY(fixture.open().has_value());
    Writer writer(fixture);
    for (int i = 0; i < 12; ++i) {
        QVERIFY(writer.scrape());
    }
    fixture.close();
    const auto bytes = files.readAll("/data/wal/00000000").value();
    std::mt19937 random(kSeed);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        FakeFileSystem copy;
        QVERIFY(copy.createDirectories("/data/wal").has_value());
        auto damaged = bytes;
        damaged[i] = static_cast<char>(damaged[i] ^ static_cast<char>(1U << random() % 8));
        QVERIFY(copy.replaceAtomically("/data/wal/00000000", damaged).has_value());
        DbFixture reader(copy, kDirectory);
        QVERIFY(reader.open().has_value());
        const auto rounds = roundsIn(reader);
        QVERIFY2(rounds.has_value(), rounds ? "" : rounds.error().message().c_str());
        const auto& report = reader.db().replayReport();
        const bool said = !report.damages.empty() || report.tornBytes != 0 || report.unknownRecords != 0 ||
                          report.unknownSeriesSamples != 0;
        QVERIFY2(said || *rounds == writer.acknowledged(), qPrintable(QString("flip in byte %1").arg(i)));
    }
}

void TestCrash::damageInTheMiddleIsSetAside() {
    FakeFileSystem files;
    DbFixture fixture(files, kDirectory);
    QVERIFY(fixture.open().has_value());
    Writer writer(fixture);
    for (int i = 0; i < 10; ++i) {
        QVERIFY(writer.scrape());
    }
    const auto middle = files.readAll("/data/wal/00000000").value().size();
    for (int i = 0; i < 10; ++i) {
        QVERIFY(writer.scrape());
    }
    QVERIFY(fixture.open().has_value()); // a second segment
    QVERIFY(writer.scrape());
    fixture.close();
    files.overwrite("/data/wal/00000000", middle + 20, "????");
    const auto original = files.readAll("/data/wal/00000000").value();

    QVERIFY(fixture.open().has_value());
    const auto& damages = fixture.db().replayReport().damages;
    QCOMPARE(damages.size(), std::size_t{1});
    QCOMPARE(damages.front().segment, std::string("/data/wal/00000000"));
    QCOMPARE(damages.front().setAside, std::string("/data/wal-damaged/00000000"));
    QCOMPARE(damages.front().lostBytes, original.size() - middle);
    QVERIFY(files.readAll(damages.front().setAside).value() == original);
    const std::vector<std::int64_t> healthy{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 21};
    QVERIFY(roundsIn(fixture).value() == healthy);
    QCOMPARE(fixture.metric("prometheus_tsdb_wal_corruptions_total"), std::string("1"));

    QVERIFY(fixture.open().has_value());
    QVERIFY(fixture.db().replayReport().damages.empty());
    QVERIFY(roundsIn(fixture).value() == healthy);
}

void TestCrash::aFullDiskIsServedAsItIsAndRepairedLater() {
    FakeFileSystem files;
    DbFixture fixture(files, kDirectory);
    QVERIFY(fixture.open().has_value());
    Writer writer(fixture);
    for (int i = 0; i < 5; ++i) {
        QVERIFY(writer.scrape());
    }
    const auto middle = files.readAll("/data/wal/00000000").value().size();
    QVERIFY(writer.scrape());
    QVERIFY(fixture.open().has_value()); // a second segment
    QVERIFY(writer.scrape());
    fixture.close();
    files.overwrite("/data/wal/00000000", middle + 20, "????");
    const std::vector<std::int64_t> healthy{1, 2, 3, 4, 5, 7};

    files.setCapacity(files.usedBytes() + 100);
    QVERIFY(fixture.open().has_value());
    QCOMPARE(fixture.db().replayReport().damages.size(), std::size_t{1});
    QCOMPARE(fixture.db().replayReport().damages.front().setAside, std::string());
    QVERIFY(roundsIn(fixture).value() == healthy);
    fixture.close();

    files.setCapacity(std::nullopt);
    QVERIFY(fixture.open().has_value());
    QCOMPARE(fixture.db().replayReport().damages.front().setAside, std::string("/data/wal-damaged/00000000"));
    QVERIFY(roundsIn(fixture).value() == healthy);
}

void TestCrash::whatIsBehindDamageIsServed_data() {
    QTest::addColumn<bool>("isNewest");
    QTest::newRow("the newest segment") << true;
    QTest::newRow("an older segment") << false;
}

void TestCrash::whatIsBehindDamageIsServed() {
    QFETCH(const bool, isNewest);
    FakeFileSystem files;
    DbFixture fixture(files, kDirectory);
    QVERIFY(fixture.open().has_value());
    Writer writer(fixture);
    while (files.fileSize("/data/wal/00000000").value() < 4 * wal::kPageBytes) {
        QVERIFY(writer.scrape());
    }
    if (!isNewest) {
        QVERIFY(fixture.open().has_value());
        QVERIFY(writer.scrape());
    }
    fixture.close();
    files.overwrite("/data/wal/00000000", 3 * wal::kPageBytes / 2, "????????");
    const auto original = files.readAll("/data/wal/00000000").value();

    fixture.options.readOnly = true;
    const auto changes = files.changeCount();
    QVERIFY(fixture.open().has_value());
    const auto rounds = roundsIn(fixture).value();
    QCOMPARE(files.changeCount(), changes);
    // Half a page is lost, no more.
    const auto lost = writer.acknowledged().size() - rounds.size();
    QVERIFY(lost > 0 && lost <= writer.acknowledged().size() / 4);
    QCOMPARE(rounds.back(), writer.acknowledged().back());

    fixture.options.readOnly = false;
    QVERIFY(fixture.open().has_value());
    QVERIFY(roundsIn(fixture).value() == rounds);
    const auto damages = fixture.db().replayReport().damages;
    QCOMPARE(damages.size(), std::size_t{1});
    QVERIFY(damages.front().lostBytes <= wal::kPageBytes);
    QVERIFY(files.readAll(damages.front().setAside).value() == original);
    fixture.close();
    files.powerCut();
    QVERIFY(fixture.open().has_value());
    QVERIFY(fixture.db().replayReport().damages.empty());
    QVERIFY(roundsIn(fixture).value() == rounds);
    QVERIFY(writer.scrape());
    QCOMPARE(roundsIn(fixture)->size(), rounds.size() + 1);
}

void TestCrash::samplesOfASeriesThatDamageTookAreNobodyElses() {
    FakeFileSystem files;
    DbFixture fixture(files, kDirectory);
    QVERIFY(fixture.open().has_value());
    // Long names, so that the records of the series fill pages.
    const auto labels = [](int i) {
        return model::Labels{{"__name__", std::string(3000, 'n')}, {"i", std::to_string(i)}};
    };
    fixture.options.walCompression = wal::Compression::kNone;
    QVERIFY(fixture.open().has_value());
    for (int i = 0; i < 60; ++i) {
        QVERIFY(fixture.write(labels(i), {{1000 + i, static_cast<double>(i)}}).has_value());
    }
    for (int i = 0; i < 60; ++i) {
        QVERIFY(fixture.write(labels(i), {{2000 + i, static_cast<double>(i)}}).has_value());
    }
    const auto whole = fixture.read();
    fixture.close();
    const auto segments = files.list("/data/wal").value();
    files.overwrite("/data/wal/" + segments.back(), 2 * wal::kPageBytes + 100, "????????");
    for (int start = 0; start < 2; ++start) {
        QVERIFY(fixture.open().has_value());
        const auto left = fixture.read();
        QVERIFY(left.size() < whole.size() && left.size() > whole.size() - 15);
        for (const auto& [series, samples] : left) {
            QVERIFY(whole.at(series) == samples);
        }
        QVERIFY(fixture.db().replayReport().unknownSeriesSamples > 0);
    }
    // New series do not get the numbers of those that were lost.
    QVERIFY(fixture.write(labels(100), {{3000, 100.0}}).has_value());
    QVERIFY(fixture.open().has_value());
    QCOMPARE(fixture.read().at(labels(100).toString()).size(), std::size_t{1});
}

/// Prometheus takes snapshots within a segment; ours lie where one begins.
void TestCrash::aSnapshotWithinASalvagedSegmentIsNotTrusted() {
    FakeFileSystem files;
    DbFixture fixture(files, kDirectory);
    fixture.options.snapshotAtClose = true;
    QVERIFY(fixture.open().has_value());
    Writer writer(fixture);
    while (files.fileSize("/data/wal/00000000").value() < 3 * wal::kPageBytes) {
        QVERIFY(writer.scrape());
    }
    fixture.close();
    QVERIFY(fixture.open().has_value());
    for (int i = 0; i < 100; ++i) {
        QVERIFY(writer.scrape());
    }
    kill(files, fixture);
    auto log = files.readAll("/data/wal/00000000").value();
    log.resize((log.size() + wal::kPageBytes - 1) / wal::kPageBytes * wal::kPageBytes);
    const auto offset = log.size();
    const auto segments = files.list("/data/wal").value();
    for (const auto& segment : segments) {
        log += segment == "00000000" ? "" : files.readAll("/data/wal/" + segment).value();
        QVERIFY(files.remove("/data/wal/" + segment).has_value());
    }
    log[wal::kPageBytes + 100] = static_cast<char>(~log[wal::kPageBytes + 100]);
    QVERIFY(files.replaceAtomically("/data/wal/00000000", log).has_value());
    const auto names = files.list(kDirectory).value();
    for (const auto& name : names) {
        if (name.starts_with("chunk_snapshot.")) {
            QVERIFY(files.rename("/data/" + name, fmt::format("/data/chunk_snapshot.000000.{:010}", offset)));
        }
    }
    QVERIFY(fixture.open().has_value());
    QVERIFY(fixture.db().replayReport().snapshotSeries > 0);
    QVERIFY(roundsIn(fixture).value() == writer.acknowledged());
    kill(files, fixture);
    QVERIFY(fixture.open().has_value());
    const auto rounds = roundsIn(fixture).value();
    const std::vector<std::int64_t> newest(rounds.end() - 100, rounds.end());
    QVERIFY(newest == std::vector<std::int64_t>(writer.acknowledged().end() - 100, writer.acknowledged().end()));
}

void TestCrash::aTornTailIsCutOffAndNotReportedAgain() {
    FakeFileSystem files;
    DbFixture fixture(files, kDirectory);
    QVERIFY(fixture.open().has_value());
    Writer writer(fixture);
    QVERIFY(writer.scrape() && writer.scrape());
    fixture.close();
    const auto size = files.readAll("/data/wal/00000000").value().size();
    QVERIFY(files.open("/data/wal/00000000", FileSystem::OpenMode::kAppend).value()->truncate(size - 3).has_value());
    QVERIFY(fixture.open().has_value());
    QVERIFY(fixture.db().replayReport().tornBytes > 0);
    QVERIFY(fixture.open().has_value());
    QCOMPARE(fixture.db().replayReport().tornBytes, std::uint64_t{0});
    QVERIFY(fixture.db().replayReport().damages.empty());
}

void TestCrash::syncedCommitsSurviveAPowerCut_data() {
    QTest::addColumn<int>("keep");
    for (const int keep : {0, 1, 7, 40, 100, 1 << 20}) {
        QTest::addRow("%d unsynced bytes survive", keep) << keep;
    }
}

void TestCrash::syncedCommitsSurviveAPowerCut() {
    QFETCH(int, keep);
    std::mt19937 random(kSeed);
    FakeFileSystem files;
    DbFixture fixture(files, kDirectory);
    fixture.options.walSegmentBytes = wal::kPageBytes; // rotate now and then
    QVERIFY(fixture.open().has_value());
    Writer writer(fixture);
    std::size_t synced = 0;
    for (int cut = 0; cut < 5; ++cut) {
        const auto count = 50 + random() % 300;
        for (unsigned i = 0; i < count; ++i) {
            QVERIFY(writer.scrape());
            if (random() % 20 == 0) {
                QVERIFY(fixture.db().maintain().has_value());
                synced = writer.acknowledged().size();
            }
        }
        const auto before = writer.acknowledged();
        // The destructor would sync: everything fails from here on, then the power goes.
        files.failFromCall(1);
        fixture.close();
        files.heal();
        files.powerCut(static_cast<std::size_t>(keep));
        QVERIFY(fixture.open().has_value());
        const auto rounds = roundsIn(fixture);
        QVERIFY2(rounds.has_value(), rounds ? "" : rounds.error().message().c_str());
        const std::vector<std::int64_t> promised(before.begin(), before.begin() + static_cast<std::ptrdiff_t>(synced));
        QVERIFY(isPrefix(promised, *rounds));
        if (rounds->size() < before.size()) {
            return; // the rest of the model no longer holds: later rounds would leave a gap
        }
    }
}

void TestCrash::commitsThatSyncSurviveAPowerCut() {
    FakeFileSystem files;
    DbFixture fixture(files, kDirectory);
    fixture.options.syncAtCommit = true;
    QVERIFY(fixture.open().has_value());
    Writer writer(fixture);
    for (int i = 0; i < 20; ++i) {
        QVERIFY(writer.scrape());
    }
    files.failFromCall(1);
    fixture.close();
    files.heal();
    files.powerCut();
    QVERIFY(fixture.open().has_value());
    QVERIFY(roundsIn(fixture).value() == writer.acknowledged());
}

void TestCrash::everyFailingCallLeavesAReadableDatabase() {
    for (std::size_t call = 1; call < 60; ++call) {
        FakeFileSystem files;
        DbFixture fixture(files, kDirectory);
        fixture.options.walSegmentBytes = 4096; // so that segments change within the failing calls
        QVERIFY(fixture.open().has_value());
        Writer writer(fixture);
        for (int i = 0; i < 150; ++i) {
            QVERIFY(writer.scrape());
        }
        files.failFromCall(call);
        for (int i = 0; i < 60; ++i) {
            (void)writer.scrape();
            if (i % 7 == 0) {
                (void)fixture.db().maintain();
            }
        }
        files.heal();
        (void)fixture.db().maintain();
        QVERIFY(!fixture.db().refusal().has_value());
        QVERIFY(writer.scrape());
        QVERIFY(roundsIn(fixture).value() == writer.acknowledged());
        QVERIFY(fixture.open().has_value());
        QVERIFY(fixture.db().replayReport().damages.empty());
        QVERIFY(roundsIn(fixture).value() == writer.acknowledged());
    }
}

void TestCrash::aFullDiskRefusesSamplesUntilThereIsRoom() {
    FakeFileSystem files;
    DbFixture fixture(files, kDirectory);
    QVERIFY(fixture.open().has_value());
    Writer writer(fixture);
    QVERIFY(writer.scrape());
    QVERIFY(!fixture.db().refusal().has_value());
    files.setCapacity(files.usedBytes() + 10);
    QVERIFY(!writer.scrape());
    const auto refusal = fixture.db().refusal();
    QVERIFY(refusal.has_value());
    QCOMPARE(refusal->code(), ErrorCode::kUnavailable);
    QVERIFY(refusal->message().contains("No space left on device"));
    QCOMPARE(fixture.db().appender()->series({{"a", "b"}}).error().code(), ErrorCode::kUnavailable);
    QVERIFY(!fixture.db().maintain().has_value()); // still full
    QVERIFY(roundsIn(fixture).value() == writer.acknowledged());
    QVERIFY(fixture.metric("prometheus_tsdb_wal_writes_failed_total") != "0");

    files.setCapacity(std::nullopt);
    QVERIFY(fixture.db().maintain().has_value());
    QVERIFY(!fixture.db().refusal().has_value());
    QVERIFY(writer.scrape());
    QVERIFY(fixture.open().has_value());
    QVERIFY(roundsIn(fixture).value() == writer.acknowledged());
}

void TestCrash::segmentsRotate() {
    FakeFileSystem files;
    DbFixture fixture(files, kDirectory);
    fixture.options.walSegmentBytes = 2 * wal::kPageBytes;
    QVERIFY(fixture.open().has_value());
    Writer writer(fixture);
    while (!files.exists("/data/wal/00000003")) {
        QVERIFY(writer.scrape());
    }
    QVERIFY(fixture.open().has_value());
    QVERIFY(roundsIn(fixture).value() == writer.acknowledged());
    QVERIFY(files.exists("/data/wal/00000004"));
}

void TestCrash::anInterruptedRepairIsCompleted() {
    FakeFileSystem files;
    DbFixture fixture(files, kDirectory);
    QVERIFY(fixture.open().has_value());
    Writer writer(fixture);
    QVERIFY(writer.scrape());
    fixture.close();
    QVERIFY(files.rename("/data/wal/00000000", "/data/wal/00000000.repair").has_value());
    QVERIFY(fixture.open().has_value());
    QVERIFY(roundsIn(fixture).value() == writer.acknowledged());
    QVERIFY(files.exists("/data/wal/00000000"));
}

void TestCrash::syncingCoversWhatAKilledProcessWrote() {
    FakeFileSystem files;
    DbFixture fixture(files, kDirectory);
    QVERIFY(fixture.open().has_value());
    Writer writer(fixture);
    QVERIFY(writer.scrape() && writer.scrape());
    kill(files, fixture);
    QVERIFY(fixture.open().has_value());
    kill(files, fixture); // once more, so that an empty segment lies between
    QVERIFY(fixture.open().has_value());
    QVERIFY(fixture.db().maintain().has_value());
    files.powerCut();
    kill(files, fixture);
    QVERIFY(fixture.open().has_value());
    QVERIFY(roundsIn(fixture).value() == writer.acknowledged());
}

void TestCrash::aPowerCutTearsTheLastSegmentAtMost() {
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        FakeFileSystem files;
        DbFixture fixture(files, kDirectory);
        fixture.options.walSegmentBytes = wal::kPageBytes;
        fixture.options.walCompression = wal::Compression::kNone;
        QVERIFY(fixture.open().has_value());
        Writer writer(fixture);
        while (!files.exists("/data/wal/00000002")) {
            QVERIFY(writer.scrape());
        }
        const auto before = writer.acknowledged().size();
        for (int i = 0; i < 200; ++i) {
            QVERIFY(writer.scrape());
        }
        files.powerCut(seededRandom(seed));
        kill(files, fixture);
        QVERIFY(fixture.open().has_value());
        QVERIFY2(fixture.db().replayReport().damages.empty(), qPrintable(QString("seed %1").arg(seed)));
        const auto rounds = roundsIn(fixture);
        QVERIFY2(rounds.has_value(), rounds ? "" : rounds.error().message().c_str());
        QVERIFY2(isPrefix(*rounds, writer.acknowledged()), qPrintable(QString("seed %1").arg(seed)));
        QVERIFY(rounds->size() + 1 >= before);
    }
}

void TestCrash::aHoleThatAPowerCutLeftIsTheEndOfTheLog() {
    constexpr std::size_t kSector = 512; // records lie anyhow about its ends
    FakeFileSystem files;
    DbFixture fixture(files, kDirectory);
    QVERIFY(fixture.open().has_value());
    Writer writer(fixture);
    for (int i = 0; i < 1500; ++i) {
        QVERIFY(writer.scrape());
    }
    kill(files, fixture);
    const auto whole = files.readAll("/data/wal/00000000").value();
    QVERIFY(whole.size() > 64 * kSector);
    std::size_t last = 0;
    for (std::size_t hole = kSector; hole + kSector < whole.size(); hole += kSector) {
        FakeFileSystem copy;
        auto bytes = whole;
        bytes.replace(hole, kSector, std::string(kSector, '\0'));
        QVERIFY(copy.createDirectories("/data/wal").has_value());
        QVERIFY(copy.replaceAtomically("/data/wal/00000000", bytes).has_value());
        DbFixture reader(copy, kDirectory);
        QVERIFY(reader.open().has_value());
        QVERIFY2(reader.db().replayReport().damages.empty(), qPrintable(QString("hole at %1").arg(hole)));
        QVERIFY(reader.db().replayReport().tornBytes >= whole.size() - hole - kSector);
        const auto rounds = roundsIn(reader).value();
        QVERIFY(isPrefix(rounds, writer.acknowledged()));
        QVERIFY(rounds.size() >= last);
        last = rounds.size();
    }
    QVERIFY(last > 1000);
}

void TestCrash::chunksOfALostSeriesAreNotGivenToAnother() {
    FakeFileSystem files;
    DbFixture fixture(files, kDirectory);
    QVERIFY(fixture.open().has_value());
    Writer writer(fixture);
    for (int i = 0; i < 500; ++i) {
        QVERIFY(writer.scrape());
    }
    QVERIFY(fixture.db().compact().has_value());
    fixture.close();
    if (!files.exists("/data/chunks_head/000001")) {
        QSKIP("this database maps no chunks");
    }
    QVERIFY(files.remove("/data/wal/00000000").has_value());
    QVERIFY(fixture.open().has_value());
    for (int i = 0; i < 10; ++i) {
        const model::Labels labels{{"__name__", "other"}, {"i", std::to_string(i)}};
        QVERIFY(fixture.write(labels, {{2'000'000, 1.0}}).has_value());
    }
    QVERIFY(fixture.open().has_value());
    const auto contents = fixture.read();
    QCOMPARE(contents.size(), std::size_t{10});
    for (const auto& [labels, samples] : contents) {
        QVERIFY2(samples.size() == 1, labels.c_str());
    }
}

QTEST_GUILESS_MAIN(TestCrash)
#include "test_crash.moc"
