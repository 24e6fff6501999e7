// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cmath>

#include "explore/export_text.h"

using namespace hearth;
using namespace hearth::ui;
using model::Labels;

class TestExportText : public QObject {
    Q_OBJECT

  private slots:
    void tablesAreWrittenInTheOrderOnShow();
    void cellsThatSpreadsheetsWouldRunAreGuarded();
    void tablesAreWrittenAsTheApiDoes_data();
    void tablesAreWrittenAsTheApiDoes();
    void graphsHaveOneColumnASeries();
    void graphsAreWrittenAsTheApiDoes();
};

static RowOrder all(const ResultTable& table) {
    return arrange(table, {});
}

void TestExportText::tablesAreWrittenInTheOrderOnShow() {
    const auto table = makeResultTable(model::Vector{{Labels{{"__name__", "up"}, {"job", "a"}}, {0, 1.25}},
                                                     {Labels{{"__name__", "up"}, {"rack", "7"}}, {0, 0.1 + 0.2}}});
    QCOMPARE(tableCsv(*table, {1, 0}), std::string("__name__,job,rack,value\r\n"
                                                   "up,,7,0.30000000000000004\r\n"
                                                   "up,a,,1.25\r\n"));
    QCOMPARE(tableCsv(*table, {}), std::string("__name__,job,rack,value\r\n"));
}

void TestExportText::cellsThatSpreadsheetsWouldRunAreGuarded() {
    const auto table = makeResultTable(model::Vector{{Labels{{"a", "=cmd|'/c calc'!A0"}}, {0, -1}},
                                                     {Labels{{"a", "say \"hi\", please\nnow"}}, {0, std::nan("")}},
                                                     {Labels{{"a", "日本"}}, {0, INFINITY}}});
    QCOMPARE(tableCsv(*table, all(*table)), std::string("a,value\r\n"
                                                        "'=cmd|'/c calc'!A0,-1\r\n"
                                                        "\"say \"\"hi\"\", please\nnow\",NaN\r\n"
                                                        "日本,+Inf\r\n"));
}

Q_DECLARE_METATYPE(hearth::model::QueryValue)

void TestExportText::tablesAreWrittenAsTheApiDoes_data() {
    QTest::addColumn<model::QueryValue>("value");
    QTest::addColumn<QString>("json");
    QTest::newRow("vector") << model::QueryValue(model::Vector{{Labels{{"a", "\"<x>\""}}, {1500, 2}}})
                            << R"({"resultType":"vector","result":[{"metric":{"a":"\"<x>\""},"value":[1.500,"2"]}]})";
    QTest::newRow("range vector")
        << model::QueryValue(model::Matrix{{Labels{{"a", "1"}}, {{1000, 1}, {2000, std::nan("")}}}})
        << R"({"resultType":"matrix","result":[{"metric":{"a":"1"},"values":[[1,"1"],[2,"NaN"]]}]})";
    QTest::newRow("scalar") << model::QueryValue(model::Scalar{{1000, 1e99}})
                            << R"({"resultType":"scalar","result":[1,"1e+99"]})";
    QTest::newRow("string") << model::QueryValue(model::StringValue{1000, "a\nb"})
                            << R"({"resultType":"string","result":[1,"a\nb"]})";
    QTest::newRow("nothing") << model::QueryValue(model::Vector{}) << R"({"resultType":"vector","result":[]})";
}

void TestExportText::tablesAreWrittenAsTheApiDoes() {
    QFETCH(model::QueryValue, value);
    QFETCH(QString, json);
    const auto table = makeResultTable(value);
    auto text = QString::fromStdString(tableJson(*table, all(*table)));
    text.replace("\\u003c", "<").replace("\\u003e", ">"); // both are the same JSON
    QCOMPARE(text, json + '\n');
}

static GraphDataPtr twoSeries() {
    return makeGraphData({{Labels{{"__name__", "up"}, {"job", "a"}}, {{0, 1}, {15'000, 2}}},
                          {Labels{{"__name__", "up"}, {"job", "b,c"}}, {{15'000, 0.5}}}},
                         {0, 15'000}, 15'000, Unit::kNone);
}

void TestExportText::graphsHaveOneColumnASeries() {
    QCOMPARE(graphCsv(*twoSeries()), std::string("time,\"up{job=\"\"a\"\"}\",\"up{job=\"\"b,c\"\"}\"\r\n"
                                                 "1970-01-01T00:00:00Z,1,\r\n"
                                                 "1970-01-01T00:00:15Z,2,0.5\r\n"));
}

void TestExportText::graphsAreWrittenAsTheApiDoes() {
    QCOMPARE(graphJson(*twoSeries()),
             std::string(R"({"resultType":"matrix","result":[)"
                         R"({"metric":{"__name__":"up","job":"a"},"values":[[0,"1"],[15,"2"]]},)"
                         R"({"metric":{"__name__":"up","job":"b,c"},"values":[[15,"0.5"]]}]})"
                         "\n"));
}

QTEST_GUILESS_MAIN(TestExportText)
#include "test_export_text.moc"
