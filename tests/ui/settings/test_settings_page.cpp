// SPDX-License-Identifier: GPL-3.0-or-later
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTest>
#include <QTreeWidget>

#include "data/async_source.h"
#include "settings/channel_card.h"
#include "settings/channel_form.h"
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
    void aChannelIsAddedFromTheGallery();
    void aPresetFillsTheMailForm();
    void aFormSavesOnlyWhatIsRight();
    void aPasswordIsNeverShown();
    void whatTheEngineRefusesIsSaidInTheForm();
    void aRemovedChannelComesBack();
    void whatARouteNeedsIsNotRemoved();
    void theShortListGetsALine();
    void severalLevelsAreNotEdited();
    void theTesterFollowsTheRoutes();
    void aDrillIsMarkedAndEndsByItself();
    void quietHoursArePaintedAndSaved();
    void anotherMachineIsReadOnly();
    void aPlainAlertmanagerSaysWhatItCannot();
    void withoutAnAlertmanagerThePageSaysSo();
    void foreignTextIsPlain();

  private:
    void open();
    ChannelCard* card(const char* receiver, const char* integration) const;
    QString allTexts() const;
    template <class T>
    T* child(const char* name) const {
        return m_page->findChild<T*>(QLatin1String(name));
    }
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
    child<QLineEdit>("matchers")->setText("team=\"db\", severity=~\"warning|info\"");
    child<QComboBox>("receiver")->setCurrentText("chat");
    QVERIFY(add->isEnabled());
    add->click();
    QTRY_COMPARE(tree->topLevelItemCount(), 4);
    QVERIFY2(m_world->text().contains(R"(- matchers: ['team="db"', 'severity=~"warning|info"'])"),
             m_world->text().constData());
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

void TestSettingsPage::anotherMachineIsReadOnly() {
    m_source = std::make_unique<AsyncSource>(m_world);
    m_page = std::make_unique<SettingsPage>(*m_source, m_world->settings.get());
    m_page->setLocal(false);
    m_page->show();
    QTRY_VERIFY(card("mail", "email[0]") != nullptr);
    QVERIFY(!card("mail", "email[0]")->findChild<QPushButton*>("edit")->isEnabled());
    QVERIFY(card("mail", "email[0]")->findChild<QPushButton*>("test")->isEnabled());
    QVERIFY(!child<QPushButton>("add")->isEnabled());
    QVERIFY(child<QPushButton>("add")->toolTip().contains("another machine"));
    QVERIFY(!child<QPushButton>("addRoute")->isVisibleTo(m_page->findChild<QTabWidget*>()->widget(1)));
}

void TestSettingsPage::aPlainAlertmanagerSaysWhatItCannot() {
    m_world->isHearth = false;
    open();
    auto* test = card("mail", "email[0]")->findChild<QPushButton*>("test");
    QVERIFY(!test->isEnabled());
    QVERIFY(test->toolTip().contains("cannot send tests"));
    QVERIFY(allTexts().contains("does not say what became of its messages"));
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

QTEST_MAIN(TestSettingsPage)
#include "test_settings_page.moc"
