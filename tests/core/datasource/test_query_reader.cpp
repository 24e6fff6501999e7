// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <limits>

#include "datasource/answer_reader.h"
#include "datasource/query_reader.h"

using namespace hearth;
using namespace hearth::datasource;

namespace {

std::string success(const std::string& data) {
    return R"({"status":"success","data":)" + data + "}";
}

QByteArray messageOf(const Result<model::QueryAnswer>& answer) {
    return answer ? QByteArray("no error") : QByteArray::fromStdString(answer.error().message());
}

} // namespace

class TestQueryReader : public QObject {
    Q_OBJECT

  private slots:
    void membersMayComeInAnyOrder();
    void unknownMembersAreSkipped();
    void histogramsAreReadAsTheyAreShown();
    void malformedHistogramsAreRefused();
    void emptyAndMissingListsAreEmpty();
    void malformedAnswersAreRefused_data();
    void malformedAnswersAreRefused();
    void everyTruncationIsRefused();
    void deepNestingIsRefused();
    void otherAnswersAreReadStrictly_data();
    void otherAnswersAreReadStrictly();
    void timesOfGoAreRead();
};

void TestQueryReader::membersMayComeInAnyOrder() {
    const auto answer = readQueryAnswer(
        R"({"infos":["i"],"data":{"stats":{"samples":{"peakSamples":3},"timings":{"evalTotalTime":0.25}},)"
        R"("result":[{"value":[1.5,"2"],"metric":{"b":"2","a":"1"}}],"resultType":"vector"},"status":"success"})");
    QVERIFY2(answer.has_value(), messageOf(answer).constData());
    const auto& vector = std::get<model::Vector>(answer->value);
    QCOMPARE(vector.size(), std::size_t(1));
    QVERIFY((vector[0].labels == model::Labels{{"a", "1"}, {"b", "2"}}));
    QCOMPARE(vector[0].sample.time, std::int64_t(1500));
    QCOMPARE(vector[0].sample.value, 2.0);
    QCOMPARE(answer->stats.peakSamples, std::int64_t(3));
    QCOMPARE(answer->stats.evalTotalSeconds, 0.25);
    QVERIFY(answer->infos == std::vector<std::string>{"i"});
}

void TestQueryReader::unknownMembersAreSkipped() {
    const auto answer = readQueryAnswer(
        R"({"status":"success","isPartial":false,"trace":{"children":[{"data":{"result":[1]}}]},"data":{)"
        R"("resultType":"matrix","analysis":{"metric":{"x":"y"}},"result":[)"
        R"({"metric":{},"group":[[1,"2"]],"values":[[1,"0"],[2,"-Inf"]],"more":{"values":[[7,"7"]]}}]}})");
    QVERIFY2(answer.has_value(), messageOf(answer).constData());
    const auto& matrix = std::get<model::Matrix>(answer->value);
    QCOMPARE(matrix.size(), std::size_t(1));
    QCOMPARE(matrix[0].samples.size(), std::size_t(2));
}

void TestQueryReader::histogramsAreReadAsTheyAreShown() {
    const auto answer = readQueryAnswer(success(
        R"({"resultType":"matrix","result":[{"metric":{"a":"1"},"values":[[1,"5"]],"histograms":[[2,{"buckets":)"
        R"([[3,"-0.5","0.5","1"],[0,"1","2","2"]],"count":"3","sum":"+Inf","more":[1]}],[3,{"count":"0","sum":"0"}]]}]})"));
    QVERIFY2(answer.has_value(), messageOf(answer).constData());
    const auto& series = std::get<model::Matrix>(answer->value).at(0);
    QCOMPARE(series.samples.size(), std::size_t(1));
    QCOMPARE(series.histograms.size(), std::size_t(2));
    QCOMPARE(series.histograms[0].time, std::int64_t(2000));
    const auto histogram = model::shown(series.histograms[0].histogram);
    const model::ShownHistogram expected{
        3, std::numeric_limits<double>::infinity(), {{-0.5, 0.5, 1, true, true}, {1, 2, 2, false, true}}};
    QVERIFY(histogram == expected);
    QVERIFY(model::shown(series.histograms[1].histogram) == model::ShownHistogram());

    const auto vector = readQueryAnswer(
        success(R"({"resultType":"vector","result":[{"metric":{"a":"1"},"histogram":[1,{"count":"2","sum":"3"}]},)"
                R"({"metric":{"a":"2"},"value":[1,"5"]}]})"));
    QVERIFY2(vector.has_value(), messageOf(vector).constData());
    const auto& elements = std::get<model::Vector>(vector->value);
    QVERIFY(elements.at(0).isHistogram());
    QCOMPARE(elements[0].sample.time, std::int64_t(1000));
    QVERIFY(!elements.at(1).isHistogram());
}

void TestQueryReader::malformedHistogramsAreRefused() {
    for (const auto* histogram :
         {R"([1])", R"([{"count":"1"}])", R"([1,{"count":"x"}])", R"([1,{"buckets":[[0,"1","2"]]}])",
          R"([1,{"buckets":[[4,"1","2","3"]]}])", R"([1,{"buckets":[[0,"1","2","3","4"]]}])"}) {
        const auto json =
            success(std::string(R"({"resultType":"vector","result":[{"metric":{},"histogram":)") + histogram + "}]}");
        QVERIFY2(!readQueryAnswer(json), histogram);
    }
}

