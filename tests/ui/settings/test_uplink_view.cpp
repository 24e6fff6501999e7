// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "data/async_source.h"
#include "settings/uplink_view.h"
#include "support/scripted_data_source.h"
#include "widgets/message_bar.h"

using namespace hearth;
using namespace hearth::ui;

/// Which hosts outside are asked, and how they answered.
class TestUplinkView : public QObject {
    Q_OBJECT

  private slots:
    void hostsAreReadAsPeopleTypeThem();
    void whatIsChosenIsHandedOnAndKept();
    void aRefusalIsSaidInItsWords();
    void answersAreShown();
    void theVerdictIsThatOfTheHostsOutside();
    void anotherMachineIsNotChanged();

  private:
    static QString words(const UplinkView& view) {
        QStringList words;
        for (const auto* label : view.findChildren<QLabel*>()) {
            words << label->text();
        }
        return words.join('\n');
    }
    void answer(bool routerAnswers, bool hostAnswers) {
        m_server->onQuery = [=](const datasource::InstantQuery&, std::stop_token) -> Result<model::QueryAnswer> {
            model::Vector vector(2);
            vector[0].labels = model::Labels::fromPairs({{"host", "1.1.1.1"}, {"kind", "outside"}});
            vector[0].sample.value = hostAnswers ? 1 : 0;
            vector[1].labels = model::Labels::fromPairs({{"host", "192.168.1.1"}, {"kind", "gateway"}});
            vector[1].sample.value = routerAnswers ? 1 : 0;
            model::QueryAnswer answer;
            answer.value = std::move(vector);
            return answer;
        };
    }
    std::shared_ptr<tests::ScriptedDataSource> m_server = std::make_shared<tests::ScriptedDataSource>();
    AsyncSource m_source{m_server};
};

void TestUplinkView::hostsAreReadAsPeopleTypeThem() {
    QCOMPARE(UplinkView::parse(QStringLiteral(" 1.1.1.1,example.org:443;  9.9.9.9\n1.1.1.1 ")),
             (QStringList{"1.1.1.1", "example.org:443", "9.9.9.9"}));
    QCOMPARE(UplinkView::parse(QStringLiteral("a、b，c")), (QStringList{"a", "b", "c"}));
    QVERIFY(UplinkView::parse(QStringLiteral(" , ")).isEmpty());
}

void TestUplinkView::whatIsChosenIsHandedOnAndKept() {
    UplinkView view(m_source);
    QSignalSpy chosen(&view, &UplinkView::hostsChosen);
    auto* save = view.findChild<QPushButton*>(QStringLiteral("saveUplink"));
    QVERIFY(!save->isEnabled());
    QTest::keyClicks(view.findChild<QLineEdit*>(QStringLiteral("uplinkHosts")), QStringLiteral("1.1.1.1, 9.9.9.9"));
    QTest::mouseClick(save, Qt::LeftButton);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen[0][0].toStringList(), (QStringList{"1.1.1.1", "9.9.9.9"}));
    view.report({});
    QVERIFY(!save->isEnabled());
}

void TestUplinkView::aRefusalIsSaidInItsWords() {
    UplinkView view(m_source);
    QTest::keyClicks(view.findChild<QLineEdit*>(QStringLiteral("uplinkHosts")), QStringLiteral("http://x/"));
    view.report(fail(ErrorCode::kInvalidArgument, "\"http://x/\" is no host and port"));
    QVERIFY(view.findChild<MessageBar*>()->text().contains(QStringLiteral("\"http://x/\" is no host and port")));
    QVERIFY(view.findChild<QPushButton*>(QStringLiteral("saveUplink"))->isEnabled());
}

void TestUplinkView::answersAreShown() {
    m_server->onQuery = [](const datasource::InstantQuery&, std::stop_token) -> Result<model::QueryAnswer> {
        model::Vector vector(2);
        vector[0].labels = model::Labels::fromPairs({{"host", "<b>1.1.1.1</b>"}, {"kind", "outside"}});
        vector[0].sample.value = 1;
        vector[1].labels = model::Labels::fromPairs({{"host", "192.168.1.1"}, {"kind", "gateway"}});
        model::QueryAnswer answer;
        answer.value = std::move(vector);
        return answer;
    };
    UplinkView view(m_source);
    view.show();
    auto* checks = view.findChild<QListWidget*>();
    QTRY_COMPARE(checks->count(), 2);
    QCOMPARE(checks->item(0)->text(), QStringLiteral("▲ 192.168.1.1 (the router) does not answer"));
    QCOMPARE(checks->item(1)->text(), QStringLiteral("● <b>1.1.1.1</b> answers"));
}

void TestUplinkView::theVerdictIsThatOfTheHostsOutside() {
    UplinkView view(m_source);
    QVERIFY(words(view).contains(QStringLiteral("Nobody is asked.")));
    view.setHosts({QStringLiteral("1.1.1.1")});
    QVERIFY(words(view).contains(QStringLiteral("No answer has been seen yet.")));
    answer(true, false);
    view.show();
    QTRY_VERIFY(words(view).contains(QStringLiteral("The internet is not reached")));
    answer(false, true);
    view.hide();
    view.show();
    QTRY_VERIFY(words(view).contains(QStringLiteral("The internet is reached.")));
}

void TestUplinkView::anotherMachineIsNotChanged() {
    UplinkView view(m_source);
    view.setLocal(false);
    view.show();
    QVERIFY(!view.findChild<QLineEdit*>(QStringLiteral("uplinkHosts"))->isVisible());
    QVERIFY(!view.findChild<QPushButton*>(QStringLiteral("saveUplink"))->isVisible());
    auto shown = words(view);
    QVERIFY(shown.contains(QStringLiteral("-\u2060-\u2060uplink.host"))); // no line ends inside
    QVERIFY(shown.remove(QChar(0x2060)).contains(QStringLiteral("--uplink.host")));
    QVERIFY(!words(view).contains(QStringLiteral("choose them here")));
}

QTEST_MAIN(TestUplinkView)
#include "test_uplink_view.moc"
