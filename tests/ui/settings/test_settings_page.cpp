// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QGroupBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRegularExpression>
#include <QTabBar>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>
#include <QTranslator>
#include <QTreeWidget>

#include "alerts/trace_view.h"
#include "data/async_source.h"
#include "settings/channel_card.h"
#include "settings/channel_form.h"
#include "settings/settings_changes.h"
#include "settings/settings_page.h"
#include "settings/test_result_view.h"
#include "settings/week_grid.h"
#include "ui/settings/settings_world.h"

using namespace hearth;
using namespace hearth::ui;
using hearth::tests::SettingsWorld;

class TestSettingsPage : public QObject {
    Q_OBJECT

  private slots:
    void init();
    void cleanup();

    void eachChannelHasACardThatSaysWhereItGoes();
    void aCardTellsTheLastDelivery();
    void aTestShowsItsStepsAndTheServersWords();
    void aFailedTestSaysWhereAndWhatToDo();
    void aTestCountsAsTheLastDelivery();
    void aLaterMessageOutweighsTheTest();
    void anEditedChannelForgetsItsTest();
    void aResultIsClosed();
    void aChannelIsAddedFromTheGallery();
    void aPresetFillsTheMailForm();
    void aFormSavesOnlyWhatIsRight();
    void aPasswordIsNeverShown();
    void whereAPasswordIsKeptIsSaid();
    void whatIsWrongWithAFieldIsSaid();
    void whatTheEngineRefusesIsSaidInTheForm();
    void aRemovedChannelComesBack();
    void onlyTheLastChangeIsTakenBack();
    void whatARouteNeedsIsNotRemoved();
    void theShortListGetsALine();
    void linesAreMovedWithButtonsAndKeys();
    void aChosenLineStaysChosen();
    void linesAreNotRemovedBeforeTheyAreShown();
    void longRoutesGetTheRoomThatOthersLeave();
    void severalLevelsAreNotEdited();
    void theTesterFollowsTheRoutes();
    void wrongLabelsLeadNowhere();
    void aDrillIsMarkedAndEndsByItself();
    void aDrillGoesOnWhileAnotherTabIsShown();
    void aDrillThatDoesNotArriveSaysSo();
    void quietHoursArePaintedAndSaved();
    void newQuietHoursNeedANameOfTheirOwn();
    void quietHoursUnderWayFollowTheRoutes();
    void anotherMachineIsReadOnly();
    void withoutChannelsAnotherMachineInvitesToNothing();
    void whatIsOpenBelongsToItsServer();
    void aPlainAlertmanagerSaysWhatItCannot();
    void withoutAnAlertmanagerThePageSaysSo();
    void foreignTextIsPlain();
    void allWordsFollowTheLanguage();

  private:
    void open();
    ChannelCard* card(const char* receiver, const char* integration) const;
    QString allTexts() const;
    template <class T>
    T* child(const char* name) const {
        return m_page->findChild<T*>(QLatin1String(name));
    }
    /// What a person reads there, hidden tabs included.
    QStringList words() const;
    void chooseLine(int row) {
        auto* tree = m_page->findChild<QTreeWidget*>();
        tree->setCurrentItem(tree->topLevelItem(row));
    }
    QString lines() const;
    QAction* action(const char* text) const;
    void drill(std::vector<datasource::TraceEvent> events);
    void tab(int index) { m_page->findChild<QTabWidget*>()->setCurrentIndex(index); }

    std::shared_ptr<SettingsWorld> m_world;
    std::unique_ptr<AsyncSource> m_source;
    std::unique_ptr<SettingsPage> m_page;
};

void TestSettingsPage::init() {
    m_world = std::make_shared<SettingsWorld>();
}

void TestSettingsPage::cleanup() {
    m_page.reset();
    m_source.reset();
    m_world.reset();
}

void TestSettingsPage::open() {
    m_source = std::make_unique<AsyncSource>(m_world);
    m_page = std::make_unique<SettingsPage>(*m_source, m_world->settings.get());
    m_page->resize(1000, 800);
    m_page->show();
    QTRY_VERIFY(!m_source->busy(m_page.get(), QStringLiteral("settings")));
}

ChannelCard* TestSettingsPage::card(const char* receiver, const char* integration) const {
    for (auto* one : m_page->findChildren<ChannelCard*>()) {
        if (one->receiver() == QLatin1String(receiver) && one->channel().integration == integration &&
            !one->isHidden()) {
            return one;
        }
    }
    return nullptr;
}

QString TestSettingsPage::allTexts() const {
    QStringList texts;
    for (const auto* label : m_page->findChildren<QLabel*>()) {
        if (label->isVisibleTo(m_page.get())) {
            texts << label->text();
        }
    }
    return texts.join('\n');
}

