// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/isolated_text.h"
#include "models/plain_text.h"

using namespace hearth::ui;

class TestPlainText : public QObject {
    Q_OBJECT

  private slots:
    void tooltipsShowMarkupAsText() {
        QCOMPARE(plainToolTip(QStringLiteral("<b>x</b>")), QStringLiteral("<qt>&lt;b&gt;x&lt;/b&gt;</qt>"));
        QVERIFY(plainToolTip(QString()).isEmpty());
    }

    void foreignTextLeavesTheWordsAroundItInOrder() {
        QCOMPARE(isolated(QStringLiteral("nas <b>")), QStringLiteral("nas <b>"));
        QCOMPARE(isolated(QStringLiteral("a\u202eb\u2069")), QStringLiteral("\u2068ab\u2069"));
        QCOMPARE(isolated(QStringLiteral("\u05e9\u05dc")), QStringLiteral("\u2068\u05e9\u05dc\u2069"));
    }

    void shortcutMarksAreTakenAway_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("name");
        QTest::newRow("inside the word") << "F&ind in page" << "Find in page";
        QTest::newRow("after the name") << "ホーム(&H)" << "ホーム";
        QTest::newRow("before an ellipsis") << "検索…(&L)" << "検索…";
        QTest::newRow("parentheses without a mark") << "Graph (new)" << "Graph (new)";
        QTest::newRow("none") << "Quit" << "Quit";
    }
    void shortcutMarksAreTakenAway() {
        QFETCH(QString, text);
        QFETCH(QString, name);
        QCOMPARE(withoutMark(text), name);
    }
};

QTEST_GUILESS_MAIN(TestPlainText)
#include "test_plain_text.moc"