void TestQueryReader::emptyAndMissingListsAreEmpty() {
    for (const auto* data : {R"({"resultType":"vector","result":[]})", R"({"resultType":"vector","result":null})",
                             R"({"resultType":"vector"})"}) {
        const auto answer = readQueryAnswer(success(data));
        QVERIFY2(answer.has_value(), messageOf(answer).constData());
        QVERIFY(std::get<model::Vector>(answer->value).empty());
    }
}

void TestQueryReader::malformedAnswersAreRefused_data() {
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char* name, const std::string& json) {
        QTest::newRow(name) << QByteArray::fromStdString(json);
    };
    row("nothing", "");
    row("a page", "<html></html>");
    row("a list", "[]");
    row("a word", "\"success\"");
    row("an error", R"({"status":"error","error":"x"})");
    row("no data", R"({"status":"success"})");
    row("another type", success(R"({"resultType":"streams","result":[]})"));
    row("a number as value", success(R"({"resultType":"vector","result":[{"metric":{},"value":[1,2]}]})"));
    row("a word as value", success(R"({"resultType":"vector","result":[{"metric":{},"value":[1,"x"]}]})"));
    row("a value alone", success(R"({"resultType":"vector","result":[{"metric":{},"value":["1"]}]})"));
    row("a time alone", success(R"({"resultType":"vector","result":[{"metric":{},"value":[1]}]})"));
    row("no value", success(R"({"resultType":"vector","result":[{"metric":{}}]})"));
    row("two values", success(R"({"resultType":"vector","result":[{"metric":{},"values":[[1,"1"],[2,"2"]]}]})"));
    row("a time out of range", success(R"({"resultType":"vector","result":[{"metric":{},"value":[1e300,"1"]}]})"));
    row("a number too large", success(R"({"resultType":"scalar","result":[1e999,"1"]})"));
    row("a scalar without value", success(R"({"resultType":"scalar","result":[1]})"));
    row("bad UTF-8", success("{\"resultType\":\"string\",\"result\":[1,\"\xff\"]}"));
    row("more after the end", success(R"({"resultType":"vector","result":[]})") + "x");
}

void TestQueryReader::malformedAnswersAreRefused() {
    QFETCH(QByteArray, json);
    const auto answer = readQueryAnswer(json.toStdString());
    QVERIFY(!answer.has_value());
    QCOMPARE(answer.error().code(), ErrorCode::kCorruption);
    QVERIFY(messageOf(answer).startsWith("malformed answer: "));
}

void TestQueryReader::everyTruncationIsRefused() {
    const auto whole = success(
        R"({"resultType":"matrix","result":[{"metric":{"a":"ü"},"values":[[1.5,"1"],[2,"NaN"]]}],"stats":{"timings":{}}})");
    QVERIFY(readQueryAnswer(whole).has_value());
    for (std::size_t size = 0; size < whole.size(); ++size) {
        QVERIFY(!readQueryAnswer(std::string_view(whole).substr(0, size)).has_value());
    }
}

void TestQueryReader::deepNestingIsRefused() {
    const std::string deep(200'000, '[');
    QVERIFY(!readQueryAnswer(deep).has_value());
    QVERIFY(!readQueryAnswer(R"({"status":"success","x":)" + deep).has_value());
    QVERIFY(!readTargetsAnswer(success(deep)).has_value());
    const std::string objects = R"({"a":)";
    std::string nested;
    for (int i = 0; i < 100'000; ++i) {
        nested += objects;
    }
    QVERIFY(!readFlagsAnswer(success(nested)).has_value());
}

void TestQueryReader::otherAnswersAreReadStrictly_data() {
    QTest::addColumn<QByteArray>("data");
    QTest::newRow("a label that is a number") << QByteArray(R"([{"a":1}])");
    QTest::newRow("labels that are a text") << QByteArray(R"(["a"])");
    QTest::newRow("a list of lists") << QByteArray(R"([[]])");
}

void TestQueryReader::otherAnswersAreReadStrictly() {
    QFETCH(QByteArray, data);
    const auto answer = readSeriesAnswer(success(data.toStdString()));
    QVERIFY(!answer.has_value());
    QCOMPARE(answer.error().code(), ErrorCode::kCorruption);
}

void TestQueryReader::timesOfGoAreRead() {
    const auto targets = readTargetsAnswer(
        success(R"({"activeTargets":[{"health":"up","lastScrape":"2026-11-21T07:35:51.971459778Z"},)"
                R"({"health":"strange","lastScrape":"0001-01-01T00:00:00Z"}],"droppedTargets":null})"));
    QVERIFY(targets.has_value());
    QCOMPARE(targets->active.at(0).lastScrape.value_or(0), std::int64_t(1795246551971));
    QCOMPARE(targets->active.at(0).health, TargetHealth::kUp);
    QVERIFY(!targets->active.at(1).lastScrape.has_value());
    QCOMPARE(targets->active.at(1).health, TargetHealth::kUnknown);
}

QTEST_APPLESS_MAIN(TestQueryReader)
#include "test_query_reader.moc"