void TestSettingsPage::eachChannelHasACardThatSaysWhereItGoes() {
    open();
    QCOMPARE(m_page->findChildren<ChannelCard*>().size(), 5);
    const auto texts = allTexts();
    QVERIFY2(texts.contains("to anna@example.org over smtp.example.org:587"), qPrintable(texts));
    QVERIFY(texts.contains("to home-7f3a9c over ntfy.sh"));
    QVERIFY(texts.contains("no route leads here"));
    QVERIFY(!texts.contains("sesame") && !texts.contains("1234:token"));
}

void TestSettingsPage::aCardTellsTheLastDelivery() {
    const auto now = SystemClock().nowMs();
    using Outcome = datasource::LastDelivery::Outcome;
    m_world->last = {{"mail", "email[0]", Outcome::kSent, now - 60'000, "250 queued as 7", now - 60'000},
                     {"phone", "ntfy[0]", Outcome::kFailed, now, "429 slow down", std::nullopt}};
    open();
    const auto texts = allTexts();
    QVERIFY2(texts.contains("Last message accepted 60 s ago: 250 queued as 7"), qPrintable(texts));
    QVERIFY(texts.contains("Works") && texts.contains("Failed") && texts.contains("429 slow down"));
    QVERIFY(texts.contains("No message went this way yet."));
}

void TestSettingsPage::aTestShowsItsStepsAndTheServersWords() {
    open();
    card("mail", "email[0]")->findChild<QPushButton*>("test")->click();
    QTRY_VERIFY(m_page->findChild<TestResultView*>() != nullptr);
    QTRY_VERIFY(m_page->findChild<TestResultView*>()->isVisible());
    const auto texts = allTexts();
    for (const auto* step :
         {"Connected", "Encrypted (TLS)", "Logged in", "Accepted", "412 ms", "250 2.0.0 Ok: queued as 4B2F7"}) {
        QVERIFY2(texts.contains(QLatin1String(step)), step);
    }
    const auto said = m_page->findChild<TestResultView*>()->transcript();
    QVERIFY(said.contains("> EHLO localhost") && said.contains("AUTH PLAIN ***"));
    QCOMPARE(card("mail", "email[0]")->findChild<QPushButton*>("test")->text(), QString("Send test"));
}

void TestSettingsPage::aFailedTestSaysWhereAndWhatToDo() {
    m_world->tests["email[0]"] = SettingsWorld::refused();
    open();
    card("mail", "email[0]")->findChild<QPushButton*>("test")->click();
    QTRY_VERIFY(m_page->findChild<TestResultView*>() != nullptr);
    QTRY_VERIFY(m_page->findChild<TestResultView*>()->isVisible());
    const auto texts = allTexts();
    QVERIFY2(texts.contains("Login refused"), qPrintable(texts));
    QVERIFY(texts.contains("Username and password not accepted"));
    QVERIFY(texts.contains("Type the password or the token again."));
}

void TestSettingsPage::aTestCountsAsTheLastDelivery() {
    m_world->tests["ntfy[0]"] = SettingsWorld::refused();
    open();
    QVERIFY(allTexts().contains("No message went this way yet."));
    card("mail", "email[0]")->findChild<QPushButton*>("test")->click();
    QTRY_VERIFY2(allTexts().contains("Test delivered now: 250 2.0.0 Ok: queued as 4B2F7"), qPrintable(allTexts()));
    QVERIFY(allTexts().contains("Works"));
    card("phone", "ntfy[0]")->findChild<QPushButton*>("test")->click();
    QTRY_VERIFY2(allTexts().contains("Test failed now: 535 5.7.8"), qPrintable(allTexts()));
    QVERIFY(allTexts().contains("Failed"));
}

void TestSettingsPage::aLaterMessageOutweighsTheTest() {
    open();
    card("mail", "email[0]")->findChild<QPushButton*>("test")->click();
    QTRY_VERIFY(allTexts().contains("Test delivered"));
    const auto later = SystemClock().nowMs() + 1;
    m_world->last = {{"mail", "email[0]", datasource::LastDelivery::Outcome::kFailed, later, "451 busy", later}};
    m_page->refresh();
    QTRY_VERIFY(allTexts().contains("Last message failed"));
    QVERIFY(!allTexts().contains("Test delivered"));
}

