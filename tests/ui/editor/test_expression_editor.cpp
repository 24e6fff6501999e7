// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QInputMethodEvent>
#include <QSignalSpy>
#include <QTextBlock>
#include <QTextLayout>
#include <QtTest>

#include "editor/editor_colors.h"
#include "editor/expression_editor.h"
#include "ui/editor/list_source.h"

using namespace hearth;
using namespace hearth::ui;

class TestExpressionEditor : public QObject {
    Q_OBJECT

  private slots:
    void init();
    void cleanup();
    void enterRunsAndShiftEnterBreaksTheLine();
    void problemsAreFoundWhileTyping();
    void anEmptyTextHasNoProblems();
    void problemsAreCountedInCharacters();
    void theServersProblemIsMarkedUntilTheNextEdit();
    void typingOffersCompletions();
    void enterTakesTheChoice();
    void escapeClosesTheList();
    void ctrlSpaceCompletes();
    void valuesThatArriveLaterAreShown();
    void formattingKeepsTheUndoHistory();
    void aWrongExpressionIsNotFormatted();
    void nothingHappensWhileComposing();
    void fullWidthCharactersAreMended();
    void wordsHaveColours();
    void laterLinesAreRepaintedWhenTheirMeaningChanges();
    void aKeystrokeInALongExpressionIsQuick();

  private:
    QColor colourAt(int line, int column) const;

    ListSource m_source;
    std::unique_ptr<ExpressionEditor> m_editor;
};

void TestExpressionEditor::init() {
    *m_source.list = {{"node_load1", {}, {}, {}}, {"up", {}, {}, {}}};
    m_source.labels = {{"up", {"job"}}};
    m_editor = std::make_unique<ExpressionEditor>();
    m_editor->setSource(&m_source);
    m_editor->show();
}

void TestExpressionEditor::cleanup() {
    m_editor.reset();
}

QColor TestExpressionEditor::colourAt(int line, int column) const {
    for (const auto& range : m_editor->document()->findBlockByNumber(line).layout()->formats()) {
        if (column >= range.start && column < range.start + range.length) {
            return range.format.foreground().color();
        }
    }
    return {};
}

