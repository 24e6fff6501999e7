// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCheckBox>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QTimeEdit>

#include "shell/quiet_hours_editor.h"

using namespace hearth::ui;

class TestQuietHoursEditor : public QObject {
    Q_OBJECT

  private slots:
    void whatIsSetIsTold();
    void timesMeanNothingWhileItIsOff();
    void timesThatMakeItNeverQuietAreNamed();

  private:
    static QString words(const QuietHoursEditor& editor) {
        QStringList texts;
        for (const auto* label : editor.findChildren<QLabel*>()) {
            texts << label->text();
        }
        return texts.join(QLatin1Char(' '));
    }
};

void TestQuietHoursEditor::whatIsSetIsTold() {
    QuietHoursEditor editor({});
    QSignalSpy edited(&editor, &QuietHoursEditor::edited);
    editor.findChildren<QCheckBox*>().front()->click();
    editor.findChildren<QTimeEdit*>().back()->setTime(QTime(6, 30));
    QCOMPARE(edited.size(), 2);
    QCOMPARE(edited.back()[0].value<QuietHours>(), (QuietHours{true, QTime(22, 0), QTime(6, 30), true}));
}

void TestQuietHoursEditor::timesMeanNothingWhileItIsOff() {
    QuietHoursEditor editor({});
    QVERIFY(!editor.findChildren<QTimeEdit*>().front()->isEnabled());
    QVERIFY(editor.findChildren<QCheckBox*>().front()->isEnabled());
    editor.findChildren<QCheckBox*>().front()->click();
    QVERIFY(editor.findChildren<QTimeEdit*>().front()->isEnabled());
    QVERIFY2(words(editor).contains("on the next day"), qPrintable(words(editor)));
}

void TestQuietHoursEditor::timesThatMakeItNeverQuietAreNamed() {
    QuietHoursEditor editor({.enabled = true, .from = QTime(8, 0), .to = QTime(8, 0)});
    QVERIFY2(words(editor).contains("never quiet"), qPrintable(words(editor)));
    editor.findChildren<QTimeEdit*>().back()->setTime(QTime(9, 0));
    QVERIFY2(!words(editor).contains("never quiet"), qPrintable(words(editor)));
    QVERIFY2(!words(editor).contains("next day"), qPrintable(words(editor)));
}

QTEST_MAIN(TestQuietHoursEditor)
#include "test_quiet_hours_editor.moc"
