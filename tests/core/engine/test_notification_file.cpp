// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include "base/file_system.h"
#include "engine/channel_text.h"
#include "engine/notification_file.h"
#include "engine/private_file.h"

using namespace hearth;
using namespace hearth::engine;
using datasource::ChannelDraft;

class TestNotificationFile : public QObject {
    Q_OBJECT

  private slots:
    void init();

    void aFirstChannelMakesAFile();
    void aSecretGoesToAFileOfItsOwn();
    void aChannelIsReadBackForItsForm();
    void aChangeTouchesOnlyWhatChanged();
    void whatTheFileSaysForAllNeedNotBeSaidAgain();
    void everyKindCanBeWritten_data();
    void everyKindCanBeWritten();
    void whatIsMissingIsNamed();
    void theShortListIsEdited();
    void theShortListIsPutInOrder();
    void quietHoursAreWritten();
    void aFileThatWasChangedMeanwhileIsLeftAlone();
    void whatTheEngineRefusesIsTakenBack();
    void nothingIsWrittenThatDoesNotParse();
    void aReadOnlyPlaceSaysWhy();
    void wordsKeepTheirBlanks();

  private:
    std::string path() const { return m_directory->filePath("alertmanager.yml").toStdString(); }
    QByteArray fileText() const {
        QFile file(m_directory->filePath("alertmanager.yml"));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(missing)");
    }
    void write(const QByteArray& text) const {
        QFile file(m_directory->filePath("alertmanager.yml"));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(text);
    }
    void save(const Result<datasource::ConfigChange>& change) {
        QVERIFY2(change.has_value(), change ? "" : change.error().message().c_str());
        const auto saved = m_settings->save(*change, {});
        QVERIFY2(saved.has_value(), saved ? "" : saved.error().message().c_str());
    }

    static ChannelDraft email() {
        return {.receiver = "mail",
                .integration = {},
                .kind = "email",
                .values = {{"to", "me@example.org"},
                           {"from", "hearth@example.org"},
                           {"smarthost", "smtp.example.org:465"},
                           {"security", "tls"},
                           {"auth_username", "me"}},
                .secrets = {{"auth_password", "sesame"}}};
    }

    PosixFileSystem m_files;
    std::unique_ptr<QTemporaryDir> m_directory;
    Result<void> m_reloadAnswer;
    int m_reloads = 0;
    std::unique_ptr<datasource::NotificationSettings> m_settings;
};

void TestNotificationFile::init() {
    m_directory = std::make_unique<QTemporaryDir>();
    m_reloadAnswer = {};
    m_reloads = 0;
    m_settings = makeNotificationFile({.files = m_files,
                                       .path = path(),
                                       .readOnly = {},
                                       .dialect = config::machineDialect(m_files),
                                       .reload =
                                           [this](std::stop_token) {
                                               ++m_reloads;
                                               return m_reloads == 1 ? m_reloadAnswer : Result<void>();
                                           },
                                       .writeSecret = writePrivateFile});
}

void TestNotificationFile::aFirstChannelMakesAFile() {
    const auto change = m_settings->putChannel(email());
    QVERIFY(change && change->isNew && change->before.empty());
    QVERIFY(fileText() == "(missing)");
    save(change);
    QCOMPARE(m_reloads, 1);
    QVERIFY(fileText().startsWith("# Where Hearth's alerts go."));
    QVERIFY2(fileText().contains("  - name: mail\n    email_configs:\n      - to: me@example.org\n"),
             fileText().constData());
    QVERIFY(fileText().contains("        force_implicit_tls: true\n"));
    QVERIFY(fileText().contains("  - name: desktop\n"));
}

void TestNotificationFile::aSecretGoesToAFileOfItsOwn() {
    save(m_settings->putChannel(email()));
    QVERIFY(!fileText().contains("sesame"));
    QVERIFY(fileText().contains("auth_password_file: secrets/mail-email0-auth_password\n"));
    const QFileInfo secret(m_directory->filePath("secrets/mail-email0-auth_password"));
    QCOMPARE(secret.size(), 6);
    QCOMPARE(secret.permissions(), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser);
    QCOMPARE(QFileInfo(secret.path()).permissions() & (QFile::ReadOther | QFile::ReadGroup), QFile::Permissions());
}

void TestNotificationFile::aChannelIsReadBackForItsForm() {
    save(m_settings->putChannel(email()));
    const auto draft = m_settings->channel("mail", "email[0]").value();
    auto expected = email().values;
    QVERIFY(draft.values == expected);
    QVERIFY(draft.secrets.empty());
    QCOMPARE(draft.knownSecrets, std::vector<std::string>{"auth_password"});
    QVERIFY(m_settings->channel("mail", "email[1]").error().code() == ErrorCode::kNotFound);
    QCOMPARE(m_settings->channel("desktop", "desktop[0]").value().receiver, std::string("desktop"));
}