void TestSettingsPage::anEditedChannelForgetsItsTest() {
    open();
    card("mail", "email[0]")->findChild<QPushButton*>("test")->click();
    QTRY_VERIFY(allTexts().contains("Test delivered"));
    card("mail", "email[0]")->findChild<QPushButton*>("edit")->click();
    auto* form = m_page->findChild<ChannelForm*>();
    form->findChild<QLineEdit*>("auth_password")->setText("another");
    emit form->saveRequested();
    QTRY_VERIFY(!allTexts().contains("Test delivered"));
}

void TestSettingsPage::aResultIsClosed() {
    open();
    card("mail", "email[0]")->findChild<QPushButton*>("test")->click();
    QTRY_VERIFY(m_page->findChild<TestResultView*>() != nullptr);
    emit m_page->findChild<TestResultView*>()->closed();
    QTRY_VERIFY(m_page->findChild<TestResultView*>() == nullptr);
    QVERIFY(allTexts().contains("Test delivered"));
}

void TestSettingsPage::aChannelIsAddedFromTheGallery() {
    open();
    child<QPushButton>("add")->click();
    child<QPushButton>("gotify")->click();
    auto* form = m_page->findChild<ChannelForm*>();
    QVERIFY(form != nullptr && !form->isComplete());
    form->findChild<QLineEdit*>("name")->setText("house");
    form->findChild<QLineEdit*>("url")->setText("https://gotify.example.org");
    form->findChild<QLineEdit*>("token")->setText("AbCdEf");
    QVERIFY(form->isComplete());
    emit form->saveRequested();
    QTRY_VERIFY(card("house", "gotify[0]") != nullptr);
    QVERIFY(m_world->text().startsWith("# Kept by hand."));
    QVERIFY(m_world->text().contains("token_file: secrets/house-gotify0-token"));
    QVERIFY(!m_world->text().contains("AbCdEf"));
    QTRY_VERIFY(m_page->findChild<ChannelForm*>() == nullptr);
}

void TestSettingsPage::aPresetFillsTheMailForm() {
    open();
    child<QPushButton>("add")->click();
    child<QPushButton>("email")->click();
    child<QComboBox>("provider")->setCurrentIndex(4);
    QCOMPARE(child<QLineEdit>("smarthost")->text(), QString("smtp.fastmail.com:465"));
    QCOMPARE(m_page->findChild<ChannelForm*>()->draft().values.at("security"), std::string("tls"));
    QTRY_VERIFY(allTexts().contains("https://app.fastmail.com"));
}

void TestSettingsPage::aFormSavesOnlyWhatIsRight() {
    open();
    card("mail", "email[0]")->findChild<QPushButton*>("edit")->click();
    auto* form = m_page->findChild<ChannelForm*>();
    QVERIFY(form != nullptr);
    // The sender stands for the whole file, so the entry has none.
    QCOMPARE(form->findChild<QLineEdit*>("from")->placeholderText(),
             QString("hearth@example.org (for all, from the file)"));
    auto* host = form->findChild<QLineEdit*>("smarthost");
    host->setText("smtp.example.org");
    QVERIFY(!form->isComplete());
    host->setText("smtp.example.org:2525");
    QVERIFY(form->isComplete());
    emit form->saveRequested();
    QTRY_VERIFY(m_world->text().contains("        smarthost: smtp.example.org:2525\n"));
    QVERIFY(m_world->text().contains("auth_password: sesame"));
    QTRY_VERIFY(allTexts().contains("over smtp.example.org:2525"));
}

void TestSettingsPage::aPasswordIsNeverShown() {
    open();
    card("mail", "email[0]")->findChild<QPushButton*>("edit")->click();
    auto* field = m_page->findChild<ChannelForm*>()->findChild<QLineEdit*>("auth_password");
    QCOMPARE(field->text(), QString());
    QCOMPARE(field->echoMode(), QLineEdit::Password);
    QCOMPARE(field->placeholderText(), QString("Unchanged; type to replace it"));
}

void TestSettingsPage::whereAPasswordIsKeptIsSaid() {
    open();
    card("mail", "email[0]")->findChild<QPushButton*>("edit")->click();
    QTRY_VERIFY(allTexts().contains("kept in files beside alertmanager.yml that only you can read"));
    card("mail", "email[0]")->open(nullptr);
    card("phone", "ntfy[0]")->findChild<QPushButton*>("edit")->click();
    QTRY_VERIFY(allTexts().contains("kept in files")); // its token
}

void TestSettingsPage::whatIsWrongWithAFieldIsSaid() {
    open();
    card("mail", "email[0]")->findChild<QPushButton*>("edit")->click();
    auto* to = m_page->findChild<ChannelForm*>()->findChild<QLineEdit*>("to");
    to->setText("anna");
    QTRY_VERIFY2(allTexts().contains("To: A mail address has an @."), qPrintable(allTexts()));
    to->clear();
    QVERIFY(allTexts().contains("Fill in what is missing to save."));
}

