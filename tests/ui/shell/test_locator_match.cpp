// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QTest>

#include "shell/locator_match.h"

using namespace hearth::ui;

class TestLocatorMatch : public QObject {
    Q_OBJECT

  private slots:
    void betterMatchesScoreLower() {
        const auto score = [](const char* text) {
            return matchScore(QStringLiteral("load"), QString::fromLatin1(text)).value();
        };
        QVERIFY(score("Load") < score("load1"));
        QVERIFY(score("load1") < score("load15"));
        QVERIFY(score("load15") < score("node_load1"));
        QVERIFY(score("node_load1") < score("reloaded"));
        QVERIFY(score("reloaded") < score("list of all domains"));
    }

    void missingLettersDoNotMatch() {
        QVERIFY(!matchScore(QStringLiteral("loadx"), QStringLiteral("node_load1")));
        QVERIFY(!matchScore(QStringLiteral("dao"), QStringLiteral("load")));
    }

    void nothingTypedMatchesAll() { QVERIFY(matchScore(QString(), QStringLiteral("x"))); }

    void hundredThousandNamesAreFast() {
        QStringList names;
        for (int i = 0; i < 100'000; ++i) {
            names << QStringLiteral("some_metric_with_a_usual_length_%1").arg(i);
        }
        QElapsedTimer timer;
        timer.start();
        int found = 0;
        for (const auto& name : names) {
            found += matchScore(QStringLiteral("9999"), name) ? 1 : 0;
        }
        qInfo("100,000 names: %lld ms, %d found", timer.elapsed(), found);
        QVERIFY(found > 0);
        QVERIFY(timer.elapsed() < 200);
    }
};

QTEST_GUILESS_MAIN(TestLocatorMatch)
#include "test_locator_match.moc"
