// SPDX-License-Identifier: GPL-3.0-or-later
#include <QRegularExpression>
#include <QTest>
#include <algorithm>
#include <fmt/format.h>

#include "core/tsdb/db_fixture.h"
#include "support/fake_file_system.h"
#include "tsdb/head/posting_list.h"

using namespace hearth;
using namespace hearth::tsdb;
using namespace hearth::tsdb::testing;
using model::Matcher;
using model::MatchType;

namespace {

using Lines = std::vector<std::string>;

/// 600 series of 3 metrics; some labels are missing here and there.
std::vector<model::Labels> manySeries() {
    std::vector<model::Labels> all;
    for (int i = 0; i < 600; ++i) {
        all.push_back({{"__name__", fmt::format("metric_{}", i % 3)},
                       {"instance", fmt::format("host-{}:9100", i % 100)},
                       {"job", i % 2 == 0 ? "node" : "app"},
                       {"mode", i % 5 == 0 ? "" : fmt::format("m{}", i % 5)},
                       {"n", std::to_string(i)}});
    }
    return all;
}

Matcher parse(const QString& text) {
    static const QRegularExpression form("^(\\w+)(=~|!~|!=|=)(.*)$");
    const auto match = form.match(text);
    const auto op = match.captured(2);
    const auto type = op == "="    ? MatchType::kEqual
                      : op == "!=" ? MatchType::kNotEqual
                      : op == "=~" ? MatchType::kRegex
                                   : MatchType::kNotRegex;
    return Matcher::create(type, match.captured(1).toStdString(), match.captured(3).toStdString()).value();
}

} // namespace

/// What selectors find, against asking every series.
class TestSelect : public QObject {
    Q_OBJECT

  private:
    hearth::tests::FakeFileSystem m_files;
    std::unique_ptr<DbFixture> m_fixture;
    std::vector<model::Labels> m_all = manySeries();

  private slots:
    void initTestCase();
    void selectorsFindWhatMatches_data();
    void selectorsFindWhatMatches();
    void resultsAreSortedByLabels();
    void labelsThatNobodyNeedsAreLeftOut();
    void sortedSeriesHaveAllLabels();
    void theNewestSampleIsThatOfTheWholeSeries();
    void aNewestSampleBehindTheRangeIsNotTaken();
    void aLimitCutsTheList();
    void labelNamesOfMatchingSeries();
    void labelValuesOfMatchingSeries();
    void newValuesAreFoundByPrefix();
    void nothingOutsideTheTimeRange();
    void aStopRequestEndsTheSearch();
    void intersectionKeepsWhatIsInBoth_data();
    void intersectionKeepsWhatIsInBoth();
};

void TestSelect::initTestCase() {
    m_fixture = std::make_unique<DbFixture>(m_files, "/data");
    QVERIFY(m_fixture->open().has_value());
    for (const auto& labels : m_all) {
        QVERIFY(m_fixture->write(labels, {{1000, 1}}).has_value());
    }
}

void TestSelect::selectorsFindWhatMatches_data() {
    QTest::addColumn<QStringList>("selector");
    for (const auto* text : {
             "__name__=metric_1",
             "__name__=nothing",
             "nosuch=x",
             "nosuch=",
             "nosuch!=x",
             "nosuch!=",
             "mode=",
             "mode!=",
             "mode!=m1",
             "mode=~m1|m2",
             "mode=~m1|m2|",
             "mode!~m1|m2",
             "mode!~m1|m2|",
             "mode=~.*",
             "mode=~.+",
             "mode!~.*",
             "mode!~.+",
             "mode=~m.",
             "n=~1.*",
             "n=~.*7",
             "n=~(12|34).?",
             "instance=~host-1.*",
             "instance=~host-1.*;__name__=metric_2",
             "__name__=metric_1;mode=m1",
             "__name__=metric_1;mode!=m1;job=app",
             "__name__=metric_1;mode=~m1|m4;job!~a.*",
             "job=~node|app;mode=;n=~.*0",
             "__name__=~metric_(0|2);instance=host-5:9100|host-6:9100",
             "__name__=~metric_.;instance=~host-5:9100|host-6:9100;mode!=",
             "job!=node;job!=app",
             "n=17;mode=m2",
             "n=17;mode=m3",
         }) {
        QTest::newRow(text) << QString(text).split(';');
    }
}

