// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "storage/merge_querier.h"
#include "support/memory_storage.h"

namespace hearth::storage {
namespace {

using model::Labels;
using tests::MemoryStorage;

constexpr model::TimeRange kAll{model::kMinTimestamp, model::kMaxTimestamp};

model::Matcher anySeries() {
    return model::Matcher::create(model::MatchType::kRegex, std::string(model::kMetricName), ".+").value();
}

/// Several stores behind one querier, the first of which is believed first.
class Merge {
  public:
    explicit Merge(std::size_t count)
        : stores(count) {}

    std::unique_ptr<Querier> querier() {
        std::vector<std::unique_ptr<Querier>> parts;
        for (auto& store : stores) {
            parts.push_back(store.querier(kAll).value());
        }
        return mergeQueriers(std::move(parts));
    }
    /// Every series with its samples: `a 1:10 2:20; b 1:5`.
    QString text(SelectHints hints = {}) {
        const std::vector matchers{anySeries()};
        const auto view = querier();
        QStringList lines;
        const auto selected = view->select(true, hints, matchers, {}).value();
        for (const auto& series : selected) {
            Columns columns;
            series->read(kAll, columns).value();
            QString line = QString::fromStdString(std::string(series->labels().value(model::kMetricName)));
            for (std::size_t i = 0; i < columns.size(); ++i) {
                line += QStringLiteral(" %1:%2").arg(columns.times[i]).arg(columns.values[i]);
            }
            lines += line;
        }
        return lines.join("; ");
    }

    std::vector<MemoryStorage> stores;
};

Labels named(const char* name) {
    return Labels::fromPairs({{"__name__", name}});
}

/// Times of floats plain, of histograms in brackets, in one order of time.
QString timesOf(const Columns& columns) {
    std::map<model::TimestampMs, QString> all;
    for (const auto time : columns.times) {
        all[time] = QString::number(time);
    }
    for (const auto& sample : columns.histograms) {
        all[sample.time] += QStringLiteral("[%1]").arg(sample.time);
    }
    QStringList out;
    for (const auto& [time, text] : all) {
        out += text;
    }
    return out.join(" ");
}

model::HistogramSample histogramAt(model::TimestampMs time) {
    return {time, std::make_shared<const model::Histogram>()};
}

} // namespace

class TestMerge : public QObject {
    Q_OBJECT

  private slots:
    void seriesOfAllPartsComeInTheOrderOfTheirLabels() {
        Merge merge(3);
        merge.stores[0].add(named("c"), 1, 1);
        merge.stores[1].add(named("a"), 1, 2);
        merge.stores[1].add(named("d"), 1, 3);
        merge.stores[2].add(named("b"), 1, 4);
        QCOMPARE(merge.text(), "a 1:2; b 1:4; c 1:1; d 1:3");
    }
    void equalLabelsBecomeOneSeries() {
        Merge merge(2);
        merge.stores[0].add(named("a"), 1, 10);
        merge.stores[0].add(named("a"), 2, 20);
        merge.stores[1].add(named("a"), 3, 30);
        merge.stores[1].add(named("b"), 3, 5);
        QCOMPARE(merge.text(), "a 1:10 2:20 3:30; b 3:5");
    }
    void overlappingSamplesAreMergedByTimeAndTheFirstPartWins() {
        Merge merge(3);
        for (const auto time : {1, 3, 5}) {
            merge.stores[0].add(named("a"), time, 100 + time);
        }
        for (const auto time : {2, 3, 6}) {
            merge.stores[1].add(named("a"), time, 200 + time);
        }
        for (const auto time : {0, 6, 7}) {
            merge.stores[2].add(named("a"), time, 300 + time);
        }
        QCOMPARE(merge.text(), "a 0:300 1:101 2:202 3:103 5:105 6:206 7:307");
    }
    void aLimitCountsMergedSeries() {
        Merge merge(2);
        for (const auto* name : {"a", "b", "c"}) {
            merge.stores[0].add(named(name), 1, 1);
            merge.stores[1].add(named(name), 2, 2);
        }
        QCOMPARE(merge.text({.limit = 2}), "a 1:1 2:2; b 1:1 2:2");
    }
    void whatTheReaderHadInItsColumnsStays() {
        Merge merge(2);
        merge.stores[0].add(named("a"), 5, 1);
        merge.stores[1].add(named("a"), 4, 2);
        const std::vector matchers{anySeries()};
        const auto view = merge.querier();
        const auto series = view->select(true, {}, matchers, {}).value();
        Columns columns;
        columns.times = {9};
        columns.values = {9};
        series.front()->read(kAll, columns).value();
        QCOMPARE(timesOf(columns), "4 5 9");
        QCOMPARE(columns.times.front(), 9);
    }
    void namesAndValuesAreUnited() {
        Merge merge(2);
        merge.stores[0].add(Labels::fromPairs({{"__name__", "a"}, {"x", "1"}}), 1, 1);
        merge.stores[1].add(Labels::fromPairs({{"__name__", "a"}, {"y", "1"}}), 1, 1);
        merge.stores[1].add(Labels::fromPairs({{"__name__", "b"}, {"x", "1"}}), 1, 1);
        const auto view = merge.querier();
        QCOMPARE(view->labelNames({}, {}).value(), (std::vector<std::string>{"__name__", "x", "y"}));
        QCOMPARE(view->labelValues("__name__", {}, {}).value(), (std::vector<std::string>{"a", "b"}));
    }
    void noTimeHasBothAFloatAndAHistogram() {
        Columns columns;
        columns.times = {1, 4, /* tail */ 2, 3};
        columns.values = {1, 4, 2, 3};
        columns.histograms = {histogramAt(3), /* tail */ histogramAt(1), histogramAt(4), histogramAt(5)};
        mergeTail(columns, 2, 1);
        QCOMPARE(timesOf(columns), "1 2 [3] 4 [5]");
    }
    void aTailBehindEverythingIsLeftAlone() {
        Columns columns;
        columns.times = {1, 2, 7};
        columns.values = {1, 2, 7};
        columns.histograms = {histogramAt(3), histogramAt(6)};
        const auto* const before = columns.times.data();
        mergeTail(columns, 2, 1);
        QCOMPARE(timesOf(columns), "1 2 [3] [6] 7");
        QCOMPARE(columns.times.data(), before);
    }
};

} // namespace hearth::storage

QTEST_GUILESS_MAIN(hearth::storage::TestMerge)
#include "test_merge.moc"
