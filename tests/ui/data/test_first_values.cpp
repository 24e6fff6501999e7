// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "data/first_values.h"

using hearth::ui::FirstValuesPause;

class TestFirstValues : public QObject {
    Q_OBJECT

  private slots:
    void theFirstQuestionsFollowSoonAndTheOthersAsUsual() {
        constexpr int kUsualMs = 5000;
        FirstValuesPause pause;
        QCOMPARE(pause.next(kUsualMs), FirstValuesPause::kFirstMs);
        int inTenSeconds = 1;
        for (int passed = FirstValuesPause::kFirstMs; passed < 10'000; ++inTenSeconds) {
            passed += pause.next(kUsualMs);
        }
        QVERIFY2(inTenSeconds >= 7 && inTenSeconds <= 12, qPrintable(QString::number(inTenSeconds)));
        for (int i = 0; i < 20; ++i) {
            pause.next(kUsualMs);
        }
        QCOMPARE(pause.next(kUsualMs), kUsualMs);
        pause.reset();
        QCOMPARE(pause.next(kUsualMs), FirstValuesPause::kFirstMs);
    }
};

QTEST_GUILESS_MAIN(TestFirstValues)
#include "test_first_values.moc"
