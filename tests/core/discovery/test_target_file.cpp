// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "base/file_system.h"
#include "discovery/target_file.h"

using namespace hearth;

namespace {

const std::string kRoot = HEARTH_SOURCE_DIR "/../shared/conformance/sd-file/";

std::string show(const std::vector<discovery::TargetGroup>& groups) {
    std::string out;
    for (const auto& group : groups) {
        for (const auto& target : group.targets) {
            out += std::string(target.value("__address__")) + " ";
        }
        out += group.labels.toString() + ";";
    }
    return out;
}

} // namespace

class TestTargetFile : public QObject {
    Q_OBJECT

  private slots:
    void theConformanceFilesReadAsTheyShould_data() {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("groups");
        const QByteArray first = "localhost:9090 example.org:443 {foo=\"bar\"};my.domain {};";
        QTest::newRow("json") << QByteArray("valid.json") << first;
        QTest::newRow("yaml") << QByteArray("valid.yml") << first;
        QTest::newRow("second yaml") << QByteArray("valid2.yml")
                                     << QByteArray("my.domain {};localhost:9090 {foo=\"bar\", fred=\"baz\"};"
                                                   "example.org:443 {scheme=\"https\"};");
    }
    void theConformanceFilesReadAsTheyShould() {
        QFETCH(QByteArray, file);
        QFETCH(QByteArray, groups);
        PosixFileSystem files;
        const auto path = kRoot + file.toStdString();
        const auto text = files.readAll(path);
        if (!text) {
            QSKIP("the shared conformance data are not here");
        }
        const auto parsed = discovery::parseTargetFile(*text, path);
        QVERIFY2(parsed.has_value(), parsed ? "" : parsed.error().message().c_str());
        QCOMPARE(QByteArray::fromStdString(show(*parsed)), groups);
    }

    void theEndingTellsTheFilesOfTheToolApart() {
        PosixFileSystem files;
        const std::string root = HEARTH_SOURCE_DIR "/../shared/conformance/promtool/";
        if (!files.isDirectory(root)) {
            QSKIP("the shared conformance data are not here");
        }
        const auto read = [&](const std::string& name) {
            return discovery::parseTargetFile(files.readAll(root + name).value(), root + name);
        };
        for (const auto* const name : {"good-sd-file.yml", "good-sd-file.yaml"}) {
            const auto groups = read(name);
            QVERIFY2(groups.has_value(), name);
            QCOMPARE(groups->size(), std::size_t(2));
            QCOMPARE(show(*groups), std::string("{job=\"node\"};localhost:9100 {};"));
        }
        QVERIFY(
            read("bad-sd-file-format.yml").error().message().ends_with(":1:3: unknown field \"targats\" in group 0"));
        QVERIFY(read("bad-sd-file-extension.nonexistent")
                    .error()
                    .message()
                    .ends_with(": invalid file extension: \".nonexistent\""));
    }

    void badFilesSayWhy_data() {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("message");
        QTest::newRow("null group") << QByteArray("f.yml") << QByteArray("- targets: [a]\n- null\n")
                                    << QByteArray("f.yml:2:3: nil target group item found (index 1)");
        QTest::newRow("unknown key") << QByteArray("f.yml") << QByteArray("- target: [a]\n")
                                     << QByteArray("f.yml:1:3: unknown field \"target\" in group 0");
        QTest::newRow("no list") << QByteArray("f.yml") << QByteArray("a: b\n")
                                 << QByteArray("f.yml:1:1: expected a list of target groups");
        QTest::newRow("json null") << QByteArray("f.json") << QByteArray("[null]")
                                   << QByteArray("f.json: nil target group item found (index 0)");
        QTest::newRow("json syntax") << QByteArray("f.json") << QByteArray("[\n  {]")
                                     << QByteArray("f.json:2:4: this is not valid JSON");
        QTest::newRow("json key") << QByteArray("f.json") << QByteArray(R"([{"target":["a"]}])")
                                  << QByteArray("f.json: group 0: unknown or wrong field \"target\"");
        QTest::newRow("another ending") << QByteArray("dir.d/f.txt") << QByteArray("- targets: [a]\n")
                                        << QByteArray("dir.d/f.txt: invalid file extension: \".txt\"");
        QTest::newRow("no ending") << QByteArray("dir.yml/f") << QByteArray("")
                                   << QByteArray("dir.yml/f: invalid file extension: \"\"");
        QTest::newRow("json number") << QByteArray("f.json") << QByteArray(R"([{"targets":[1]}])")
                                     << QByteArray("f.json: group 0: a target must be a string");
    }
    void badFilesSayWhy() {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, message);
        const auto parsed = discovery::parseTargetFile(text.toStdString(), path.toStdString());
        QVERIFY(!parsed);
        QCOMPARE(QByteArray::fromStdString(parsed.error().message()), message);
    }

    void onlySomePathsAreTargetFiles() {
        QVERIFY(discovery::isTargetFilePath("a/*.json"));
        QVERIFY(discovery::isTargetFilePath("x.yaml"));
        QVERIFY(!discovery::isTargetFilePath("*/a.json"));
        QVERIFY(!discovery::isTargetFilePath("a.txt"));
    }
};

QTEST_GUILESS_MAIN(TestTargetFile)
#include "test_target_file.moc"
