// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <string>

#include "conformance_data.h"
#include "exposition/scrape_parser.h"

using namespace hearth;
using exposition::Entry;
using exposition::ScrapeParser;
using exposition::TextFormat;

namespace {

struct Counts {
    int samples = 0;
    int exemplars = 0;
    int metadata = 0;
};

/// Does what a scrape does with a body: reads all of it and builds the labels of each sample.
Result<Counts> readAll(std::string_view body, TextFormat format) {
    ScrapeParser parser(body, format);
    Counts counts;
    while (true) {
        const auto entry = HEARTH_TRY(parser.next());
        if (entry == Entry::kEnd) {
            return counts;
        }
        if (entry == Entry::kSample) {
            HEARTH_TRY(parser.labels());
            HEARTH_TRY(parser.exemplarLabels());
            ++counts.samples;
            counts.exemplars += parser.exemplar() ? 1 : 0;
        } else {
            ++counts.metadata;
        }
    }
}

std::string describe(const Result<Counts>& result) {
    return result ? "accepted" : result.error().message();
}

} // namespace

class TestScrapeConformance : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() {
        if (test::conformanceAbsent()) {
            QSKIP("the conformance data are not beside the repository");
        }
    }

    void openMetricsIsJudgedAsByPrometheus_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("accepted");
        for (const auto& row : test::conformanceTable("openmetrics/observed-scrape-2.42.tsv")) {
            const auto body = test::conformanceFile(QString("openmetrics/%1/metrics").arg(QString(row[0])));
            QTest::newRow(row[0].constData()) << body << (row[2] == "accepted");
        }
    }
    void openMetricsIsJudgedAsByPrometheus() {
        QFETCH(QByteArray, body);
        QFETCH(bool, accepted);
        const auto result =
            readAll({body.constData(), static_cast<std::size_t>(body.size())}, TextFormat::kOpenMetrics);
        QVERIFY2(result.has_value() == accepted, describe(result).c_str());
    }

    void textIsJudgedAsByPrometheus_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("accepted");
        for (const auto& row : test::conformanceTable("expfmt/observed-2.42.tsv")) {
            QTest::newRow(row[0].constData())
                << test::conformanceFile("expfmt/" + QString(row[0])) << (row[1] == "accepted");
        }
    }
    void textIsJudgedAsByPrometheus() {
        QFETCH(QByteArray, body);
        QFETCH(bool, accepted);
        const auto result = readAll({body.constData(), static_cast<std::size_t>(body.size())}, TextFormat::kPrometheus);
        QVERIFY2(result.has_value() == accepted, describe(result).c_str());
    }

    void realExpositionsAreRead_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<bool>("openMetrics");
        QTest::newRow("237 families as text") << "textparse/alltypes.237mfs.prom.txt" << false;
        QTest::newRow("five families as OpenMetrics") << "textparse/alltypes.5mfs.om.txt" << true;
        QTest::newRow("one histogram as OpenMetrics") << "textparse/1histogram.om.txt" << true;
        QTest::newRow("a Java client's OpenMetrics") << "textparse/debug-openmetrics.txt" << true;
        QTest::newRow("families of every type as text") << "expfmt/text" << false;
    }
    void realExpositionsAreRead() {
        QFETCH(QString, file);
        QFETCH(bool, openMetrics);
        const auto body = test::conformanceFile(file);
        QVERIFY(!body.isEmpty());
        const auto result = readAll({body.constData(), static_cast<std::size_t>(body.size())},
                                    openMetrics ? TextFormat::kOpenMetrics : TextFormat::kPrometheus);
        QVERIFY2(result.has_value(), describe(result).c_str());
        const auto lines = body.split('\n');
        const auto samples = std::ranges::count_if(
            lines, [](const QByteArray& line) { return !line.isEmpty() && !line.startsWith('#'); });
        QCOMPARE(result->samples, static_cast<int>(samples));
    }
};

QTEST_GUILESS_MAIN(TestScrapeConformance)
#include "test_scrape_conformance.moc"
