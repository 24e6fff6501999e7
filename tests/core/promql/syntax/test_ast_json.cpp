// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include "promql/syntax/ast_json.h"
#include "promql/syntax/parser.h"

using namespace hearth::promql;

class TestAstJson : public QObject {
    Q_OBJECT

  private slots:
    void treesLookAsTheApiSaysThem_data();
    void treesLookAsTheApiSaysThem();
};

void TestAstJson::treesLookAsTheApiSaysThem_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("number") << "1.5" << QByteArray(R"({"type":"numberLiteral","val":"1.5"})");
    QTest::newRow("string") << "'a'" << QByteArray(R"({"type":"stringLiteral","val":"a"})");
    QTest::newRow("sign and parentheses") << "-(1)" << QByteArray(R"({"type":"unaryExpr","op":"-","expr":
        {"type":"parenExpr","expr":{"type":"numberLiteral","val":"1"}}})");
    QTest::newRow("selector") << "a{b!='c'} @ 5 offset 1m" << QByteArray(R"({"type":"vectorSelector","name":"a",
        "matchers":[{"name":"b","value":"c","type":"!="},{"name":"__name__","value":"a","type":"="}],
        "offset":60000,"offsetExpr":null,"timestamp":5000,"startOrEnd":null,"anchored":false,"smoothed":false})");
    QTest::newRow("range") << "a[5m] @ end() offset (step())" << QByteArray(R"({"type":"matrixSelector","name":"a",
        "matchers":[{"name":"__name__","value":"a","type":"="}],"range":300000,"rangeExpr":null,
        "offset":0,"offsetExpr":{"type":"durationExpr","op":"step","lhs":null,"rhs":null,"wrapped":true},
        "timestamp":null,"startOrEnd":"end","anchored":false,"smoothed":false})");
    QTest::newRow("subquery") << "a[(5):2 * 1m]" << QByteArray(R"({"type":"subquery","expr":{"type":"vectorSelector",
        "name":"a","matchers":[{"name":"__name__","value":"a","type":"="}],"offset":0,"offsetExpr":null,
        "timestamp":null,"startOrEnd":null,"anchored":false,"smoothed":false},
        "range":0,"rangeExpr":{"type":"durationExpr","op":"+","lhs":null,
        "rhs":{"type":"numberLiteral","val":"5","duration":false},"wrapped":true},
        "step":0,"stepExpr":{"type":"durationExpr","op":"*","lhs":{"type":"numberLiteral","val":"2","duration":false},
        "rhs":{"type":"numberLiteral","val":"60","duration":true},"wrapped":false},
        "offset":0,"offsetExpr":null,"timestamp":null,"startOrEnd":null})");
    QTest::newRow("call") << "pi()" << QByteArray(R"({"type":"call","func":{"name":"pi","argTypes":[],"variadic":0,
        "returnType":"scalar"},"args":[]})");
    QTest::newRow("aggregation") << "quantile without (x) (0.5, vector(1))"
                                 << QByteArray(R"({"type":"aggregation","op":"quantile","grouping":["x"],"without":true,
        "param":{"type":"numberLiteral","val":"0.5"},"expr":{"type":"call","func":{"name":"vector",
        "argTypes":["scalar"],"variadic":0,"returnType":"vector"},"args":[{"type":"numberLiteral","val":"1"}]}})");
    QTest::newRow("scalars do not match") << "1 == bool 2" << QByteArray(R"({"type":"binaryExpr","op":"==",
        "lhs":{"type":"numberLiteral","val":"1"},"rhs":{"type":"numberLiteral","val":"2"},
        "matching":null,"bool":true})");
}

void TestAstJson::treesLookAsTheApiSaysThem() {
    QFETCH(QString, text);
    QFETCH(QByteArray, json);
    const auto tree = treeJson(parse(text.toStdString()).value());
    const auto wanted = QJsonDocument::fromJson(json);
    QVERIFY(wanted.isObject());
    QCOMPARE(QJsonDocument::fromJson(QByteArray::fromStdString(tree)), wanted);
}

QTEST_GUILESS_MAIN(TestAstJson)
#include "test_ast_json.moc"