void TestSettingsPage::whatTheEngineRefusesIsSaidInTheForm() {
    m_world->reloadAnswer = fail(ErrorCode::kInvalidArgument, "the template is broken");
    open();
    card("phone", "ntfy[0]")->findChild<QPushButton*>("edit")->click();
    auto* form = m_page->findChild<ChannelForm*>();
    form->findChild<QLineEdit*>("topic")->setText("other");
    const auto before = m_world->text();
    emit form->saveRequested();
    QTRY_VERIFY(allTexts().contains("the template is broken"));
    QCOMPARE(m_world->text(), before);
    QCOMPARE(form->findChild<QLineEdit*>("topic")->text(), QString("other"));
}

void TestSettingsPage::aRemovedChannelComesBack() {
    open();
    const auto before = m_world->text();
    card("chat", "slack[0]")->findChild<QAbstractButton*>("remove")->click();
    QTRY_VERIFY(card("chat", "slack[0]") == nullptr);
    QVERIFY(!m_world->text().contains("name: chat"));
    for (auto* action : m_page->findChildren<QAction*>()) {
        if (action->text() == "Undo") {
            action->trigger();
            break;
        }
    }
    QTRY_VERIFY(card("chat", "slack[0]") != nullptr);
    QCOMPARE(m_world->text(), before);
}

void TestSettingsPage::onlyTheLastChangeIsTakenBack() {
    open();
    tab(1);
    chooseLine(0);
    action("Remove line")->trigger();
    QTRY_VERIFY(allTexts().contains("The line is removed."));
    tab(0);
    QTRY_VERIFY(card("chat", "slack[0]") != nullptr);
    card("chat", "slack[0]")->findChild<QAbstractButton*>("remove")->click();
    QTRY_VERIFY(allTexts().contains("is removed."));
    tab(1);
    QVERIFY2(!allTexts().contains("The line is removed."), qPrintable(allTexts()));
}

void TestSettingsPage::whatARouteNeedsIsNotRemoved() {
    open();
    card("desktop", "desktop[0]")->findChild<QAbstractButton*>("remove")->click();
    QTRY_VERIFY(allTexts().contains("a route still sends alerts to desktop"));
    QVERIFY(card("desktop", "desktop[0]") != nullptr);
}

void TestSettingsPage::theShortListGetsALine() {
    open();
    tab(1);
    auto* tree = m_page->findChild<QTreeWidget*>();
    QCOMPARE(tree->topLevelItemCount(), 3);
    auto* add = child<QPushButton>("addRoute");
    QVERIFY(!add->isEnabled());
    child<QLineEdit>("matchers")->setText("team=\"db\", oops");
    QVERIFY(!add->isEnabled() && allTexts().contains("is no matcher"));
    child<QLineEdit>("matchers")->setText("team=\"db\", severity=~\"warning|info\"");
    QVERIFY(!allTexts().contains("is no matcher"));
    child<QComboBox>("receiver")->setCurrentText("chat");
    QVERIFY(add->isEnabled());
    add->click();
    QTRY_COMPARE(tree->topLevelItemCount(), 4);
    QVERIFY2(m_world->text().contains(R"(- matchers: ['team="db"', 'severity=~"warning|info"'])"),
             m_world->text().constData());
}

QString TestSettingsPage::lines() const {
    QStringList lines;
    const auto* tree = m_page->findChild<QTreeWidget*>();
    for (int i = 0; i < tree->topLevelItemCount(); ++i) {
        lines << tree->topLevelItem(i)->text(1) + (tree->topLevelItem(i) == tree->currentItem() ? "*" : "");
    }
    return lines.join(' ');
}

QAction* TestSettingsPage::action(const char* text) const {
    for (auto* action : m_page->findChildren<QAction*>()) {
        if (action->text() == QLatin1String(text)) {
            return action;
        }
    }
    return nullptr;
}

void TestSettingsPage::linesAreMovedWithButtonsAndKeys() {
    open();
    tab(1);
    const auto before = m_world->text();
    QVERIFY(!action("Move up")->isEnabled() && !action("Move down")->isEnabled());
    chooseLine(0);
    QCOMPARE(lines(), QString("phone* desktop mail"));
    QVERIFY(!action("Move up")->isEnabled() && action("Move down")->isEnabled());
    action("Move down")->trigger();
    QTRY_COMPARE(lines(), QString("desktop phone* mail"));
    QVERIFY(!action("Move down")->isEnabled()); // all others stay last
    auto* tree = m_page->findChild<QTreeWidget*>();
    tree->setFocus();
    QTest::keyClick(tree, Qt::Key_Up, Qt::AltModifier);
    QTRY_COMPARE(lines(), QString("phone* desktop mail"));
    QCOMPARE(m_world->text(), before);
    chooseLine(2);
    QVERIFY(!action("Move up")->isEnabled() && !action("Remove line")->isEnabled());
}

