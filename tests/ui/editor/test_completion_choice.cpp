// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QtTest>
#include <algorithm>

#include "editor/completion_choice.h"
#include "editor/completion_model.h"
#include "ui/editor/list_source.h"

using namespace hearth;
using namespace hearth::ui;

class TestCompletionChoice : public QObject {
    Q_OBJECT

  private slots:
    void init();
    void theBestChoiceIsInserted_data();
    void theBestChoiceIsInserted();
    void choicesCarryTypeAndHelp();
    void framesPutTheCursorIntoTheirMiddle();
    void labelsOfSeveralMetricsComeOnce();
    void withoutAServerTheLanguageIsOffered();
    void manyNamesAreRankedQuickly();
    void theModelIsAModel();

  private:
    std::vector<CompletionChoice> choicesFor(QString marked);

    ListSource m_source;
};

/// `|` is the cursor.
std::vector<CompletionChoice> TestCompletionChoice::choicesFor(QString marked) {
    const auto cursor = marked.indexOf('|');
    marked.remove(cursor, 1);
    const auto context = promql::completionAt(marked.toStdString(), static_cast<std::size_t>(cursor));
    return findChoices(context, QStringView(marked).mid(context.replace.end), &m_source);
}

void TestCompletionChoice::init() {
    *m_source.list = {{"http.requests", {}, {}, {}},
                      {"node_load1", model::MetricType::kGauge, "Load over a minute.", {}},
                      {"up", {}, {}, {}}};
    m_source.labels = {{"node_load1", {"instance", "job"}}, {"up", {"job", "zone"}}, {"", {"all", "a b"}}};
    m_source.values = {{"up/job", {"node", "say \"hi\""}}};
}

void TestCompletionChoice::theBestChoiceIsInserted_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("inserted"); // `|` is the cursor afterwards
    QTest::newRow("metric") << "load|" << "node_load1|";
    QTest::newRow("quoted metric") << "htt|" << "{\"http.requests\"}|";
    QTest::newRow("function") << "absen|" << "absent(|)";
    QTest::newRow("function with its parenthesis") << "absen|(up)" << "absent|";
    QTest::newRow("function without arguments") << "tim|" << "time()|";
    QTest::newRow("aggregation") << "bott|" << "bottomk(|)";
    QTest::newRow("keyword") << "up unl|" << "unless|";
    QTest::newRow("only metrics inside rate") << "rate(n|" << "node_load1|";
    QTest::newRow("label") << "up{zo|}" << "zone|";
    QTest::newRow("label that needs quotes") << "{a |}" << "=|";
    QTest::newRow("value in quotes") << "up{job=\"no|\"}" << "node|";
    QTest::newRow("value without quotes") << "up{job=|}" << "\"node\"|";
    QTest::newRow("value with quotes in it") << "up{job=\"say|\"}" << "say \\\"hi\\\"|";
    QTest::newRow("grouping label") << "sum by (z|) (up)" << "zone|";
    QTest::newRow("duration") << "up[|" << "1m|";
}

void TestCompletionChoice::theBestChoiceIsInserted() {
    QFETCH(QString, text);
    QFETCH(QString, inserted);
    const auto choices = choicesFor(text);
    auto best = choices.empty() ? QString() : choices[0].insert;
    if (!choices.empty()) {
        best.insert(choices[0].cursor, '|');
    }
    QCOMPARE(best, inserted);
}

void TestCompletionChoice::choicesCarryTypeAndHelp() {
    const auto metric = choicesFor("node_load1|").front();
    QCOMPARE(metric.detail, "gauge");
    QCOMPARE(metric.help, "Load over a minute.");
    const auto function = choicesFor("histogram_quantile|").front();
    QVERIFY(function.detail.startsWith("histogram_quantile(scalar, instant vector)"));
    QVERIFY(!function.help.isEmpty());
}

void TestCompletionChoice::framesPutTheCursorIntoTheirMiddle() {
    const auto choices = choicesFor("topk|");
    const auto frame = std::ranges::find(choices, CompletionChoice::Kind::kSnippet, &CompletionChoice::kind);
    QVERIFY(frame != choices.end());
    QCOMPARE(frame->insert, "topk(5, )");
    QCOMPARE(frame->insert.left(frame->cursor), "topk(5, ");
}

void TestCompletionChoice::labelsOfSeveralMetricsComeOnce() {
    QStringList names;
    for (const auto& choice : choicesFor("sum by (|) (up / node_load1)")) {
        names += choice.name;
    }
    names.sort();
    QCOMPARE(names, QStringList({"instance", "job", "zone"}));
}

void TestCompletionChoice::withoutAServerTheLanguageIsOffered() {
    const auto context = promql::completionAt("rat", 3);
    QVERIFY(!findChoices(context, u"", nullptr).empty());
}

void TestCompletionChoice::manyNamesAreRankedQuickly() {
    constexpr int kNames = 100'000;
    for (int i = 0; i < kNames; ++i) {
        m_source.list->push_back({QString("service_%1_requests_total").arg(i), {}, {}, {}});
    }
    QElapsedTimer timer;
    timer.start();
    const auto choices = choicesFor("srvreq|");
    const auto elapsed = timer.elapsed();
    QCOMPARE(choices.size(), kMaxChoices);
    qInfo("ranked %d names in %lld ms", kNames, elapsed);
    QVERIFY2(elapsed < 1000,
             "the budget is 30 ms in a release build; this is only a guard against a wrong order of growth");
}

void TestCompletionChoice::theModelIsAModel() {
    CompletionModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setChoices(choicesFor("|"));
    QVERIFY(model.rowCount() > 0);
    model.setChoices(choicesFor("node_load1|"));
    QCOMPARE(model.index(0).data().toString(), "node_load1");
    QCOMPARE(model.index(0).data(CompletionModel::kDetail).toString(), "gauge");
}

QTEST_GUILESS_MAIN(TestCompletionChoice)
#include "test_completion_choice.moc"
