// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <memory>

#include <QSignalSpy>
#include <QTest>

#include "data/async_source.h"
#include "data/metric_catalog.h"
#include "support/scripted_data_source.h"

using namespace hearth;
using hearth::tests::ScriptedDataSource;
using hearth::ui::AsyncSource;
using hearth::ui::MetricCatalog;
using Strings = datasource::Listing<std::string>;

class TestMetricCatalog : public QObject {
    Q_OBJECT

  private slots:
    void init();
    void cleanup();

    void metricsComeSortedWithTheirMetadata();
    void partsOfAHistogramKnowTheirFamily();
    void metricsWithoutMetadataAreListedAllTheSame();
    void labelNamesArriveLaterAndAreRemembered();
    void labelValuesAreAskedForTheMetricOnly();
    void aFailedListIsNotAskedForAgain();
    void refreshForgetsTheLists();
    void anotherConnectionStartsOver();
    void aServerThatIsStillStartingIsAskedAgainSoon();

  private:
    std::shared_ptr<ScriptedDataSource> m_fake;
    std::unique_ptr<AsyncSource> m_source;
    std::unique_ptr<MetricCatalog> m_catalog;
    std::atomic<int> m_asked = 0;
};

static std::shared_ptr<ScriptedDataSource> serverWith(std::vector<std::string> metrics) {
    auto fake = std::make_shared<ScriptedDataSource>();
    fake->onLabelValues = [metrics](const std::string& name, const datasource::SeriesQuery&,
                                    const std::stop_token&) -> Result<Strings> {
        return name == "__name__" ? Strings{metrics, {}} : Strings{{"b", "a"}, {}};
    };
    fake->onMetadata = [](const std::string&,
                          const std::stop_token&) -> Result<std::vector<datasource::MetricMetadata>> {
        return std::vector<datasource::MetricMetadata>{
            {"up", {model::MetricType::kGauge, "Whether it answers.", ""}},
            {"wait_seconds", {model::MetricType::kHistogram, "How long.", "seconds"}},
        };
    };
    return fake;
}

void TestMetricCatalog::init() {
    m_asked = 0;
    m_fake = serverWith({"wait_seconds_bucket", "up", "wait_seconds_sum", "a_total"});
    m_fake->onLabelNames = [this](const datasource::SeriesQuery& query, const std::stop_token&) -> Result<Strings> {
        ++m_asked;
        if (!query.selectors.empty() && query.selectors[0] == R"({__name__="broken"})") {
            return fail(ErrorCode::kTimeout, "too slow");
        }
        return Strings{{"job", "__name__", "instance"}, {}};
    };
    m_source = std::make_unique<AsyncSource>(m_fake);
    m_catalog = std::make_unique<MetricCatalog>(*m_source);
    QTRY_VERIFY(m_catalog->loaded());
}

void TestMetricCatalog::cleanup() {
    m_catalog.reset();
    m_source.reset();
}

void TestMetricCatalog::metricsComeSortedWithTheirMetadata() {
    const auto& metrics = *m_catalog->metrics();
    QCOMPARE(metrics.size(), 4U);
    QCOMPARE(metrics.front().name, "a_total");
    const auto* up = m_catalog->find("up");
    QVERIFY(up);
    QCOMPARE(up->type, model::MetricType::kGauge);
    QCOMPARE(up->help, "Whether it answers.");
    QVERIFY(!m_catalog->find("u"));
}

void TestMetricCatalog::partsOfAHistogramKnowTheirFamily() {
    const auto* bucket = m_catalog->find("wait_seconds_bucket");
    QVERIFY(bucket);
    QCOMPARE(bucket->type, model::MetricType::kHistogram);
    QCOMPARE(bucket->unit, "seconds");
}

void TestMetricCatalog::metricsWithoutMetadataAreListedAllTheSame() {
    QCOMPARE(m_catalog->find("a_total")->type, model::MetricType::kUnknown);
}

void TestMetricCatalog::labelNamesArriveLaterAndAreRemembered() {
    QSignalSpy changed(m_catalog.get(), &MetricCatalog::labelNamesChanged);
    QCOMPARE(m_catalog->labelNames("up"), QStringList());
    QCOMPARE(m_catalog->labelNames("up"), QStringList()); // still on its way: asked once
    QVERIFY(changed.wait());
    QCOMPARE(m_catalog->labelNames("up"), (QStringList{"instance", "job"}));
    QCOMPARE(m_asked.load(), 1);
}

void TestMetricCatalog::labelValuesAreAskedForTheMetricOnly() {
    QSignalSpy changed(m_catalog.get(), &MetricCatalog::labelValuesChanged);
    m_catalog->labelValues("up", "job");
    QVERIFY(changed.wait());
    QCOMPARE(changed[0][0].toString(), "up");
    QCOMPARE(m_catalog->labelValues("up", "job"), (QStringList{"a", "b"}));
}

void TestMetricCatalog::aFailedListIsNotAskedForAgain() {
    QSignalSpy changed(m_catalog.get(), &MetricCatalog::labelNamesChanged);
    m_catalog->labelNames("broken");
    QVERIFY(changed.wait());
    QCOMPARE(m_catalog->labelNames("broken"), QStringList());
    QCOMPARE(m_asked.load(), 1);
}

void TestMetricCatalog::refreshForgetsTheLists() {
    QSignalSpy names(m_catalog.get(), &MetricCatalog::labelNamesChanged);
    m_catalog->labelNames("up");
    QVERIFY(names.wait());
    QSignalSpy metrics(m_catalog.get(), &MetricCatalog::metricsChanged);
    m_catalog->refresh();
    QVERIFY(metrics.wait());
    m_catalog->labelNames("up");
    QVERIFY(names.wait());
    QCOMPARE(m_asked.load(), 2);
}

void TestMetricCatalog::anotherConnectionStartsOver() {
    m_source->setSource(serverWith({"other"}));
    QVERIFY(m_catalog->metrics()->empty());
    QTRY_VERIFY(m_catalog->find("other"));
    QVERIFY(!m_catalog->find("up"));
}

void TestMetricCatalog::aServerThatIsStillStartingIsAskedAgainSoon() {
    auto starting = serverWith({});
    std::atomic<int> calls = 0;
    starting->onLabelValues = [&](const std::string&, const datasource::SeriesQuery&,
                                  const std::stop_token&) -> Result<Strings> {
        if (++calls == 1) {
            return fail(ErrorCode::kUnavailable, "Hearth is starting");
        }
        return Strings{{"up"}, {}};
    };
    m_source->setSource(starting);
    QTRY_VERIFY_WITH_TIMEOUT(m_catalog->find("up") != nullptr, 3 * MetricCatalog::kSettlingMs);
    m_catalog.reset();
    m_source.reset();
}

QTEST_GUILESS_MAIN(TestMetricCatalog)
#include "test_metric_catalog.moc"
