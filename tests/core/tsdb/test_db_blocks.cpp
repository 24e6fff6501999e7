// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>
#include <bit>

#include "core/tsdb/db_fixture.h"
#include "support/fake_clock.h"
#include "support/fake_file_system.h"
#include "tsdb/compact/block_directory.h"
#include "tsdb/wal/directory.h"

using namespace hearth;
using namespace hearth::tsdb;
using namespace hearth::tsdb::testing;

namespace {

constexpr model::DurationMs kRange = 2 * model::kHourMs;
/// The beginning of a range of eighteen hours, so that the layout of blocks is easy to say.
constexpr model::TimestampMs kStart = 1'700'006'400'000 / (9 * kRange) * (9 * kRange);
constexpr model::DurationMs kStep = 5 * model::kMinuteMs;

const model::Labels kUp{{"__name__", "up"}, {"job", "node"}};
const model::Labels kLoad{{"__name__", "load"}, {"job", "node"}};

model::Matchers named(const std::string& name) {
    return {model::Matcher::create(model::MatchType::kEqual, std::string(model::kMetricName), name).value()};
}

constexpr model::TimestampMs hour(int count) {
    return kStart + count * model::kHourMs;
}

/// A database over simulated disk and time that gets a sample of two series every five minutes.
struct Fixture {
    void open() {
        const auto opened = db.open();
        QVERIFY2(opened.has_value(), opened ? "" : opened.error().message().c_str());
    }
    /// Samples up to `end` (exclusive), with a compaction round each hour.
    void run(model::TimestampMs end) {
        for (; m_next < end; m_next += kStep) {
            const auto value = static_cast<double>((m_next - kStart) / kStep);
            QVERIFY(db.write(kUp, {{m_next, value}}).has_value());
            QVERIFY(db.write(kLoad, {{m_next, value / 2}}).has_value());
            if ((m_next + kStep) % model::kHourMs == 0) {
                const auto compacted = db.db().compact();
                QVERIFY2(compacted.has_value(), compacted ? "" : compacted.error().message().c_str());
            }
        }
    }
    /// Each block as `begin+length@level` in hours from kStart.
    QString layout() {
        QStringList out;
        for (const auto& block : db.db().blocks()) {
            out << QStringLiteral("%1+%2@%3")
                       .arg((block.minTime - kStart) / model::kHourMs)
                       .arg((block.maxTime - block.minTime) / model::kHourMs)
                       .arg(block.level);
        }
        return out.join(QLatin1Char(' '));
    }
    /// Whether every sample written so far, and nothing else, is read.
    bool isWhole() {
        Contents expected;
        for (auto time = kStart; time < m_next; time += kStep) {
            const auto value = static_cast<double>((time - kStart) / kStep);
            expected[kUp.toString()].emplace_back(time, std::bit_cast<std::uint64_t>(value));
            expected[kLoad.toString()].emplace_back(time, std::bit_cast<std::uint64_t>(value / 2));
        }
        return db.read() == expected;
    }
    std::size_t sampleCount(const std::string& name) {
        std::size_t count = 0;
        for (const auto& [labels, samples] : db.read(named(name))) {
            count += samples.size();
        }
        return count;
    }
    /// Whether compaction would write a block of late samples once more.
    bool lateSamplesAreInTheHead() {
        const auto name = db.db().snapshot(true).value();
        const auto copy = "/data/snapshots/" + name;
        const auto blocks = listBlocks(files, copy).value();
        return std::ranges::any_of(blocks, [&](const auto& block) {
            const auto meta = readBlockMeta(files, blockPath(copy, block)).value();
            return meta.level == 1 && meta.minTime < hour(2);
        });
    }
    std::string blockDirectory() { return "/data/" + db.db().blocks().front().ulid.toString(); }

    tests::FakeFileSystem files;
    DbFixture db{files, "/data"};

  private:
    model::TimestampMs m_next = kStart;
};

} // namespace

/// The database beyond its head: blocks, compaction, retention, deletion, copies, damage.
class TestDbBlocks : public QObject {
    Q_OBJECT

