// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "base/text.h"
#include "base/utf8.h"

using namespace hearth;

class TestUtf8 : public QObject {
    Q_OBJECT

  private slots:
    void everyCodePointReadsAsItWasWritten();
    void surrogatesReadAsBroken();
    void oneByteOfBrokenTextIsTaken_data();
    void oneByteOfBrokenTextIsTaken();
    void nothingIsTakenOfNothing();
    void theReplacementItselfIsNotBroken();
    void itAgreesWithTheCheckOfWholeTexts();
};

void TestUtf8::everyCodePointReadsAsItWasWritten() {
    for (char32_t point = 0; point < 0x110000; ++point) {
        if (point == 0xd800) {
            point = 0xe000;
        }
        std::string text;
        appendUtf8(text, point);
        const auto rune = decodeUtf8(text + "x");
        if (rune.value != point || rune.size != text.size()) {
            QFAIL(qPrintable(QString("U+%1").arg(static_cast<uint>(point), 0, 16)));
        }
    }
}

void TestUtf8::surrogatesReadAsBroken() {
    for (char32_t point = 0xd800; point < 0xe000; ++point) {
        std::string text;
        appendUtf8(text, point);
        QVERIFY(decodeUtf8(text).isBroken());
    }
}

void TestUtf8::oneByteOfBrokenTextIsTaken_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("lone continuation") << QByteArray("\x80");
    QTest::newRow("overlong") << QByteArray("\xc0\xaf");
    QTest::newRow("overlong three") << QByteArray("\xe0\x80\x80");
    QTest::newRow("overlong four") << QByteArray("\xf0\x80\x80\x80");
    QTest::newRow("beyond Unicode") << QByteArray("\xf4\x90\x80\x80");
    QTest::newRow("cut off") << QByteArray("\xe3\x81");
    QTest::newRow("broken off") << QByteArray("\xe3\x81x");
    QTest::newRow("no such byte") << QByteArray("\xff\xbf\xbf\xbf");
}

void TestUtf8::oneByteOfBrokenTextIsTaken() {
    QFETCH(const QByteArray, text);
    const auto rune = decodeUtf8(text.toStdString());
    QCOMPARE(rune.value, kReplacementRune);
    QCOMPARE(rune.size, std::size_t{1});
    QVERIFY(rune.isBroken());
}

void TestUtf8::nothingIsTakenOfNothing() {
    QCOMPARE(decodeUtf8("").size, std::size_t{0});
    QVERIFY(!decodeUtf8("").isBroken());
}

void TestUtf8::theReplacementItselfIsNotBroken() {
    const auto rune = decodeUtf8("\xef\xbf\xbd");
    QCOMPARE(rune.value, kReplacementRune);
    QVERIFY(!rune.isBroken());
}

void TestUtf8::itAgreesWithTheCheckOfWholeTexts() {
    std::string text(3, '\0');
    for (unsigned bytes = 0; bytes < 1U << 24U; bytes += 7) {
        text = {static_cast<char>(bytes >> 16U), static_cast<char>(bytes >> 8U), static_cast<char>(bytes)};
        bool broken = false;
        for (std::string_view rest = text; !rest.empty(); rest.remove_prefix(decodeUtf8(rest).size)) {
            broken = broken || decodeUtf8(rest).isBroken();
        }
        if (broken == isValidUtf8(text)) {
            QFAIL(qPrintable(QString("%1").arg(bytes, 6, 16)));
        }
    }
}

QTEST_APPLESS_MAIN(TestUtf8)
#include "test_utf8.moc"
