// SPDX-License-Identifier: GPL-3.0-or-later
#include <QRegularExpression>
#include <QTest>

#include "core/tsdb/compact/block_fixture.h"
#include "tsdb/compact/block_snapshot.h"

using namespace hearth;
using namespace hearth::tsdb;
using namespace hearth::tsdb::testing;

namespace {

std::string path(const Ulid& ulid, const std::string& file = "") {
    return blockPath(kDirectory, ulid) + file;
}

/// Copies what is in one directory into another.
void copyTree(FileSystem& files, const std::string& from, const std::string& to) {
    (void)files.createDirectories(to);
    const auto names = files.list(from);
    for (const auto& name : *names) {
        if (files.isDirectory(from + "/" + name)) {
            copyTree(files, from + "/" + name, to + "/" + name);
        } else {
            const auto bytes = files.readAll(from + "/" + name).value();
            const auto file = files.open(to + "/" + name, FileSystem::OpenMode::kTruncate).value();
            (void)file->append(std::as_bytes(std::span(bytes)));
        }
    }
}

void setBytes(FileSystem& files, const std::string& name, const std::string& bytes) {
    (void)files.replaceAtomically(name, bytes);
}

/// As Prometheus 2.1 wrote them: the version of the index stands in meta.json, and the other way round.
void misnumber(tests::FakeFileSystem& files, const Ulid& ulid) {
    auto meta = readBlockMeta(files, path(ulid)).value();
    meta.version = kMetaVersionMisnumbered;
    setBytes(files, path(ulid, "/meta.json"), printBlockMeta(meta));
    auto index = files.readAll(path(ulid, "/index")).value();
    index[4] = 1;
    setBytes(files, path(ulid, "/index"), index);
}

} // namespace

class TestBlockSet : public QObject {
    Q_OBJECT

  private slots:
    void blocksAreServedByTime();
    void anEmptyDirectoryHasNoBlocks();
    void newBlocksArePickedUp();
    void goneBlocksAreDropped();
    void readersKeepWhatTheyHold();
    void supersededBlocksAreRemoved();
    void blocksMarkedDeletableAreRemoved();
    void oldBlocksAreRemoved();
    void blocksBeyondTheSizeAreRemoved();
    void leftoversAreRemovedAtTheStart();
    void otherDirectoriesAreLeftAlone();
    void aBlockWithoutMetaIsLeftAndReported();
    void aBlockUnderAnotherNameIsLeftAndReported();
    void aBlockFromTheFutureIsLeftAndReported();
    void aDamagedBlockIsSetAside();
    void aDamagedBlockIsSetAsideUnderAFreeName();
    void aDamagedBlockThatWasMergedIsRemoved();
    void aDamagedChildLeavesItsParentsServed();
    void aBlockThatIsStillBeingCopiedIsWaitedFor();
    void aBlockThatStaysDamagedIsSetAsideAtTheNextReload();
    void aMisnumberedBlockIsRepaired();
    void aRepairSurvivesAFailureAtAnyCall();
    void aMisnumberedBlockIsReadWithoutRepair();
    void readingOnlyChangesNothing();
    void tombstonesAreSeenByThePlan();
    void metricsFollow();
    void namesOfSnapshotsAreThoseOfPrometheus();
    void snapshotsShareTheFiles();
    void snapshotsStayAsTheyWere();
    void aSnapshotThatFailsLeavesNothing();
};

void TestBlockSet::blocksAreServedByTime() {
    BlockFixture fixture;
    fixture.writeRamp(400, 600);
    fixture.writeRamp(0, 200);
    fixture.writeRamp(200, 400);
    QVERIFY(fixture.open());
    QCOMPARE(fixture.layout(), "0-200 200-400 400-600");
    QCOMPARE(fixture.samples().begin()->second.size(), 60U);
}

void TestBlockSet::anEmptyDirectoryHasNoBlocks() {
    BlockFixture fixture;
    QVERIFY(fixture.open());
    QCOMPARE(fixture.layout(), "");
    QVERIFY(fixture.set().damages().empty());
}

void TestBlockSet::newBlocksArePickedUp() {
    BlockFixture fixture;
    QVERIFY(fixture.open());
    fixture.writeRamp(0, 200);
    QCOMPARE(fixture.layout(), "");
    QVERIFY(fixture.set().reload());
    QCOMPARE(fixture.layout(), "0-200");
    const auto block = fixture.set().blocks()->front();
    QVERIFY(fixture.set().reload());
    QVERIFY(fixture.set().blocks()->front() == block); // not opened once more
}

