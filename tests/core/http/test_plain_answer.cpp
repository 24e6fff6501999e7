// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <array>
#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/http/raw_peer.h"
#include "http/chunked_body.h"
#include "http/plain_answer.h"
#include "http/plain_request.h"

using namespace hearth;
using namespace hearth::http;
using Progress = PlainAnswer::Progress;

namespace {

constexpr std::uint64_t kNoLimit = 1U << 30U;

/// A peer that says what it is told, in pieces, to one PlainAnswer.
class Wire {
  public:
    Wire() { ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, m_ends.data()); }
    ~Wire() {
        ::close(m_ends[0]);
        hangUp();
    }
    Wire(const Wire&) = delete;
    Wire& operator=(const Wire&) = delete;

    void say(std::string_view bytes) const { tests::sendBytes(m_ends[1], bytes); }
    void hangUp() {
        if (m_ends[1] >= 0) {
            ::close(m_ends[1]);
            m_ends[1] = -1;
        }
    }
    int socket() const { return m_ends[0]; }

  private:
    std::array<int, 2> m_ends{};
};

std::string chunked(std::string_view head, const std::vector<std::string>& chunks) {
    std::string out(head);
    for (const auto& chunk : chunks) {
        out += fmt::format("{:x}\r\n{}\r\n", chunk.size(), chunk);
    }
    return out + "0\r\n\r\n";
}

const std::string kOk = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n";

} // namespace

class TestPlainAnswer : public QObject {
    Q_OBJECT

  private slots:
    void anAnswerIsReadAsSent_data() {
        QTest::addColumn<std::string>("bytes");
        QTest::addColumn<std::string>("body");
        QTest::addColumn<bool>("keepsAlive");
        const auto row = [](const char* name, const std::string& bytes, const std::string& body, bool keepsAlive) {
            QTest::newRow(name) << bytes << body << keepsAlive;
        };
        row("with a length", kOk + "Content-Length: 5\r\n\r\nhello", "hello", true);
        row("empty", kOk + "Content-Length: 0\r\n\r\n", "", true);
        row("in chunks", chunked(kOk + "Transfer-Encoding: chunked\r\n\r\n", {"hel", "lo", " world"}), "hello world",
            true);
        row("chunks with extensions and trailers",
            kOk + "transfer-encoding: Chunked\r\n\r\n5;a=b\r\nhello\r\n000 \r\nX-Sum: 1\r\n\r\n", "hello", true);
        row("that closes", kOk + "Connection: close\r\nContent-Length: 5\r\n\r\nhello", "hello", false);
        row("of HTTP/1.0", "HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello", "hello", false);
        row("of HTTP/1.0 that stays", "HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 5\r\n\r\nhello",
            "hello", true);
        row("without a reason", "HTTP/1.1 200\r\nContent-Length: 5\r\n\r\nhello", "hello", true);
        row("without content", "HTTP/1.1 204 No Content\r\n\r\n", "", true);
        row("with more than it announced", kOk + "Content-Length: 5\r\n\r\nhello, you", "hello", false);
    }
    void anAnswerIsReadAsSent() {
        QFETCH(std::string, bytes);
        QFETCH(std::string, body);
        QFETCH(bool, keepsAlive);
        const auto headSize = bytes.find("\r\n\r\n") + 4;
        // The guess at the head's size may be right, too small, too large or missing.
        for (const auto guess :
             {std::size_t(0), headSize, headSize - 1, headSize + 1, std::size_t(1), headSize + 500}) {
            const Wire wire;
            PlainAnswer answer;
            std::string memory;
            memory.reserve(1000);
            answer.begin(std::move(memory), kNoLimit, guess);
            QCOMPARE(answer.read(wire.socket()), Progress::kWaiting);
            wire.say(bytes);
            QCOMPARE(answer.read(wire.socket()), Progress::kComplete);
            QCOMPARE(answer.response().body, body);
            QCOMPARE(answer.headSize(), headSize);
            QCOMPARE(answer.keepsAlive(), keepsAlive);
        }
    }

    void piecesMakeTheSameAnswer() {
        const auto head = kOk + "Transfer-Encoding: chunked\r\n\r\n";
        const auto bytes = chunked(head, {"a", std::string(70, 'b'), "cc"});
        for (const auto guess : {std::size_t(0), head.size()}) {
            for (std::size_t cut = 1; cut < bytes.size(); ++cut) {
                const Wire wire;
                PlainAnswer answer;
                answer.begin({}, kNoLimit, guess);
                wire.say(bytes.substr(0, cut));
                QCOMPARE(answer.read(wire.socket()), Progress::kWaiting);
                wire.say(bytes.substr(cut));
                QCOMPARE(answer.read(wire.socket()), Progress::kComplete);
                QCOMPARE(answer.response().body, "a" + std::string(70, 'b') + "cc");
            }
        }
    }