void TestNotificationFile::aChangeTouchesOnlyWhatChanged() {
    save(m_settings->putChannel(email()));
    auto draft = m_settings->channel("mail", "email[0]").value();
    const auto none = m_settings->putChannel(draft).value();
    QCOMPARE(none.after, none.before);
    draft.values["to"] = "you@example.org";
    draft.values["auth_username"].clear();
    const auto change = m_settings->putChannel(draft).value();
    QVERIFY(change.secrets.empty());
    auto expected = QByteArray::fromStdString(change.before);
    expected.replace("to: me@example.org", "to: you@example.org").replace("        auth_username: me\n", "");
    QCOMPARE(QByteArray::fromStdString(change.after), expected);
}

void TestNotificationFile::whatTheFileSaysForAllNeedNotBeSaidAgain() {
    write("global:\n  smtp_from: all@example.org\n  smtp_smarthost: mail:25\n  smtp_require_tls: false\n"
          "  smtp_auth_username: me\n  smtp_auth_password: sesame\nroute:\n  receiver: mail\nreceivers:\n"
          "  - name: mail\n    email_configs:\n      - to: me@example.org\n");
    auto draft = m_settings->channel("mail", "email[0]").value();
    QCOMPARE(draft.inherited.at("from"), std::string("all@example.org"));
    QCOMPARE(draft.inherited.at("auth_password"), std::string());
    QCOMPARE(draft.values.at("security"), std::string("none"));
    QCOMPARE(m_settings->putChannel(draft).value().after, fileText().toStdString());
    auto fresh = m_settings->newChannel("email").value();
    QVERIFY(fresh.inherited.contains("smarthost") && fresh.integration.empty());
    fresh.values["to"] = "you@example.org";
    save(m_settings->putChannel(fresh));
    QVERIFY2(fileText().contains("  - name: email\n    email_configs:\n      - to: you@example.org\n"),
             fileText().constData());
    QVERIFY(m_settings->newChannel("pigeon").error().code() == ErrorCode::kUnsupported);
}

void TestNotificationFile::everyKindCanBeWritten_data() {
    QTest::addColumn<QString>("kind");
    for (const auto& kind : datasource::channelKinds()) {
        QTest::newRow(std::string(kind.kind).c_str()) << QString::fromLatin1(kind.kind.data());
    }
}

void TestNotificationFile::everyKindCanBeWritten() {
    QFETCH(const QString, kind);
    const auto* const known = datasource::findChannelKind(kind.toStdString());
    ChannelDraft draft{
        .receiver = "Ä new: one", .integration = {}, .kind = kind.toStdString(), .values = {}, .secrets = {}};
    for (const auto& field : known->fields) {
        using enum datasource::FieldType;
        const std::string key(field.key);
        switch (field.type) {
        case kSecret:
            draft.secrets[key] = "https://example.org/secret";
            break;
        case kUrl:
            draft.values[key] = "https://example.org/x";
            break;
        case kNumber:
            draft.values[key] = "-100123";
            break;
        case kHostPort:
            draft.values[key] = "[::1]:25";
            break;
        case kSecurity:
            draft.values[key] = "none";
            break;
        case kAddresses:
            draft.values[key] = "Me <me@example.org>, you@example.org";
            break;
        default:
            draft.values[key] = "#a: b";
        }
    }
    save(m_settings->putChannel(draft));
    const auto integration = kind.toStdString() + "[0]";
    const auto back = m_settings->channel(draft.receiver, integration).value();
    if (kind != "command") {
        QVERIFY(back.values == draft.values);
    }
    QCOMPARE(back.knownSecrets.size(), draft.secrets.size());
    // And away again.
    save(m_settings->removeChannel(draft.receiver, integration));
    QVERIFY(!fileText().contains("new:"));
}

void TestNotificationFile::whatIsMissingIsNamed() {
    auto draft = email();
    draft.values.erase("to");
    QCOMPARE(m_settings->putChannel(draft).error().message(), std::string("to is missing"));
    ChannelDraft telegram{
        .receiver = "t", .integration = {}, .kind = "telegram", .values = {{"chat_id", "x"}}, .secrets = {}};
    QVERIFY(m_settings->putChannel(telegram).error().message().contains("whole number"));
    telegram.values["chat_id"] = "1";
    QCOMPARE(m_settings->putChannel(telegram).error().message(), std::string("bot_token is missing"));
}