void TestBlockSet::goneBlocksAreDropped() {
    BlockFixture fixture;
    const auto ulid = fixture.writeRamp(0, 200);
    QVERIFY(fixture.open());
    QVERIFY(fixture.files.removeAll(path(ulid)));
    QVERIFY(fixture.set().reload());
    QCOMPARE(fixture.layout(), "");
}

void TestBlockSet::readersKeepWhatTheyHold() {
    BlockFixture fixture;
    fixture.writeRamp(0, 200);
    QVERIFY(fixture.open());
    const auto held = fixture.set().blocks();
    RetentionLimits limits;
    limits.bytes = 1;
    QVERIFY(fixture.set().reload(limits));
    QCOMPARE(fixture.names().size(), 0);
    QCOMPARE(textOf(*held->front()->source()).size(), 3U);
}

void TestBlockSet::supersededBlocksAreRemoved() {
    BlockFixture fixture;
    fixture.writeRamp(0, 200);
    fixture.writeRamp(200, 400);
    QVERIFY(fixture.open());
    QVERIFY(fixture.compactor.merge(kDirectory, *fixture.set().blocks(), fixture.pacer));
    QCOMPARE(fixture.names().size(), 3);
    QVERIFY(fixture.open()); // as after a crash before the parents were removed
    QCOMPARE(fixture.layout(), "0-400");
    QCOMPARE(fixture.names().size(), 1);
}

void TestBlockSet::blocksMarkedDeletableAreRemoved() {
    BlockFixture fixture;
    const auto ulid = fixture.writeRamp(0, 200);
    fixture.writeRamp(200, 400);
    QVERIFY(markBlock(fixture.files, path(ulid), BlockMark::kDeletable));
    QVERIFY(fixture.open());
    QCOMPARE(fixture.layout(), "200-400");
    QCOMPARE(fixture.names().size(), 1);
}

void TestBlockSet::oldBlocksAreRemoved() {
    BlockFixture fixture;
    fixture.writeRamp(0, 200);
    fixture.writeRamp(200, 400);
    fixture.writeRamp(400, 600);
    QVERIFY(fixture.open());
    RetentionLimits limits;
    limits.time = 300;
    QVERIFY(fixture.set().reload(limits));
    QCOMPARE(fixture.layout(), "200-400 400-600");
    QCOMPARE(fixture.names().size(), 2);
}

void TestBlockSet::blocksBeyondTheSizeAreRemoved() {
    BlockFixture fixture;
    fixture.writeRamp(0, 200);
    fixture.writeRamp(200, 400);
    fixture.writeRamp(400, 600);
    QVERIFY(fixture.open());
    RetentionLimits limits;
    limits.bytes = fixture.set().blocks()->back()->byteCount() * 5 / 2;
    QVERIFY(fixture.set().reload(limits));
    QCOMPARE(fixture.layout(), "200-400 400-600");
    QVERIFY(fixture.set().reload(limits, limits.bytes / 2));
    QCOMPARE(fixture.layout(), "400-600");
}

void TestBlockSet::leftoversAreRemovedAtTheStart() {
    BlockFixture fixture;
    const auto ulid = fixture.writeRamp(0, 200);
    for (const auto* suffix : {".tmp-for-creation", ".tmp-for-deletion", ".tmp"}) {
        copyTree(fixture.files, path(ulid), path(ulid) + suffix);
    }
    QVERIFY(fixture.files.createDirectories("/data/chunk_snapshot.000001.0000000001.tmp"));
    QVERIFY(fixture.open());
    const QStringList expected{QString::fromStdString(ulid.toString()), "chunk_snapshot.000001.0000000001.tmp"};
    QCOMPARE(fixture.names(), expected);
}

void TestBlockSet::otherDirectoriesAreLeftAlone() {
    BlockFixture fixture;
    for (const auto* name : {"wal", "chunks_head", "lost+found", "snapshots", "01ABC", "backup.tmp"}) {
        QVERIFY(fixture.files.createDirectories(std::string("/data/") + name));
    }
    QVERIFY(fixture.open());
    QCOMPARE(fixture.names().size(), 6);
    QVERIFY(fixture.set().damages().empty());
}

