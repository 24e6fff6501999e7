// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <csignal>
#include <fmt/format.h>
#include <optional>

#include "core/http/smtp_peer.h"
#include "http/transport.h"

using namespace hearth;
using namespace hearth::http;
using hearth::tests::RawPeer;
using hearth::tests::SmtpPeer;

namespace {

constexpr std::array<std::string_view, 7> kNames{"resolve", "connect", "tls", "hello", "login", "send", "answer"};

/// `resolve connect hello !login`
QString stepsOf(const ExchangeRecord& record) {
    QStringList names;
    for (const auto& step : record.steps()) {
        names << QString::fromLatin1(kNames.at(static_cast<std::size_t>(step.step)).data());
    }
    if (const auto failed = record.failedStep()) {
        names << "!" + QString::fromLatin1(kNames.at(static_cast<std::size_t>(*failed)).data());
    }
    return names.join(' ');
}

QStringList linesOf(const ExchangeRecord& record) {
    QStringList lines;
    for (const auto& line : record.lines()) {
        lines << (line.sent ? "> " : "< ") + QString::fromStdString(line.text);
    }
    return lines;
}

void waitFor(Transport& transport, const bool& ended) {
    const auto giveUp = SystemClock().monotonic() + std::chrono::seconds(20);
    while (!ended && SystemClock().monotonic() < giveUp) {
        transport.poll(giveUp);
    }
}

std::shared_ptr<ExchangeRecord> recordOf(MailRequest mail) {
    auto record = std::make_shared<ExchangeRecord>();
    mail.record = record;
    mail.from = "hearth@example.org";
    mail.to = {"one@example.org"};
    mail.message = "Subject: hello\r\n\r\nbody\r\n";
    const auto transport = makeCurlTransport("Hearth/test");
    bool ended = false;
    transport->startMail(std::move(mail), [&ended](MailOutcome&&) { ended = true; });
    waitFor(*transport, ended);
    return record;
}

std::shared_ptr<ExchangeRecord> recordOf(ClientRequest request) {
    auto record = std::make_shared<ExchangeRecord>();
    request.record = record;
    const auto transport = makeCurlTransport("Hearth/test");
    bool ended = false;
    transport->start(std::move(request), [&ended](Result<ClientResponse>&&) { ended = true; });
    waitFor(*transport, ended);
    return record;
}

/// A port where nobody listens.
std::uint16_t closedPort() {
    return RawPeer([](int) {}).port();
}

MailRequest mailTo(const SmtpPeer& peer, MailSecurity security = MailSecurity::kNone) {
    MailRequest mail;
    mail.server = peer.address();
    mail.security = security;
    mail.timeout = std::chrono::milliseconds(1500);
    return mail;
}

} // namespace

class TestExchangeRecord : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() { std::signal(SIGPIPE, SIG_IGN); }

    void aMailThatIsTakenTellsAllItsStepsInOrder();
    void theLoginIsNotInTheTranscript_data();
    void theLoginIsNotInTheTranscript();
    void aFailureNamesItsStep_data();
    void aFailureNamesItsStep();
    void aRequestTellsItsSteps();
    void aRequestThatFailsNamesItsStep_data();
    void aRequestThatFailsNamesItsStep();
    void theSecondRequestConnectsAnew();
    void timesDoNotGoBack();
};

void TestExchangeRecord::aMailThatIsTakenTellsAllItsStepsInOrder() {
    const SmtpPeer peer(
        SmtpPeer::Replies{{"EHLO", "250-peer\r\n250 AUTH PLAIN"}, {"AUTH", "235 welcome"}, {".", "250 queued as 7"}});
    auto mail = mailTo(peer);
    mail.login = MailLogin{.username = "me", .password = "sesame", .secret = {}, .identity = {}};
    const auto record = recordOf(std::move(mail));
    QCOMPARE(stepsOf(*record), QString("resolve connect hello login send answer"));
    const auto lines = linesOf(*record);
    QCOMPARE(lines.first(), QString("< 220 peer ready"));
    QVERIFY(lines.contains("> MAIL FROM:<hearth@example.org>"));
    QVERIFY(lines.contains("< 250 queued as 7"));
    QVERIFY(lines.contains("> AUTH PLAIN ***"));
}

void TestExchangeRecord::theLoginIsNotInTheTranscript_data() {
    QTest::addColumn<QString>("mechanism");
    QTest::newRow("PLAIN") << "PLAIN";
    QTest::newRow("LOGIN") << "LOGIN";
    QTest::newRow("CRAM-MD5") << "CRAM-MD5";
}

void TestExchangeRecord::theLoginIsNotInTheTranscript() {
    QFETCH(const QString, mechanism);
    const SmtpPeer peer(SmtpPeer::Replies{{"EHLO", fmt::format("250-peer\r\n250 AUTH {}", mechanism.toStdString())},
                                          {"AUTH", mechanism == "PLAIN" ? "535 no" : "334 VXNlcm5hbWU6"},
                                          {"bWU=", "334 UGFzc3dvcmQ6"},
                                          {"c2VzYW1l", "535 no"}});
    auto mail = mailTo(peer);
    mail.login = MailLogin{.username = "me", .password = "sesame", .secret = "sesame", .identity = {}};
    const auto record = recordOf(std::move(mail));
    const auto all = linesOf(*record).join('\n');
    QVERIFY2(!all.contains("sesame") && !all.contains("c2VzYW1l") && !all.contains("AG1lAHNlc2FtZQ"), qPrintable(all));
    QVERIFY2(all.contains("***"), qPrintable(all));
}

