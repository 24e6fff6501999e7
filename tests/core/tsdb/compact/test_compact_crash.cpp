// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/tsdb/compact/block_fixture.h"

using namespace hearth;
using namespace hearth::tsdb;
using namespace hearth::tsdb::testing;

namespace {

const auto kMatcher = model::Matcher::equal("i", "1");

/// A state of the disk, and work on it that must not change what is served.
struct Scene {
    const char* name;
    void (*prepare)(BlockFixture&);
    bool (*work)(BlockFixture&);
};

void sixBlocks(BlockFixture& fixture) {
    for (int i = 0; i < 6; ++i) {
        fixture.writeRamp(i * 200, i * 200 + 200, 2);
    }
}

void overlaps(BlockFixture& fixture) {
    MemorySource odd;
    MemorySource even;
    for (const auto* i : {"0", "1"}) {
        odd.add({{"i", i}}, ramp(10, 20, 10));
        even.add({{"i", i}}, ramp(0, 20, 10));
    }
    fixture.write(odd, 0, 200);
    fixture.write(even, 0, 200);
}

void tombstones(BlockFixture& fixture) {
    fixture.writeRamp(0, 200, 2);
    fixture.writeRamp(200, 400, 2);
    fixture.open();
    const auto blocks = fixture.set().blocks();
    for (const auto& block : *blocks) {
        (void)block->deleteSamples({100, 249}, std::span(&kMatcher, 1));
    }
}

void allDeleted(BlockFixture& fixture) {
    MemorySource source;
    source.add({{"i", "1"}}, ramp(0, 10, 20));
    fixture.write(source, 0, 200);
    fixture.writeRamp(200, 400, 2);
    fixture.open();
    (void)fixture.set().blocks()->front()->deleteSamples({0, 199}, std::span(&kMatcher, 1));
}

bool compact(BlockFixture& fixture) {
    return fixture.compact().has_value();
}

bool clean(BlockFixture& fixture) {
    return cleanTombstones(fixture.set(), fixture.compactor, {}, 0, fixture.pacer).has_value();
}

bool compactStopped(BlockFixture& fixture) {
    std::stop_source stop;
    stop.request_stop();
    Pacer pacer(1.0, fixture.clock, stop.get_token());
    (void)compactBlocks(fixture.set(), fixture.compactor, fixture.options, pacer);
    return fixture.compact().has_value();
}

constexpr Scene kScenes[] = {
    {"compaction", sixBlocks, compact},
    {"overlapping blocks", overlaps, compact},
    {"tombstones", tombstones, clean},
    {"a block without samples", allDeleted, clean},
    {"compaction of tombstones", allDeleted, compact},
    {"a stopped compaction", sixBlocks, compactStopped},
};

/// Readable samples of all blocks, tombstones applied; what a reader of the database sees.
SeriesText served(BlockFixture& fixture) {
    auto samples = fixture.samples();
    std::erase_if(samples, [](const auto& entry) { return entry.second.empty(); });
    return samples;
}

} // namespace

Q_DECLARE_METATYPE(const Scene*)

class TestCompactCrash : public QObject {
    Q_OBJECT

  private slots:
    void everySampleIsServedOnceWhicheverCallFails_data() { scenes(); }
    void everySampleIsServedOnceWhicheverCallFails();
    void everySampleIsServedOnceAfterAPowerCut_data() { scenes(); }
    void everySampleIsServedOnceAfterAPowerCut();
    void everySampleIsServedOnceWhateverAPowerCutLeaves_data() { scenes(); }
    void everySampleIsServedOnceWhateverAPowerCutLeaves();
    void oneFailureIsMadeUpForByTheNextRound_data() { scenes(); }
    void oneFailureIsMadeUpForByTheNextRound();
    void settingAsideSurvivesPowerCuts();
    void retentionSurvivesPowerCuts();
    void aFullDiskLosesNothing();

  private:
    static void scenes() {
        QTest::addColumn<const Scene*>("scene");
        for (const auto& scene : kScenes) {
            QTest::newRow(scene.name) << &scene;
        }
    }
};

/// Runs the scene again and again, with `spoil` before the work and `after` behind it, until the work ends before the
/// call.
template <class Spoil, class After>
void forEachCall(const Scene& scene, const Spoil& spoil, const After& after) {
    for (std::size_t call = 1;; ++call) {
        BlockFixture fixture;
        scene.prepare(fixture);
        QVERIFY(fixture.open());
        const auto before = served(fixture);
        QVERIFY(!before.empty());
        spoil(fixture, call);
        (void)scene.work(fixture);
        const bool reached = fixture.files.changeCount() >= call;
        after(fixture, call);
        if (QTest::currentTestFailed()) {
            return;
        }
        QVERIFY2(served(fixture) == before, qPrintable(QString("call %1").arg(call)));
        QVERIFY(fixture.set().damages().empty());
        QVERIFY(scene.work(fixture));
        QVERIFY2(served(fixture) == before, qPrintable(QString("call %1, next round").arg(call)));
        for (const auto& name : fixture.names()) {
            QVERIFY2(name.size() == int(Ulid::kTextLength), qPrintable(name));
        }
        if (!reached) {
            QVERIFY(call > 10);
            return;
        }
    }
}

