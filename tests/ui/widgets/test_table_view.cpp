// SPDX-License-Identifier: GPL-3.0-or-later
#include <QHeaderView>
#include <QStandardItemModel>
#include <QTest>
#include <QVBoxLayout>
#include <QWindow>

#include "widgets/table_view.h"

using hearth::ui::TableView;

namespace {

/// A table of three columns in a window whose left edge is free ground.
struct Scene {
    QWidget window;
    QStandardItemModel model{1, 3};
    TableView table{Qt::UserRole, &window};

    Scene() {
        auto* layout = new QVBoxLayout(&window);
        layout->setContentsMargins(40, 0, 0, 0);
        layout->addWidget(&table);
        table.setModel(&model);
        table.setColumns({{.characters = 10, .share = 1}, {.characters = 10, .share = 3}, {.characters = 5}});
        window.resize(900, 300);
        window.show();
    }
    int width(int column) const { return table.header()->sectionSize(column); }
    void resize(int to) {
        window.resize(to, 300);
        QCoreApplication::processEvents();
    }
};

} // namespace

class TestTableView : public QObject {
    Q_OBJECT

  private slots:
    void columnsShareTheRoom() {
        Scene scene;
        QTRY_COMPARE(scene.table.header()->length(), scene.table.viewport()->width());
        QVERIFY(scene.width(1) > scene.width(0));
        const auto before = scene.width(1);
        scene.resize(600);
        QTRY_VERIFY(scene.width(1) < before);
        QCOMPARE(scene.table.header()->length(), scene.table.viewport()->width());
    }

    void aSplitterIsNoColumn() {
        Scene scene;
        QTRY_COMPARE(scene.table.header()->length(), scene.table.viewport()->width());
        const auto before = scene.width(1);
        QTest::mousePress(scene.window.windowHandle(), Qt::LeftButton, {}, QPoint(10, 150));
        scene.resize(700);
        scene.resize(600);
        QTest::mouseRelease(scene.window.windowHandle(), Qt::LeftButton, {}, QPoint(10, 150));
        scene.resize(900);
        QCOMPARE(scene.width(1), before);
    }

    void whatAPersonMadeOfAColumnStays() {
        Scene scene;
        QTRY_COMPARE(scene.table.header()->length(), scene.table.viewport()->width());
        QTest::mousePress(scene.window.windowHandle(), Qt::LeftButton, {}, QPoint(10, 150));
        scene.table.header()->resizeSection(0, 123);
        QTest::mouseRelease(scene.window.windowHandle(), Qt::LeftButton, {}, QPoint(10, 150));
        scene.resize(700);
        QCOMPARE(scene.width(0), 123);
    }
};

QTEST_MAIN(TestTableView)
#include "test_table_view.moc"