void TestNotificationFile::theShortListIsEdited() {
    save(m_settings->putChannel(email()));
    save(m_settings->addRoute({.matchers = {R"(severity="critical")"},
                               .receiver = "mail",
                               .goesOn = true,
                               .repeatInterval = model::kHourMs,
                               .muteTimeIntervals = {}},
                              0));
    QVERIFY2(fileText().contains("  routes:\n    - matchers: ['severity=\"critical\"']\n      receiver: mail\n"
                                 "      continue: true\n      repeat_interval: 1h\n"),
             fileText().constData());
    QVERIFY(m_settings->removeChannel("mail", "email[0]").error().code() == ErrorCode::kConflict);
    save(m_settings->setDefaultReceiver("mail"));
    QVERIFY(fileText().contains("route:\n  receiver: mail\n"));
    save(m_settings->removeRoute(0));
    QVERIFY(!fileText().contains("critical"));
}

void TestNotificationFile::theShortListIsPutInOrder() {
    const QByteArray head = "# Mine.\nroute:\n  receiver: a\n  routes:\n";
    const QByteArray wake = "    # Wake me.\n    - matchers: [severity=critical]   # really\n      receiver: a\n\n";
    const QByteArray rest = "    - {matchers: [team=x], receiver: b}\n";
    const QByteArray tail = "receivers:\n  - name: a\n  - name: b\n";
    write(head + wake + rest + tail);
    save(m_settings->moveRoute(1, 0));
    QCOMPARE(fileText(), head + rest + "\n" + wake.chopped(1) + tail);
    const auto plan = m_settings->read(fileText().toStdString()).value();
    QCOMPARE(plan->route().routes.at(0).receiver, std::string("b"));
    QVERIFY(m_settings->moveRoute(0, 2).error().code() == ErrorCode::kNotFound);
}

void TestNotificationFile::quietHoursAreWritten() {
    save(m_settings->addRoute({.matchers = {"a=b"}, .receiver = "desktop", .goesOn = false}, 0));
    save(m_settings->putInterval(
        {.name = "night", .location = "Europe/Rome", .week = {{1, 1320, 1440}, {2, 1320, 1440}}}));
    save(m_settings->setMuteIntervals(0, {"night"}));
    QVERIFY2(fileText().contains("- weekdays: [monday, tuesday]"), fileText().constData());
    const auto plan = m_settings->read(fileText().toStdString()).value();
    QCOMPARE(plan->intervals(0).at(0).week.size(), 2U);
    QCOMPARE(plan->route().routes.at(0).muteTimeIntervals, std::vector<std::string>{"night"});
    save(m_settings->setMuteIntervals(0, {}));
    QVERIFY(!fileText().contains("mute_time_intervals"));
    QVERIFY(!m_settings->putInterval({.name = "x", .location = {}, .week = {{7, 0, 10}}}));
    QVERIFY(!m_settings->putInterval({.name = "x", .location = "Nowhere/City", .week = {{1, 0, 10}}}));
}

void TestNotificationFile::aFileThatWasChangedMeanwhileIsLeftAlone() {
    const auto change = m_settings->putChannel(email()).value();
    write("route: {receiver: a}\nreceivers:\n  - name: a\n");
    QVERIFY(m_settings->save(change, {}).error().code() == ErrorCode::kConflict);
    QVERIFY(fileText().startsWith("route: {receiver: a}"));
    QVERIFY(!QFileInfo::exists(m_directory->filePath("secrets")));
}

void TestNotificationFile::whatTheEngineRefusesIsTakenBack() {
    m_reloadAnswer = fail(ErrorCode::kInvalidArgument, "no such template");
    const auto change = m_settings->putChannel(email()).value();
    const auto saved = m_settings->save(change, {});
    QVERIFY(!saved && saved.error().message().contains("no such template"));
    QCOMPARE(fileText(), QByteArray("(missing)"));
    QCOMPARE(m_reloads, 2);
}

void TestNotificationFile::nothingIsWrittenThatDoesNotParse() {
    auto draft = email();
    draft.values["smarthost"] = "no port";
    const auto change = m_settings->putChannel(draft);
    QVERIFY(!change && change.error().message().contains("alertmanager.yml:"));
}

void TestNotificationFile::aReadOnlyPlaceSaysWhy() {
    const auto settings = makeNotificationFile({.files = m_files,
                                                .path = path(),
                                                .readOnly = "alerts go to another Alertmanager",
                                                .dialect = config::machineDialect(m_files),
                                                .reload = [](std::stop_token) { return Result<void>(); },
                                                .writeSecret = writePrivateFile});
    QCOMPARE(settings->putChannel(email()).error().message(), std::string("alerts go to another Alertmanager"));
}

void TestNotificationFile::wordsKeepTheirBlanks() {
    const auto words = splitWords(R"(prog  "an argument" 'say "x"' "")").value();
    QCOMPARE(words, (std::vector<std::string>{"prog", "an argument", R"(say "x")", ""}));
    QCOMPARE(splitWords(joinWords(words)).value(), words);
    QVERIFY(!splitWords("\"open"));
}

QTEST_GUILESS_MAIN(TestNotificationFile)
#include "test_notification_file.moc"