void TestSelect::selectorsFindWhatMatches() {
    QFETCH(QStringList, selector);
    model::Matchers matchers;
    for (const auto& text : selector) {
        matchers.push_back(parse(text));
    }
    Lines expected;
    for (const auto& labels : m_all) {
        if (model::matchesAll(labels, matchers)) {
            expected.push_back(labels.toString());
        }
    }
    std::ranges::sort(expected);
    Lines found;
    for (const auto& [labels, samples] : m_fixture->read(matchers)) {
        found.push_back(labels);
    }
    QCOMPARE(found.size(), expected.size());
    QVERIFY(found == expected);
}

void TestSelect::resultsAreSortedByLabels() {
    const auto querier = m_fixture->db().querier(kAllTime).value();
    const auto matcher = Matcher::equal("job", "app");
    const auto list = querier->select(true, {}, {&matcher, 1}, {}).value();
    QCOMPARE(list.size(), std::size_t{300});
    QVERIFY(std::ranges::is_sorted(list, [](const auto& a, const auto& b) { return a->labels() < b->labels(); }));
}

void TestSelect::labelsThatNobodyNeedsAreLeftOut() {
    const auto querier = m_fixture->db().querier(kAllTime).value();
    const auto matcher = Matcher::equal("job", "app");
    const Lines needed{"job", "mode", "nowhere"};
    auto list = querier->select(false, {.labelsNeeded = &needed}, {&matcher, 1}, {}).value();
    QCOMPARE(list.size(), std::size_t{300});
    for (const auto& series : list) {
        const auto labels = series->labels();
        QVERIFY(labels == labels.only(needed));
        QCOMPARE(labels.value("job"), std::string_view("app"));
        QVERIFY(series->takeLabels() == labels);
    }
}

void TestSelect::sortedSeriesHaveAllLabels() {
    const auto querier = m_fixture->db().querier(kAllTime).value();
    const auto matcher = Matcher::equal("job", "app");
    const Lines needed{"job"};
    const auto list = querier->select(true, {.labelsNeeded = &needed}, {&matcher, 1}, {}).value();
    for (const auto& series : list) {
        QVERIFY(series->labels().has("n"));
    }
}

void TestSelect::theNewestSampleIsThatOfTheWholeSeries() {
    const auto querier = m_fixture->db().querier(kAllTime).value();
    const auto matcher = Matcher::equal("job", "app");
    const auto list = querier->select(false, {}, {&matcher, 1}, {}).value();
    for (const auto& series : list) {
        model::Columns all;
        model::Columns newest;
        QVERIFY(series->read(kAllTime, all));
        QVERIFY(series->readLast(kAllTime, newest));
        QVERIFY(!newest.times.empty());
        QCOMPARE(newest.times.back(), all.times.back());
        QCOMPARE(newest.values.back(), all.values.back());
    }
}

void TestSelect::aNewestSampleBehindTheRangeIsNotTaken() {
    const auto querier = m_fixture->db().querier(kAllTime).value();
    const auto matcher = Matcher::equal("job", "app");
    const auto list = querier->select(false, {}, {&matcher, 1}, {}).value();
    model::Columns all;
    QVERIFY(list.front()->read(kAllTime, all));
    const model::TimeRange before{kAllTime.begin, all.times.back() - 1};
    model::Columns newest;
    QVERIFY(list.front()->readLast(before, newest));
    QVERIFY(newest.times.empty() || newest.times.back() <= before.end);
}

