// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <atomic>
#include <fmt/format.h>
#include <thread>

#include "base/random.h"
#include "chunks/xor_encoder.h"
#include "support/fake_file_system.h"
#include "tsdb/head_chunks/chunk_reader.h"
#include "tsdb/head_chunks/dump_head_chunks.h"
#include "tsdb/head_chunks/head_chunks.h"

using namespace hearth;
using namespace hearth::tsdb;
using hearth::tests::FakeFileSystem;

namespace {

const std::string kDirectory = "/chunks_head";
const std::string kFirst = kDirectory + "/000001";

std::span<const std::byte> asBytes(const std::string& text) {
    return std::as_bytes(std::span(text));
}

/// A chunk of ten samples that differs from any other.
std::string payloadOf(int number) {
    chunks::XorChunk chunk;
    for (int i = 0; i < 10; ++i) {
        chunk.append(number * 1000 + i, number + i * 0.1);
    }
    return chunk.payload();
}

/// A directory of head chunks in memory; chunk `n` belongs to series n and lies at [1000n, 1000n+9].
class Fixture {
  public:
    FakeFileSystem files;
    HeadChunksOptions options{.maxFileBytes = head_chunks::kMaxFileBytes, .asideDirectory = "/aside"};
    std::unique_ptr<HeadChunks> chunks;
    std::vector<HeadChunkEntry> entries; ///< As found by open().

    void open() {
        chunks.reset();
        entries.clear();
        m_registry = std::make_unique<instrument::Registry>();
        chunks = HeadChunks::open(files, kDirectory, options, *m_registry, Log(), [this](const HeadChunkEntry& entry) {
                     entries.push_back(entry);
                 }).value();
    }
    Result<HeadChunkRef> write(int number, bool outOfOrder = false) {
        return chunks->write(static_cast<std::uint64_t>(number), number * 1000, number * 1000 + 9,
                             chunks::Encoding::kXor, asBytes(payloadOf(number)), outOfOrder);
    }
    bool reads(HeadChunkRef ref, int number) const {
        const auto payload = chunks->read(ref);
        return payload && std::ranges::equal(payload->bytes(), asBytes(payloadOf(number)));
    }
    /// Whether every chunk that open() found is one that was written, whole.
    bool allFoundAreGenuine() const {
        return std::ranges::all_of(entries, [this](const HeadChunkEntry& entry) {
            const auto number = static_cast<int>(entry.series);
            return entry.begin == number * 1000 && entry.samples == 10 && reads(entry.ref, number);
        });
    }

  private:
    std::unique_ptr<instrument::Registry> m_registry;
};

} // namespace

class TestHeadChunks : public QObject {
    Q_OBJECT

  private slots:
    void chunksHaveTheDocumentedBytes();
    void aChunkCanBeReadAtOnceAndLater();
    void filesEndWhereTheyAreFull();
    void chunksAreFoundInTheOrderOfWriting();
    void zerosAtTheEndAreNormal();
    void anUnfinishedChunkAtTheEndIsCutOff();
    void anUnfinishedWriteInAFileThatWasLongerIsCutOff();
    void damageBeforeZerosIsReported();
    void aPowerCutAfterWritesThatEndedEarlyIsNoDamage();
    void whatFollowsDamageIsSetAside();
    void aMissingFileEndsWhatIsServed();
    void foreignFilesAreSetAside();
    void readingOnlyChangesNothing();
    void everyCutIsSurvived();
    void everyFlippedByteIsSurvived();
    void truncatedFilesGoAndPayloadsStay();
    void aFullDiskLosesNoChunk();
    void aFailedCallLosesNoChunk();
    void aPowerCutYieldsNoWrongChunk();
    void readersAndWriterDoNotDisturbEachOther();
    void printingShowsChunksAndSamples();
};

