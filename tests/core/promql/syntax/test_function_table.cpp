// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "promql/syntax/function_table.h"
#include "promql/syntax/parser.h"

using namespace hearth::promql;

class TestFunctionTable : public QObject {
    Q_OBJECT

  private slots:
    void everyFunctionIsFoundByItsName();
    void namesOfFunctionsHaveACase();
    void everyExampleParses();
    void experimentalOnesAreRefusedByDefault();
    void everyFunctionSaysWhatItIsFor();
    void signaturesShowWhatIsOptional();
};

void TestFunctionTable::everyFunctionIsFoundByItsName() {
    for (const auto& function : functionTable()) {
        QCOMPARE(findFunction(function.name), &function);
        QCOMPARE(&functionSpec(function.id), &function);
    }
    for (const auto& aggregate : aggregateTable()) {
        QCOMPARE(findAggregate(aggregate.name), &aggregate);
        QCOMPARE(aggregateOpText(aggregate.op), aggregate.name);
    }
}

void TestFunctionTable::namesOfFunctionsHaveACase() {
    QVERIFY(findFunction("Rate") == nullptr);
    QVERIFY(findAggregate("SUM") != nullptr);
    QVERIFY(findAggregate("by") == nullptr);
}

void TestFunctionTable::everyExampleParses() {
    const auto verify = [](std::string_view name, std::string_view example) {
        const auto result = parse(example, ParseOptions::all());
        QVERIFY2(result.has_value(), result ? "" : result.error().message().c_str());
        QVERIFY(example.find(name) != std::string_view::npos);
    };
    for (const auto& function : functionTable()) {
        verify(function.name, function.example);
    }
    for (const auto& aggregate : aggregateTable()) {
        verify(aggregate.name, aggregate.example);
    }
}

void TestFunctionTable::experimentalOnesAreRefusedByDefault() {
    for (const auto& function : functionTable()) {
        QCOMPARE(parse(function.example).has_value(), !function.experimental);
    }
    for (const auto& aggregate : aggregateTable()) {
        QCOMPARE(parse(aggregate.example).has_value(), !aggregate.experimental);
    }
}

void TestFunctionTable::everyFunctionSaysWhatItIsFor() {
    for (const auto& function : functionTable()) {
        QVERIFY(function.documentation.ends_with('.'));
    }
    for (const auto& aggregate : aggregateTable()) {
        QVERIFY(aggregate.documentation.ends_with('.'));
    }
}

void TestFunctionTable::signaturesShowWhatIsOptional() {
    QCOMPARE(functionSpec(Function::kRate).signature(), "rate(range vector): instant vector");
    QCOMPARE(functionSpec(Function::kRound).signature(), "round(instant vector, [scalar]): instant vector");
    QCOMPARE(functionSpec(Function::kLabelJoin).signature(),
             "label_join(instant vector, string, string, [string], ...): instant vector");
    QCOMPARE(functionSpec(Function::kTime).signature(), "time(): scalar");
}

QTEST_GUILESS_MAIN(TestFunctionTable)
#include "test_function_table.moc"
