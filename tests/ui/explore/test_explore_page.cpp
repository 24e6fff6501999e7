// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeView>
#include <latch>

#include "data/async_source.h"
#include "data/metric_catalog.h"
#include "editor/expression_editor.h"
#include "explore/explore_page.h"
#include "explore/export_dialog.h"
#include "explore/graph_pane.h"
#include "explore/query_panel.h"
#include "explore/result_table_model.h"
#include "explore/result_view.h"
#include "explore/start_view.h"
#include "graph/legend_table.h"
#include "graph/plot_view.h"
#include "ui/explore/demo_source.h"
#include "widgets/message_bar.h"

using namespace hearth;
using namespace hearth::ui;

class TestExplorePage : public QObject {
    Q_OBJECT

  private slots:
    void init();
    void cleanup();

    void anEmptyPageOffersExamples();
    void enterRunsAndTheGraphAppears();
    void theTableIsAskedForWhenItIsShown();
    void aShownExpressionTakesTheEmptyPanelAndThenANewOne();
    void panelsAreAddedAndDuplicated();
    void aRemovedPanelComesBack();
    void theLastPanelLeavesAnEmptyOne();
    void linksBringPanelsBack();
    void whatWasRunIsRemembered();
    void anErrorIsShownAtItsPlace();
    void noSeriesAreExplained();
    void aRunningQueryIsCanceled();
    void whatIsShownIsExported();
    void theLegendOpensWithRoomForRows();
    void hostileNamesStayText();

  private:
    QueryPanel& panel(std::size_t at = 0) const { return *m_page->panels()[at]; }
    ExpressionEditor& editor(std::size_t at = 0) const { return *panel(at).findChild<ExpressionEditor*>(); }
    void run(const QString& expression);
    void press(const QKeySequence& keys) const { QTest::keySequence(&editor(), keys); }

    std::shared_ptr<tests::ScriptedDataSource> m_server;
    std::unique_ptr<AsyncSource> m_source;
    std::unique_ptr<MetricCatalog> m_catalog;
    std::unique_ptr<ExplorePage> m_page;
};

void TestExplorePage::init() {
    m_server = tests::demoSource();
    m_source = std::make_unique<AsyncSource>(m_server);
    m_catalog = std::make_unique<MetricCatalog>(*m_source);
    m_page = std::make_unique<ExplorePage>(*m_source, *m_catalog);
    m_page->resize(1000, 760);
    m_page->show();
    m_page->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    editor().setFocus();
}

void TestExplorePage::cleanup() {
    m_page.reset();
    m_catalog.reset();
    m_source.reset();
}

void TestExplorePage::run(const QString& expression) {
    editor().setExpression(expression);
    QTest::keyClick(&editor(), Qt::Key_Return);
    QTRY_VERIFY(!panel().query().running());
}

void TestExplorePage::anEmptyPageOffersExamples() {
    QTRY_VERIFY(!panel().start().examples().empty());
    auto* example = panel().start().examples().front();
    const auto expression = example->expression();
    example->click();
    QCOMPARE(panel().expression(), expression);
    QTRY_VERIFY(panel().graph().plot().data());
}

void TestExplorePage::enterRunsAndTheGraphAppears() {
    run(QStringLiteral("node_hwmon_temp_celsius"));
    QTRY_VERIFY(panel().graph().isVisible());
    const auto& data = *panel().graph().plot().data();
    QCOMPARE(data.series.size(), std::size_t{6});
    QCOMPARE(data.step, model::kHourMs / 250);
    QCOMPARE(data.range.end - data.range.begin, model::kHourMs);
    QCOMPARE(data.unit, Unit::kCelsius);
    QVERIFY2(panel().statistics().startsWith("6 series · "), qPrintable(panel().statistics()));
}

void TestExplorePage::theTableIsAskedForWhenItIsShown() {
    run(QStringLiteral("up"));
    QVERIFY(!panel().table().isVisible());
    press(Qt::CTRL | Qt::Key_Tab);
    QTRY_VERIFY(panel().table().isVisible());
    QTRY_COMPARE(panel().table().model().rowCount(), 5);
    panel().switchTab();
    QVERIFY(panel().graph().isVisible()); // still the answer to the same question
}

