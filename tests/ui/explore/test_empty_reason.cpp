// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "explore/empty_reason.h"
#include "support/scripted_data_source.h"

using namespace hearth;
using namespace hearth::ui;
using model::Labels;

using Kind = EmptyReason::Kind;

namespace {

constexpr model::TimestampMs kNow = 1'700'000'000'000;
constexpr model::TimeRange kRange{kNow - model::kHourMs, kNow};

/// A server with `up{job="node",instance="nas"}`, `up{job="prometheus",instance="pi"}` and an old `node_load1`. Finds
/// series by comparing with the few selectors that there can be.
class SmallServer : public tests::ScriptedDataSource {
  public:
    SmallServer() {
        onSeries = [](const datasource::SeriesQuery& query, const std::stop_token&) {
            static const std::vector<std::string> kFound{
                R"({__name__="up"})",
                R"({job="node",__name__="up"})",
                R"({instance="pi",__name__="up"})",
                R"({__name__="node_load1"})",
            };
            datasource::Listing<Labels> listing;
            if (std::ranges::find(kFound, query.selectors.front()) != kFound.end()) {
                listing.items.push_back(Labels{{"__name__", "up"}});
            }
            return Result<datasource::Listing<Labels>>(std::move(listing));
        };
        onLabelValues = [](const std::string& name, const datasource::SeriesQuery&, const std::stop_token&) {
            return Result<Strings>(Strings{name == "job" ? std::vector<std::string>{"node", "prometheus"}
                                                         : std::vector<std::string>{"node_load1", "node_load5", "up"},
                                           {}});
        };
        onQuery = [](const datasource::InstantQuery& query, const std::stop_token&) {
            model::QueryAnswer answer;
            model::Vector vector;
            if (query.expression.find("went_away") != std::string::npos) {
                vector.push_back({{}, {kNow, static_cast<double>(kNow - 190 * model::kMinuteMs) / 1000}});
            }
            answer.value = std::move(vector);
            return Result<model::QueryAnswer>(std::move(answer));
        };
    }
};

} // namespace

class TestEmptyReason : public QObject {
    Q_OBJECT

  private slots:
    void theReasonIsFound_data();
    void theReasonIsFound();
    void aRefusalIsPassedOn();
    void closestIsNearOrNothing_data();
    void closestIsNearOrNothing();
};

void TestEmptyReason::theReasonIsFound_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* expression, Kind kind, const char* text) {
        QTest::newRow(expression) << static_cast<int>(kind) << QString::fromUtf8(text);
    };
    row("rate(node_lod1[5m])", Kind::kNoMetric, "There is no metric “node_lod1” in this time; closest: “node_load1”.");
    row("sum(completely_unlike_anything)", Kind::kNoMetric,
        "There is no metric “completely_unlike_anything” in this time.");
    row("up{job=\"nod\"}", Kind::kNoValue, "“up” exists, but no series of it has job=\"nod\"; closest: “node”.");
    row("up{job=\"node\",instance=\"pi\"}", Kind::kTogether,
        "Each condition on “up” finds series, but none meets all of them together.");
    row("went_away", Kind::kTooOld, "The last sample of “went_away” is 3 h 10 min old. Is its target down?");
    row("up > 100", Kind::kUnknown,
        "The selected series exist; the conditions or operators of the expression left none of them.");
    row("up + on (job) wrong_name", Kind::kNoMetric, "There is no metric “wrong_name” in this time.");
}

void TestEmptyReason::theReasonIsFound() {
    QFETCH(int, kind);
    SmallServer server;
    const auto reason = findEmptyReason(server, QTest::currentDataTag(), kRange, {});
    QVERIFY(reason);
    QCOMPARE(static_cast<int>(reason->kind), kind);
    QTEST(EmptyReasonText::text(*reason, kNow), "text");
}

void TestEmptyReason::aRefusalIsPassedOn() {
    SmallServer server;
    server.onSeries = [](const datasource::SeriesQuery&, const std::stop_token&) {
        return Result<datasource::Listing<Labels>>(fail(ErrorCode::kUnavailable, "connection refused"));
    };
    const auto reason = findEmptyReason(server, "up", kRange, {});
    QVERIFY(!reason);
    QCOMPARE(reason.error().message(), std::string("connection refused"));
}

void TestEmptyReason::closestIsNearOrNothing_data() {
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<QString>("closest");
    QTest::newRow("a letter missing") << "noe" << "node";
    QTest::newRow("letters swapped") << "promehteus" << "prometheus";
    QTest::newRow("nothing alike") << "zzzzzz" << "";
    QTest::newRow("nothing wanted") << "" << "";
    QTest::newRow("too long to compare") << QString(10'000, 'n') << "";
}

void TestEmptyReason::closestIsNearOrNothing() {
    QFETCH(QString, wanted);
    QTEST(QString::fromStdString(closestTo(wanted.toStdString(), {"node", "prometheus", std::string(10'000, 'm')})),
          "closest");
}

QTEST_GUILESS_MAIN(TestEmptyReason)
#include "test_empty_reason.moc"