void TestSettingsPage::aChosenLineStaysChosen() {
    open();
    tab(1);
    chooseLine(1);
    m_page->refresh();
    QTRY_VERIFY(!m_source->busy(m_page.get(), QStringLiteral("settings")));
    QCOMPARE(lines(), QString("phone desktop* mail"));
}

void TestSettingsPage::linesAreNotRemovedBeforeTheyAreShown() {
    open();
    tab(1);
    chooseLine(0);
    auto* remove = action("Remove line");
    auto* changes = m_page->findChild<ui::SettingsChanges*>();
    connect(changes, &ui::SettingsChanges::saved, remove, [remove] { remove->trigger(); });
    remove->trigger();
    QTRY_COMPARE(lines(), QString("desktop* mail"));
    QTRY_VERIFY(!changes->isBusy());
    m_page->refresh();
    QTRY_VERIFY(!m_source->busy(m_page.get(), QStringLiteral("settings")));
    QCOMPARE(lines(), QString("desktop* mail"));
}

void TestSettingsPage::longRoutesGetTheRoomThatOthersLeave() {
    auto text = m_world->text();
    text.replace("severity=\"critical\"", "alertname=~\"" + QByteArray(60, 'x') + "\"");
    m_world->write(text);
    open();
    tab(1);
    auto* tree = m_page->findChild<QTreeWidget*>();
    const auto isWhole = [tree](int column) {
        return tree->columnWidth(column) >= static_cast<QAbstractItemView*>(tree)->sizeHintForColumn(column);
    };
    m_page->resize(1600, 700);
    QTRY_VERIFY(isWhole(0) && isWhole(1) && isWhole(2) && isWhole(3));
    QCOMPARE(tree->header()->length(), tree->viewport()->width());
    m_page->resize(640, 480);
    QTRY_COMPARE(tree->header()->length(), tree->viewport()->width());
    QVERIFY(isWhole(1)); // what is short stays whole
    QVERIFY(!isWhole(0));
    QTest::mousePress(m_page->windowHandle(), Qt::LeftButton, {}, QPoint(5, 470)); // as on a tab or a splitter
    m_page->resize(1500, 700);
    QTRY_VERIFY(isWhole(0));
    m_page->resize(1600, 700);
    QTRY_COMPARE(tree->header()->length(), tree->viewport()->width());
    m_page->resize(640, 480);
    QTRY_VERIFY(!isWhole(0));
    QTest::mouseRelease(m_page->windowHandle(), Qt::LeftButton, {}, QPoint(5, 470));
}

void TestSettingsPage::severalLevelsAreNotEdited() {
    auto text = QByteArray(SettingsWorld::kFile);
    text.replace("      group_wait: 0s\n", "      routes:\n        - matchers: [team=x]\n");
    m_world->write(text);
    open();
    tab(1);
    auto* tree = m_page->findChild<QTreeWidget*>();
    QCOMPARE(tree->topLevelItem(0)->childCount(), 1);
    QVERIFY(!child<QPushButton>("addRoute")->isVisible());
    QVERIFY(allTexts().contains("several levels"));
}

void TestSettingsPage::theTesterFollowsTheRoutes() {
    open();
    tab(2);
    auto* labels = child<QLineEdit>("labels");
    QVERIFY(allTexts().contains("Such an alert goes to 1 receiver"));
    labels->setText("severity=critical");
    QTRY_VERIFY(allTexts().contains("1. phone"));
    const auto texts = allTexts();
    QVERIFY2(texts.contains("Way: all alerts → {severity=\"critical\"}"), qPrintable(texts));
    QVERIFY(texts.contains("Told at once"));
    labels->setText("severity=info");
    QTRY_VERIFY(allTexts().contains("1. mail"));
}

void TestSettingsPage::wrongLabelsLeadNowhere() {
    open();
    tab(2);
    child<QLineEdit>("labels")->setText("severity!=critical");
    QVERIFY2(allTexts().contains("An alert has one value a label: write =."), qPrintable(allTexts()));
    QVERIFY(!allTexts().contains("Such an alert goes to"));
}

void TestSettingsPage::drill(std::vector<datasource::TraceEvent> events) {
    for (auto& event : events) {
        event.time = event.last = SystemClock().nowMs();
        event.receiver = "phone";
        event.integration = "ntfy[0]";
    }
    m_world->traceAnswer = std::move(events);
    open();
    tab(2);
    child<QPushButton>("drill")->click();
    QTRY_VERIFY(!m_world->posted().empty());
}

