// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <fmt/format.h>

#include "app/tool/tool_fixture.h"
#include "tool/openmetrics_import.h"
#include "tool/verify.h"

using namespace hearth;
using namespace hearth::app::tool;
using namespace hearth::app::tool::testing;

class TestImport : public QObject {
    Q_OBJECT

  private slots:
    void samplesGoIntoTheBlocksOfTheirTimes();
    void samplesInAnyOrderAreSortedAndTheFirstOfTwoStays();
    void aSmallMemoryMeansMorePassesAndTheSameBlocks();
    void ownLabelsAreSetOnAllSeries();
    void aTextWithoutSamplesMakesNoBlocks();
    void faultsNameTheirLine_data();
    void faultsNameTheirLine();
    void whatWasMadeIsWhole();
};

void TestImport::samplesGoIntoTheBlocksOfTheirTimes() {
    ToolFixture tool;
    const auto input = tool.write("in.om", "# TYPE a gauge\n# HELP a Help.\na{x=\"1\"} 1 10\na{x=\"1\"} 2 7199.999\n"
                                           "a{x=\"1\"} 3 7200\nb_total 5 3.5\n# EOF\n");
    QVERIFY(importOpenMetrics(tool.context(), {.input = input, .output = tool.path("out")}));
    QCOMPARE(tool.samplesIn(tool.path("out")),
             std::string("{__name__=\"a\", x=\"1\"} 1@10000 2@7199999\n{__name__=\"b_total\"} 5@3500\n--\n"
                         "{__name__=\"a\", x=\"1\"} 3@7200000\n"));
    const auto printed = tool.printed();
    QVERIFY2(printed.starts_with("BLOCK ULID"), printed.c_str());
    QVERIFY2(printed.contains("  3500         7200000      1h59m56.5s   3            2 "), printed.c_str());
}

void TestImport::samplesInAnyOrderAreSortedAndTheFirstOfTwoStays() {
    ToolFixture tool;
    const auto input = tool.write("in.om", "a 3 3\na 1 1\na 2 2\na 9 2\n# EOF\n");
    QVERIFY(importOpenMetrics(tool.context(), {.input = input, .output = tool.path("out"), .quiet = true}));
    QCOMPARE(tool.samplesIn(tool.path("out")), std::string("{__name__=\"a\"} 1@1000 2@2000 3@3000\n"));
    QCOMPARE(tool.printed(), std::string());
}

void TestImport::aSmallMemoryMeansMorePassesAndTheSameBlocks() {
    ToolFixture tool;
    std::string text;
    for (int i = 0; i < 500; ++i) {
        text += fmt::format("a {} {}\n", i, i * 100);
    }
    const auto input = tool.write("in.om", text + "# EOF\n");
    QVERIFY(importOpenMetrics(tool.context(), {.input = input, .output = tool.path("large")}));
    QVERIFY(importOpenMetrics(tool.context(), {.input = input, .output = tool.path("small"), .samplesAtOnce = 100}));
    const auto samples = tool.samplesIn(tool.path("large"));
    QCOMPARE(std::count(samples.begin(), samples.end(), '@'), 500);
    QCOMPARE(tool.samplesIn(tool.path("small")), samples);
}

void TestImport::ownLabelsAreSetOnAllSeries() {
    ToolFixture tool;
    const auto input = tool.write("in.om", "a{site=\"x\"} 1 1\n# EOF\n");
    QVERIFY(importOpenMetrics(tool.context(), {.input = input, .output = tool.path("out"), .labels = {{"site", "y"}}}));
    QCOMPARE(tool.samplesIn(tool.path("out")), std::string("{__name__=\"a\", site=\"y\"} 1@1000\n"));
}

void TestImport::aTextWithoutSamplesMakesNoBlocks() {
    ToolFixture tool;
    QVERIFY(importOpenMetrics(tool.context(), {.input = tool.write("in.om", "# EOF\n"), .output = tool.path("out")}));
    QCOMPARE(tool.samplesIn(tool.path("out")), std::string());
}

void TestImport::faultsNameTheirLine_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("named");
    QTest::newRow("no time") << "a 1 1\na 2\n# EOF\n" << "line 2: expected timestamp for series a, got none";
    QTest::newRow("no end") << "a 1 1\n" << "data does not end with # EOF";
    QTest::newRow("behind the end") << "a 1 1\n# EOF\na 2 2\n" << "unexpected data after # EOF";
    QTest::newRow("syntax") << "a 1 1\na{ 2 2\n# EOF\n" << "line 2";
    QTest::newRow("type") << "# TYPE a strange\n# EOF\n" << "line 1";
    QTest::newRow("two labels of one name") << "a{b=\"1\",b=\"2\"} 1 1\n# EOF\n" << "line 1";
}

void TestImport::faultsNameTheirLine() {
    QFETCH(const QString, text);
    QFETCH(const QString, named);
    ToolFixture tool;
    const auto input = tool.write("in.om", text.toStdString());
    const auto done = importOpenMetrics(tool.context(), {.input = input, .output = tool.path("out")});
    QVERIFY(!done);
    QVERIFY2(done.error().message().contains(named.toStdString()), done.error().message().c_str());
    QVERIFY(!tool.context().files.exists(tool.path("out")));
}

void TestImport::whatWasMadeIsWhole() {
    ToolFixture tool;
    std::string text;
    for (int i = 0; i < 5000; ++i) {
        text += fmt::format("a{{s=\"{}\"}} {} {}\n", i % 7, i * 0.37, i);
    }
    const auto input = tool.write("in.om", text + "# EOF\n");
    QVERIFY(importOpenMetrics(tool.context(), {.input = input, .output = tool.path("out"), .quiet = true}));
    QCOMPARE(verify(tool.context(), tool.path("out")).value(), std::size_t{0});
    const auto report = tool.printed();
    QVERIFY2(report.contains("5000 samples of 7 series, 1970-01-01 00:00:00 to 1970-01-01 01:23:19 UTC"),
             report.c_str());
}

QTEST_GUILESS_MAIN(TestImport)
#include "test_import.moc"