void TestCompactCrash::everySampleIsServedOnceWhicheverCallFails() {
    QFETCH(const Scene*, scene);
    forEachCall(
        *scene, [](BlockFixture& fixture, std::size_t call) { fixture.files.failFromCall(call); },
        [](BlockFixture& fixture, std::size_t) {
            fixture.files.heal();
            QVERIFY(fixture.open());
        });
}

void TestCompactCrash::everySampleIsServedOnceAfterAPowerCut() {
    QFETCH(const Scene*, scene);
    forEachCall(
        *scene, [](BlockFixture& fixture, std::size_t call) { fixture.files.failFromCall(call); },
        [](BlockFixture& fixture, std::size_t) {
            fixture.close();
            fixture.files.powerCut();
            fixture.files.heal();
            QVERIFY(fixture.open());
        });
}

void TestCompactCrash::everySampleIsServedOnceWhateverAPowerCutLeaves() {
    QFETCH(const Scene*, scene);
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        forEachCall(
            *scene, [](BlockFixture& fixture, std::size_t call) { fixture.files.failFromCall(call); },
            [seed](BlockFixture& fixture, std::size_t call) {
                fixture.close();
                fixture.files.powerCut(seededRandom(seed * 1000 + call));
                fixture.files.heal();
                QVERIFY(fixture.open());
            });
    }
}

void TestCompactCrash::oneFailureIsMadeUpForByTheNextRound() {
    QFETCH(const Scene*, scene);
    forEachCall(
        *scene, [](BlockFixture& fixture, std::size_t call) { fixture.files.failCalls(call, 1); },
        [](BlockFixture& fixture, std::size_t) {
            fixture.files.heal();
            QVERIFY(fixture.open());
        });
}

void TestCompactCrash::settingAsideSurvivesPowerCuts() {
    for (std::size_t call = 1; call < 20; ++call) {
        BlockFixture fixture;
        const auto ulid = fixture.writeRamp(0, 200);
        fixture.writeRamp(200, 400);
        fixture.files.overwrite(blockPath(kDirectory, ulid) + "/index", 0, "xxxx");
        fixture.files.failFromCall(call);
        (void)fixture.open();
        fixture.close();
        fixture.files.powerCut(seededRandom(call));
        fixture.files.heal();
        QVERIFY(fixture.open());
        QCOMPARE(fixture.layout(), "200-400");
        QVERIFY(fixture.files.exists("/data/blocks-damaged/" + ulid.toString() + "/chunks/000001"));
    }
}

void TestCompactCrash::retentionSurvivesPowerCuts() {
    RetentionLimits limits;
    limits.time = 300;
    for (std::size_t call = 1; call < 40; ++call) {
        BlockFixture fixture;
        sixBlocks(fixture);
        QVERIFY(fixture.open());
        fixture.files.failFromCall(call);
        (void)fixture.set().reload(limits);
        fixture.close();
        fixture.files.powerCut(seededRandom(call));
        fixture.files.heal();
        QVERIFY(fixture.open());
        QVERIFY(fixture.set().damages().empty());
        QVERIFY(fixture.set().reload(limits));
        QCOMPARE(fixture.layout(), "800-1000 1000-1200");
        QCOMPARE(fixture.names().size(), 2);
    }
}

void TestCompactCrash::aFullDiskLosesNothing() {
    BlockFixture fixture;
    sixBlocks(fixture);
    QVERIFY(fixture.open());
    const auto before = served(fixture);
    const auto used = fixture.files.usedBytes();
    for (std::uint64_t room = 0; room < 3000; room += 61) {
        fixture.files.setCapacity(used + room);
        const bool well = fixture.compact().has_value();
        QVERIFY(served(fixture) == before);
        if (well) {
            break;
        }
        QCOMPARE(fixture.layout(), "0-200 200-400 400-600 600-800 800-1000 1000-1200");
        QVERIFY(fixture.files.usedBytes() == used);
    }
    fixture.files.setCapacity(std::nullopt);
    QVERIFY(fixture.compact());
    QCOMPARE(fixture.layout(), "0-600 600-800 800-1000 1000-1200");
}

QTEST_GUILESS_MAIN(TestCompactCrash)
#include "test_compact_crash.moc"