void TestExplorePage::aShownExpressionTakesTheEmptyPanelAndThenANewOne() {
    m_page->showExpression(QStringLiteral("up"));
    m_page->showExpression(QStringLiteral(" up "));
    QCOMPARE(m_page->panels().size(), std::size_t{1});
    m_page->showExpression(QStringLiteral("series_hundred"));
    QCOMPARE(m_page->panels().size(), std::size_t{2});
    QCOMPARE(panel(0).expression(), QStringLiteral("series_hundred"));
    QCOMPARE(panel(1).expression(), QStringLiteral("up"));
}

void TestExplorePage::panelsAreAddedAndDuplicated() {
    run(QStringLiteral("up"));
    press(Qt::CTRL | Qt::Key_D);
    QCOMPARE(m_page->panels().size(), std::size_t{2});
    QCOMPARE(panel(1).expression(), QStringLiteral("up"));
    QTRY_VERIFY(panel(1).graph().plot().data());
    press(Qt::CTRL | Qt::Key_T);
    QCOMPARE(m_page->panels().size(), std::size_t{3});
    QCOMPARE(panel(2).expression(), QString());
    QTRY_VERIFY(editor(2).hasFocus());
}

void TestExplorePage::aRemovedPanelComesBack() {
    run(QStringLiteral("up"));
    press(Qt::CTRL | Qt::Key_T);
    const auto before = panel(0).state();
    editor(0).setFocus();
    press(Qt::CTRL | Qt::Key_W);
    QCOMPARE(m_page->panels().size(), std::size_t{1});
    QCOMPARE(panel(0).expression(), QString());
    editor(0).setFocus();
    press(Qt::CTRL | Qt::SHIFT | Qt::Key_T);
    QCOMPARE(m_page->panels().size(), std::size_t{2});
    QVERIFY(panel(1).state() == before);
    QTRY_VERIFY(panel(1).graph().plot().data());
}

void TestExplorePage::theLastPanelLeavesAnEmptyOne() {
    run(QStringLiteral("up"));
    press(Qt::CTRL | Qt::Key_W);
    QCOMPARE(m_page->panels().size(), std::size_t{1});
    QCOMPARE(panel().expression(), QString());
}

void TestExplorePage::linksBringPanelsBack() {
    const auto link = QStringLiteral("/query?g0.expr=up&g0.tab=table&g1.expr=series_hundred&g1.range_input=6h");
    QVERIFY(m_page->restore(link));
    QCOMPARE(m_page->panels().size(), std::size_t{2});
    QTRY_COMPARE(panel(0).table().model().rowCount(), 5);
    QTRY_VERIFY(panel(1).graph().plot().data());
    QCOMPARE(panel(1).state().range, 6 * model::kHourMs);
    const auto again = m_page->link();
    QVERIFY(m_page->restore(again));
    QCOMPARE(m_page->link(), again);
    QVERIFY(!m_page->restore(QStringLiteral("nothing of the kind")));
    QCOMPARE(m_page->link(), again);
}

void TestExplorePage::whatWasRunIsRemembered() {
    QSignalSpy changed(m_page.get(), &ExplorePage::historyChanged);
    run(QStringLiteral("up"));
    run(QStringLiteral("up"));
    run(QStringLiteral("series_hundred"));
    QCOMPARE(changed.size(), 2);
    QCOMPARE(m_page->history(), (QStringList{"series_hundred", "up"}));
}

void TestExplorePage::anErrorIsShownAtItsPlace() {
    run(QStringLiteral("up !! 1"));
    QVERIFY(panel().errorBar().isVisible());
    QVERIFY2(panel().errorBar().text().contains("parse error: unexpected character: '!'"),
             qPrintable(panel().errorBar().text()));
    bool marked = false;
    for (const auto& mark : editor().extraSelections()) {
        marked = marked || mark.cursor.selectedText() == QLatin1String("!!");
    }
    QVERIFY(marked);
    run(QStringLiteral("up"));
    QVERIFY(!panel().errorBar().isVisible());
    QTRY_VERIFY(panel().graph().isVisible());
}

void TestExplorePage::noSeriesAreExplained() {
    run(QStringLiteral("node_hwmon_tmp_celsius"));
    const auto says = [this](const QString& text) {
        for (const auto* label : panel().start().findChildren<QLabel*>()) {
            if (label->isVisible() && label->text().contains(text)) {
                return true;
            }
        }
        return false;
    };
    QVERIFY(says(QStringLiteral("No series")));
    QTRY_VERIFY(says(QStringLiteral("closest: “node_hwmon_temp_celsius”")));
}