void TestBlockSet::aBlockWithoutMetaIsLeftAndReported() {
    BlockFixture fixture;
    const auto ulid = fixture.writeRamp(0, 200);
    const auto other = fixture.writeRamp(200, 400);
    QVERIFY(fixture.files.remove(path(ulid, "/meta.json")));
    setBytes(fixture.files, path(other, "/meta.json"), "{\"ulid\": ");
    QVERIFY(fixture.open());
    QVERIFY(fixture.set().reload());
    QCOMPARE(fixture.names().size(), 2);
    QCOMPARE(fixture.set().damages().size(), 2U);
    QVERIFY(fixture.set().damages()[0].setAside.empty());
    QCOMPARE(fixture.set().damages()[0].path, path(ulid));
}

void TestBlockSet::aBlockUnderAnotherNameIsLeftAndReported() {
    BlockFixture fixture;
    const auto ulid = fixture.writeRamp(0, 200);
    copyTree(fixture.files, path(ulid), "/data/01ARZ3NDEKTSV4RRFFQ69G5FAV");
    QVERIFY(fixture.open());
    QCOMPARE(fixture.layout(), "0-200");
    QCOMPARE(fixture.set().damages().size(), 1U);
    QCOMPARE(fixture.names().size(), 2);
}

void TestBlockSet::aBlockFromTheFutureIsLeftAndReported() {
    BlockFixture fixture;
    const auto ulid = fixture.writeRamp(0, 200);
    auto meta = readBlockMeta(fixture.files, path(ulid)).value();
    meta.version = 9;
    setBytes(fixture.files, path(ulid, "/meta.json"), printBlockMeta(meta));
    QVERIFY(fixture.open());
    QVERIFY(fixture.set().reload());
    QCOMPARE(fixture.names().size(), 1);
    QCOMPARE(fixture.set().damages().size(), 1U);
    QVERIFY(fixture.set().damages()[0].setAside.empty());
}

void TestBlockSet::aDamagedBlockIsSetAside() {
    BlockFixture fixture;
    const auto ulid = fixture.writeRamp(0, 200);
    fixture.writeRamp(200, 400);
    fixture.files.overwrite(path(ulid, "/index"), 0, "xxxx");
    QVERIFY(fixture.open());
    QCOMPARE(fixture.layout(), "200-400");
    QCOMPARE(fixture.names().size(), 2);
    const auto refuge = "/data/blocks-damaged/" + ulid.toString();
    QVERIFY(fixture.files.exists(refuge + "/index"));
    const auto damages = fixture.set().damages();
    QCOMPARE(damages.size(), 1U);
    QCOMPARE(damages[0].path, path(ulid));
    QCOMPARE(damages[0].setAside, refuge);
    QVERIFY(damages[0].lostBytes > 100);
    QVERIFY(!damages[0].reason.empty());
    QVERIFY(fixture.open()); // the next start has nothing to complain of
    QVERIFY(fixture.set().damages().empty());
}

void TestBlockSet::aDamagedBlockIsSetAsideUnderAFreeName() {
    BlockFixture fixture;
    const auto ulid = fixture.writeRamp(0, 200);
    QVERIFY(fixture.files.createDirectories("/data/blocks-damaged/" + ulid.toString()));
    QVERIFY(fixture.files.remove(path(ulid, "/index")));
    QVERIFY(fixture.open());
    QCOMPARE(fixture.set().damages()[0].setAside, "/data/blocks-damaged/" + ulid.toString() + ".1");
}

void TestBlockSet::aDamagedBlockThatWasMergedIsRemoved() {
    BlockFixture fixture;
    const auto ulid = fixture.writeRamp(0, 200);
    fixture.writeRamp(200, 400);
    QVERIFY(fixture.open());
    QVERIFY(fixture.compactor.merge(kDirectory, *fixture.set().blocks(), fixture.pacer));
    fixture.close();
    QVERIFY(fixture.files.remove(path(ulid, "/index")));
    QVERIFY(fixture.open());
    QCOMPARE(fixture.layout(), "0-400");
    QCOMPARE(fixture.names().size(), 1);
    QVERIFY(fixture.set().damages().empty());
}

void TestBlockSet::aDamagedChildLeavesItsParentsServed() {
    BlockFixture fixture;
    fixture.writeRamp(0, 200);
    fixture.writeRamp(200, 400);
    QVERIFY(fixture.open());
    const auto child = fixture.compactor.merge(kDirectory, *fixture.set().blocks(), fixture.pacer).value()->ulid;
    fixture.close();
    QVERIFY(fixture.files.remove(path(child, "/index")));
    QVERIFY(fixture.open());
    QCOMPARE(fixture.layout(), "0-200 200-400");
    QCOMPARE(fixture.set().damages().size(), 1U);
}

