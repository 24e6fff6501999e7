// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <fmt/format.h>
#include <random>

#include "index_fixture.h"
#include "tsdb/index/selection.h"

using namespace hearth;
using namespace hearth::tsdb::index;
using hearth::tests::IndexFixture;
using model::Labels;
using model::Matcher;
using model::MatchType;

namespace {

using Texts = std::vector<std::string>;

/// 2000 series of several shapes: labels that all have, that few have, that have many values.
std::vector<Labels> manySeries() {
    std::vector<Labels> series;
    for (int i = 0; i < 2000; ++i) {
        std::vector<Labels::Pair> pairs{{"__name__", fmt::format("node_{}_total", i % 40)},
                                        {"instance", fmt::format("host-{}:9100", i / 40)}};
        if (i % 3 == 0) {
            pairs.emplace_back("cpu", fmt::format("{}", i % 16));
        }
        if (i % 500 == 0) {
            pairs.emplace_back("rare", "yes");
        }
        pairs.emplace_back("job", i % 2 == 0 ? "node" : "");
        series.push_back(Labels::fromPairs(std::move(pairs)));
    }
    std::ranges::sort(series);
    return series;
}

class Fixture {
  public:
    std::vector<Labels> series = manySeries();
    std::string file = IndexFixture::write(series);
    IndexReader index = IndexReader::open(file).value();

    Texts select(const std::vector<Matcher>& matchers) const {
        Texts found;
        SymbolCache symbols(index.symbols());
        const auto ids = selectSeries(index, matchers, {}).value();
        for (const auto id : ids) {
            found.push_back(index.series(id)->labels(symbols)->toString());
        }
        return found;
    }
    Texts ask(const std::vector<Matcher>& matchers) const {
        Texts found;
        for (const auto& labels : series) {
            if (model::matchesAll(labels, matchers)) {
                found.push_back(labels.toString());
            }
        }
        return found;
    }
    Texts valuesOf(const std::string& name, const std::vector<Matcher>& matchers) const {
        std::set<std::string> values;
        for (const auto& labels : series) {
            if (model::matchesAll(labels, matchers) && labels.has(name)) {
                values.emplace(labels.value(name));
            }
        }
        return {values.begin(), values.end()};
    }
};

std::string describe(const std::vector<Matcher>& matchers) {
    std::string text;
    for (const auto& matcher : matchers) {
        text += matcher.toString() + " ";
    }
    return text;
}

Matcher randomMatcher(std::mt19937& random) {
    static const std::vector<std::pair<std::string, Texts>> kPatterns{
        {"__name__", {"node_3_total", "node_1.*", "node_.*", "node_1_total|node_7_total", "", ".*", ".+", "x|"}},
        {"instance", {"host-7:9100", "host-1.*", ".*0:9100", "host-1:9100|host-49:9100|nope", "", ".*", "zzz"}},
        {"cpu", {"0", "3|9|15", "1.", "", ".+", "|0", "[0-5]"}},
        {"rare", {"yes", "no", "", "yes|", ".*", "y.s"}},
        {"job", {"node", "", ".+", "n.*", "other"}},
        {"absent", {"", "x", ".*", ".+"}},
        {"", {"", "x", ".*"}},
    };
    const auto& [name, values] = kPatterns[random() % kPatterns.size()];
    const auto& value = values[random() % values.size()];
    return Matcher::create(static_cast<MatchType>(random() % 4), name, value).value();
}

} // namespace

class TestIndexSelection : public QObject {
    Q_OBJECT

  private slots:
    void selectionEqualsAskingEverySeries();
    void valuesEqualAskingEverySeries();
    void namesAreThoseOfTheSeries();
    void aCanceledSelectionSaysSo();
    void cursorsSeekForwardToWhatIsAsked();
};

void TestIndexSelection::selectionEqualsAskingEverySeries() {
    const Fixture fixture;
    std::mt19937 random(20240601);
    for (int round = 0; round < 1500; ++round) {
        std::vector<Matcher> matchers;
        for (auto count = 1 + random() % 4; count != 0; --count) {
            matchers.push_back(randomMatcher(random));
        }
        QVERIFY2(fixture.select(matchers) == fixture.ask(matchers), describe(matchers).c_str());
    }
}

void TestIndexSelection::valuesEqualAskingEverySeries() {
    const Fixture fixture;
    std::mt19937 random(7);
    for (int round = 0; round < 500; ++round) {
        const std::vector<Matcher> matchers{randomMatcher(random), randomMatcher(random)};
        const auto ids = selectSeries(fixture.index, matchers, {}).value();
        for (const auto* const name : {"__name__", "instance", "cpu", "rare", "absent", ""}) {
            QVERIFY2(labelValuesOf(fixture.index, name, ids, {}).value() == fixture.valuesOf(name, matchers),
                     describe(matchers).c_str());
        }
    }
    QCOMPARE(allLabelValues(fixture.index, "cpu"), fixture.valuesOf("cpu", {}));
    QVERIFY(allLabelValues(fixture.index, "").empty());
}

void TestIndexSelection::namesAreThoseOfTheSeries() {
    const Fixture fixture;
    const auto names = [&](const Matcher& matcher) {
        const auto ids = selectSeries(fixture.index, std::span(&matcher, 1), {}).value();
        return labelNamesOf(fixture.index, ids, {}).value();
    };
    QCOMPARE(names(Matcher::equal("rare", "yes")), (Texts{"__name__", "cpu", "instance", "job", "rare"}));
    QCOMPARE(names(Matcher::equal("cpu", "")), (Texts{"__name__", "instance", "job", "rare"}));
    QCOMPARE(names(Matcher::equal("cpu", "x")), Texts{});
}

void TestIndexSelection::aCanceledSelectionSaysSo() {
    const Fixture fixture;
    std::stop_source stop;
    stop.request_stop();
    const auto matcher = Matcher::create(MatchType::kRegex, "instance", ".*0:9100").value();
    QCOMPARE(selectSeries(fixture.index, std::span(&matcher, 1), stop.get_token()).error().code(),
             ErrorCode::kCanceled);
}

void TestIndexSelection::cursorsSeekForwardToWhatIsAsked() {
    std::vector<SeriesId> ids;
    for (SeriesId id = 3; id < 3000; id += 3) {
        ids.push_back(id);
    }
    for (const SeriesId step : {1U, 2U, 5U, 100U, 1499U}) {
        IdsCursor cursor{std::span<const SeriesId>(ids)};
        for (SeriesId wanted = 0; wanted < 3000; wanted += step) {
            cursor.seek(wanted);
            const auto expected = std::ranges::lower_bound(ids, wanted);
            QCOMPARE(cursor.atEnd(), expected == ids.end());
            if (!cursor.atEnd()) {
                QCOMPARE(cursor.value(), *expected);
            }
        }
    }
}

QTEST_APPLESS_MAIN(TestIndexSelection)
#include "test_index_selection.moc"