void TestExplorePage::aRunningQueryIsCanceled() {
    std::latch begun(1);
    std::latch stopped(1);
    m_server->onQueryRange = [&begun, &stopped](const datasource::RangeQuery&,
                                                const std::stop_token& stop) -> Result<model::QueryAnswer> {
        begun.count_down();
        std::latch asked(1);
        const std::stop_callback wake(stop, [&asked] { asked.count_down(); });
        asked.wait();
        stopped.count_down();
        return fail(ErrorCode::kCanceled, "canceled");
    };
    editor().setExpression(QStringLiteral("up"));
    QTest::keyClick(&editor(), Qt::Key_Return);
    QVERIFY(panel().query().running());
    QToolButton* cancel = nullptr;
    for (auto* button : panel().findChildren<QToolButton*>()) {
        cancel = button->text() == QLatin1String("Cancel") ? button : cancel;
    }
    QVERIFY(cancel);
    begun.wait(); // one that no thread has taken up yet is dropped without asking the server
    cancel->click();
    stopped.wait();
    QVERIFY(!panel().query().running());
    QCOMPARE(cancel->text(), QStringLiteral("Run"));
    QVERIFY(!panel().errorBar().isVisible());
}

void TestExplorePage::whatIsShownIsExported() {
    run(QStringLiteral("up"));
    const auto csv = exportBytes(ExportFormat::kCsv, &panel().graph(), nullptr);
    QVERIFY2(csv.startsWith("time,\"up{instance=\"\"nas:9100\"\", job=\"\"node\"\"}\","), csv.left(100));
    QVERIFY(exportBytes(ExportFormat::kPng, &panel().graph(), nullptr).startsWith("\x89PNG"));
    panel().switchTab();
    QTRY_COMPARE(panel().table().model().rowCount(), 5);
    const auto json = exportBytes(ExportFormat::kJson, nullptr, &panel().table());
    QVERIFY2(json.startsWith("{\"resultType\":\"vector\",\"result\":[{\"metric\":{\"__name__\":\"up\""),
             json.left(100));
    QCOMPARE(exportBytes(ExportFormat::kCsv, nullptr, &panel().table()).count("\r\n"), 6);
}

void TestExplorePage::theLegendOpensWithRoomForRows() {
    const auto fullRows = [this] {
        auto* view = panel().graph().legend().findChild<QTreeView*>();
        return view->viewport()->height() / std::max(view->visualRect(view->model()->index(0, 0)).height(), 1);
    };
    run(QStringLiteral("series_hundred"));
    QTRY_VERIFY2(fullRows() >= 5, qPrintable(QString::number(fullRows())));
    m_page->resize(800, 500);
    QTRY_VERIFY2(fullRows() >= 5, qPrintable(QString::number(fullRows())));
    m_page->resize(1000, 900);
    run(QStringLiteral("node_memory_MemTotal_bytes"));
    QTRY_VERIFY2(fullRows() <= 3, qPrintable(QString::number(fullRows())));
}

void TestExplorePage::hostileNamesStayText() {
    run(QStringLiteral("series_long"));
    QTRY_VERIFY(panel().graph().plot().upToDate());
    panel().graph().plot().setCrosshair(panel().graph().plot().window().begin + 60'000);
    QVERIFY(!m_page->grab().isNull());
    panel().switchTab();
    QTRY_COMPARE(panel().table().model().rowCount(), 12);
    m_server->onQuery = [](const datasource::InstantQuery&, const std::stop_token&) -> Result<model::QueryAnswer> {
        return fail(ErrorCode::kInvalidArgument, "<h1>big</h1><img src=x>");
    };
    panel().run();
    QTRY_VERIFY(panel().errorBar().isVisible());
    QCOMPARE(panel().errorBar().text(), QStringLiteral("<h1>big</h1><img src=x>"));
    for (const auto* label : m_page->findChildren<QLabel*>()) {
        QVERIFY2(label->textFormat() == Qt::PlainText || !Qt::mightBeRichText(label->text()),
                 qPrintable(label->text()));
    }
    for (const auto* widget : m_page->findChildren<QWidget*>()) {
        QVERIFY2(!widget->toolTip().contains("<h1>"), qPrintable(widget->toolTip()));
    }
}

QTEST_MAIN(TestExplorePage)
#include "test_explore_page.moc"