void TestBlockSet::aBlockThatIsStillBeingCopiedIsWaitedFor() {
    BlockFixture fixture;
    const auto ulid = fixture.writeRamp(0, 200);
    const auto index = fixture.files.readAll(path(ulid, "/index")).value();
    copyTree(fixture.files, path(ulid), "/elsewhere");
    QVERIFY(fixture.files.removeAll(path(ulid)));
    QVERIFY(fixture.open());
    copyTree(fixture.files, "/elsewhere", path(ulid));
    setBytes(fixture.files, path(ulid, "/index"), index.substr(0, 100));
    QVERIFY(fixture.set().reload());
    setBytes(fixture.files, path(ulid, "/index"), index.substr(0, 200));
    QVERIFY(fixture.set().reload());
    QCOMPARE(fixture.set().damages().size(), 1U);
    QVERIFY(fixture.set().damages()[0].setAside.empty());
    setBytes(fixture.files, path(ulid, "/index"), index);
    QVERIFY(fixture.set().reload());
    QCOMPARE(fixture.layout(), "0-200");
    QVERIFY(fixture.set().damages().empty());
}

void TestBlockSet::aBlockThatStaysDamagedIsSetAsideAtTheNextReload() {
    BlockFixture fixture;
    QVERIFY(fixture.open());
    const auto ulid = fixture.writeRamp(0, 200);
    QVERIFY(fixture.files.remove(path(ulid, "/index")));
    QVERIFY(fixture.set().reload());
    QVERIFY(fixture.files.exists(path(ulid)));
    QVERIFY(fixture.set().reload());
    QVERIFY(!fixture.files.exists(path(ulid)));
    QCOMPARE(fixture.set().damages().size(), 1U);
}

void TestBlockSet::aMisnumberedBlockIsRepaired() {
    BlockFixture fixture;
    const auto ulid = fixture.writeRamp(0, 200);
    const auto index = fixture.files.readAll(path(ulid, "/index")).value();
    const auto meta = fixture.files.readAll(path(ulid, "/meta.json")).value();
    misnumber(fixture.files, ulid);
    QVERIFY(fixture.open());
    QCOMPARE(fixture.samples().begin()->second.size(), 20U);
    QCOMPARE(fixture.set().metas().front().version, kMetaVersion);
    fixture.files.powerCut();
    QVERIFY(fixture.files.readAll(path(ulid, "/index")).value() == index);
    QVERIFY(fixture.files.readAll(path(ulid, "/meta.json")).value() == meta);
}

void TestBlockSet::aRepairSurvivesAFailureAtAnyCall() {
    for (std::size_t call = 1;; ++call) {
        BlockFixture fixture;
        const auto ulid = fixture.writeRamp(0, 200);
        misnumber(fixture.files, ulid);
        fixture.files.failFromCall(call);
        (void)fixture.open();
        fixture.close();
        fixture.files.heal();
        fixture.files.powerCut();
        QVERIFY(fixture.open(true));
        QCOMPARE(fixture.samples().begin()->second.size(), 20U);
        const bool isRepaired = fixture.set().metas().front().version == kMetaVersion;
        QVERIFY(fixture.open());
        QCOMPARE(fixture.samples().begin()->second.size(), 20U);
        QCOMPARE(fixture.set().metas().front().version, kMetaVersion);
        if (isRepaired) {
            QVERIFY(call > 3);
            return;
        }
    }
}

void TestBlockSet::aMisnumberedBlockIsReadWithoutRepair() {
    BlockFixture fixture;
    misnumber(fixture.files, fixture.writeRamp(0, 200));
    const auto changes = fixture.files.changeCount();
    QVERIFY(fixture.open(true));
    QCOMPARE(fixture.samples().begin()->second.size(), 20U);
    QCOMPARE(fixture.files.changeCount(), changes);
}

void TestBlockSet::readingOnlyChangesNothing() {
    BlockFixture fixture;
    const auto damaged = fixture.writeRamp(400, 600);
    const auto deletable = fixture.writeRamp(600, 800);
    fixture.writeRamp(0, 200);
    fixture.writeRamp(200, 400);
    QVERIFY(fixture.open());
    const auto blocks = *fixture.set().blocks();
    QVERIFY(fixture.compactor.merge(kDirectory, std::span(blocks).first(2), fixture.pacer));
    fixture.close();
    QVERIFY(fixture.files.remove(path(damaged, "/index")));
    QVERIFY(markBlock(fixture.files, path(deletable), BlockMark::kDeletable));
    QVERIFY(fixture.files.createDirectories(path(damaged) + ".tmp-for-deletion"));
    const auto names = fixture.names();
    fixture.files.failFromCall(1);
    QVERIFY(fixture.open(true));
    QVERIFY(fixture.set().reload());
    QCOMPARE(fixture.files.changeCount(), 0U);
    QCOMPARE(fixture.names(), names);
    QCOMPARE(fixture.layout(), "0-400 600-800");
    QCOMPARE(fixture.set().damages().size(), 1U);
}