void TestExpressionEditor::enterRunsAndShiftEnterBreaksTheLine() {
    const QSignalSpy run(m_editor.get(), &ExpressionEditor::runRequested);
    m_editor->setExpression("up +");
    m_editor->moveCursor(QTextCursor::End);
    QTest::keyClick(m_editor.get(), Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(run.size(), 0);
    QTest::keyClick(m_editor.get(), Qt::Key_Return);
    QCOMPARE(run.size(), 1);
    QCOMPARE(m_editor->expression(), "up +\n");
}

void TestExpressionEditor::problemsAreFoundWhileTyping() {
    QSignalSpy changed(m_editor.get(), &ExpressionEditor::problemsChanged);
    m_editor->setExpression("rate(up)");
    QVERIFY(changed.wait());
    const QList<ExpressionProblem> wanted{
        {5, 2, "expected type range vector in call to function \"rate\", got instant vector"}};
    QCOMPARE(m_editor->problems(), wanted);
    QCOMPARE(m_editor->extraSelections().front().cursor.selectedText(), "up");
    m_editor->setExpression("rate(up[5m])");
    QVERIFY(changed.wait());
    QVERIFY(m_editor->problems().isEmpty());
}

void TestExpressionEditor::anEmptyTextHasNoProblems() {
    m_editor->setExpression("  \n ");
    m_editor->checkNow();
    QVERIFY(m_editor->problems().isEmpty());
}

void TestExpressionEditor::problemsAreCountedInCharacters() {
    m_editor->setExpression("up{job=\"日本\"} + rate(up)");
    m_editor->checkNow();
    QCOMPARE(m_editor->problems().front().position, 20);
}

void TestExpressionEditor::theServersProblemIsMarkedUntilTheNextEdit() {
    m_editor->setExpression("up + 1");
    m_editor->checkNow();
    m_editor->markProblem(SourceRange{0, 2});
    QCOMPARE(m_editor->extraSelections().front().cursor.selectedText(), "up");
    m_editor->insertPlainText(" ");
    m_editor->checkNow();
    QVERIFY(m_editor->extraSelections().isEmpty());
}

void TestExpressionEditor::typingOffersCompletions() {
    QTest::keyClicks(m_editor.get(), "nod");
    QVERIFY(m_editor->isCompleting());
    QTest::keyClick(m_editor.get(), Qt::Key_Space);
    QVERIFY(!m_editor->isCompleting());
}

void TestExpressionEditor::enterTakesTheChoice() {
    const QSignalSpy run(m_editor.get(), &ExpressionEditor::runRequested);
    QTest::keyClicks(m_editor.get(), "load");
    QTest::keyClick(m_editor.get(), Qt::Key_Return);
    QCOMPARE(m_editor->expression(), "node_load1");
    QCOMPARE(run.size(), 0);
    QVERIFY(!m_editor->isCompleting());
}

void TestExpressionEditor::escapeClosesTheList() {
    QTest::keyClicks(m_editor.get(), "nod");
    QTest::keyClick(m_editor.get(), Qt::Key_Escape);
    QVERIFY(!m_editor->isCompleting());
    QCOMPARE(m_editor->expression(), "nod");
}

void TestExpressionEditor::ctrlSpaceCompletes() {
    QVERIFY(!m_editor->isCompleting());
    m_editor->complete();
    QVERIFY(m_editor->isCompleting());
}

void TestExpressionEditor::valuesThatArriveLaterAreShown() {
    m_editor->setExpression("up{job=\"\"}");
    auto cursor = m_editor->textCursor();
    cursor.setPosition(8);
    m_editor->setTextCursor(cursor);
    QTest::keyClicks(m_editor.get(), "n");
    QVERIFY(!m_editor->isCompleting());
    m_editor->complete();
    m_source.values = {{"up/job", {"node"}}};
    m_editor->complete();
    QVERIFY(m_editor->isCompleting());
    m_source.announce();
    QTest::keyClick(m_editor.get(), Qt::Key_Tab);
    QCOMPARE(m_editor->expression(), "up{job=\"node\"}");
}

void TestExpressionEditor::formattingKeepsTheUndoHistory() {
    m_editor->setExpression("sum(up)by(job)");
    m_editor->format();
    QCOMPARE(m_editor->expression(), "sum by (job) (up)");
    m_editor->undo();
    QCOMPARE(m_editor->expression(), "sum(up)by(job)");
}

void TestExpressionEditor::aWrongExpressionIsNotFormatted() {
    m_editor->setExpression("sum(up) by");
    m_editor->format();
    QCOMPARE(m_editor->expression(), "sum(up) by");
}

void TestExpressionEditor::nothingHappensWhileComposing() {
    const QSignalSpy run(m_editor.get(), &ExpressionEditor::runRequested);
    QInputMethodEvent composing("にほん", {});
    QCoreApplication::sendEvent(m_editor.get(), &composing);
    QTest::keyClick(m_editor.get(), Qt::Key_Return);
    m_editor->complete();
    QCOMPARE(run.size(), 0);
    QVERIFY(!m_editor->isCompleting());
    QInputMethodEvent done;
    QCoreApplication::sendEvent(m_editor.get(), &done);
    m_editor->complete();
    QVERIFY(m_editor->isCompleting());
}

void TestExpressionEditor::fullWidthCharactersAreMended() {
    QSignalSpy found(m_editor.get(), &ExpressionEditor::fullWidthFound);
    m_editor->setExpression("sum（up）");
    m_editor->checkNow();
    QCOMPARE(found.takeFirst().front().toBool(), true);
    m_editor->replaceFullWidth();
    m_editor->checkNow();
    QCOMPARE(m_editor->expression(), "sum(up)");
    QCOMPARE(found.takeFirst().front().toBool(), false);
}

void TestExpressionEditor::wordsHaveColours() {
    m_editor->setExpression("rate(up[5m]) offset 1h # x");
    const auto colourOf = [&](promql::HighlightKind kind) {
        return formatOf(kind, m_editor->palette()).foreground().color();
    };
    QCOMPARE(colourAt(0, 1), colourOf(promql::HighlightKind::kFunction));
    QCOMPARE(colourAt(0, 8), colourOf(promql::HighlightKind::kDuration));
    QCOMPARE(colourAt(0, 24), colourOf(promql::HighlightKind::kComment));
}

void TestExpressionEditor::laterLinesAreRepaintedWhenTheirMeaningChanges() {
    m_editor->setExpression("up\n{\njob=\"a\"}");
    const auto label = colourAt(2, 1);
    QVERIFY(label.isValid());
    auto cursor = m_editor->textCursor();
    cursor.setPosition(3);
    cursor.setPosition(4, QTextCursor::KeepAnchor);
    cursor.insertText("+");
    QVERIFY(colourAt(2, 1) != label);
}

void TestExpressionEditor::aKeystrokeInALongExpressionIsQuick() {
    QString text = "sum by (instance, job) (rate(http_requests_total{job=\"api\",code!=\"200\"}[5m]))";
    while (text.size() < 2000) {
        text += " + " + text.left(80);
    }
    m_editor->setExpression(text);
    m_editor->moveCursor(QTextCursor::End);
    constexpr int kKeys = 50;
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < kKeys; ++i) {
        QTest::keyClick(m_editor.get(), Qt::Key_Space);
    }
    const double each = static_cast<double>(timer.nsecsElapsed()) / kKeys / 1e6;
    qInfo("%.2f ms a keystroke in %lld characters", each, static_cast<long long>(text.size()));
    QVERIFY2(each < 100, "the budget is 5 ms in a release build; this is only a guard against a wrong order of growth");
}

QTEST_MAIN(TestExpressionEditor)
#include "test_expression_editor.moc"
