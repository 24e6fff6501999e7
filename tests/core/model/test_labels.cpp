// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>
#include <random>

#include "model/labels.h"

using namespace hearth::model;

class TestLabels : public QObject {
    Q_OBJECT

  private slots:
    void pairsAreSortedAndEmptyValuesDropped();
    void longValuesSurviveTheBuffer();
    void orderIsPairByPair();
    void withoutAndOnlyPickByName();
    void theBuilderChangesACopy();
    void textQuotesWhatItMust_data();
    void textQuotesWhatItMust();
    void equalSetsHashEqually();
    void namesAreRecognised();
};

void TestLabels::pairsAreSortedAndEmptyValuesDropped() {
    const Labels labels{{"b", "2"}, {"a", "1"}, {"gone", ""}, {"b", "3"}};
    QCOMPARE(labels.size(), std::size_t{2});
    QCOMPARE(labels.begin()->name, std::string_view("a"));
    QCOMPARE(labels.value("b"), std::string_view("3"));
    QCOMPARE(labels.value("gone"), std::string_view());
    QVERIFY(!labels.has("gone"));
    QVERIFY(Labels{}.empty());
}

void TestLabels::longValuesSurviveTheBuffer() {
    const std::string value(100'000, 'x');
    const std::string name(300, 'n');
    const auto labels = Labels::fromPairs({{name, value}, {"z", "end"}});
    QCOMPARE(labels.value(name), std::string_view(value));
    QCOMPARE(labels.value("z"), std::string_view("end"));
    QCOMPARE(labels.size(), std::size_t{2});
}

void TestLabels::orderIsPairByPair() {
    const std::vector<Labels> sorted{{},           {{"a", "1"}}, {{"a", "1"}, {"b", "1"}}, {{"a", "10"}},
                                     {{"a", "2"}}, {{"b", "0"}}};
    auto shuffled = sorted;
    std::shuffle(shuffled.begin(), shuffled.end(), std::mt19937(7));
    std::ranges::sort(shuffled);
    QVERIFY(shuffled == sorted);
}

void TestLabels::withoutAndOnlyPickByName() {
    const Labels labels{{"__name__", "up"}, {"instance", "i"}, {"job", "j"}};
    const std::vector<std::string> names{"__name__", "job"};
    QCOMPARE(labels.without(names).toString(), std::string("{instance=\"i\"}"));
    QCOMPARE(labels.only(names).toString(), std::string("up{job=\"j\"}"));
    QCOMPARE(labels.withoutMetricName().toString(), std::string("{instance=\"i\", job=\"j\"}"));
}

void TestLabels::theBuilderChangesACopy() {
    const Labels base{{"a", "1"}, {"c", "3"}};
    LabelsBuilder builder(base);
    builder.set("b", "2").remove("a").set("c", "");
    QCOMPARE(builder.value("b"), std::string_view("2"));
    QCOMPARE(builder.labels().toString(), std::string("{b=\"2\"}"));
    QCOMPARE(base.toString(), std::string("{a=\"1\", c=\"3\"}"));
}

void TestLabels::textQuotesWhatItMust_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("expected");
    QTest::newRow("plain") << "up" << "up{job=\"a\\\"b\"}";
    QTest::newRow("utf-8") << "http.requests" << "{__name__=\"http.requests\", job=\"a\\\"b\"}";
}

void TestLabels::textQuotesWhatItMust() {
    QFETCH(const QString, name);
    const auto labels = Labels::fromPairs({{"__name__", name.toStdString()}, {"job", "a\"b"}});
    QTEST(QString::fromStdString(labels.toString()), "expected");
}

void TestLabels::equalSetsHashEqually() {
    const Labels one{{"a", "1"}, {"b", "2"}};
    const Labels two{{"b", "2"}, {"a", "1"}};
    QVERIFY(one == two);
    QCOMPARE(one.hash(), two.hash());
    // Moving a border between name and value must not collide.
    QVERIFY((Labels{{"ab", "c"}}.hash() != Labels{{"a", "bc"}}.hash()));
}

void TestLabels::namesAreRecognised() {
    QVERIFY(isLegacyLabelName("_a1"));
    QVERIFY(!isLegacyLabelName("1a"));
    QVERIFY(!isLegacyLabelName("a:b"));
    QVERIFY(isLegacyMetricName("a:b"));
    QVERIFY(isLabelName("service.name"));
    QVERIFY(!isLabelName(""));
    QVERIFY(!isLabelName("\xff"));
}

QTEST_GUILESS_MAIN(TestLabels)
#include "test_labels.moc"
