// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>
#include <csignal>
#include <fmt/format.h>
#include <optional>

#include "core/http/smtp_peer.h"
#include "http/mail_dialog.h"
#include "http/transport.h"

using namespace hearth;
using namespace hearth::http;
using hearth::tests::SmtpPeer;

namespace {

MailRequest mailTo(const SmtpPeer& peer) {
    MailRequest mail;
    mail.server = peer.address();
    mail.security = MailSecurity::kNone;
    mail.from = "hearth@example.org";
    mail.to = {"one@example.org", "two@example.org"};
    mail.message = "Subject: hello\r\n\r\n.begins with a dot\r\nends\r\n";
    return mail;
}

MailLogin loginOf(std::string password, std::string secret = {}) {
    return {.username = "me", .password = std::move(password), .secret = std::move(secret), .identity = {}};
}

QString text(std::string_view bytes) {
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

QStringList lines(const std::vector<std::string>& commands) {
    QStringList list;
    for (const auto& command : commands) {
        list << QString::fromStdString(command);
    }
    return list;
}

QString errorOf(const MailOutcome& outcome) {
    return outcome.error ? QString::fromStdString(outcome.error->message()) : QString("sent");
}

} // namespace

class TestMail : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() { std::signal(SIGPIPE, SIG_IGN); }

    void aMailReachesAllItsRecipients();
    void theServersWordsAreKept();
    void refusalsNameTheCommandAndRepeatTheReply_data();
    void refusalsNameTheCommandAndRepeatTheReply();
    void theServersListDecidesHowToLogIn_data();
    void theServersListDecidesHowToLogIn();
    void aPasswordIsNotSaidWhereOthersListen();
    void aServerWithoutLoginIsGivenTheMail();
    void aServerWithoutStartTlsIsRefused();
    void aServerThatHangsIsGivenUp_data();
    void aServerThatHangsIsGivenUp();
    void goodbyesAreNotWaitedFor();
    void nobodyListening();
    void addressesCannotCarryCommands_data();
    void addressesCannotCarryCommands();
    void manyMailsGoAtOnceAndNoneIsLost();
    void aCanceledMailIsNotHeardOfAgain();
    void aTransportEndsWithMailsUnderWay();

  private:
    MailOutcome send(MailRequest mail);
};

MailOutcome TestMail::send(MailRequest mail) {
    const auto transport = makeCurlTransport("Hearth/test");
    std::optional<MailOutcome> outcome;
    transport->startMail(std::move(mail), [&outcome](MailOutcome&& ended) { outcome = std::move(ended); });
    const auto giveUp = SystemClock().monotonic() + std::chrono::seconds(20);
    while (!outcome && SystemClock().monotonic() < giveUp) {
        transport->poll(giveUp);
    }
    return outcome.value_or(MailOutcome{});
}

void TestMail::aMailReachesAllItsRecipients() {
    SmtpPeer peer;
    const auto outcome = send(mailTo(peer));
    QCOMPARE(errorOf(outcome), QString("sent"));
    const auto commands = lines(peer.commands());
    QCOMPARE(commands.mid(0, 5).join('|'),
             QString("EHLO localhost|MAIL FROM:<hearth@example.org>|RCPT TO:<one@example.org>|RCPT "
                     "TO:<two@example.org>|DATA"));
    QCOMPARE(text(peer.message()), QString("Subject: hello\r\n\r\n..begins with a dot\r\nends\r\n"));
}

void TestMail::theServersWordsAreKept() {
    SmtpPeer peer(SmtpPeer::Replies{{".", "250-2.0.0 taken\r\n250 queued as \x07 4B2"}});
    const auto outcome = send(mailTo(peer));
    QVERIFY(outcome.isSent());
    QCOMPARE(outcome.stage, MailStage::kAccepted);
    QCOMPARE(text(outcome.reply), QString("250 2.0.0 taken queued as   4B2"));
    QCOMPARE(outcome.replyCode(), 250);
}

void TestMail::refusalsNameTheCommandAndRepeatTheReply_data() {
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("reply");
    QTest::addColumn<QString>("error");
    QTest::newRow("greeting") << "" << "554 no service" << "establish connection to server: 554 no service";
    QTest::newRow("sender") << "MAIL" << "451 4.7.1 later" << "send MAIL command: 451 4.7.1 later";
    QTest::newRow("recipient") << "RCPT" << "550 5.1.1 who?" << "send RCPT command: 550 5.1.1 who?";
    QTest::newRow("data") << "DATA" << "503 no" << "delivery failure: 503 no";
    QTest::newRow("message") << "." << "554 5.7.1 spam" << "delivery failure: 554 5.7.1 spam";
}

