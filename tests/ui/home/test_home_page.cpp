// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTest>
#include <QToolButton>
#include <set>

#include "data/async_source.h"
#include "home/home_page.h"
#include "home/host_card.h"
#include "home/next_steps.h"
#include "home/rules_note.h"
#include "ui/support/fake_server.h"
#include "widgets/message_bar.h"

using namespace hearth;
using namespace hearth::ui;

namespace {

struct Fixture {
    std::shared_ptr<tests::FakeServer> server = std::make_shared<tests::FakeServer>();
    AsyncSource source{server};
    HomePage page{source};

    HostCard* card(const QString& title) const {
        for (auto* card : page.findChildren<HostCard*>()) {
            if (card->title() == title) {
                return card;
            }
        }
        return nullptr;
    }
};

} // namespace

class TestHomePage : public QObject {
    Q_OBJECT

  private slots:
    void cardsStandBeforeTheFirstValue() {
        Fixture fixture;
        fixture.page.resize(1000, 700);
        fixture.page.show();
        QVERIFY(fixture.card(QStringLiteral("Memory"))->isVisible());
        QVERIFY(fixture.card(QStringLiteral("Memory"))->valueText().isEmpty());
    }

    void nothingIsSaidToBeMissingBeforeTheFirstValues() {
        Fixture fixture;
        fixture.server->beginning = true;
        fixture.page.show();
        const auto* memory = fixture.card(QStringLiteral("Memory"));
        const auto waiting = QStringLiteral("waiting for the first values…");
        QCOMPARE(memory->note(), waiting);
        const int calls = fixture.server->calls.load();
        QTRY_VERIFY(fixture.server->calls.load() > calls + 2);
        QCOMPARE(fixture.page.findChild<QStackedWidget*>()->currentIndex(), 0);
        QCOMPARE(memory->note(), waiting);
        fixture.server->beginning = false;
        QTRY_VERIFY(!memory->valueText().isEmpty());
        QVERIFY(memory->note() != waiting);
    }

    void whereNobodyAnswersNothingIsPromised() {
        Fixture fixture;
        fixture.server->failing = true;
        fixture.page.show();
        const auto* memory = fixture.card(QStringLiteral("Memory"));
        fixture.page.setWaiting(false);
        QVERIFY(memory->note().isEmpty());
        fixture.page.setWaiting(true);
        QVERIFY(!memory->note().isEmpty());
    }

    void stepsHaveMoreLinesWhereThereIsLessRoom() {
        Fixture fixture;
        QAction first(QStringLiteral("A step whose name is rather long, longer than most"));
        QAction second(QStringLiteral("Another step whose name is rather long"));
        auto& steps = fixture.page.nextSteps();
        steps.setSteps({&first, &second});
        const auto lines = [&steps, &first, &second] {
            std::set<int> tops;
            for (const auto* button : steps.findChildren<QToolButton*>()) {
                if (button->defaultAction() == &first || button->defaultAction() == &second) {
                    tops.insert(button->y());
                }
            }
            return tops.size();
        };
        fixture.page.resize(1000, 700);
        fixture.page.show();
        QTRY_COMPARE(lines(), std::size_t{1});
        fixture.page.resize(620, 700);
        QTRY_COMPARE(lines(), std::size_t{2});
        for (const auto* button : steps.findChildren<QToolButton*>()) {
            QVERIFY(button->geometry().right() < steps.width());
        }
        QVERIFY(fixture.card(QStringLiteral("Memory"))->width() < 620);
    }

    void anotherServerIsWaitedForAnew() {
        Fixture fixture;
        fixture.server->hasHost = false;
        fixture.page.show();
        auto* stack = fixture.page.findChild<QStackedWidget*>();
        QTRY_COMPARE(stack->currentIndex(), 1);
        fixture.source.setSource(std::make_shared<tests::FakeServer>());
        QCOMPARE(stack->currentIndex(), 0);
        QCOMPARE(fixture.card(QStringLiteral("Load"))->note(), QStringLiteral("waiting for the first values…"));
        QTRY_VERIFY(!fixture.card(QStringLiteral("Load"))->valueText().isEmpty());
    }

