// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "datasource/label_escaping.h"

using namespace hearth::datasource;

class TestLabelEscaping : public QObject {
    Q_OBJECT

  private slots:
    void namesAreEscapedForPaths_data();
    void namesAreEscapedForPaths();
    void whatIsNoEscapedNameStaysAsItIs_data();
    void whatIsNoEscapedNameStaysAsItIs();
};

void TestLabelEscaping::namesAreEscapedForPaths_data() {
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("escaped");
    QTest::newRow("plain") << QByteArray("job_name1") << QByteArray("job_name1");
    QTest::newRow("a dot") << QByteArray("http.status") << QByteArray("U__http_2e_status");
    QTest::newRow("a slash and an underscore") << QByteArray("a/b_c") << QByteArray("U__a_2f_b__c");
    QTest::newRow("looks escaped") << QByteArray("U__x") << QByteArray("U__U____x");
    QTest::newRow("a digit first") << QByteArray("1a.") << QByteArray("U__1a_2e_");
    QTest::newRow("two bytes") << QByteArray("ü") << QByteArray("U___fc_");
    QTest::newRow("three bytes") << QByteArray("火") << QByteArray("U___706b_");
    QTest::newRow("four bytes") << QByteArray("\xf0\x9f\x94\xa5") << QByteArray("U___1f525_");
}

void TestLabelEscaping::namesAreEscapedForPaths() {
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, escaped);
    QCOMPARE(QByteArray::fromStdString(escapeLabelName(name.toStdString())), escaped);
    QCOMPARE(QByteArray::fromStdString(unescapeLabelName(escaped.toStdString())), name);
}

void TestLabelEscaping::whatIsNoEscapedNameStaysAsItIs_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"", "job", "U__a_", "U__a_2e", "U__a_zz_", "U__a_1234567_", "U__a_d800_", "U__a_110000_",
                             "U__a.b", "U__a_-1_"}) {
        QTest::newRow(text) << QByteArray(text);
    }
}

void TestLabelEscaping::whatIsNoEscapedNameStaysAsItIs() {
    QFETCH(QByteArray, text);
    QCOMPARE(QByteArray::fromStdString(unescapeLabelName(text.toStdString())), text);
}

QTEST_APPLESS_MAIN(TestLabelEscaping)
#include "test_label_escaping.moc"