void TestExchangeRecord::aFailureNamesItsStep_data() {
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("reply");
    QTest::addColumn<bool>("startTls");
    QTest::addColumn<QString>("steps");
    QTest::newRow("login refused") << "AUTH" << "535 bad password" << false << "resolve connect hello !login";
    QTest::newRow("sender refused") << "MAIL" << "550 not you" << false << "resolve connect hello login !send";
    QTest::newRow("message refused") << "." << "554 spam" << false << "resolve connect hello login !send";
    QTest::newRow("no greeting") << "" << "" << false << "resolve connect !hello";
    QTest::newRow("silent at the login") << "AUTH" << "" << false << "resolve connect hello !login";
    QTest::newRow("TLS that is none") << "STARTTLS" << "220 go ahead" << true << "resolve connect hello !tls";
}

void TestExchangeRecord::aFailureNamesItsStep() {
    QFETCH(const QString, word);
    QFETCH(const QString, reply);
    QFETCH(const bool, startTls);
    QFETCH(const QString, steps);
    SmtpPeer::Replies replies{{"EHLO", startTls ? "250 STARTTLS" : "250-peer\r\n250 AUTH PLAIN"},
                              {"AUTH", "235 welcome"}};
    replies[word.toStdString()] = reply.toStdString();
    const SmtpPeer peer(std::move(replies));
    auto mail = mailTo(peer, startTls ? MailSecurity::kStartTls : MailSecurity::kNone);
    mail.login = MailLogin{.username = "me", .password = "sesame", .secret = {}, .identity = {}};
    QCOMPARE(stepsOf(*recordOf(std::move(mail))), steps);
}

void TestExchangeRecord::aRequestTellsItsSteps() {
    RawPeer peer([](int socket) {
        tests::readRequestHead(socket);
        tests::sendBytes(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    });
    ClientRequest request;
    request.url = fmt::format("http://127.0.0.1:{}/hook", peer.port());
    QCOMPARE(stepsOf(*recordOf(std::move(request))), QString("resolve connect send answer"));
}

void TestExchangeRecord::aRequestThatFailsNamesItsStep_data() {
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("steps");
    QTest::newRow("no such name") << "http://no-such-host.invalid/" << "!resolve";
    QTest::newRow("nobody listens") << QString("http://127.0.0.1:%1/").arg(closedPort()) << "resolve !connect";
    QTest::newRow("no TLS there") << "https://127.0.0.1:PORT/" << "resolve connect !tls";
    QTest::newRow("silence") << "http://127.0.0.1:PORT/silent" << "resolve connect send !answer";
}

void TestExchangeRecord::aRequestThatFailsNamesItsStep() {
    QFETCH(QString, url);
    QFETCH(const QString, steps);
    RawPeer peer([](int socket) {
        char byte = 0;
        const auto size = ::recv(socket, &byte, 1, MSG_PEEK);
        if (size == 1 && byte == 'P') {
            while (::recv(socket, &byte, 1, 0) > 0) { // says nothing until the client goes
            }
        } else {
            tests::sendBytes(socket, "220 this is no TLS\r\n");
        }
    });
    ClientRequest request;
    request.method = "POST";
    request.url = url.replace("PORT", QString::number(peer.port())).toStdString();
    request.timeout = std::chrono::milliseconds(1500);
    QCOMPARE(stepsOf(*recordOf(std::move(request))), steps);
}

void TestExchangeRecord::theSecondRequestConnectsAnew() {
    RawPeer peer([](int socket) {
        while (!tests::readRequestHead(socket).empty()) {
            tests::sendBytes(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        }
    });
    const auto transport = makeCurlTransport("Hearth/test");
    for (int i = 0; i < 2; ++i) {
        auto record = std::make_shared<ExchangeRecord>();
        ClientRequest request;
        request.url = fmt::format("http://127.0.0.1:{}/", peer.port());
        request.record = record;
        bool ended = false;
        transport->start(std::move(request), [&ended](Result<ClientResponse>&&) { ended = true; });
        waitFor(*transport, ended);
        QCOMPARE(stepsOf(*record), QString("resolve connect send answer"));
    }
    QCOMPARE(peer.accepted(), 2);
}

void TestExchangeRecord::timesDoNotGoBack() {
    const SmtpPeer peer(SmtpPeer::Replies{{"EHLO", "250 peer"}});
    const auto record = recordOf(mailTo(peer));
    Nanoseconds last{};
    for (const auto& step : record->steps()) {
        QVERIFY(step.at >= last);
        last = step.at;
    }
    QVERIFY(last < std::chrono::seconds(10));
}

QTEST_GUILESS_MAIN(TestExchangeRecord)
#include "test_exchange_record.moc"
