// SPDX-License-Identifier: GPL-3.0-or-later
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <fmt/format.h>
#include <fstream>

#include "alertmanager/receivers/mail_address.h"
#include "alertmanager/receivers/mail_message.h"
#include "core/alertmanager/receivers/receiver_bench.h"

using namespace hearth;
using namespace hearth::alertmanager;
using hearth::tests::ReceiverBench;
using hearth::tests::shown;

namespace {

constexpr const char* kGlobal =
    "{smtp_smarthost: 'mail.example:587', smtp_from: 'hearth@example.org', smtp_hello: me.example}";

QString headerOf(const std::string& message, const QString& name) {
    const auto head = shown(message).section("\r\n\r\n", 0, 0).replace("\r\n ", " ");
    for (const auto& line : head.split("\r\n")) {
        if (line.startsWith(name + ": ")) {
            return line.mid(name.size() + 2);
        }
    }
    return "none";
}

} // namespace

class TestEmail : public QObject {
    Q_OBJECT

  private slots:
    void aMailHasItsHeadersAndParts();
    void theServerIsToldWhatTheFileSays();
    void tlsBeginsAtOnceOnPort465();
    void passwordsAreReadFromTheirFilesAtEachMail();
    void headersAreTemplatesAndNoneCanBeAddedByAnAlert();
    void mailsOfAGroupAreOneThread();
    void addressesAreRead_data();
    void addressesAreRead();
    void badAddressesAreRefused_data();
    void badAddressesAreRefused();
    void longWordsAreFoldedBetweenLetters();
    void quotedPrintableKeepsEveryByte_data();
    void quotedPrintableKeepsEveryByte();
    void outcomesAreJudged_data();
    void outcomesAreJudged();
    void badEntriesAreRefused_data();
    void badEntriesAreRefused();
};

void TestEmail::aMailHasItsHeadersAndParts() {
    ReceiverBench bench;
    const auto outcome =
        bench.send("email_configs: [{to: 'a@example.org, B <b@example.org>', text: 'läuft{{ \"\\n\" }}'}]",
                   ReceiverBench::notification(), kGlobal);
    QVERIFY2(outcome.kind == Outcome::Kind::kSent, outcome.error.c_str());
    QCOMPARE(shown(outcome.answer), QString("250 2.0.0 queued"));
    QCOMPARE(bench.network.mails.size(), 1U);
    const auto& mail = bench.network.mails[0];
    QCOMPARE(shown(fmt::format("{} {} {}", mail.from, fmt::join(mail.to, "+"), mail.server)),
             QString("hearth@example.org a@example.org+b@example.org mail.example:587"));
    QCOMPARE(headerOf(mail.message, "Subject"), QString("[FIRING:2] DiskFull node (critical)"));
    QCOMPARE(headerOf(mail.message, "To"), QString("a@example.org, B <b@example.org>"));
    QCOMPARE(headerOf(mail.message, "From"), QString("hearth@example.org"));
    QCOMPARE(headerOf(mail.message, "Date"), QString("Tue, 14 Nov 2023 22:13:20 +0000"));
    QVERIFY(
        QRegularExpression("^<1700000000000000000\\.\\d+@.+>$").match(headerOf(mail.message, "Message-Id")).hasMatch());
    QVERIFY(headerOf(mail.message, "Content-Type").startsWith("multipart/alternative;"));
    const auto text = shown(mail.message);
    QVERIFY(text.indexOf("text/plain; charset=UTF-8") < text.indexOf("text/html; charset=UTF-8"));
    QVERIFY(text.contains("\r\n\r\nl=C3=A4uft\r\n\r\n--"));
    QVERIFY(!QRegularExpression("[^\\r]\\n|\\r[^\\n]").match(text).hasMatch());
    QVERIFY(text.endsWith("--\r\n"));
}

void TestEmail::theServerIsToldWhatTheFileSays() {
    ReceiverBench bench;
    bench.send(R"(email_configs:
- to: a@example.org
  auth_username: me
  auth_password: pass
  auth_identity: other
  require_tls: false
  tls_config: {server_name: tls.example})",
               ReceiverBench::notification(), kGlobal);
    const auto& mail = bench.network.mails.at(0);
    QCOMPARE(mail.security, http::MailSecurity::kNone);
    QCOMPARE(shown(mail.hello + mail.login->username + mail.login->password + mail.login->identity),
             QString("me.examplemepassother"));
    QCOMPARE(shown(mail.tls->serverName), QString("tls.example"));
    QVERIFY(mail.timeout <= std::chrono::seconds(60));
}

void TestEmail::tlsBeginsAtOnceOnPort465() {
    const auto security = [](const std::string& entry) {
        ReceiverBench bench;
        bench.send("email_configs: [{to: a@b.org, " + entry + "}]", ReceiverBench::notification(), kGlobal);
        return bench.network.mails.at(0).security;
    };
    QCOMPARE(security("smarthost: 'x:465'"), http::MailSecurity::kTls);
    QCOMPARE(security("smarthost: 'x:465', force_implicit_tls: false"), http::MailSecurity::kStartTls);
    QCOMPARE(security("smarthost: 'x:25', force_implicit_tls: true"), http::MailSecurity::kTls);
    QCOMPARE(security("smarthost: 'x:25'"), http::MailSecurity::kStartTls);
}

