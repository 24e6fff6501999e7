// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTest>
#include <QTreeView>

#include "data/async_source.h"
#include "models/targets_model.h"
#include "targets/target_detail.h"
#include "targets/targets_page.h"
#include "ui/support/fake_server.h"
#include "widgets/filter_chips.h"

using namespace hearth;
using namespace hearth::ui;

namespace {

struct Fixture {
    std::shared_ptr<tests::FakeServer> server = std::make_shared<tests::FakeServer>();
    AsyncSource source{server};
    TargetsPage page{source};
    QTreeView* tree = page.findChild<QTreeView*>();

    void open(int targetsPerPool) {
        server->targetsPerPool = targetsPerPool;
        page.resize(1000, 700);
        page.show();
    }
};

} // namespace

class TestTargetsPage : public QObject {
    Q_OBJECT

  private slots:
    void poolsAreOpen() {
        Fixture fixture;
        fixture.open(4);
        QTRY_COMPARE(fixture.tree->model()->rowCount(), 3);
        QVERIFY(fixture.tree->isExpanded(fixture.tree->model()->index(0, 0)));
    }

    void refreshKeepsSelectionAndScroll() {
        Fixture fixture;
        fixture.open(200);
        auto* model = fixture.tree->model();
        QTRY_COMPARE(model->rowCount(), 3);
        const auto row = model->index(150, 0, model->index(1, 0));
        fixture.tree->setCurrentIndex(row);
        fixture.tree->scrollTo(row, QAbstractItemView::PositionAtCenter);
        const auto key = row.data(TargetsModel::KeyRole).toString();
        const int scroll = fixture.tree->verticalScrollBar()->value();
        const int calls = fixture.server->calls.load();
        fixture.page.refresh();
        QTRY_VERIFY(fixture.server->calls.load() > calls);
        QTRY_VERIFY(!fixture.source.busy(&fixture.page, QStringLiteral("targets")));
        QCOMPARE(fixture.tree->currentIndex().data(TargetsModel::KeyRole).toString(), key);
        QCOMPARE(fixture.tree->verticalScrollBar()->value(), scroll);
        QVERIFY(fixture.page.findChild<TargetDetail*>()->isVisible());
    }

    void closedPoolsStayClosed() {
        Fixture fixture;
        fixture.open(100);
        auto* model = fixture.tree->model();
        QTRY_COMPARE(model->rowCount(), 3);
        fixture.tree->collapse(model->index(1, 0));
        fixture.page.setFilterText(QStringLiteral("state:down"));
        fixture.page.setFilterText(QString());
        QVERIFY(!fixture.tree->isExpanded(model->index(1, 0)));
        QVERIFY(fixture.tree->isExpanded(model->index(2, 0)));
    }

    void chipsFilter() {
        Fixture fixture;
        fixture.open(9);
        QTRY_COMPARE(fixture.tree->model()->rowCount(), 3);
        const auto* model = static_cast<TargetsModel*>(fixture.tree->model());
        auto* chips = fixture.page.findChild<FilterChips*>();
        emit chips->toggled(QStringLiteral("state:down"));
        QCOMPARE(fixture.page.filterText(), QStringLiteral("state:down"));
        QVERIFY(model->shownRows() > 0 && model->shownRows() < 27);
        emit chips->toggled(QStringLiteral("state:down"));
        QCOMPARE(model->shownRows(), std::size_t{27});
    }

    void whatNeedsATargetIsGreyedWithoutOne() {
        Fixture fixture;
        fixture.open(2);
        QTRY_COMPARE(fixture.tree->model()->rowCount(), 3);
        const auto isEnabled = [&](const char* text) {
            for (const auto* action : fixture.page.findChildren<QAction*>()) {
                if (action->text() == QLatin1String(text)) {
                    return action->isEnabled();
                }
            }
            return false;
        };
        QVERIFY(!isEnabled("Copy address") && !isEnabled("Show in Explore"));
        fixture.tree->setCurrentIndex(fixture.tree->model()->index(0, 0, fixture.tree->model()->index(0, 0)));
        QVERIFY(isEnabled("Copy address") && isEnabled("Show in Explore"));
    }

    void withoutTargetsItSaysWhatToDo() {
        Fixture fixture;
        fixture.open(0);
        QTRY_COMPARE(fixture.page.findChild<QStackedWidget*>()->currentIndex(), 1);
    }

    void tenThousandRowsOpenQuickly() {
        Fixture fixture;
        QElapsedTimer timer;
        timer.start();
        fixture.open(3334);
        QTRY_COMPARE(fixture.tree->model()->rowCount(), 3);
        fixture.page.grab();
        const auto open = timer.elapsed();
        timer.restart();
        fixture.page.setFilterText(QStringLiteral("nas-77"));
        const auto filter = timer.elapsed();
        qInfo("10,002 targets: open and painted %lld ms, filter %lld ms", open, filter);
        QVERIFY2(open <= 1000, qPrintable(QString::number(open)));
        QVERIFY2(filter <= 64, qPrintable(QString::number(filter)));
    }
};

QTEST_MAIN(TestTargetsPage)
#include "test_targets_page.moc"