  private slots:
    void theHeadIsCutIntoBlocksAsItGrows() {
        Fixture fixture;
        fixture.open();
        fixture.run(hour(3));
        QCOMPARE(fixture.layout(), QString());
        fixture.run(hour(4));
        QCOMPARE(fixture.layout(), QStringLiteral("0+2@1"));
        QVERIFY(fixture.isWhole());
        QCOMPARE(fixture.db.db().status(1).timeRange->begin, hour(2));
    }
    void blocksGrowByThrees() {
        Fixture fixture;
        fixture.open();
        fixture.run(hour(30));
        QCOMPARE(fixture.layout(), QStringLiteral("0+18@3 18+6@2 24+2@1 26+2@1"));
        QVERIFY(fixture.isWhole());
    }
    void everySampleIsThereAfterReopening() {
        Fixture fixture;
        fixture.open();
        fixture.run(hour(11));
        const auto layout = fixture.layout();
        fixture.open();
        QCOMPARE(fixture.layout(), layout);
        QVERIFY(fixture.isWhole());
        fixture.run(hour(20));
        QVERIFY(fixture.isWhole());
    }
    void theLogIsShortened() {
        Fixture fixture;
        fixture.db.options.walSegmentBytes = 32768;
        fixture.open();
        fixture.run(hour(60));
        const auto names = fixture.files.list("/data/wal").value();
        QVERIFY(std::ranges::any_of(names, [](const auto& name) { return name.starts_with("checkpoint."); }));
        QVERIFY(std::ranges::find(names, "00000000") == names.end());
        fixture.open();
        QVERIFY(fixture.isWhole());
    }
    void oldBlocksGoByTime() {
        Fixture fixture;
        fixture.db.options.retention = 24 * model::kHourMs;
        fixture.open();
        fixture.run(hour(60));
        const auto blocks = fixture.db.db().blocks();
        QVERIFY(blocks.back().maxTime - blocks.front().maxTime < 24 * model::kHourMs);
        QVERIFY(blocks.front().minTime > kStart);
    }
    void oldBlocksGoBySize() {
        Fixture fixture;
        fixture.db.options.retentionBytes = 1;
        fixture.open();
        fixture.run(hour(8));
        QVERIFY(fixture.db.db().blocks().empty());
        QVERIFY(fixture.sampleCount("up") > 0);
    }
    void aQuerierKeepsWhatLeavesTheHeadMeanwhile() {
        Fixture fixture;
        fixture.open();
        fixture.run(hour(3));
        const auto querier = fixture.db.db().querier(kAllTime).value();
        const auto before = readAll(*querier, {}, kAllTime);
        fixture.run(hour(8));
        QVERIFY(readAll(*querier, {}, kAllTime) == before);
        QVERIFY(fixture.isWhole());
    }
    void deletedSamplesStayDeleted() {
        Fixture fixture;
        fixture.open();
        fixture.run(hour(7));
        const std::vector<model::Matchers> sets{named("up")};
        QVERIFY(fixture.db.db().deleteSeries({hour(1), hour(6) - 1}, sets).has_value());
        QCOMPARE(fixture.sampleCount("up"), std::size_t{2 * 12});
        QCOMPARE(fixture.sampleCount("load"), std::size_t{7 * 12});
        fixture.open();
        QCOMPARE(fixture.sampleCount("up"), std::size_t{2 * 12});
        const auto cleaned = fixture.db.db().cleanTombstones();
        QVERIFY2(cleaned.has_value(), cleaned ? "" : cleaned.error().message().c_str());
        QCOMPARE(fixture.sampleCount("up"), std::size_t{2 * 12});
        for (const auto& block : fixture.db.db().blocks()) {
            QCOMPARE(block.stats.tombstones, std::uint64_t{0});
        }
        fixture.run(hour(30));
        QCOMPARE(fixture.sampleCount("up"), std::size_t{(30 - 5) * 12});
    }
    /// No block tells at the next start that the chunks in the files are old, only the deletion does: the log must not
    /// forget it before the files are gone.
    void whatWasDeletedBeforeItWasInABlockStaysDeleted() {
        constexpr auto kHalf = model::kHourMs / 2;
        const std::vector<model::Matchers> sets{named("up")};
        for (int end = 1; end <= 12; ++end) {
            Fixture fixture;
            fixture.db.options.walSegmentBytes = wal::kPageBytes;
            fixture.open();
            for (int i = 0; i <= end; ++i) {
                const auto begin = kStart + (i - 1) * model::kHourMs + kHalf;
                for (auto time = std::max(begin, kStart); time < begin + model::kHourMs; time += 3000) {
                    QVERIFY(fixture.db.write(kUp, {{time, 1}}).has_value());
                    if (time == hour(i)) {
                        QVERIFY(fixture.db.db().compact().has_value());
                    }
                }
                QVERIFY(fixture.db.db().deleteSeries({begin, begin + model::kHourMs}, sets).has_value());
            }
            QVERIFY(fixture.db.db().blocks().empty());
            fixture.open();
            QCOMPARE(fixture.sampleCount("up"), std::size_t{0});
        }
    }
    void aSnapshotHoldsBlocksAndHead() {
        Fixture fixture;
        fixture.open();
        fixture.run(hour(7));
        const auto whole = fixture.db.read();
        const auto name = fixture.db.db().snapshot(true);
        QVERIFY2(name.has_value(), name ? "" : name.error().message().c_str());
        DbFixture copy(fixture.files, "/data/snapshots/" + *name);
        copy.options.readOnly = true;
        const auto opened = copy.open();
        QVERIFY2(opened.has_value(), opened ? "" : opened.error().message().c_str());
        QVERIFY(copy.read() == whole);
        const auto blocksOnly = fixture.db.db().snapshot(false).value();
        DbFixture part(fixture.files, "/data/snapshots/" + blocksOnly);
        part.options.readOnly = true;
        QVERIFY(part.open().has_value());
        QVERIFY(part.read() != whole);
        QCOMPARE(part.db().blocks().size(), fixture.db.db().blocks().size());
    }
    void outOfOrderSamplesEndInBlocks() {
        Fixture fixture;
        fixture.db.options.outOfOrderWindow = 12 * model::kHourMs;
        fixture.open();
        fixture.run(hour(9));
        QVERIFY(fixture.db.write(kUp, {{hour(1) + 1, 42}}).has_value());
        QVERIFY(fixture.db.write(kUp, {{hour(8) + 1, 43}}).has_value());
        QCOMPARE(fixture.sampleCount("up"), std::size_t{9 * 12 + 2});
        fixture.open();
        QCOMPARE(fixture.sampleCount("up"), std::size_t{9 * 12 + 2});
        fixture.run(hour(12));
        QCOMPARE(fixture.sampleCount("up"), std::size_t{12 * 12 + 2});
        fixture.open();
        QCOMPARE(fixture.sampleCount("up"), std::size_t{12 * 12 + 2});
    }
    void yearsBetweenLateSamplesCostNothing() {
        Fixture fixture;
        fixture.db.options.retention = 0;
        fixture.db.options.outOfOrderWindow = 4 * 365 * model::kDayMs;
        fixture.open();
        fixture.run(hour(2));
        const auto past = kStart - 3 * 365 * model::kDayMs;
        // One chunk over all the years; then some that lie apart.
        for (int i = 0; i < 40; ++i) {
            const auto time = i % 2 == 0 ? past + i : kStart + i;
            QVERIFY(fixture.db.write(kUp, {{time + 1, static_cast<double>(i)}}).has_value());
        }
        fixture.run(hour(6));
        QCOMPARE(fixture.sampleCount("up"), std::size_t{6 * 12 + 40});
        QVERIFY(std::stod(fixture.db.metric("prometheus_tsdb_compactions_total")) < 10);
        QCOMPARE(fixture.db.db().blocks().front().minTime, past / kRange * kRange);
        fixture.open();
        QCOMPARE(fixture.db.db().replayReport().lateSamples, std::uint64_t{0});
    }
    void lateSamplesEndInBlocksThoughTheWindowIsClosed_data() {
        QTest::addColumn<bool>("logIsThere");
        QTest::newRow("from the log") << true;
        QTest::newRow("from chunk files alone") << false;
    }
    void lateSamplesEndInBlocksThoughTheWindowIsClosed() {
        QFETCH(const bool, logIsThere);
        Fixture fixture;
        fixture.db.options.outOfOrderWindow = 12 * model::kHourMs;
        fixture.open();
        fixture.run(hour(2));
        constexpr int kLate = 40; // more than stay in memory
        for (int i = 1; i <= kLate; ++i) {
            QVERIFY(fixture.db.write(kUp, {{hour(1) + i, static_cast<double>(i)}}).has_value());
        }
        fixture.db.options.outOfOrderWindow = 0;
        fixture.db.close();
        if (!logIsThere) {
            QVERIFY(fixture.files.removeAll("/data/wbl").has_value());
        }
        fixture.open();
        const auto late = fixture.sampleCount("up") - 2 * 12;
        QCOMPARE(late, std::size_t(logIsThere ? kLate : 32));
        fixture.run(hour(6));
        QCOMPARE(fixture.sampleCount("up"), 6 * 12 + late);
        fixture.open();
        QCOMPARE(fixture.sampleCount("up"), 6 * 12 + late);
        QCOMPARE(fixture.db.db().replayReport().lateSamples, std::uint64_t{0});
        QVERIFY(wal::logBytes(fixture.files, "/data/wbl").value() <= 2 * wal::kPageBytes);
        QVERIFY(!fixture.lateSamplesAreInTheHead());
        fixture.run(hour(12));
        QCOMPARE(fixture.sampleCount("up"), 12 * 12 + late);
        fixture.open();
        QCOMPARE(fixture.sampleCount("up"), 12 * 12 + late);
        QVERIFY(wal::logBytes(fixture.files, "/data/wbl").value() <= 2 * wal::kPageBytes);
    }
    void aSnapshotAtCloseTakesTheLogsPlace() {
        Fixture fixture;
        fixture.db.options.snapshotAtClose = true;
        fixture.open();
        fixture.run(hour(7));
        fixture.db.close();
        const auto names = fixture.files.list("/data").value();
        QVERIFY(std::ranges::any_of(names, [](const auto& name) { return name.starts_with("chunk_snapshot."); }));
        fixture.open();
        QCOMPARE(fixture.db.db().replayReport().snapshotSeries, std::uint64_t{2});
        QVERIFY(fixture.isWhole());
    }
    void aReaderBesideTheOwnerChangesNothing() {
        Fixture fixture;
        fixture.open();
        fixture.run(hour(7));
        const auto changes = fixture.files.changeCount();
        DbFixture reader(fixture.files, "/data");
        reader.options.readOnly = true;
        QVERIFY(reader.open().has_value());
        QVERIFY(reader.read() == fixture.db.read());
        QCOMPARE(fixture.files.changeCount(), changes);
        QVERIFY(reader.db().refusal().has_value());
        const auto refused = reader.write(kUp, {{hour(8), 1}});
        QCOMPARE(refused.error().code(), ErrorCode::kUnavailable);
        QCOMPARE(reader.db().compact().error().code(), ErrorCode::kUnavailable);
    }
    void readingWhatIsNoDatabaseSaysSo() {
        tests::FakeFileSystem files;
        DbFixture reader(files, "/letters");
        reader.options.readOnly = true;
        QCOMPARE(reader.open().error().message(), std::string("there is no directory /letters"));
        QVERIFY(files.createDirectories("/letters").has_value());
        QCOMPARE(reader.open().error().message(),
                 std::string("/letters holds no database: neither blocks nor a write-ahead log"));
    }
    void aDamagedBlockIsSetAsideAndTheRestServed() {
        Fixture fixture;
        fixture.open();
        fixture.run(hour(9));
        const auto count = fixture.sampleCount("up");
        const auto victim = fixture.blockDirectory();
        fixture.db.close();
        fixture.files.overwrite(victim + "/index", 0, "nonsense");
        fixture.open();
        const auto damages = fixture.db.db().damages();
        QCOMPARE(damages.size(), std::size_t{1});
        QVERIFY(damages.front().path.find(victim.substr(6)) != std::string::npos);
        QVERIFY(!damages.front().reason.empty());
        QVERIFY(fixture.files.exists(damages.front().setAside));
        const auto left = fixture.sampleCount("up");
        QVERIFY(left < count && left > 0);
    }
    void aBlockFromTheFutureIsLeftInPlaceAndReported() {
        Fixture fixture;
        fixture.open();
        fixture.run(hour(9));
        const auto victim = fixture.blockDirectory();
        fixture.db.close();
        auto meta = fixture.files.readAll(victim + "/meta.json").value();
        const auto at = meta.find("\"version\": 1");
        QVERIFY(at != std::string::npos);
        meta[at + 11] = '9';
        QVERIFY(fixture.files.replaceAtomically(victim + "/meta.json", meta).has_value());
        fixture.open();
        QCOMPARE(fixture.db.db().damages().size(), std::size_t{1});
        QVERIFY(fixture.files.exists(victim + "/index"));
        QVERIFY(fixture.sampleCount("up") > 0);
    }
    void foreignDirectoriesAreLeftAlone() {
        Fixture fixture;
        QVERIFY(fixture.files.createDirectories("/data/lost+found").has_value());
        QVERIFY(fixture.files.createDirectories("/data/01ARZ3NDEKTSV4RRFFQ69G5FAV.tmp-for-creation").has_value());
        fixture.open();
        fixture.run(hour(4));
        QVERIFY(fixture.files.isDirectory("/data/lost+found"));
        QVERIFY(!fixture.files.isDirectory("/data/01ARZ3NDEKTSV4RRFFQ69G5FAV.tmp-for-creation"));
        QVERIFY(fixture.isWhole());
    }
    void aFullDiskFailsARoundAndTheNextOneSucceeds() {
        Fixture fixture;
        fixture.open();
        fixture.run(hour(4) - kStep);
        fixture.files.setCapacity(fixture.files.usedBytes() + 100);
        QVERIFY(!fixture.db.db().compact().has_value() || !fixture.layout().isEmpty());
        QVERIFY(fixture.sampleCount("up") > 0);
        fixture.files.setCapacity(std::nullopt);
        (void)fixture.db.db().maintain();
        QVERIFY(fixture.db.db().compact().has_value());
        QCOMPARE(fixture.layout(), QStringLiteral("0+2@1"));
        QVERIFY(fixture.isWhole());
    }
};

QTEST_GUILESS_MAIN(TestDbBlocks)
#include "test_db_blocks.moc"