void TestEmail::passwordsAreReadFromTheirFilesAtEachMail() {
    QTemporaryDir directory;
    const auto path = directory.filePath("password").toStdString();
    const auto entry =
        fmt::format("email_configs: [{{to: a@b.org, auth_username: u, auth_password_file: '{}'}}]", path);
    ReceiverBench bench;
    QCOMPARE(bench.send(entry, ReceiverBench::notification(), kGlobal).kind, Outcome::Kind::kFailed);
    std::ofstream(path) << "one\n";
    bench.send(entry, ReceiverBench::notification(), kGlobal);
    QCOMPARE(shown(bench.network.mails.at(0).login->password), QString("one"));
}

void TestEmail::headersAreTemplatesAndNoneCanBeAddedByAnAlert() {
    ReceiverBench bench;
    auto message = ReceiverBench::notification();
    message.groupLabels = {{"a", "x\r\nBcc: evil@example.org\r\n\r\nbody"}};
    const auto outcome = bench.send(
        "email_configs: [{to: a@b.org, headers: {subject: 'S {{ .GroupLabels.a }}', x-tag: '{{ .Status }}'}}]", message,
        kGlobal);
    QVERIFY2(outcome.kind == Outcome::Kind::kSent, outcome.error.c_str());
    const auto& text = bench.network.mails.at(0).message;
    QCOMPARE(headerOf(text, "X-Tag"), QString("firing"));
    QCOMPARE(headerOf(text, "Bcc"), QString("none"));
    QCOMPARE(headerOf(text, "Subject"), QString("=?utf-8?q?S_x=0D=0ABcc:_evil@example.org=0D=0A=0D=0Abody?="));
}

void TestEmail::mailsOfAGroupAreOneThread() {
    const auto thread = [](const std::string& byDate, const std::string& groupKey) {
        ReceiverBench bench;
        auto message = ReceiverBench::notification();
        message.groupKey = groupKey;
        bench.send("email_configs: [{to: a@b.org, threading: {enabled: true, thread_by_date: " + byDate + "}}]",
                   message, kGlobal);
        const auto& text = bench.network.mails.at(0).message;
        return headerOf(text, "References") == headerOf(text, "In-Reply-To") ? headerOf(text, "References") : "differ";
    };
    QVERIFY(QRegularExpression("^<alert-[0-9a-f]{16}-@alertmanager>$").match(thread("none", "{}:{}")).hasMatch());
    QCOMPARE(thread("none", "{}:{}"), thread("none", "{}:{}"));
    QVERIFY(thread("none", "{}:{}") != thread("none", "{}:{a=\"b\"}"));
    QVERIFY(
        QRegularExpression("^<alert-[0-9a-f]{16}-2023-11-1[45]@alertmanager>$").match(thread("daily", "x")).hasMatch());
}

void TestEmail::addressesAreRead_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("read");
    QTest::newRow("bare") << "a@b.org" << "|a@b.org";
    QTest::newRow("several") << " a@b , c@d ,, <e@f> " << "|a@b;|c@d;|e@f";
    QTest::newRow("names") << "Jo van D. <jo@x>, \"A, \\\"B\\\"\" <ab@x>" << "Jo van D.|jo@x;A, \"B\"|ab@x";
    QTest::newRow("comments") << "a@b (home (old)), (x) c@d" << "|a@b;|c@d";
    QTest::newRow("quoted local part") << "\"a\"@b" << "|a@b";
    QTest::newRow("domain literal") << "a@[192.0.2.1]" << "|a@[192.0.2.1]";
    QTest::newRow("letters") << "Jörg <jörg@exämple.org>" << "Jörg|jörg@exämple.org";
}

void TestEmail::addressesAreRead() {
    QFETCH(QString, text);
    QFETCH(QString, read);
    const auto addresses = parseAddressList(text.toStdString());
    QVERIFY2(addresses, addresses ? "" : addresses.error().message().c_str());
    QStringList list;
    for (const auto& [name, address] : *addresses) {
        list << QString::fromStdString(name + "|" + address);
    }
    QCOMPARE(list.join(';'), read);
}

void TestEmail::badAddressesAreRefused_data() {
    QTest::addColumn<QString>("text");
    for (const auto* text :
         {"", " , ", "a", "a@", "@b", "a@b c@d", "<a@b", "a b@c", "Jo <a@b>x", "\"a", "a@b (", "a@b\x01"}) {
        QTest::newRow(text) << text;
    }
}

void TestEmail::badAddressesAreRefused() {
    QFETCH(QString, text);
    const auto addresses = parseAddressList(text.toStdString());
    QVERIFY(!addresses);
    QVERIFY(shown(addresses.error().message()).startsWith("mail: "));
}

