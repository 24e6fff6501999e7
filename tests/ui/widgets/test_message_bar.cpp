// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include "widgets/message_bar.h"

using namespace hearth::ui;

class TestMessageBar : public QObject {
    Q_OBJECT

  private slots:
    void takesNoRoomWithoutAMessage() {
        MessageBar bar;
        QVERIFY(bar.isHidden());
        bar.showMessage(MessageBar::Kind::kWarning, QStringLiteral("The disk is full."));
        QVERIFY(!bar.isHidden());
        bar.clear();
        QVERIFY(bar.isHidden());
    }

    void foreignTextIsPlain() {
        MessageBar bar;
        bar.showMessage(MessageBar::Kind::kError, QStringLiteral("<h1>x</h1>"));
        for (const auto* label : bar.findChildren<QLabel*>()) {
            QVERIFY(label->text().isEmpty() || label->textFormat() == Qt::PlainText);
        }
    }

    void sameButtonIsShownOnce() {
        MessageBar bar;
        QAction action(QStringLiteral("Try again"));
        bar.showMessage(MessageBar::Kind::kError, QStringLiteral("No answer."));
        bar.addActionButton(&action);
        bar.addActionButton(&action);
        int buttons = 0;
        for (const auto* button : bar.findChildren<QToolButton*>()) {
            buttons += button->defaultAction() == &action ? 1 : 0;
        }
        QCOMPARE(buttons, 1);
    }

    void closingIsTold() {
        MessageBar bar;
        bar.showMessage(MessageBar::Kind::kInformation, QStringLiteral("Loaded."));
        QSignalSpy dismissed(&bar, &MessageBar::dismissed);
        bar.findChild<QToolButton*>()->click();
        QCOMPARE(dismissed.size(), 1);
        QVERIFY(bar.isHidden());
    }
};

QTEST_MAIN(TestMessageBar)
#include "test_message_bar.moc"
