// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <set>

#include "support/fake_file_system.h"

using namespace hearth;
using hearth::tests::FakeFileSystem;
using Mode = FileSystem::OpenMode;

namespace {

constexpr std::size_t kPage = tests::FakeFileBytes::kPage;
constexpr std::uint64_t kDraws = 400;

std::span<const std::byte> bytes(std::string_view text) {
    return std::as_bytes(std::span(text));
}

std::string_view text(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// A file that is there for certain, name and all.
std::unique_ptr<File> makeDurable(FakeFileSystem& files, const std::string& path, const std::string& contents) {
    auto file = files.open(path, Mode::kCreateNew).value();
    file->append(bytes(contents)).value();
    file->sync().value();
    files.syncDirectory("/").value();
    return file;
}

std::string contentsOf(FakeFileSystem& files, const std::string& path) {
    return files.exists(path) ? files.readAll(path).value() : "none";
}

/// What may be seen after a power cut: `prepare` runs on a new disk, the cut is drawn, `look` says what is left.
template <class Prepare, class Look>
std::set<std::string> outcomes(const Prepare& prepare, const Look& look) {
    std::set<std::string> seen;
    for (std::uint64_t seed = 1; seed <= kDraws; ++seed) {
        FakeFileSystem files;
        prepare(files);
        files.powerCut(seededRandom(seed));
        seen.insert(look(files));
    }
    return seen;
}

} // namespace

class TestFakeFileSystem : public QObject {
    Q_OBJECT