void TestEmail::longWordsAreFoldedBetweenLetters() {
    std::string value;
    for (int i = 0; i < 60; ++i) {
        value += "ä ";
    }
    const auto text = shown(headerText("Subject", value));
    for (const auto& line : text.split("\r\n ")) {
        QVERIFY(line.size() <= 75);
        QVERIFY(line.startsWith("=?utf-8?q?") && line.endsWith("?="));
        QVERIFY(!line.contains("=C3?="));
    }
    QCOMPARE(shown(headerText("To", "Jörg <j@x>, b@x")), QString("=?utf-8?q?J=C3=B6rg?= <j@x>,\r\n b@x"));
    QCOMPARE(shown(headerText("Subject", "plain = ? _ text")), QString("plain = ? _ text"));
}

void TestEmail::quotedPrintableKeepsEveryByte_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("encoded");
    QTest::newRow("equals") << "a=b" << "a=3Db";
    QTest::newRow("lines") << "a\nb\r\nc\rd" << "a\r\nb\r\nc\r\nd";
    QTest::newRow("blanks at ends") << "a \nb\t" << "a=20\r\nb=09";
    QTest::newRow("letters") << "ü" << "=C3=BC";
    QTest::newRow("long") << QString(80, 'x') << QString(75, 'x') + "=\r\n" + QString(5, 'x');
    QTest::newRow("nothing") << "" << "";
}

void TestEmail::quotedPrintableKeepsEveryByte() {
    QFETCH(QString, text);
    QFETCH(QString, encoded);
    QCOMPARE(shown(quotedPrintable(text.toStdString())), encoded);
}

void TestEmail::outcomesAreJudged_data() {
    QTest::addColumn<http::MailStage>("stage");
    QTest::addColumn<QString>("reply");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<Outcome::Kind>("kind");
    QTest::addColumn<Outcome::Cause>("cause");
    using enum Outcome::Kind;
    using enum Outcome::Cause;
    QTest::newRow("wrong password") << http::MailStage::kLogin << "535 no" << ErrorCode::kIo << kFailed
                                    << kAuthentication;
    QTest::newRow("login later") << http::MailStage::kLogin << "454 busy" << ErrorCode::kIo << kRetry << kOther;
    QTest::newRow("greylisted") << http::MailStage::kRecipient << "451 later" << ErrorCode::kIo << kRetry << kOther;
    QTest::newRow("refused") << http::MailStage::kRecipient << "550 who" << ErrorCode::kIo << kRetry << kOther;
    QTest::newRow("late") << http::MailStage::kData << "354 go" << ErrorCode::kTimeout << kRetry << kDeadline;
    QTest::newRow("no way in") << http::MailStage::kLogin << "250 ok" << ErrorCode::kInvalidArgument << kFailed
                               << kOther;
}

void TestEmail::outcomesAreJudged() {
    QFETCH(http::MailStage, stage);
    QFETCH(QString, reply);
    QFETCH(ErrorCode, code);
    QFETCH(Outcome::Kind, kind);
    QFETCH(Outcome::Cause, cause);
    ReceiverBench bench;
    bench.network.mailOutcome = http::MailOutcome{.stage = stage,
                                                  .reply = reply.toStdString(),
                                                  .error = Error(code, "auth: " + reply.toStdString() + " hunter22")};
    const auto outcome = bench.send("email_configs: [{to: a@b.org, auth_username: u, auth_password: hunter22}]",
                                    ReceiverBench::notification(), kGlobal);
    QCOMPARE(outcome.kind, kind);
    QCOMPARE(outcome.cause, cause);
    QCOMPARE(shown(outcome.answer), reply);
    QVERIFY(!outcome.error.contains("hunter22"));
}

void TestEmail::badEntriesAreRefused_data() {
    QTest::addColumn<QString>("entry");
    QTest::addColumn<QString>("reason");
    QTest::newRow("to") << "{}" << "missing to address in email config";
    QTest::newRow("server") << "{to: a@b, from: c@d}" << "no global SMTP smarthost set";
    QTest::newRow("from") << "{to: a@b, smarthost: 'x:25'}" << "no global SMTP from set";
    QTest::newRow("port") << "{to: a@b, from: c@d, smarthost: x}" << "missing port in address";
    QTest::newRow("twice") << "{to: a@b, headers: {Subject: a, subject: b}}" << "duplicate header \"Subject\"";
    QTest::newRow("thread") << "{to: a@b, threading: {enabled: true}}" << "must be either 'none' or 'daily'";
    QTest::newRow("both") << "{to: a@b, from: c@d, smarthost: 'x:25', auth_password: x, auth_password_file: y}"
                          << "at most one of";
}

void TestEmail::badEntriesAreRefused() {
    QFETCH(QString, entry);
    QFETCH(QString, reason);
    const auto options = ReceiverBench::read("email_configs: [" + entry.toStdString() + "]");
    QVERIFY(!options);
    QVERIFY2(shown(options.error().message()).contains(reason), options.error().message().c_str());
}

QTEST_GUILESS_MAIN(TestEmail)
#include "test_email.moc"
