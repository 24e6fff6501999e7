// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "widgets/cell_delegate.h"

using namespace hearth::ui;

class TestCellDelegate : public QObject {
    Q_OBJECT

  private slots:
    void cellsHaveOneLine_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("line feed") << QStringLiteral("a\nb");
        QTest::newRow("carriage return") << QStringLiteral("a\rb");
        QTest::newRow("line separator") << QStringLiteral("a\u2028b");
        QTest::newRow("paragraph separator") << QStringLiteral("a\u2029b");
        QTest::newRow("bell") << QStringLiteral("a\ab");
    }
    void cellsHaveOneLine() {
        QFETCH(QString, text);
        const CellDelegate delegate;
        QCOMPARE(delegate.displayText(text, QLocale()), QStringLiteral("a b"));
    }
};

QTEST_MAIN(TestCellDelegate)
#include "test_cell_delegate.moc"