void TestHeadChunks::chunksHaveTheDocumentedBytes() {
    Fixture fixture;
    fixture.open();
    const std::string payload("\x00\x01\x04\x3f\xf0\x00\x00\x00\x00\x00\x00", 11);
    const auto ref = fixture.chunks->write(7, 2, 2, chunks::Encoding::kXor, asBytes(payload), true).value();
    QVERIFY(ref == makeHeadChunkRef(1, 8));
    QVERIFY(fixture.chunks->flush().has_value());
    const auto bytes = fixture.files.readAll(kFirst).value();
    const auto text = QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())).toHex(' ').toStdString();
    QVERIFY2(text.starts_with("01 30 bc 91 01 00 00 00 00 00 00 00 00 00 00 07 00 00 00 00 00 00 00 02 "
                              "00 00 00 00 00 00 00 02 81 0b 00 01 04 3f f0 00 00 00 00 00 00 "),
             text.c_str());
    QCOMPARE(bytes.size(), std::size_t{8 + 25 + 1 + 11 + 4});
    QCOMPARE(fixture.chunks->size(), std::uint64_t{bytes.size()});
}

void TestHeadChunks::aChunkCanBeReadAtOnceAndLater() {
    Fixture fixture;
    fixture.open();
    const auto ref = fixture.write(1).value();
    QVERIFY(fixture.reads(ref, 1)); // from the buffer
    QVERIFY(fixture.chunks->flush().has_value());
    QVERIFY(fixture.reads(ref, 1)); // from the file
    fixture.open();
    QVERIFY(fixture.reads(ref, 1)); // from the mapping
    QVERIFY(fixture.chunks->read(makeHeadChunkRef(1, 9)).error().code() == ErrorCode::kCorruption);
    QVERIFY(fixture.chunks->read(makeHeadChunkRef(1, 900)).error().code() == ErrorCode::kNotFound);
    QVERIFY(fixture.chunks->read(makeHeadChunkRef(2, 8)).error().code() == ErrorCode::kNotFound);
}

void TestHeadChunks::filesEndWhereTheyAreFull() {
    Fixture fixture;
    fixture.options.maxFileBytes = 1000;
    fixture.open();
    std::vector<HeadChunkRef> refs;
    for (int i = 0; i < 50; ++i) {
        refs.push_back(fixture.write(i).value());
    }
    for (int i = 0; i < 50; ++i) {
        QVERIFY(fixture.reads(refs[static_cast<std::size_t>(i)], i));
    }
    QVERIFY(fileOf(refs.back()) > 3);
    QVERIFY(std::ranges::is_sorted(refs));
    fixture.chunks.reset();
    const auto names = fixture.files.list(kDirectory).value();
    for (const auto& name : names) {
        QVERIFY(fixture.files.fileSize(kDirectory + "/" + name).value() <= 1000);
    }
}

void TestHeadChunks::chunksAreFoundInTheOrderOfWriting() {
    Fixture fixture;
    fixture.options.maxFileBytes = 1000;
    fixture.open();
    std::vector<HeadChunkRef> refs;
    for (int i = 0; i < 30; ++i) {
        refs.push_back(fixture.write(i, i % 3 == 0).value());
    }
    fixture.open();
    QCOMPARE(fixture.entries.size(), refs.size());
    for (std::size_t i = 0; i < refs.size(); ++i) {
        QVERIFY(fixture.entries[i].ref == refs[i]);
        QCOMPARE(fixture.entries[i].series, std::uint64_t{i});
        QCOMPARE(fixture.entries[i].outOfOrder, i % 3 == 0);
    }
    QVERIFY(fixture.allFoundAreGenuine());
    QCOMPARE(fixture.chunks->report().chunks, std::uint64_t{30});
    QVERIFY(fixture.chunks->report().damages.empty());
    // An old file is never continued.
    QCOMPARE(fileOf(fixture.write(31).value()), fileOf(refs.back()) + 1);
}

