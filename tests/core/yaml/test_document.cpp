// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "yaml/document.h"
#include "yaml/reader.h"

using namespace hearth;

class TestDocument : public QObject {
    Q_OBJECT

  private slots:
    void positionsAreKept() {
        const auto document = yaml::Document::parse("a: 1\nb:\n  - x\n  - y: 2\n", "f");
        QVERIFY(document.has_value());
        const auto* const list = document->root().find("b");
        QVERIFY(list != nullptr);
        QCOMPARE(list->items[1]->find("y")->at.line, 4U);
        QCOMPARE(list->items[1]->find("y")->at.column, 8U);
    }

    void quotesMakeText() {
        const auto document = yaml::Document::parse("[1, '1', ~, \"true\", yes]", "f");
        QVERIFY(document.has_value());
        const auto& items = document->root().items;
        yaml::Complaints complaints("f");
        QCOMPARE(yaml::readInteger(complaints, *items[0], ""), 1);
        QCOMPARE(items[2]->kind, yaml::Kind::kNull);
        QCOMPARE(yaml::readBool(complaints, *items[4], ""), true);
        QVERIFY(!complaints.any());
        QVERIFY(!yaml::readInteger(complaints, *items[1], ""));
        QVERIFY(!yaml::readBool(complaints, *items[3], ""));
        QVERIFY(complaints.any());
    }

    void onlyTheFirstDocumentCounts() {
        const auto document = yaml::Document::parse("a: 1\n---\nb: 2\n", "f");
        QVERIFY(document.has_value());
        QVERIFY(document->root().find("b") == nullptr);
    }

    void cutAnywhereItNeverCrashes() {
        const std::string text = "a: &x {b: [1, 'two', \"th\\u0072ee\"], c: |\n  long\n  text\n}\nd: *x\n<<: *x\n";
        for (std::size_t size = 0; size <= text.size(); ++size) {
            const auto document = yaml::Document::parse(text.substr(0, size), "f");
            QVERIFY(document || document.error().message().starts_with("f:"));
        }
    }
};

QTEST_GUILESS_MAIN(TestDocument)
#include "test_document.moc"
