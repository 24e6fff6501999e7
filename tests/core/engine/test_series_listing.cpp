// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "engine/series_listing.h"
#include "support/memory_storage.h"

using namespace hearth;

class TestSeriesListing : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase();
    void seriesOfSeveralSelectorsAreListedOnce();
    void namesAndValuesFollowTheSelectors();
    void aLimitCutsAndSaysSo();
    void aBadSelectorIsRefused();

  private:
    tests::MemoryStorage m_storage;
};

void TestSeriesListing::initTestCase() {
    m_storage.add(model::Labels{{"__name__", "up"}, {"job", "node"}}, 1000, 1);
    m_storage.add(model::Labels{{"__name__", "up"}, {"job", "app"}}, 1000, 1);
    m_storage.add(model::Labels{{"__name__", "load"}, {"job", "node"}, {"cpu", "0"}}, 1000, 1);
}

void TestSeriesListing::seriesOfSeveralSelectorsAreListedOnce() {
    const auto listing = engine::listSeries(m_storage, {.selectors = {"up", R"({job="node"})"}}, {}).value();
    QStringList texts;
    for (const auto& labels : listing.items) {
        texts << QString::fromStdString(labels.toString());
    }
    QCOMPARE(texts, (QStringList{R"(load{cpu="0", job="node"})", R"(up{job="app"})", R"(up{job="node"})"}));
    QVERIFY(listing.warnings.empty());
}

void TestSeriesListing::namesAndValuesFollowTheSelectors() {
    const auto names = engine::listLabelNames(m_storage, {}, {}).value();
    QCOMPARE(names.items, (std::vector<std::string>{"__name__", "cpu", "job"}));
    const auto some = engine::listLabelNames(m_storage, {.selectors = {"up"}}, {}).value();
    QCOMPARE(some.items, (std::vector<std::string>{"__name__", "job"}));
    const auto values = engine::listLabelValues(m_storage, "job", {.selectors = {"load"}}, {}).value();
    QCOMPARE(values.items, (std::vector<std::string>{"node"}));
}

void TestSeriesListing::aLimitCutsAndSaysSo() {
    const auto listing = engine::listLabelValues(m_storage, "job", {.limit = 1}, {}).value();
    QCOMPARE(listing.items, (std::vector<std::string>{"app"}));
    QCOMPARE(listing.warnings, (std::vector<std::string>{"results truncated due to limit"}));
}

void TestSeriesListing::aBadSelectorIsRefused() {
    const auto listing = engine::listSeries(m_storage, {.selectors = {"up{"}}, {});
    QCOMPARE(listing.error().code(), ErrorCode::kInvalidArgument);
}

QTEST_GUILESS_MAIN(TestSeriesListing)
#include "test_series_listing.moc"