void TestHeadChunks::zerosAtTheEndAreNormal() {
    Fixture fixture;
    fixture.open();
    fixture.write(1).value();
    fixture.chunks.reset();
    fixture.files.open(kFirst, FileSystem::OpenMode::kAppend).value()->append(asBytes(std::string(5000, '\0'))).value();
    fixture.open();
    QCOMPARE(fixture.entries.size(), std::size_t{1});
    QVERIFY(fixture.chunks->report().damages.empty());
    QCOMPARE(fixture.chunks->report().tornBytes, std::uint64_t{0});
}

void TestHeadChunks::anUnfinishedChunkAtTheEndIsCutOff() {
    Fixture fixture;
    fixture.open();
    fixture.write(1).value();
    const auto second = fixture.write(2).value();
    fixture.chunks.reset();
    const auto size = fixture.files.fileSize(kFirst).value();
    fixture.files.open(kFirst, FileSystem::OpenMode::kAppend).value()->truncate(size - 3).value();
    fixture.open();
    QCOMPARE(fixture.entries.size(), std::size_t{1});
    QCOMPARE(fixture.files.fileSize(kFirst).value(), std::uint64_t{offsetOf(second)});
    QVERIFY(fixture.chunks->report().tornBytes > 0);
    QVERIFY(fixture.chunks->report().damages.empty());
}

/// A longer write failed, was cut off and came shorter: the disk may keep the first one's size with the second's bytes.
void TestHeadChunks::anUnfinishedWriteInAFileThatWasLongerIsCutOff() {
    Fixture writing;
    writing.open();
    writing.write(1).value();
    const auto second = offsetOf(writing.write(2).value());
    writing.chunks.reset();
    const auto whole = writing.files.readAll(kFirst).value();
    for (std::size_t written = 0; written < whole.size(); ++written) {
        for (const std::size_t behind : {0, 1, 97, 5000}) {
            Fixture fixture;
            auto contents = whole.substr(0, written);
            contents.resize(whole.size() + behind, '\0');
            QVERIFY(fixture.files.createDirectories(kDirectory).has_value());
            QVERIFY(fixture.files.replaceAtomically(kFirst, contents).has_value());
            fixture.open();
            QVERIFY2(fixture.chunks->report().damages.empty(), qPrintable(QString::number(written)));
            QVERIFY(fixture.allFoundAreGenuine());
            // The last byte may have been a zero.
            const auto whatIsWhole = contents.starts_with(whole) ? 2U : (written >= second ? 1U : 0U);
            QCOMPARE(fixture.entries.size(), std::size_t{whatIsWhole});
        }
    }
}

void TestHeadChunks::damageBeforeZerosIsReported() {
    Fixture writing;
    writing.open();
    writing.write(1).value();
    const auto second = offsetOf(writing.write(2).value());
    writing.chunks.reset();
    const auto whole = writing.files.readAll(kFirst).value() + std::string(5000, '\0');
    const auto end = whole.find_last_not_of('\0') + 1;
    for (auto i = std::size_t{second} + head_chunks::kChunkHeaderBytes + 1; i < end; ++i) {
        Fixture fixture;
        auto damaged = whole;
        damaged[i] = static_cast<char>(damaged[i] ^ 0x10);
        QVERIFY(fixture.files.createDirectories(kDirectory).has_value());
        QVERIFY(fixture.files.replaceAtomically(kFirst, damaged).has_value());
        fixture.open();
        QCOMPARE(fixture.chunks->report().damages.size(), std::size_t{1});
        QCOMPARE(fixture.entries.size(), std::size_t{1});
    }
}

void TestHeadChunks::aPowerCutAfterWritesThatEndedEarlyIsNoDamage() {
    for (std::uint64_t seed = 0; seed < 500; ++seed) {
        Fixture fixture;
        fixture.options.bufferBytes = 600;
        fixture.open();
        const auto random = seededRandom(seed);
        for (int i = 0; i < 25; ++i) {
            fixture.files.setCapacity(fixture.files.usedBytes() + random() % 200);
            (void)fixture.write(i);
            (void)fixture.chunks->flush();
            if (random() % 16 == 0) {
                (void)fixture.chunks->sync();
            }
        }
        fixture.files.setCapacity(std::nullopt);
        fixture.files.powerCut(random);
        fixture.open();
        QVERIFY2(fixture.chunks->report().damages.empty(), fmt::format("seed {}", seed).c_str());
        QVERIFY(fixture.allFoundAreGenuine());
    }
}

