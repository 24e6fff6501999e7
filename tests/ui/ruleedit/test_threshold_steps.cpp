// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QSlider>
#include <QTest>
#include <algorithm>

#include "data/async_source.h"
#include "data/metric_catalog.h"
#include "ruleedit/alert_lanes.h"
#include "ruleedit/backtest_pane.h"
#include "ruleedit/backtest_run.h"
#include "ruleedit/rule_edit_page.h"
#include "ruleedit/rule_form.h"
#include "ruleedit/threshold_controls.h"
#include "ruleedit/threshold_plot.h"
#include "ui/support/fake_backtest.h"

using namespace hearth;
using namespace hearth::ui;

namespace {

constexpr double kFrameMs = 16;
constexpr double kOpenMs = 150;
constexpr int kSteps = 101;

/// The page over one series of a week at a minute.
struct Fixture {
    tests::FakeRuleHost host;
    AsyncSource source{std::shared_ptr<datasource::DataSource>(&host.local(), [](auto*) {})};
    MetricCatalog catalog{source};
    RuleEditPage page{host, source, catalog};

    Fixture() {
        host.past.series = 1;
        host.past.sleeps = false;
        page.resize(1200, 900);
    }

    static EditedRule rule() {
        EditedRule rule;
        rule.draft.name = "Full";
        rule.draft.group = "my-rules";
        rule.draft.expression = "disk_used > 50";
        rule.draft.holdFor = 5 * model::kMinuteMs;
        return rule;
    }
};

double median(std::vector<double> values) {
    std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2));
    return values[values.size() / 2];
}

} // namespace

class TestThresholdSteps : public QObject {
    Q_OBJECT

  private slots:
    void aStepFitsIntoAFrame() {
        Fixture fixture;
        fixture.page.show();
        fixture.page.edit(Fixture::rule());
        QTRY_VERIFY(fixture.page.run().outcome() && !fixture.page.run().fetching() &&
                    fixture.page.pane().plot().upToDate());
        QCOMPARE(fixture.page.run().past()->series().front().values.size(), std::size_t(7 * 24 * 60 + 1));
        auto& slider = fixture.page.form().threshold().slider();
        auto& pane = fixture.page.pane();
        std::vector<double> steps;
        for (int i = 0; i < kSteps; ++i) {
            QElapsedTimer watch;
            watch.start();
            slider.setValue(slider.minimum() + (slider.maximum() - slider.minimum()) * i / kSteps);
            // What a frame paints of it, at once rather than when the loop comes to it.
            pane.plot().viewport()->repaint();
            pane.lanes().repaint();
            fixture.page.form().repaint();
            steps.push_back(static_cast<double>(watch.nsecsElapsed()) / 1e6);
            QCoreApplication::processEvents();
        }
        QVERIFY(!fixture.page.run().onWorker());
        const double middle = median(steps);
        qInfo("a step of the threshold over a week at a minute: median %.2f ms, longest %.2f ms", middle,
              *std::ranges::max_element(steps));
        QVERIFY2(middle <= kFrameMs, qPrintable(QString::number(middle)));
    }

    void whatAWorkerMadeOfThousandsOfAlertsIsShownInAFrame() {
        Fixture fixture;
        fixture.host.past.series = 2000;
        fixture.host.past.even = false;
        fixture.page.pane().setLength(model::kHourMs);
        fixture.page.show();
        auto rule = Fixture::rule();
        rule.draft.holdFor = 0;
        fixture.page.edit(rule);
        QTRY_VERIFY(fixture.page.run().outcome() && !fixture.page.run().fetching());
        QVERIFY(fixture.page.run().outcome()->alerts.size() > 500);
        std::vector<double> times;
        for (int i = 0; i < 20; ++i) {
            QElapsedTimer watch;
            watch.start();
            emit fixture.page.run().outcomeChanged();
            fixture.page.pane().lanes().repaint();
            times.push_back(static_cast<double>(watch.nsecsElapsed()) / 1e6);
        }
        const double middle = median(times);
        qInfo("%zu alerts shown: median %.2f ms", fixture.page.run().outcome()->alerts.size(), middle);
        QVERIFY2(middle <= kFrameMs, qPrintable(QString::number(middle)));
    }

    void aWeekIsOnTheScreenSoonAfterItCame() {
        Fixture fixture;
        fixture.page.show();
        fixture.page.edit(Fixture::rule());
        QTRY_VERIFY(fixture.page.pane().plot().upToDate() && !fixture.page.run().fetching());
        std::vector<double> times;
        for (int i = 0; i < 5; ++i) {
            QElapsedTimer watch;
            const auto connection = connect(&fixture.page.run(), &BacktestRun::pastChanged, this, [&] {
                if (!fixture.page.run().partial()) {
                    watch.start();
                }
            });
            fixture.page.refresh();
            QTRY_VERIFY(!fixture.page.run().fetching() && watch.isValid() && fixture.page.pane().plot().upToDate());
            fixture.page.repaint();
            times.push_back(static_cast<double>(watch.nsecsElapsed()) / 1e6);
            disconnect(connection);
        }
        const double middle = median(times);
        qInfo("a week at a minute, from its arrival to the screen: median %.1f ms", middle);
        QVERIFY2(middle <= kOpenMs, qPrintable(QString::number(middle)));
    }
};

QTEST_MAIN(TestThresholdSteps)
#include "test_threshold_steps.moc"
