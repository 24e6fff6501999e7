// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonDocument>
#include <QTest>
#include <limits>

#include "base/json_writer.h"

using namespace hearth;

class TestJsonWriter : public QObject {
    Q_OBJECT

  private slots:
    void commasStandBetweenItemsOnly();
    void stringsAreEscaped_data();
    void stringsAreEscaped();
    void whatJsonCannotSayBecomesNull();
};

void TestJsonWriter::commasStandBetweenItemsOnly() {
    std::string out;
    JsonWriter json(out);
    json.beginObject().field("a", "x").key("b").beginArray().number(1).number(-2.5).boolean(true).null();
    json.beginObject().endObject().beginArray().endArray().endArray().key("c").raw("[9]").endObject();
    QCOMPARE(out, std::string(R"({"a":"x","b":[1,-2.5,true,null,{},[]],"c":[9]})"));
}

void TestJsonWriter::stringsAreEscaped_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("plain") << QByteArray("héarth 暖炉") << QByteArray("\"héarth 暖炉\"");
    QTest::newRow("quotes") << QByteArray("a\"b\\c") << QByteArray(R"("a\"b\\c")");
    QTest::newRow("controls") << QByteArray("\n\t\r\b\f\x01") << QByteArray(R"("\n\t\r\b\f\u0001")");
    QTest::newRow("markup stays") << QByteArray("<b>&") << QByteArray("\"<b>&\"");
    QTest::newRow("not UTF-8") << QByteArray("a\xff"
                                             "b\xe3\x81")
                               << QByteArray(R"("a\ufffdb\ufffd\ufffd")");
}

void TestJsonWriter::stringsAreEscaped() {
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, json);
    std::string out;
    appendJsonString(out, text.toStdString());
    QCOMPARE(QByteArray::fromStdString(out), json);
    QVERIFY(QJsonDocument::fromJson('[' + json + ']').isArray());
}

void TestJsonWriter::whatJsonCannotSayBecomesNull() {
    std::string out;
    JsonWriter json(out);
    json.beginArray()
        .number(std::numeric_limits<double>::quiet_NaN())
        .number(std::numeric_limits<double>::infinity())
        .endArray();
    QCOMPARE(out, std::string("[null,null]"));
}

QTEST_GUILESS_MAIN(TestJsonWriter)
#include "test_json_writer.moc"