void TestHeadChunks::whatFollowsDamageIsSetAside() {
    Fixture fixture;
    fixture.options.maxFileBytes = 400;
    fixture.open();
    std::vector<HeadChunkRef> refs;
    for (int i = 1; i <= 12; ++i) {
        refs.push_back(fixture.write(i).value());
    }
    fixture.chunks.reset();
    const auto healthy = fixture.files.readAll(kDirectory + "/000003").value();
    QCOMPARE(fileOf(refs[6]), std::uint32_t{3});
    fixture.files.overwrite(kDirectory + "/000003", offsetOf(refs[7]) + 40, "\xff\xff");
    fixture.open();
    QVERIFY(fixture.allFoundAreGenuine());
    QCOMPARE(fixture.entries.size(), std::size_t{7});
    const auto& damages = fixture.chunks->report().damages;
    QCOMPARE(damages.size(), std::size_t{2});
    QCOMPARE(damages[0].reason, fmt::format("checksum does not match at offset {}", offsetOf(refs[7])));
    QCOMPARE(damages[0].setAside, std::string("/aside/000003"));
    QCOMPARE(fixture.files.fileSize("/aside/000003").value(), std::uint64_t{healthy.size()});
    QVERIFY(!fixture.files.exists(kDirectory + "/000004"));
    // The next start finds nothing wrong, and the next file follows the last one.
    fixture.open();
    QCOMPARE(fixture.entries.size(), std::size_t{7});
    QVERIFY(fixture.chunks->report().damages.empty());
    QCOMPARE(fileOf(fixture.write(13).value()), std::uint32_t{4});
}

void TestHeadChunks::aMissingFileEndsWhatIsServed() {
    Fixture fixture;
    fixture.options.maxFileBytes = 400;
    fixture.open();
    for (int i = 1; i <= 12; ++i) {
        fixture.write(i).value();
    }
    fixture.chunks.reset();
    QVERIFY(fixture.files.remove(kDirectory + "/000002").has_value());
    fixture.open();
    QCOMPARE(fixture.entries.size(), std::size_t{3});
    QCOMPARE(fixture.chunks->report().damages.front().reason, std::string("file 000002 before it is missing"));
    QVERIFY(fixture.files.list(kDirectory).value() == std::vector<std::string>{"000001"});
}

void TestHeadChunks::foreignFilesAreSetAside() {
    for (const auto* contents : {"not a head chunk file", "\x01\x30\xbc\x91\x02\x01\x01\x01"}) {
        Fixture fixture;
        QVERIFY(fixture.files.createDirectories(kDirectory).has_value());
        QVERIFY(fixture.files.replaceAtomically(kFirst, contents).has_value());
        fixture.open();
        QCOMPARE(fixture.chunks->report().damages.size(), std::size_t{1});
        QVERIFY(!fixture.files.exists(kFirst));
        QVERIFY(fixture.files.exists("/aside/000001"));
    }
}

void TestHeadChunks::readingOnlyChangesNothing() {
    Fixture fixture;
    fixture.open();
    fixture.write(1).value();
    fixture.chunks.reset();
    fixture.files.open(kFirst, FileSystem::OpenMode::kAppend).value()->append(asBytes("torn")).value();
    const auto before = fixture.files.changeCount();
    fixture.options.readOnly = true;
    fixture.open();
    QCOMPARE(fixture.entries.size(), std::size_t{1});
    QVERIFY(fixture.allFoundAreGenuine());
    QCOMPARE(fixture.files.changeCount(), before);
}