  private slots:
    void whatIsSyncedSurvives();
    void anyPrefixOfWhatWasAppendedMaySurvive();
    void aPageThatWasNotWrittenIsAHoleOfZeros();
    void writesOfDifferentFilesAreReordered();
    void anOverwrittenPageIsOldOrNew();
    void aTruncatedFileHasAnySizeItHad();
    void bytesThatWereCutOffDoNotComeBack();
    void aFailedSyncLosesWhatALaterOneDoesNotWrite();
    void aNameIsDurableOnlyWithItsDirectory();
    void entriesAreLostEachByItself();
    void aRenameHappensWhole();
    void changesOfOneNameKeepTheirOrder();
    void createdDirectoriesAreDurable();
    void aDirectoryIsRenamedWithAllItHolds();
    void aTreeThatIsBeingRemovedMayBeHalfThere();
    void aLinkedFileExistsOnce();
    void aMappingKeepsTheBytesOfAFileThatGoesAway();
    void aFullDiskTakesWhatFits();
    void someCallsFailAndLaterOnesDoNot();
    void handlesOfBeforeThePowerCutAreDead();
    void aProcessThatEndsLosesNothingItWrote();
    void aFrozenProcessChangesNothing();
    void theSameSeedGivesTheSameDisk();
};

void TestFakeFileSystem::whatIsSyncedSurvives() {
    const auto seen = outcomes(
        [](FakeFileSystem& files) {
            const auto file = makeDurable(files, "/a", std::string(3 * kPage + 5, 'a'));
            file->append(bytes(std::string(kPage, 'b'))).value();
            file->overwrite(1, bytes("c")).value();
            file->sync().value();
        },
        [](FakeFileSystem& files) { return contentsOf(files, "/a"); });
    auto expected = std::string(3 * kPage + 5, 'a') + std::string(kPage, 'b');
    expected[1] = 'c';
    QVERIFY(seen == std::set<std::string>{expected});
}

void TestFakeFileSystem::anyPrefixOfWhatWasAppendedMaySurvive() {
    const auto seen =
        outcomes([](FakeFileSystem& files) { makeDurable(files, "/a", "ab")->append(bytes("cde")).value(); },
                 [](FakeFileSystem& files) { return contentsOf(files, "/a"); });
    using namespace std::string_literals;
    QVERIFY(seen == (std::set<std::string>{"ab", "abc", "abcd", "abcde", "ab\0"s, "ab\0\0"s, "ab\0\0\0"s}));
}

void TestFakeFileSystem::aPageThatWasNotWrittenIsAHoleOfZeros() {
    const auto seen = outcomes(
        [](FakeFileSystem& files) { makeDurable(files, "/a", "")->append(bytes(std::string(3 * kPage, 'x'))).value(); },
        [](FakeFileSystem& files) {
            const auto all = contentsOf(files, "/a");
            std::string pages;
            for (std::size_t at = 0; at + kPage <= all.size(); at += kPage) {
                pages += all[at];
            }
            return pages;
        });
    using namespace std::string_literals;
    for (const auto& pages : {""s, "x"s, "xxx"s, "x\0x"s, "\0xx"s, "\0\0\0"s}) {
        QVERIFY2(seen.contains(pages), qPrintable(QByteArray(pages.data(), static_cast<int>(pages.size())).toHex()));
    }
}

void TestFakeFileSystem::writesOfDifferentFilesAreReordered() {
    const auto seen = outcomes(
        [](FakeFileSystem& files) {
            const auto first = makeDurable(files, "/a", "");
            const auto second = makeDurable(files, "/b", "");
            first->append(bytes("1")).value();
            second->append(bytes("2")).value();
        },
        [](FakeFileSystem& files) { return contentsOf(files, "/a") + contentsOf(files, "/b"); });
    for (const auto* const both : {"", "1", "2", "12"}) {
        QVERIFY(seen.contains(both));
    }
}

void TestFakeFileSystem::anOverwrittenPageIsOldOrNew() {
    const auto seen = outcomes(
        [](FakeFileSystem& files) {
            const auto file = makeDurable(files, "/a", std::string(2 * kPage, 'o'));
            file->overwrite(10, bytes("n")).value();
            file->overwrite(kPage + 10, bytes("n")).value();
        },
        [](FakeFileSystem& files) {
            const auto all = contentsOf(files, "/a");
            return std::to_string(all.size()) + all[10] + all[kPage + 10] + all[11];
        });
    QVERIFY(seen == (std::set<std::string>{"8192ooo", "8192noo", "8192ono", "8192nno"}));
}

void TestFakeFileSystem::aTruncatedFileHasAnySizeItHad() {
    const auto seen = outcomes(
        [](FakeFileSystem& files) {
            const auto file = makeDurable(files, "/a", "abcdef");
            file->truncate(2).value();
        },
        [](FakeFileSystem& files) { return contentsOf(files, "/a"); });
    using namespace std::string_literals; // the zeros behind the new end may come before the new size does
    QVERIFY(seen == (std::set<std::string>{"abcdef", "ab", "ab\0\0\0\0"s}));
}

void TestFakeFileSystem::bytesThatWereCutOffDoNotComeBack() {
    const auto seen = outcomes(
        [](FakeFileSystem& files) {
            const auto file = makeDurable(files, "/a", "abcd");
            file->truncate(2).value();
            file->append(bytes("x")).value();
        },
        [](FakeFileSystem& files) { return contentsOf(files, "/a"); });
    using namespace std::string_literals;
    QVERIFY(seen == (std::set<std::string>{"abcd", "ab", "abx", "ab\0"s, "abx\0"s}));
}

void TestFakeFileSystem::aFailedSyncLosesWhatALaterOneDoesNotWrite() {
    FakeFileSystem files;
    const auto file = makeDurable(files, "/a", std::string(kPage, 'a'));
    file->append(bytes(std::string(kPage, 'b'))).value();
    files.forgetFailedSyncs(true);
    files.failCalls(1, 1);
    QVERIFY(!file->sync());
    file->append(bytes(std::string(kPage, 'c'))).value();
    QVERIFY(file->sync());
    QCOMPARE(contentsOf(files, "/a").at(kPage), 'b');
    files.powerCut(seededRandom(1));
    QVERIFY(contentsOf(files, "/a") == std::string(kPage, 'a') + std::string(kPage, '\0') + std::string(kPage, 'c'));
}

void TestFakeFileSystem::aNameIsDurableOnlyWithItsDirectory() {
    FakeFileSystem files;
    const auto file = files.open("/a", Mode::kCreateNew).value();
    QVERIFY(file->append(bytes("x")));
    QVERIFY(file->sync());
    files.powerCut();
    QVERIFY(!files.exists("/a"));
    QVERIFY(files.replaceAtomically("/b", "y"));
    files.powerCut();
    QCOMPARE(contentsOf(files, "/b"), std::string("y"));
}

void TestFakeFileSystem::entriesAreLostEachByItself() {
    const auto seen = outcomes(
        [](FakeFileSystem& files) {
            makeDurable(files, "/old", "");
            (void)files.open("/a", Mode::kCreateNew).value();
            files.remove("/old").value();
            (void)files.open("/b", Mode::kCreateNew).value();
        },
        [](FakeFileSystem& files) {
            std::string names;
            const auto list = files.list("/").value();
            for (const auto& name : list) {
                names += name + " ";
            }
            return names;
        });
    QVERIFY(seen == (std::set<std::string>{"", "a ", "b ", "old ", "a b ", "a old ", "b old ", "a b old "}));
}

void TestFakeFileSystem::aRenameHappensWhole() {
    const auto look = [](FakeFileSystem& files) { return contentsOf(files, "/a") + " " + contentsOf(files, "/b"); };
    const auto prepare = [](FakeFileSystem& files) {
        makeDurable(files, "/a", "new");
        makeDurable(files, "/b", "old");
        files.rename("/a", "/b").value();
    };
    QVERIFY(outcomes(prepare, look) == (std::set<std::string>{"new old", "none new"}));
    FakeFileSystem files;
    prepare(files);
    files.syncDirectory("/").value();
    files.powerCut();
    QCOMPARE(look(files), std::string("none new"));
}

void TestFakeFileSystem::changesOfOneNameKeepTheirOrder() {
    const auto seen = outcomes(
        [](FakeFileSystem& files) {
            makeDurable(files, "/a", "first");
            files.rename("/a", "/kept").value();
            const auto file = files.open("/a", Mode::kCreateNew).value();
            file->append(bytes("second")).value();
            file->sync().value();
        },
        [](FakeFileSystem& files) { return contentsOf(files, "/a") + " " + contentsOf(files, "/kept"); });
    QVERIFY(seen == (std::set<std::string>{"first none", "none first", "second first"}));
}

void TestFakeFileSystem::createdDirectoriesAreDurable() {
    FakeFileSystem files;
    QVERIFY(files.createDirectories("/x/y/z"));
    files.powerCut();
    QVERIFY(files.isDirectory("/x/y/z"));
    QVERIFY(!files.createDirectories("/x/y/z/../file") || files.exists("/x"));
    makeDurable(files, "/file", "");
    QVERIFY(!files.createDirectories("/file/x"));
    QCOMPARE(files.list("/nothing").error().code(), ErrorCode::kNotFound);
}

void TestFakeFileSystem::aDirectoryIsRenamedWithAllItHolds() {
    FakeFileSystem files;
    QVERIFY(files.createDirectories("/x/y"));
    QVERIFY(files.replaceAtomically("/x/y/file", "1"));
    QVERIFY(files.rename("/x", "/z"));
    QVERIFY(!files.exists("/x"));
    QCOMPARE(contentsOf(files, "/z/y/file"), std::string("1"));
    files.powerCut();
    QCOMPARE(contentsOf(files, "/x/y/file"), std::string("1"));
    QVERIFY(files.rename("/x", "/z"));
    QVERIFY(files.syncDirectory("/"));
    files.powerCut();
    QCOMPARE(contentsOf(files, "/z/y/file"), std::string("1"));
    QVERIFY(files.createDirectories("/full/inner"));
    QVERIFY(!files.rename("/z", "/full"));
    QVERIFY(files.rename("/z", "/full/inner")); // an empty directory gives way
    QVERIFY(!files.rename("/full", "/full/inner/below"));
}

void TestFakeFileSystem::aTreeThatIsBeingRemovedMayBeHalfThere() {
    const auto seen = outcomes(
        [](FakeFileSystem& files) {
            files.createDirectories("/x").value();
            files.replaceAtomically("/x/1", "").value();
            files.replaceAtomically("/x/2", "").value();
            files.rename("/x", "/gone").value();
            files.removeAll("/gone").value();
        },
        [](FakeFileSystem& files) {
            return std::to_string(static_cast<int>(files.exists("/x"))) +
                   std::to_string(static_cast<int>(files.exists("/x/1")));
        });
    QVERIFY(seen == (std::set<std::string>{"00", "10", "11"}));
}

void TestFakeFileSystem::aLinkedFileExistsOnce() {
    FakeFileSystem files;
    const auto file = makeDurable(files, "/a", "12345");
    QVERIFY(files.link("/a", "/b"));
    QCOMPARE(files.link("/a", "/b").error().message(), std::string("link /b: File exists"));
    QCOMPARE(files.usedBytes(), std::uint64_t{5});
    file->append(bytes("6")).value();
    QCOMPARE(contentsOf(files, "/b"), std::string("123456"));
    QVERIFY(files.remove("/a"));
    QCOMPARE(files.usedBytes(), std::uint64_t{6});
    QVERIFY(files.syncDirectory("/"));
    files.powerCut();
    QCOMPARE(contentsOf(files, "/b"), std::string("12345"));
    QVERIFY(files.remove("/b"));
    QCOMPARE(files.usedBytes(), std::uint64_t{0});
}

void TestFakeFileSystem::aMappingKeepsTheBytesOfAFileThatGoesAway() {
    FakeFileSystem files;
    const auto file = makeDurable(files, "/a", "abc");
    const auto mapped = files.map("/a").value();
    file->append(bytes(std::string(10 * kPage, 'x'))).value();
    QCOMPARE(text(mapped->bytes()), std::string_view("abc"));
    const auto second = files.map("/a").value();
    file->overwrite(0, bytes("A")).value();
    QCOMPARE(text(second->bytes()).front(), 'A');
    QVERIFY(files.remove("/a"));
    files.powerCut();
    QCOMPARE(text(mapped->bytes()), std::string_view("abc"));
    QCOMPARE(second->bytes().size(), 10 * kPage + 3);
}

void TestFakeFileSystem::aFullDiskTakesWhatFits() {
    FakeFileSystem files;
    const auto file = makeDurable(files, "/a", "abc");
    files.setCapacity(5);
    QCOMPARE(files.space("/a").value().freeBytes, std::uint64_t{2});
    QCOMPARE(file->append(bytes("defg")).error().message(), std::string("write /a: No space left on device"));
    QCOMPARE(contentsOf(files, "/a"), std::string("abcde"));
    QVERIFY(file->truncate(1));
    QCOMPARE(files.space("/").value().freeBytes, std::uint64_t{4});
    QVERIFY(files.open("/a", Mode::kTruncate));
    QCOMPARE(files.usedBytes(), std::uint64_t{0});
}

void TestFakeFileSystem::someCallsFailAndLaterOnesDoNot() {
    FakeFileSystem files;
    const auto file = makeDurable(files, "/a", "");
    files.failCalls(2, 2);
    QVERIFY(file->append(bytes("1")));
    QVERIFY(!files.rename("/a", "/b"));
    QVERIFY(!files.createDirectories("/x"));
    QVERIFY(file->append(bytes("2")));
    QCOMPARE(contentsOf(files, "/a"), std::string("12"));
}

void TestFakeFileSystem::handlesOfBeforeThePowerCutAreDead() {
    FakeFileSystem files;
    const auto file = makeDurable(files, "/a", "1");
    auto lock = files.lock("/lock").value();
    QCOMPARE(files.lock("/lock").error().code(), ErrorCode::kConflict);
    files.powerCut();
    QVERIFY(!file->append(bytes("2")));
    const auto second = files.lock("/lock");
    QVERIFY(second);
    lock.reset(); // is not the lock that is held now
    QVERIFY(!files.lock("/lock"));
}

void TestFakeFileSystem::aProcessThatEndsLosesNothingItWrote() {
    FakeFileSystem files;
    const auto file = makeDurable(files, "/a", "1");
    const auto lock = files.lock("/lock").value();
    QVERIFY(file->append(bytes("2")));
    files.endProcess();
    QVERIFY(!file->append(bytes("3")));
    QCOMPARE(contentsOf(files, "/a"), std::string("12"));
    QVERIFY(files.lock("/lock"));
    files.powerCut();
    QCOMPARE(contentsOf(files, "/a"), std::string("1"));
}

void TestFakeFileSystem::aFrozenProcessChangesNothing() {
    FakeFileSystem files;
    const auto file = makeDurable(files, "/a", "1");
    files.freezeFromCall(2);
    QVERIFY(file->append(bytes("2")));
    for (int i = 0; i < 8; ++i) {
        QVERIFY(!file->append(bytes("3456789")));
        QVERIFY(!file->sync());
    }
    files.heal();
    QCOMPARE(contentsOf(files, "/a"), std::string("12"));
    QVERIFY(file->sync());
    files.powerCut();
    QCOMPARE(contentsOf(files, "/a"), std::string("12"));
}

void TestFakeFileSystem::theSameSeedGivesTheSameDisk() {
    const auto run = [](std::uint64_t seed) {
        FakeFileSystem files;
        const auto file = makeDurable(files, "/a", std::string(10000, 'a'));
        file->append(bytes(std::string(50000, 'b'))).value();
        (void)files.open("/b", Mode::kCreateNew).value();
        files.powerCut(seededRandom(seed));
        return contentsOf(files, "/a") + contentsOf(files, "/b");
    };
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        QVERIFY(run(seed) == run(seed));
    }
}

QTEST_GUILESS_MAIN(TestFakeFileSystem)
#include "test_fake_file_system.moc"