    void valuesArrive() {
        Fixture fixture;
        fixture.page.show();
        const auto* memory = fixture.card(QStringLiteral("Memory"));
        QTRY_VERIFY(memory->valueText().endsWith(QLatin1Char('%')));
        QVERIFY(memory->note().contains(QStringLiteral("15.6")));
        QVERIFY(fixture.card(QStringLiteral("Disk"))->note().startsWith(QStringLiteral("/srv/media")));
    }

    void hiddenPageAsksNothing() {
        Fixture fixture;
        fixture.page.show();
        QTRY_VERIFY(fixture.server->calls.load() > 5);
        fixture.page.hide();
        QTRY_VERIFY(!fixture.source.busy(&fixture.page, QStringLiteral("host")));
        const int calls = fixture.server->calls.load();
        QTest::qWait(0);
        QCOMPARE(fixture.server->calls.load(), calls);
    }

    void anOutageSpeaksOfOldValuesOnlyWhereThereAreSome() {
        Fixture fixture;
        fixture.server->failing = true;
        fixture.server->failureCode = ErrorCode::kTimeout;
        fixture.page.show();
        const auto* message = fixture.page.findChild<MessageBar*>();
        QTRY_COMPARE(message->text(), QStringLiteral("The server did not answer: connection refused."));
        fixture.server->failing = false;
        QTRY_VERIFY(!fixture.card(QStringLiteral("Memory"))->valueText().isEmpty());
        fixture.server->failing = true;
        QTRY_VERIFY(message->text().endsWith(QLatin1String("may be old.")));
    }

    void withoutMachinesItSaysWhatToDo() {
        Fixture fixture;
        fixture.server->hasHost = false;
        fixture.page.show();
        auto* stack = fixture.page.findChild<QStackedWidget*>();
        QTRY_COMPARE(stack->currentIndex(), 1);
        QVERIFY(stack->currentWidget()->isVisible());
    }

    void aNewcomerIsToldOfTheStarterRules() {
        Fixture fixture;
        fixture.server->alertWorld.ruleFile = "/home/anna/.config/hearth/rules/starter.yml";
        fixture.page.setRulesNote(true);
        fixture.page.show();
        auto* note = fixture.page.findChild<RulesNote*>();
        QTRY_VERIFY(note->isVisible());
        QVERIFY2(note->text().contains(QLatin1String("7 rule")), qPrintable(note->text()));
        QSignalSpy done(&fixture.page, &HomePage::rulesNoteDone);
        QSignalSpy rules(&fixture.page, &HomePage::rulesRequested);
        note->findChildren<QToolButton*>().front()->click();
        QCOMPARE(rules.size(), 1);
        QCOMPARE(done.size(), 1);
        QVERIFY(!note->isVisible());
    }

    void whoHasRulesOfTheirOwnKnows() {
        Fixture fixture;
        fixture.page.setRulesNote(true);
        fixture.page.show();
        const auto* memory = fixture.card(QStringLiteral("Memory"));
        QTRY_VERIFY(!memory->valueText().isEmpty());
        QTRY_VERIFY(!fixture.source.busy(&fixture.page, QStringLiteral("rules")));
        QVERIFY(!fixture.page.findChild<RulesNote*>()->isVisible());
    }

    void cardsLeadToExplore() {
        Fixture fixture;
        fixture.page.show();
        const auto* load = fixture.card(QStringLiteral("Load"));
        QTRY_VERIFY(!load->valueText().isEmpty());
        QSignalSpy asked(&fixture.page, &HomePage::exploreRequested);
        load->findChild<QToolButton*>()->click();
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.front().front().toString(),
                 QStringLiteral("node_load1{instance=\"localhost:9100\", job=\"node\"}"));
    }
};

QTEST_MAIN(TestHomePage)
#include "test_home_page.moc"
