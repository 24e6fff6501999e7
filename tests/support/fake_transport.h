// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>

#include "http/transport.h"
#include "support/fake_clock.h"

namespace hearth::tests {

/// What a fake server answers, and how long it takes.
struct FakeAnswer {
    Result<http::ClientResponse> response;
    Nanoseconds delay = std::chrono::milliseconds(5);

    static FakeAnswer text(std::string body, std::string contentType = "text/plain; version=0.0.4") {
        http::ClientResponse response;
        response.status = 200;
        response.reason = "OK";
        response.headers = {{"Content-Type", std::move(contentType)}};
        response.body = std::move(body);
        return {.response = std::move(response)};
    }
    static FakeAnswer status(int code, std::string reason) {
        http::ClientResponse response;
        response.status = code;
        response.reason = std::move(reason);
        return {.response = std::move(response)};
    }
    static FakeAnswer refused() { return {.response = fail(ErrorCode::kIo, "connection refused")}; }
    static FakeAnswer after(Nanoseconds delay, FakeAnswer answer) {
        answer.delay = delay;
        return answer;
    }
};

/// What a fake mail server makes of a mail, and how long it takes.
struct FakeMailAnswer {
    http::MailOutcome outcome;
    Nanoseconds delay = std::chrono::milliseconds(5);

    static FakeMailAnswer taken(std::string reply = "250 2.0.0 Ok: queued as 1") {
        http::MailOutcome outcome;
        outcome.stage = http::MailStage::kAccepted;
        outcome.reply = std::move(reply);
        return {.outcome = std::move(outcome)};
    }
    static FakeMailAnswer refused(http::MailStage stage, std::string reply, std::string error) {
        http::MailOutcome outcome;
        outcome.stage = stage;
        outcome.reply = std::move(reply);
        outcome.error = Error(ErrorCode::kIo, std::move(error));
        return {.outcome = std::move(outcome)};
    }
};

/// The servers of a fake network, by URL, and those for mail. Shared by all its transports; outlives them.
/// Threads: confined to the test's thread.
struct FakeNetwork {
    using Server = std::function<FakeAnswer(const http::ClientRequest&)>;
    std::map<std::string, Server> servers; ///< Others refuse the connection.
    using MailServer = std::function<FakeMailAnswer(const http::MailRequest&)>;
    std::map<std::string, MailServer> mailServers; ///< By `host:port`; others refuse the connection.
};

/// A transport to a FakeNetwork that advances a FakeClock instead of waiting. Honours timeouts and body limits.
/// Threads: confined to one thread.
class FakeTransport final : public http::Transport {
  public:
    FakeTransport(FakeNetwork& network, FakeClock& clock)
        : m_network(network)
        , m_clock(clock) {}

    RequestId start(http::ClientRequest request, Done done) override {
        const auto server = m_network.servers.find(request.url);
        auto answer = server == m_network.servers.end() ? FakeAnswer::refused() : server->second(request);
        if (answer.delay >= request.timeout) {
            answer = {.response = fail(ErrorCode::kTimeout, "context deadline exceeded"), .delay = request.timeout};
        } else if (answer.response && request.maxBodyBytes > 0 &&
                   answer.response->body.size() >= request.maxBodyBytes) {
            answer.response = fail(ErrorCode::kLimit, "body size limit exceeded");
        }
        return enqueue(answer.delay, [response = std::move(answer.response), tell = std::move(done)]() mutable {
            tell(std::move(response));
        });
    }

    RequestId startMail(http::MailRequest mail, http::MailDone done) override {
        const auto server = m_network.mailServers.find(mail.server);
        auto answer = server == m_network.mailServers.end()
                          ? FakeMailAnswer::refused(http::MailStage::kConnect, "", "connection refused")
                          : server->second(mail);
        if (answer.delay >= mail.timeout) {
            answer.outcome.error = Error(ErrorCode::kTimeout, "context deadline exceeded");
            answer.delay = mail.timeout;
        }
        return enqueue(answer.delay, [outcome = std::move(answer.outcome), tell = std::move(done)]() mutable {
            tell(std::move(outcome));
        });
    }

    void cancel(RequestId request) override {
        std::erase_if(m_pending, [&](const auto& pending) { return pending.first.second == request; });
    }

    void poll(MonotonicTime deadline) override {
        if (runPosted()) {
            return;
        }
        if (m_pending.empty() || m_pending.begin()->first.first > deadline) {
            m_clock.advanceTo(deadline);
            return;
        }
        auto next = m_pending.extract(m_pending.begin());
        m_clock.advanceTo(next.key().first);
        next.mapped()();
    }

    void wake() override {}

  private:
    using Pending = std::move_only_function<void()>;

    RequestId enqueue(Nanoseconds delay, Pending pending) {
        const auto id = m_nextId++;
        m_pending.emplace(std::pair(m_clock.monotonic() + delay, id), std::move(pending));
        return id;
    }

    FakeNetwork& m_network;
    FakeClock& m_clock;
    RequestId m_nextId = 1;
    std::map<std::pair<MonotonicTime, RequestId>, Pending> m_pending; ///< By time of completion.
};

} // namespace hearth::tests
