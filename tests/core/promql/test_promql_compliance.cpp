// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTest>

#include "demo_data.h"
#include "promql/engine.h"
#include "support/memory_storage.h"

using namespace hearth;
using namespace hearth::tests;

/// Asks the queries of Prometheus's compliance suite of data shaped like its demo service's.
class TestPromqlCompliance : public QObject {
    Q_OBJECT

  private slots:
    void everyQueryIsAnswered();
};

void TestPromqlCompliance::everyQueryIsAnswered() {
    const std::string path = HEARTH_SOURCE_DIR "/../shared/conformance/promql-compliance/promql-test-queries.yml";
    if (!QFile::exists(QString::fromStdString(path))) {
        QSKIP("the conformance data are not there");
    }
    MemoryStorage storage;
    generateDemoData([&](const auto& labels, auto time, double value) { storage.add(labels, time, value); });
    SystemClock clock;
    instrument::Registry registry;
    ThreadPool workers("test-query", 2, 100);
    promql::Engine engine({}, storage, workers, clock, registry);

    const auto queries = readComplianceQueries(path);
    QVERIFY(queries);
    QVERIFY(queries->size() > 200);
    std::size_t wrong = 0;
    for (const ComplianceQuery& query : *queries) {
        const auto answer = engine.range(query.expr, {kDemoBegin + model::kHourMs, kDemoBegin + kDemoLength},
                                         10 * model::kSecondMs, {}, {});
        // Since Prometheus 3.0 any UTF-8 text is a label name.
        const bool shouldFail = query.shouldFail && query.expr.find("~invalid") == std::string::npos;
        if (answer.has_value() == shouldFail) {
            ++wrong;
            qWarning("%s: %s", query.expr.c_str(), answer ? "should fail" : answer.error().message().c_str());
        }
    }
    QCOMPARE(wrong, std::size_t(0));
}

QTEST_GUILESS_MAIN(TestPromqlCompliance)
#include "test_promql_compliance.moc"