void TestBlockSet::tombstonesAreSeenByThePlan() {
    BlockFixture fixture;
    fixture.writeRamp(0, 200);
    fixture.writeRamp(200, 400);
    QVERIFY(fixture.open());
    const auto matcher = model::Matcher::equal("__name__", "m");
    QVERIFY(fixture.set().blocks()->front()->deleteSamples({0, 190}, std::span(&matcher, 1)));
    QVERIFY(fixture.set().reload());
    QCOMPARE(fixture.set().metas()[0].stats.tombstones, 3U);
    QCOMPARE(fixture.compact().value(), 1U); // all of its series are deleted
    QCOMPARE(fixture.layout(), "200-400");
}

void TestBlockSet::metricsFollow() {
    BlockFixture fixture;
    fixture.writeRamp(0, 200);
    QVERIFY(fixture.open());
    const auto families = fixture.registry.gather();
    for (const auto& family : families) {
        if (family.name == "prometheus_tsdb_blocks_loaded" || family.name == "prometheus_tsdb_reloads_total") {
            QCOMPARE(family.metrics.front().value, 1.0);
        }
        if (family.name == "prometheus_tsdb_storage_blocks_bytes") {
            QCOMPARE(family.metrics.front().value, static_cast<double>(fixture.set().blocks()->front()->byteCount()));
        }
    }
}

void TestBlockSet::namesOfSnapshotsAreThoseOfPrometheus() {
    const auto name = snapshotName(1'136'214'245'999, [] { return ~0ULL; });
    QCOMPARE(QString::fromStdString(name), "20060102T150405Z-7fffffffffffffff");
    QCOMPARE(QString::fromStdString(snapshotName(0, [] { return 0xabcULL; })), "19700101T000000Z-0000000000000abc");
}

void TestBlockSet::snapshotsShareTheFiles() {
    BlockFixture fixture;
    const auto ulid = fixture.writeRamp(0, 200);
    QVERIFY(fixture.open());
    const auto used = fixture.files.usedBytes();
    QVERIFY(snapshotBlocks(fixture.files, "/data/snapshots/s", fixture.set().blocks()));
    QCOMPARE(fixture.files.usedBytes(), used);
    const auto copy = Block::open(fixture.files, blockPath("/data/snapshots/s", ulid));
    QVERIFY(copy);
    QVERIFY(textOf(*(*copy)->source()) == fixture.samples());
    const auto again = snapshotBlocks(fixture.files, "/data/snapshots/s", fixture.set().blocks());
    QVERIFY(!again && again.error().code() == ErrorCode::kConflict);
}

void TestBlockSet::snapshotsStayAsTheyWere() {
    BlockFixture fixture;
    const auto ulid = fixture.writeRamp(0, 200);
    QVERIFY(fixture.open());
    const auto before = fixture.samples();
    QVERIFY(snapshotBlocks(fixture.files, "/data/snapshots/s", fixture.set().blocks()));
    const auto matcher = model::Matcher::equal("__name__", "m");
    QVERIFY(fixture.set().blocks()->front()->deleteSamples({0, 100}, std::span(&matcher, 1)));
    QVERIFY(cleanTombstones(fixture.set(), fixture.compactor, {}, 0, fixture.pacer));
    QVERIFY(!fixture.files.exists(path(ulid)));
    const auto copy = Block::open(fixture.files, blockPath("/data/snapshots/s", ulid));
    QVERIFY(copy);
    QVERIFY(textOf(*(*copy)->source()) == before);
}

void TestBlockSet::aSnapshotThatFailsLeavesNothing() {
    BlockFixture fixture;
    fixture.writeRamp(0, 200);
    QVERIFY(fixture.open());
    for (std::size_t call = 1;; ++call) {
        fixture.files.failCalls(call, 1);
        const auto done = snapshotBlocks(fixture.files, "/data/snapshots/s", fixture.set().blocks());
        fixture.files.heal();
        QCOMPARE(fixture.files.exists("/data/snapshots/s"), done.has_value());
        if (done) {
            QVERIFY(call > 5);
            return;
        }
    }
}

QTEST_GUILESS_MAIN(TestBlockSet)
#include "test_compact_block_set.moc"