void TestMail::refusalsNameTheCommandAndRepeatTheReply() {
    QFETCH(QString, command);
    QFETCH(QString, reply);
    QFETCH(QString, error);
    SmtpPeer peer(SmtpPeer::Replies{{command.toStdString(), reply.toStdString()}});
    const auto outcome = send(mailTo(peer));
    QCOMPARE(errorOf(outcome), error);
    QCOMPARE(text(outcome.reply), reply);
}

void TestMail::theServersListDecidesHowToLogIn_data() {
    QTest::addColumn<QString>("offered");
    QTest::addColumn<QString>("password");
    QTest::addColumn<QString>("secret");
    QTest::addColumn<QString>("command");
    QTest::newRow("plain first") << "PLAIN LOGIN CRAM-MD5" << "p" << "s" << "AUTH PLAIN AG1lAHA=";
    QTest::newRow("login first") << "LOGIN PLAIN" << "p" << "s" << "AUTH LOGIN";
    QTest::newRow("a secret first") << "CRAM-MD5 PLAIN" << "p" << "s" << "AUTH CRAM-MD5";
    QTest::newRow("no secret") << "CRAM-MD5 LOGIN" << "p" << "" << "AUTH LOGIN";
    QTest::newRow("only a secret") << "PLAIN CRAM-MD5" << "" << "s" << "AUTH CRAM-MD5";
    QTest::newRow("unknown ones") << "XOAUTH2 GSSAPI PLAIN" << "p" << "s" << "AUTH PLAIN AG1lAHA=";
}

void TestMail::theServersListDecidesHowToLogIn() {
    QFETCH(QString, offered);
    QFETCH(QString, password);
    QFETCH(QString, secret);
    QFETCH(QString, command);
    SmtpPeer peer(SmtpPeer::Replies{{"EHLO", "250-peer\r\n250-AUTH " + offered.toStdString() + "\r\n250 SIZE 1000000"},
                                    {"AUTH", "535 5.7.8 wrong"}});
    auto mail = mailTo(peer);
    mail.login = loginOf(password.toStdString(), secret.toStdString());
    const auto outcome = send(std::move(mail));
    QCOMPARE(errorOf(outcome), QString("auth: 535 5.7.8 wrong"));
    QCOMPARE(outcome.stage, MailStage::kLogin);
    QVERIFY2(lines(peer.commands()).contains(command), qPrintable(lines(peer.commands()).join('|')));
}

void TestMail::aPasswordIsNotSaidWhereOthersListen() {
    const auto login = loginOf("p");
    QCOMPARE(text(chooseMechanism("PLAIN LOGIN", login, false).error().message()),
             QString("PLAIN auth: unencrypted connection"));
    QCOMPARE(*chooseMechanism("LOGIN PLAIN", login, false), MailMechanism::kLogin);
    QCOMPARE(
        text(chooseMechanism("CRAM-MD5 XOAUTH2", login, true).error().message()),
        QString("find auth mechanism: missing secret for CRAM-MD5 auth mechanism; unknown auth mechanism: XOAUTH2"));
}

void TestMail::aServerWithoutLoginIsGivenTheMail() {
    SmtpPeer peer;
    auto mail = mailTo(peer);
    mail.login = loginOf("p");
    QCOMPARE(errorOf(send(std::move(mail))), QString("sent"));
}

void TestMail::aServerWithoutStartTlsIsRefused() {
    SmtpPeer peer(SmtpPeer::Replies{{"EHLO", "250-peer\r\n250 AUTH PLAIN"}});
    auto mail = mailTo(peer);
    mail.security = MailSecurity::kStartTls;
    mail.login = loginOf("p");
    QCOMPARE(errorOf(send(std::move(mail))),
             QString("'require_tls' is true (default) but \"%1\" does not advertise the STARTTLS extension")
                 .arg(QString::fromStdString(peer.address())));
    QVERIFY(!lines(peer.commands()).join('|').contains("AUTH"));
}

void TestMail::aServerThatHangsIsGivenUp_data() {
    QTest::addColumn<QString>("command");
    for (const auto* command : {"", "EHLO", "MAIL", "DATA", "."}) {
        QTest::newRow(command) << command;
    }
}