void TestHeadChunks::everyCutIsSurvived() {
    Fixture writing;
    writing.open();
    for (int i = 1; i <= 4; ++i) {
        writing.write(i).value();
    }
    writing.chunks.reset();
    const auto whole = writing.files.readAll(kFirst).value();
    std::size_t most = 0;
    for (std::size_t size = 0; size <= whole.size(); ++size) {
        Fixture fixture;
        QVERIFY(fixture.files.createDirectories(kDirectory).has_value());
        QVERIFY(fixture.files.replaceAtomically(kFirst, whole.substr(0, size)).has_value());
        fixture.open();
        QVERIFY(fixture.allFoundAreGenuine());
        QVERIFY(fixture.chunks->report().damages.empty());
        QVERIFY(fixture.entries.size() >= most);
        most = fixture.entries.size();
        fixture.write(9).value();
        fixture.open();
        QCOMPARE(fixture.entries.size(), most + 1);
    }
    QCOMPARE(most, std::size_t{4});
}

void TestHeadChunks::everyFlippedByteIsSurvived() {
    Fixture writing;
    writing.open();
    for (int i = 1; i <= 4; ++i) {
        writing.write(i).value();
    }
    writing.chunks.reset();
    const auto whole = writing.files.readAll(kFirst).value();
    for (std::size_t i = 0; i < whole.size(); ++i) {
        for (const int bits : {0x01, 0x80, 0xff}) {
            Fixture fixture;
            auto damaged = whole;
            damaged[i] = static_cast<char>(damaged[i] ^ bits);
            QVERIFY(fixture.files.createDirectories(kDirectory).has_value());
            QVERIFY(fixture.files.replaceAtomically(kFirst, damaged).has_value());
            fixture.open();
            QVERIFY(fixture.allFoundAreGenuine());
            const bool inPadding = i >= 5 && i < 8; // which nobody looks at
            QVERIFY(inPadding || fixture.entries.size() < 4);
            fixture.write(9).value();
            const auto found = fixture.entries.size();
            fixture.open();
            QCOMPARE(fixture.entries.size(), found + 1);
            QVERIFY(fixture.chunks->report().damages.empty());
        }
    }
}

void TestHeadChunks::truncatedFilesGoAndPayloadsStay() {
    Fixture fixture;
    fixture.options.maxFileBytes = 400;
    fixture.open();
    std::vector<HeadChunkRef> refs;
    for (int i = 1; i <= 12; ++i) {
        refs.push_back(fixture.write(i).value());
    }
    const auto kept = fixture.chunks->read(refs.front()).value();
    const auto last = fileOf(refs.back());
    QVERIFY(fixture.chunks->truncate(last + 1).has_value());
    QVERIFY(std::ranges::equal(kept.bytes(), asBytes(payloadOf(1))));
    QVERIFY(fixture.chunks->read(refs.front()).error().code() == ErrorCode::kNotFound);
    QVERIFY(fixture.reads(refs.back(), 12)); // it was being written: finished now
    QCOMPARE(fileOf(fixture.write(13).value()), last + 1);
    QVERIFY(fixture.chunks->truncate(last + 1).has_value());
    QVERIFY(!fixture.chunks->read(refs.back()).has_value());
    fixture.open();
    QCOMPARE(fixture.entries.size(), std::size_t{1});
}

void TestHeadChunks::aFullDiskLosesNoChunk() {
    Fixture fixture;
    fixture.options.bufferBytes = 200;
    fixture.open();
    std::vector<HeadChunkRef> refs;
    for (int i = 0; i < 40; ++i) {
        if (i == 10) {
            fixture.files.setCapacity(fixture.files.usedBytes() + 50);
        }
        if (i == 30) {
            fixture.files.setCapacity(std::nullopt);
        }
        refs.push_back(fixture.write(i).value());
        for (int j = 0; j <= i; ++j) {
            QVERIFY(fixture.reads(refs[static_cast<std::size_t>(j)], j));
        }
    }
    fixture.open();
    QCOMPARE(fixture.entries.size(), std::size_t{40});
    QVERIFY(fixture.allFoundAreGenuine());
}