void TestSelect::aLimitCutsTheList() {
    const auto querier = m_fixture->db().querier(kAllTime).value();
    const auto matcher = Matcher::equal("job", "app");
    storage::SelectHints hints;
    hints.limit = 7;
    const auto list = querier->select(true, hints, {&matcher, 1}, {}).value();
    QCOMPARE(list.size(), std::size_t{7});
}

void TestSelect::labelNamesOfMatchingSeries() {
    const auto querier = m_fixture->db().querier(kAllTime).value();
    QVERIFY((querier->labelNames({}, {}).value() == Lines{"__name__", "instance", "job", "mode", "n"}));
    const auto matcher = Matcher::equal("mode", "");
    QVERIFY((querier->labelNames({&matcher, 1}, {}).value() == Lines{"__name__", "instance", "job", "n"}));
}

void TestSelect::labelValuesOfMatchingSeries() {
    const auto querier = m_fixture->db().querier(kAllTime).value();
    QVERIFY((querier->labelValues("mode", {}, {}).value() == Lines{"m1", "m2", "m3", "m4"}));
    const auto matcher = Matcher::create(MatchType::kRegex, "n", "1|3").value();
    QVERIFY((querier->labelValues("mode", {&matcher, 1}, {}).value() == Lines{"m1", "m3"}));
    QVERIFY(querier->labelValues("nosuch", {}, {}).value().empty());
}

void TestSelect::newValuesAreFoundByPrefix() {
    const auto matcher = Matcher::create(MatchType::kRegex, "late", "pre.*").value();
    for (const auto* value : {"pre-b", "other", "pre-a", "prefix", "pr"}) {
        QVERIFY(m_fixture->write({{"late", value}}, {{1000, 1}}).has_value());
        (void)m_fixture->read({matcher});
    }
    QCOMPARE(toText(m_fixture->read({matcher})),
             std::string("{late=\"pre-a\"} 1@1000\n{late=\"pre-b\"} 1@1000\n{late=\"prefix\"} 1@1000\n"));
}

void TestSelect::nothingOutsideTheTimeRange() {
    const auto querier = m_fixture->db().querier({2000, 3000}).value();
    const auto matcher = Matcher::equal("job", "app");
    QVERIFY(querier->select(false, {}, {&matcher, 1}, {}).value().empty());
    QVERIFY(querier->labelNames({}, {}).value().empty());
    QVERIFY(querier->labelValues("job", {}, {}).value().empty());
}

void TestSelect::aStopRequestEndsTheSearch() {
    std::stop_source stop;
    stop.request_stop();
    const auto querier = m_fixture->db().querier(kAllTime).value();
    const auto matcher = Matcher::notEqual("job", "app");
    const auto result = querier->select(false, {}, {&matcher, 1}, stop.get_token());
    QVERIFY(!result.has_value());
    QCOMPARE(result.error().code(), ErrorCode::kCanceled);
}

void TestSelect::intersectionKeepsWhatIsInBoth_data() {
    QTest::addColumn<int>("stepA");
    QTest::addColumn<int>("stepB");
    for (const int a : {1, 2, 7, 100, 2000}) {
        for (const int b : {1, 2, 3, 50, 2000}) {
            QTest::addRow("every %d and every %d", a, b) << a << b;
        }
    }
}

void TestSelect::intersectionKeepsWhatIsInBoth() {
    QFETCH(int, stepA);
    QFETCH(int, stepB);
    std::vector<std::uint32_t> a;
    PostingList b;
    std::vector<std::uint32_t> expected;
    for (int i = 3; i < 1000; ++i) {
        if (i % stepA == 0) {
            a.push_back(static_cast<std::uint32_t>(i));
        }
        if (i % stepB == 0) {
            b.add(static_cast<std::uint32_t>(i));
        }
        if (i % stepA == 0 && i % stepB == 0) {
            expected.push_back(static_cast<std::uint32_t>(i));
        }
    }
    intersect(a, b);
    QVERIFY(a == expected);
}

QTEST_GUILESS_MAIN(TestSelect)
#include "test_select.moc"