void TestSettingsPage::aDrillGoesOnWhileAnotherTabIsShown() {
    datasource::TraceEvent received;
    received.kind = datasource::TraceEvent::Kind::kReceived;
    received.to = "firing";
    drill({received});
    QTRY_VERIFY(allTexts().contains("The alert is on its way."));
    tab(0);
    auto sent = received;
    sent.kind = datasource::TraceEvent::Kind::kSent;
    m_world->traceAnswer = std::vector{received, sent};
    tab(2);
    QTRY_VERIFY(allTexts().contains("The alert has arrived."));
}

void TestSettingsPage::aDrillThatDoesNotArriveSaysSo() {
    datasource::TraceEvent failed;
    failed.kind = datasource::TraceEvent::Kind::kFailed;
    failed.detail = "<b>507</b> no room";
    drill({failed});
    QTRY_VERIFY(allTexts().contains("The alert did not arrive; the steps say why."));
    QVERIFY(!allTexts().contains("has arrived"));
    // Without a name there is nothing to send.
    child<QLineEdit>("alertname")->clear();
    child<QPushButton>("drill")->click();
    QVERIFY(allTexts().contains("An alert needs a name."));
    auto* link = m_page->findChild<TraceView*>()->findChild<QToolButton*>();
    QVERIFY(link != nullptr);
    link->click(); // to the channel
    QCOMPARE(m_page->findChild<QTabWidget*>()->currentIndex(), 0);
}

void TestSettingsPage::aDrillIsMarkedAndEndsByItself() {
    using Kind = datasource::TraceEvent::Kind;
    datasource::TraceEvent received;
    received.kind = Kind::kReceived;
    received.to = "firing";
    received.time = received.last = SystemClock().nowMs();
    auto sent = received;
    sent.kind = Kind::kSent;
    sent.receiver = "phone";
    sent.integration = "ntfy[0]";
    sent.detail = "200 OK";
    m_world->traceAnswer = std::vector{received, sent};
    open();
    tab(2);
    child<QPushButton>("drill")->click();
    QTRY_VERIFY(!m_world->posted().empty());
    const auto alert = m_world->posted().front();
    QCOMPARE(std::string(alert.labels.value("hearth_drill")), std::string("true"));
    QCOMPARE(std::string(alert.labels.value("severity")), std::string("warning"));
    QCOMPARE(*alert.endsAt - *alert.startsAt, model::kMinuteMs);
    QTRY_VERIFY(allTexts().contains("The alert has arrived."));
    QTRY_VERIFY(allTexts().contains("200 OK"));
}

void TestSettingsPage::quietHoursArePaintedAndSaved() {
    open();
    tab(3);
    auto* week = m_page->findChild<WeekGrid*>();
    QCOMPARE(week->spans().size(), 10U);
    auto* save = child<QPushButton>("saveInterval");
    QVERIFY(!save->isEnabled());
    week->setFocus();
    QTest::keyClick(week, Qt::Key_Right);
    QTest::keyClick(week, Qt::Key_Space);
    QVERIFY(save->isEnabled());
    save->click();
    QTRY_VERIFY(allTexts().contains("The quiet hours are saved."));
    QVERIFY2(m_world->text().contains("- weekdays: [") && m_world->text().contains("location: Local"),
             m_world->text().constData());
    child<QComboBox>("interval")->setCurrentIndex(1);
    QCOMPARE(week->spans().size(), 0U);
}

void TestSettingsPage::newQuietHoursNeedANameOfTheirOwn() {
    open();
    tab(3);
    child<QComboBox>("interval")->setCurrentIndex(1);
    auto* name = child<QLineEdit>("intervalName");
    QCOMPARE(name->text(), QString("night-2"));
    QVERIFY(allTexts().contains("Choose at least one hour of the week."));
    auto* week = m_page->findChild<WeekGrid*>();
    week->setFocus();
    QTest::keyClick(week, Qt::Key_Space);
    QVERIFY(child<QPushButton>("saveInterval")->isEnabled());
    name->clear();
    QTest::keyClicks(name, " ");
    QVERIFY(allTexts().contains("The quiet hours need a name."));
    name->clear();
    QTest::keyClicks(name, "night");
    QVERIFY(!child<QPushButton>("saveInterval")->isEnabled());
    QVERIFY2(allTexts().contains("There are quiet hours of this name already"), qPrintable(allTexts()));
}