void TestHeadChunks::aFailedCallLosesNoChunk() {
    for (std::size_t call = 1; call < 60; ++call) {
        Fixture fixture;
        fixture.options.bufferBytes = 200;
        fixture.options.maxFileBytes = 600;
        fixture.open();
        std::vector<std::pair<HeadChunkRef, int>> written;
        fixture.files.failCalls(call, 3);
        for (int i = 0; i < 30; ++i) {
            if (const auto ref = fixture.write(i)) {
                written.emplace_back(*ref, i);
            }
        }
        QVERIFY(written.size() + 4 >= 30);
        for (const auto& [ref, number] : written) {
            QVERIFY(fixture.reads(ref, number));
        }
        fixture.files.heal();
        QVERIFY(fixture.chunks->sync().has_value());
        fixture.open();
        QVERIFY(fixture.chunks->report().damages.empty());
        QCOMPARE(fixture.entries.size(), written.size());
        QVERIFY(fixture.allFoundAreGenuine());
    }
}

void TestHeadChunks::aPowerCutYieldsNoWrongChunk() {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        Fixture fixture;
        fixture.options.bufferBytes = 300 + seed % 5 * 200;
        fixture.options.maxFileBytes = 2000;
        fixture.open();
        const auto random = seededRandom(seed);
        const int synced = static_cast<int>(random() % 40);
        for (int i = 0; i < 60; ++i) {
            fixture.write(i).value();
            if (i == synced) {
                QVERIFY(fixture.chunks->sync().has_value());
            }
        }
        fixture.files.powerCut(random);
        fixture.open();
        QVERIFY(fixture.allFoundAreGenuine());
        // Without a hole: a series must not miss a chunk before one that it has.
        for (std::size_t i = 0; i < fixture.entries.size(); ++i) {
            QCOMPARE(fixture.entries[i].series, std::uint64_t{i});
        }
        QVERIFY2(fixture.entries.size() > static_cast<std::size_t>(synced), fmt::format("seed {}", seed).c_str());
    }
}

void TestHeadChunks::readersAndWriterDoNotDisturbEachOther() {
    Fixture fixture;
    fixture.options.bufferBytes = 500;
    fixture.options.maxFileBytes = 5000;
    fixture.open();
    constexpr int kChunks = 2000;
    std::vector<std::atomic<std::uint64_t>> refs(kChunks);
    std::atomic<bool> wrong{false};
    const auto readAll = [&] {
        for (int i = 0; i < kChunks;) {
            const auto ref = refs[static_cast<std::size_t>(i)].load();
            if (ref == 0) {
                std::this_thread::yield();
                continue;
            }
            wrong = wrong || !fixture.reads(static_cast<HeadChunkRef>(ref), i);
            ++i;
        }
    };
    std::jthread first(readAll);
    std::jthread second(readAll);
    for (int i = 0; i < kChunks; ++i) {
        refs[static_cast<std::size_t>(i)] = static_cast<std::uint64_t>(fixture.write(i).value());
        if (i % 100 == 0) {
            QVERIFY(fixture.chunks->sync().has_value());
        }
    }
    first.join();
    second.join();
    QVERIFY(!wrong);
}

void TestHeadChunks::printingShowsChunksAndSamples() {
    Fixture fixture;
    fixture.open();
    fixture.write(1, true).value();
    fixture.chunks.reset();
    auto bytes = fixture.files.readAll(kFirst).value();
    std::vector<std::string> lines;
    const auto sink = [&](std::string_view line) { lines.emplace_back(line); };
    QVERIFY(printHeadChunks(asBytes(bytes), sink).has_value());
    QCOMPARE(lines.size(), std::size_t{11});
    QCOMPARE(lines[0],
             fmt::format("@8 series 1 from 1000 to 1009, XOR out of order, 10 samples, {} bytes", payloadOf(1).size()));
    QCOMPARE(lines[1], std::string("  t 1000 v 1"));
    bytes[20] = 'x';
    QVERIFY(!printHeadChunks(asBytes(bytes), sink).has_value());
}

QTEST_GUILESS_MAIN(TestHeadChunks)
#include "test_head_chunks.moc"