    void anAnswerCutOffAnywhereIsNotComplete() {
        for (const auto& bytes : {kOk + "Content-Length: 5\r\n\r\nhello",
                                  chunked(kOk + "Transfer-Encoding: chunked\r\n\r\n", {"hello", " world"})}) {
            for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
                Wire wire;
                PlainAnswer answer;
                answer.begin({}, kNoLimit, 0);
                wire.say(bytes.substr(0, cut));
                wire.hangUp();
                QCOMPARE(answer.read(wire.socket()), Progress::kEnded);
                QVERIFY(!answer.keepsAlive());
                QCOMPARE(answer.hasBegun(), cut > 0);
            }
        }
    }

    void aBodyWithoutAnEndLastsUntilThePeerCloses() {
        Wire wire;
        PlainAnswer answer;
        answer.begin({}, kNoLimit, 0);
        wire.say(kOk + "\r\nhel");
        QCOMPARE(answer.read(wire.socket()), Progress::kWaiting);
        wire.say("lo");
        wire.hangUp();
        QCOMPARE(answer.read(wire.socket()), Progress::kComplete);
        QCOMPARE(answer.response().body, std::string("hello"));
        QVERIFY(!answer.keepsAlive());
    }

    void oddAnswersAreLeftToOthers_data() {
        QTest::addColumn<std::string>("bytes");
        const auto row = [](const char* name, const std::string& bytes) { QTest::newRow(name) << bytes; };
        row("no HTTP", "hello there, who are you\r\n\r\n");
        row("HTTP/2", "HTTP/2 200\r\n\r\n");
        row("an interim answer", "HTTP/1.1 100 Continue\r\n\r\n" + kOk + "Content-Length: 0\r\n\r\n");
        row("a status of letters", "HTTP/1.1 2x0 OK\r\n\r\n");
        row("a folded header", kOk + " folded\r\n\r\n");
        row("a header without a colon", kOk + "nonsense\r\n\r\n");
        row("two lengths", kOk + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab");
        row("a length of letters", kOk + "Content-Length: 5x\r\n\r\nhello");
        row("a negative length", kOk + "Content-Length: -5\r\n\r\nhello");
        row("a length and chunks", kOk + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        row("another coding", kOk + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n");
        row("a bad chunk size", kOk + "Transfer-Encoding: chunked\r\n\r\nz\r\n");
        row("a huge chunk size", kOk + "Transfer-Encoding: chunked\r\n\r\n11111111111111111\r\n");
        row("a chunk longer than it says", kOk + "Transfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n0\r\n\r\n");
        row("data behind the last chunk", kOk + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nHTTP/1.1");
        row("an endless head", "HTTP/1.1 200 OK\r\nX: " + std::string(100'000, 'x'));
    }
    void oddAnswersAreLeftToOthers() {
        QFETCH(std::string, bytes);
        const Wire wire;
        PlainAnswer answer;
        answer.begin({}, kNoLimit, 0);
        wire.say(bytes);
        QCOMPARE(answer.read(wire.socket()), Progress::kUnusual);
    }

    void bodiesOverTheLimitAreRefused() {
        for (const auto& bytes :
             {kOk + "Content-Length: 6\r\n\r\n", chunked(kOk + "Transfer-Encoding: chunked\r\n\r\n", {"hel", "lo!"}),
              kOk + "\r\nhello!"}) {
            const Wire wire;
            PlainAnswer answer;
            answer.begin({}, 5, 0);
            wire.say(bytes);
            QCOMPARE(answer.read(wire.socket()), Progress::kTooLarge);
        }
        const Wire wire;
        PlainAnswer answer;
        answer.begin({}, 5, 0);
        wire.say(chunked(kOk + "Transfer-Encoding: chunked\r\n\r\n", {"hel", "lo"}));
        QCOMPARE(answer.read(wire.socket()), Progress::kComplete);
    }

    void theBodyStaysInTheMemoryGiven() {
        const Wire wire;
        PlainAnswer answer;
        std::string memory;
        memory.reserve(100'000);
        const auto* const place = memory.data();
        const auto head = kOk + "Content-Length: 90000\r\n\r\n";
        answer.begin(std::move(memory), kNoLimit, head.size());
        wire.say(head + std::string(90'000, 'x'));
        QCOMPARE(answer.read(wire.socket()), Progress::kComplete);
        QCOMPARE(answer.response().body.size(), std::size_t(90'000));
        QVERIFY(answer.response().body.data() == place);
    }

    void onlyPlainRequestsArePlain_data() {
        QTest::addColumn<std::string>("url");
        QTest::addColumn<bool>("plain");
        const auto row = [](const char* url, bool plain) { QTest::newRow(url) << std::string(url) << plain; };
        row("http://127.0.0.1:9100/metrics", true);
        row("http://name/metrics?a=b&c=%20d", true);
        row("http://[::1]:9100", true);
        row("http://h:80?x=1", true);
        row("https://127.0.0.1/", false);
        row("http://me:secret@h/", false);
        row("http://h/a/../b", false);
        row("http://h/a b", false);
        row("http://h/#part", false);
        row("http://h:/", false);
        row("http://h:0/", false);
        row("http://h:99999/", false);
        row("http://h:9x/", false);
        row("http:///metrics", false);
        row("http://%68/", false);
        row("http://[::1/", false);
        row("http://h/\xc3\xa4", false);
    }
    void onlyPlainRequestsArePlain() {
        QFETCH(std::string, url);
        QFETCH(bool, plain);
        ClientRequest request;
        request.url = url;
        QCOMPARE(plainTargetOf(request).has_value(), plain);
        request.method = "POST";
        QVERIFY(!plainTargetOf(request));
    }

    void theRequestIsWritten() {
        ClientRequest request;
        request.url = "http://h:80?x=1";
        request.headers = {{"Accept", "text/plain"}, {"X-Empty", ""}};
        std::string head;
        QVERIFY(appendPlainRequest(head, *plainTargetOf(request), request, "Hearth/1"));
        QCOMPARE(head, std::string("GET /?x=1 HTTP/1.1\r\nHost: h\r\nAccept: text/plain\r\nX-Empty:\r\n"
                                   "Accept-Encoding: gzip\r\nUser-Agent: Hearth/1\r\n\r\n"));
        for (const Header& odd : {Header{"Host", "other"}, Header{"Connection", "close"}, Header{"A", "b\r\nC: d"}}) {
            request.headers = {odd};
            QVERIFY(!appendPlainRequest(head, *plainTargetOf(request), request, "Hearth/1"));
        }
    }
};

QTEST_GUILESS_MAIN(TestPlainAnswer)
#include "test_plain_answer.moc"