void TestMail::aServerThatHangsIsGivenUp() {
    QFETCH(QString, command);
    SmtpPeer peer(SmtpPeer::Replies{{command.toStdString(), ""}});
    auto mail = mailTo(peer);
    mail.timeout = std::chrono::milliseconds(300);
    const auto outcome = send(std::move(mail));
    QVERIFY(outcome.error.has_value());
    QCOMPARE(outcome.error->code(), ErrorCode::kTimeout);
    QVERIFY2(errorOf(outcome).endsWith("context deadline exceeded"), qPrintable(errorOf(outcome)));
}

void TestMail::goodbyesAreNotWaitedFor() {
    SmtpPeer peer(SmtpPeer::Replies{{"QUIT", ""}, {".", "250 queued"}});
    const auto begin = SystemClock().monotonic();
    const auto transport = makeCurlTransport("Hearth/test");
    std::optional<MailOutcome> outcome;
    transport->startMail(mailTo(peer), [&outcome](MailOutcome&& ended) { outcome = std::move(ended); });
    while (!outcome) {
        transport->poll(begin + std::chrono::seconds(20));
    }
    QVERIFY(outcome->isSent());
    QVERIFY(SystemClock().monotonic() - begin < std::chrono::seconds(2));
}

void TestMail::nobodyListening() {
    auto mail = MailRequest();
    {
        SmtpPeer peer;
        mail = mailTo(peer);
    }
    const auto server = QString::fromStdString(mail.server);
    QCOMPARE(errorOf(send(std::move(mail))),
             QString("establish connection to server: dial tcp %1: connect: connection refused").arg(server));
}

void TestMail::addressesCannotCarryCommands_data() {
    QTest::addColumn<QString>("address");
    QTest::newRow("line break") << "a@b>\r\nRCPT TO:<c@d";
    QTest::newRow("bracket") << "a@b> SIZE=1";
    QTest::newRow("blank") << "a b@c";
    QTest::newRow("nothing") << "";
}

void TestMail::addressesCannotCarryCommands() {
    QFETCH(QString, address);
    SmtpPeer peer;
    auto mail = mailTo(peer);
    mail.to = {address.toStdString()};
    const auto outcome = send(std::move(mail));
    QVERIFY(outcome.error.has_value());
    QCOMPARE(outcome.error->code(), ErrorCode::kInvalidArgument);
    QCOMPARE(peer.connections(), 0);
}

void TestMail::manyMailsGoAtOnceAndNoneIsLost() {
    constexpr int kMails = 40;
    SmtpPeer peer;
    const auto transport = makeCurlTransport("Hearth/test");
    int sent = 0;
    int ended = 0;
    for (int i = 0; i < kMails; ++i) {
        transport->startMail(mailTo(peer), [&](MailOutcome&& outcome) {
            sent += outcome.isSent() ? 1 : 0;
            ++ended;
        });
    }
    const auto giveUp = SystemClock().monotonic() + std::chrono::seconds(60);
    while (ended < kMails && SystemClock().monotonic() < giveUp) {
        transport->poll(giveUp);
    }
    QCOMPARE(ended, kMails);
    QCOMPARE(sent, kMails);
}

void TestMail::aCanceledMailIsNotHeardOfAgain() {
    SmtpPeer peer(SmtpPeer::Replies{{"EHLO", ""}});
    const auto transport = makeCurlTransport("Hearth/test");
    bool told = false;
    const auto id = transport->startMail(mailTo(peer), [&told](MailOutcome&&) { told = true; });
    transport->cancel(id);
    transport->poll(SystemClock().monotonic() + std::chrono::milliseconds(50));
    QVERIFY(!told);
}

void TestMail::aTransportEndsWithMailsUnderWay() {
    SmtpPeer peer(SmtpPeer::Replies{{"EHLO", ""}});
    const auto begin = SystemClock().monotonic();
    {
        const auto transport = makeCurlTransport("Hearth/test");
        transport->startMail(mailTo(peer), [](MailOutcome&&) {});
        transport->startMail(mailTo(peer), [](MailOutcome&&) {});
    }
    QVERIFY(SystemClock().monotonic() - begin < std::chrono::seconds(5));
}

QTEST_GUILESS_MAIN(TestMail)
#include "test_mail.moc"