void TestSettingsPage::quietHoursUnderWayFollowTheRoutes() {
    open();
    tab(3);
    auto* routes = child<QListWidget>("quietRoutes");
    QCOMPARE(routes->count(), 2);
    routes->item(0)->setCheckState(Qt::Checked);
    routes->item(1)->setCheckState(Qt::Unchecked);
    auto text = m_world->text();
    text.replace("  routes:\n", "  routes:\n    - matchers: [team=\"db\"]\n      receiver: chat\n");
    m_world->write(text);
    m_page->refresh();
    QTRY_COMPARE(routes->count(), 3);
    QCOMPARE(routes->item(0)->checkState(), Qt::Unchecked);
    QCOMPARE(routes->item(1)->checkState(), Qt::Checked);
    QCOMPARE(routes->item(2)->checkState(), Qt::Unchecked);
    child<QPushButton>("saveInterval")->click();
    QTRY_VERIFY(allTexts().contains("The quiet hours are saved."));
    text = m_world->text();
    QCOMPARE(text.count("mute_time_intervals"), 1);
    const auto muted = text.indexOf("mute_time_intervals");
    QVERIFY2(text.indexOf("severity=\"critical\"") < muted && muted < text.indexOf("severity=\"warning\""),
             text.constData());
}

void TestSettingsPage::withoutChannelsAnotherMachineInvitesToNothing() {
    m_world->write("route: {receiver: people}\nreceivers: [{name: people}]\n");
    m_world->isHearth = false;
    m_source = std::make_unique<AsyncSource>(m_world);
    m_page = std::make_unique<SettingsPage>(*m_source, m_world->settings.get());
    m_page->setLocal(false);
    m_page->show();
    QTRY_VERIFY2(allTexts().contains("Nobody is told of alerts: this Alertmanager has no channel."),
                 qPrintable(allTexts()));
    QVERIFY(!allTexts().contains("Add a channel"));
    QVERIFY(allTexts().contains("another machine are shown, not changed"));
    QVERIFY(!child<QPushButton>("add")->isVisible());
}

void TestSettingsPage::whatIsOpenBelongsToItsServer() {
    open();
    card("mail", "email[0]")->findChild<QPushButton*>("test")->click();
    QTRY_VERIFY(m_page->findChild<TestResultView*>() != nullptr);
    card("phone", "ntfy[0]")->findChild<QPushButton*>("edit")->click();
    child<QPushButton>("add")->click();
    m_source->setSource(m_world); // the same one anew
    QTRY_VERIFY(!m_source->busy(m_page.get(), QStringLiteral("settings")));
    QVERIFY(m_page->findChild<ChannelForm*>() != nullptr && m_page->findChild<TestResultView*>() != nullptr);
    const auto other = std::make_shared<SettingsWorld>();
    m_source->setSource(other);
    m_page->setLocal(false);
    QTRY_VERIFY(card("mail", "email[0]") != nullptr);
    QTRY_VERIFY(m_page->findChild<ChannelForm*>() == nullptr);
    QVERIFY(m_page->findChild<TestResultView*>() == nullptr);
    QVERIFY(child<QWidget>("gallery") == nullptr);
    QVERIFY(!allTexts().contains("Test delivered"));
}

void TestSettingsPage::anotherMachineIsReadOnly() {
    m_source = std::make_unique<AsyncSource>(m_world);
    m_page = std::make_unique<SettingsPage>(*m_source, m_world->settings.get());
    m_page->setLocal(false);
    m_page->show();
    QTRY_VERIFY(card("mail", "email[0]") != nullptr);
    QVERIFY(!card("mail", "email[0]")->findChild<QPushButton*>("edit")->isVisible());
    QVERIFY(!card("mail", "email[0]")->findChild<QAbstractButton*>("remove")->isVisible());
    QVERIFY(card("mail", "email[0]")->findChild<QPushButton*>("test")->isEnabled());
    QVERIFY(!child<QPushButton>("add")->isVisible());
    QVERIFY(allTexts().contains("another machine are shown, not changed"));
    QVERIFY(!child<QPushButton>("addRoute")->isVisibleTo(m_page->findChild<QTabWidget*>()->widget(1)));
}

void TestSettingsPage::aPlainAlertmanagerSaysWhatItCannot() {
    m_world->isHearth = false;
    open();
    auto* test = card("mail", "email[0]")->findChild<QPushButton*>("test");
    QVERIFY(!test->isEnabled());
    QVERIFY(test->toolTip().contains("cannot send tests"));
    QVERIFY(allTexts().contains("neither says what became of its messages nor sends tests"));
}

void TestSettingsPage::withoutAnAlertmanagerThePageSaysSo() {
    m_world->hasAlertmanager = false;
    open();
    QTRY_VERIFY(allTexts().contains("No Alertmanager is connected"));
}

