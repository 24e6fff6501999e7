// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>
#include <cmath>

#include "data/background.h"
#include "explore/result_table_model.h"
#include "explore/result_view.h"

using namespace hearth;
using namespace hearth::ui;
using model::Labels;

class TestResultTable : public QObject {
    Q_OBJECT

  private slots:
    void init();
    void cleanup();

    void labelsBecomeColumns();
    void rawShowsSeriesAsTheyAreWritten();
    void scalarsAndTextsHaveOneRow();
    void rangeVectorsShowTheirSamples();
    void rowsBeyondTheLimitAreCounted();
    void valuesHaveThreeDigitsAndAllOfThemForTheClipboard();
    void aClickOnTheHeaderSorts();
    void numbersSortByValueAndNothingLast();
    void wordsFilterAnyCase();
    void aRefreshKeepsFilterAndOrder();
    void otherColumnsForgetTheOrder();
    void hostileTextsStayText();
    void theSelectionIsCopied();
    void manyRowsAreArrangedQuickly();

  private:
    void show(model::QueryValue value, Unit unit = Unit::kNone);
    void clickHeader(int column);
    QString print() const;

    std::unique_ptr<Background> m_workers;
    std::unique_ptr<ResultView> m_view;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

static model::Vector threeHosts() {
    return {{Labels{{"__name__", "load"}, {"host", "nas"}}, {0, 2}},
            {Labels{{"__name__", "load"}, {"host", "Pi"}, {"rack", "1"}}, {0, 10}},
            {Labels{{"__name__", "load"}, {"host", "router"}}, {0, 0.5}}};
}

void TestResultTable::init() {
    m_workers = std::make_unique<Background>(QStringLiteral("arrange"), 1);
    m_view = std::make_unique<ResultView>(*m_workers);
    m_tester = std::make_unique<QAbstractItemModelTester>(m_view->tree().model(),
                                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_view->resize(800, 400);
    m_view->show();
}

void TestResultTable::cleanup() {
    m_tester.reset();
    m_view.reset();
    m_workers.reset();
}

void TestResultTable::show(model::QueryValue value, Unit unit) {
    QSignalSpy arranged(m_view.get(), &ResultView::arranged);
    m_view->setAnswer({makeResultTable(std::move(value)), unit, {}});
    QVERIFY(arranged.wait());
}

void TestResultTable::clickHeader(int column) {
    QSignalSpy arranged(m_view.get(), &ResultView::arranged);
    auto* header = m_view->tree().header();
    QTest::mouseClick(header->viewport(), Qt::LeftButton, {},
                      QPoint(header->sectionViewportPosition(column) + 5, header->height() / 2));
    QVERIFY(arranged.wait());
}

QString TestResultTable::print() const {
    const auto& model = m_view->model();
    QStringList lines;
    for (int row = -1; row < model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column) {
            cells << (row < 0 ? model.headerData(column, Qt::Horizontal, Qt::DisplayRole)
                              : model.index(row, column).data())
                         .toString();
        }
        lines << cells.join('|');
    }
    return lines.join('\n');
}

void TestResultTable::labelsBecomeColumns() {
    show(threeHosts());
    QCOMPARE(print(), QStringLiteral("Metric|host|rack|Value\n"
                                     "load|nas||2\n"
                                     "load|Pi|1|10\n"
                                     "load|router||0.500"));
}

void TestResultTable::rawShowsSeriesAsTheyAreWritten() {
    show(threeHosts());
    m_view->findChild<QCheckBox*>()->setChecked(true);
    QCOMPARE(print(), QStringLiteral("Series|Value\n"
                                     "load{host=\"nas\"}|2\n"
                                     "load{host=\"Pi\", rack=\"1\"}|10\n"
                                     "load{host=\"router\"}|0.500"));
}

void TestResultTable::scalarsAndTextsHaveOneRow() {
    show(model::Scalar{{0, 42}});
    QCOMPARE(print(), QStringLiteral("Series|Value\nscalar|42"));
    show(model::StringValue{0, "<b>text</b>"});
    QCOMPARE(print(), QStringLiteral("Series|Value\nstring|<b>text</b>"));
}

void TestResultTable::rangeVectorsShowTheirSamples() {
    show(model::Matrix{{Labels{{"a", "1"}}, {{1000, 7}, {2500, 8}}}});
    QCOMPARE(print(), QStringLiteral("a|Value\n1|7 @1.000 …"));
    QCOMPARE(m_view->model().index(0, 1).data(ResultTableModel::kCopyRole).toString(),
             QStringLiteral("7 @1.000\n8 @2.500"));
}

void TestResultTable::rowsBeyondTheLimitAreCounted() {
    const auto table = makeResultTable(model::Vector(kMaxRows + 5));
    QCOMPARE(table->rows.size(), kMaxRows);
    QCOMPARE(table->left, std::size_t{5});
}

void TestResultTable::valuesHaveThreeDigitsAndAllOfThemForTheClipboard() {
    show(model::Vector{{Labels{{"a", "1"}}, {0, 123'456'789.125}}}, Unit::kBytes);
    const auto cell = m_view->model().index(0, 1);
    QVERIFY2(cell.data().toString().contains("118"), qPrintable(cell.data().toString()));
    QVERIFY(cell.data().toString().contains("MiB"));
    QCOMPARE(cell.data(ResultTableModel::kCopyRole).toString(), QStringLiteral("123456789.125"));
}

void TestResultTable::aClickOnTheHeaderSorts() {
    show(threeHosts());
    clickHeader(3);
    QCOMPARE(print().section('\n', 1), QStringLiteral("load|Pi|1|10\nload|nas||2\nload|router||0.500"));
    clickHeader(3);
    QCOMPARE(print().section('\n', 1), QStringLiteral("load|router||0.500\nload|nas||2\nload|Pi|1|10"));
    clickHeader(1);
    QCOMPARE(print().section('\n', 1), QStringLiteral("load|Pi|1|10\nload|nas||2\nload|router||0.500"));
}

void TestResultTable::numbersSortByValueAndNothingLast() {
    const auto table = makeResultTable(
        model::Vector{{{}, {0, std::nan("")}}, {{}, {0, 9}}, {{}, {0, -INFINITY}}, {{}, {0, 10}}, {{}, {0, 9}}});
    QVERIFY(arrange(*table, {{}, Arrangement::kByValue, false}) == (RowOrder{2, 1, 4, 3, 0}));
    QVERIFY(arrange(*table, {{}, Arrangement::kByValue, true}) == (RowOrder{3, 1, 4, 2, 0}));
}

void TestResultTable::wordsFilterAnyCase() {
    show(threeHosts());
    QSignalSpy arranged(m_view.get(), &ResultView::arranged);
    m_view->setFilter(QStringLiteral("PI load"));
    QVERIFY(arranged.wait());
    QCOMPARE(print().section('\n', 1), QStringLiteral("load|Pi|1|10"));
    m_view->setFilter(QStringLiteral("no such"));
    QVERIFY(arranged.wait());
    QCOMPARE(m_view->model().rowCount(), 0);
}

void TestResultTable::aRefreshKeepsFilterAndOrder() {
    show(threeHosts());
    clickHeader(3);
    QSignalSpy arranged(m_view.get(), &ResultView::arranged);
    m_view->setFilter(QStringLiteral("r"));
    QVERIFY(arranged.wait());
    auto newer = threeHosts();
    newer[2].sample.value = 99;
    show(newer);
    QCOMPARE(print().section('\n', 1), QStringLiteral("load|router||99\nload|Pi|1|10"));
}

void TestResultTable::otherColumnsForgetTheOrder() {
    show(threeHosts());
    clickHeader(3);
    show(model::Vector{{Labels{{"b", "2"}}, {0, 1}}, {Labels{{"b", "1"}}, {0, 2}}});
    QCOMPARE(print(), QStringLiteral("b|Value\n2|1\n1|2"));
    QVERIFY(!m_view->tree().header()->isSortIndicatorShown());
}

void TestResultTable::hostileTextsStayText() {
    show(
        model::Vector{{Labels{{"a", "<h1>big</h1>"}, {"b", "<img src=\"file:///etc/passwd\">\n&amp; %1 %n"}}, {0, 1}}});
    const auto& model = m_view->model();
    QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("<h1>big</h1>"));
    for (int column = 0; column < model.columnCount(); ++column) {
        const auto tip = model.index(0, column).data(Qt::ToolTipRole).toString();
        QVERIFY2(!tip.contains("<h1>") && !tip.contains("<img"), qPrintable(tip));
    }
    QVERIFY(!m_view->grab().isNull());
}

void TestResultTable::theSelectionIsCopied() {
    show(threeHosts());
    m_view->tree().selectAll();
    QTest::keySequence(&m_view->tree(), QKeySequence::Copy);
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("load\tnas\t\t2\nload\tPi\t1\t10\nload\trouter\t\t0.5"));
}

void TestResultTable::manyRowsAreArrangedQuickly() {
    model::Vector vector;
    for (std::size_t i = 0; i < kMaxRows; ++i) {
        vector.push_back({Labels{{"i", std::to_string(i * 7919 % kMaxRows)}}, {0, static_cast<double>(i * 31 % 977)}});
    }
    const auto table = makeResultTable(std::move(vector));
    QElapsedTimer watch;
    watch.start();
    QCOMPARE(arrange(*table, {{}, Arrangement::kByValue, true}).size(), kMaxRows);
    const auto sorted = watch.restart();
    QVERIFY(arrange(*table, {{"99"}, Arrangement::kUnsorted, false}).size() < kMaxRows);
    qInfo("%zu rows: sorted in %lld ms, filtered in %lld ms", kMaxRows, sorted, watch.elapsed());
}

QTEST_MAIN(TestResultTable)
#include "test_result_table.moc"