void TestSettingsPage::foreignTextIsPlain() {
    auto text = QByteArray(SettingsWorld::kFile);
    text.replace("mail\n", "'<h1>mail</h1>'\n");
    text.replace("anna@", "'<b>anna</b>@").replace("example.org\n        smarthost", "example.org'\n        smarthost");
    m_world->write(text);
    m_world->tests["email[0]"] = SettingsWorld::refused();
    m_world->tests["email[0]"].error = "<h1>no</h1>";
    open();
    auto* mail = card("<h1>mail</h1>", "email[0]");
    QVERIFY(mail != nullptr);
    mail->findChild<QPushButton*>("test")->click();
    QTRY_VERIFY(m_page->findChild<TestResultView*>() != nullptr);
    for (const auto* label : m_page->findChildren<QLabel*>()) {
        if (label->text().contains('<')) {
            QVERIFY2(label->textFormat() == Qt::PlainText, qPrintable(label->text()));
        }
    }
}

QStringList TestSettingsPage::words() const {
    QStringList words;
    for (const auto* widget : m_page->findChildren<QWidget*>()) {
        words << widget->toolTip() << widget->accessibleName() << widget->accessibleDescription();
        if (const auto* label = qobject_cast<const QLabel*>(widget)) {
            words << label->text();
        } else if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) {
            words << button->text();
        } else if (const auto* box = qobject_cast<const QGroupBox*>(widget)) {
            words << box->title();
        } else if (const auto* combo = qobject_cast<const QComboBox*>(widget)) {
            words << combo->currentText();
        } else if (const auto* edit = qobject_cast<const QLineEdit*>(widget)) {
            words << edit->placeholderText();
        } else if (const auto* tabs = qobject_cast<const QTabBar*>(widget)) {
            for (int i = 0; i < tabs->count(); ++i) {
                words << tabs->tabText(i);
            }
        } else if (const auto* tree = qobject_cast<const QTreeWidget*>(widget)) {
            for (int i = 0; i < tree->columnCount(); ++i) {
                words << tree->headerItem()->text(i) << tree->topLevelItem(0)->text(i);
            }
        }
    }
    words.removeAll(QString());
    return words;
}

void TestSettingsPage::allWordsFollowTheLanguage() {
    m_world->tests["telegram[0]"] = SettingsWorld::refused();
    datasource::TraceEvent sent;
    sent.kind = datasource::TraceEvent::Kind::kSent;
    sent.detail = "200 OK";
    drill({sent});
    QTRY_VERIFY(allTexts().contains("The alert has arrived."));
    child<QLineEdit>("labels")->setText("severity=warning");
    tab(1);
    chooseLine(0);
    action("Move down")->trigger();
    QTRY_VERIFY(allTexts().contains("The line is moved."));
    tab(0);
    card("phone", "telegram[0]")->findChild<QPushButton*>("test")->click();
    card("mail", "email[0]")->findChild<QPushButton*>("edit")->click();
    child<QComboBox>("provider")->setCurrentIndex(1);
    card("desktop", "desktop[0]")->findChild<QAbstractButton*>("remove")->click();
    child<QPushButton>("add")->click();
    QTRY_VERIFY(m_page->findChild<TestResultView*>() != nullptr);

    const auto before = words();
    QTranslator japanese;
    QVERIFY(japanese.load(QStringLiteral(":/translations/hearth_ja.qm")));
    QApplication::installTranslator(&japanese);
    QApplication::sendPostedEvents();
    const auto after = words();
    QApplication::removeTranslator(&japanese);
    // Names, addresses and what servers say stay.
    static const QRegularExpression kForeign(
        QStringLiteral("^[^ ]*$|example|severity=|alertname=|instance=|535 |queued as|200 "
                       "OK|Microsoft Teams|Telegram · phone|ntfy · phone|Slack · chat|^[0-9]+ ms$|^Scroll |^1. "
                       "desktop$|Gmail|GMX|iCloud|Outlook|Fastmail|route still|--color"));
    QStringList left;
    for (const auto& word : after) {
        static const QRegularExpression kJapanese(QStringLiteral("[\\x{3040}-\\x{30ff}\\x{4e00}-\\x{9fff}]"));
        if (before.contains(word) && !word.contains(kForeign) && !word.contains(kJapanese)) {
            left << word;
        }
    }
    QVERIFY2(left.isEmpty(), qPrintable(left.join('\n')));
    QApplication::sendPostedEvents();
    QVERIFY(words().contains("Add a channel"));
}

QTEST_MAIN(TestSettingsPage)
#include "test_settings_page.moc"
