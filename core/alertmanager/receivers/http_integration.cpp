// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/receivers/http_integration.h"

#include <algorithm>
#include <fmt/format.h>

#include "alertmanager/receivers/truncate.h"
#include "base/text.h"
#include "http/url.h"

namespace hearth::alertmanager {
namespace {

/// What receivers see; some tell Alertmanagers by it.
constexpr std::string_view kUserAgent = "Alertmanager/0.34.0";
constexpr std::uint64_t kMaxAnswerBytes = 4U << 20U;
constexpr std::size_t kMaxToldRunes = 500;

/// One line of what somebody said.
std::string line(std::string_view said) {
    std::string text(trim(said.substr(0, 4 * kMaxToldRunes)));
    std::ranges::replace_if(text, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; }, ' ');
    return truncateRunes(std::move(text), kMaxToldRunes);
}

} // namespace

Outcome failedOutcome(std::string error, Outcome::Cause cause) {
    return {.kind = Outcome::Kind::kFailed, .cause = cause, .error = std::move(error), .answer = {}, .remember = {}};
}

Outcome retryOutcome(std::string error, Outcome::Cause cause) {
    return {.kind = Outcome::Kind::kRetry, .cause = cause, .error = std::move(error), .answer = {}, .remember = {}};
}

Outcome::Cause causeOfStatus(int status) {
    switch (status) {
    case 401:
    case 403:
        return Outcome::Cause::kAuthentication;
    case 429:
        return Outcome::Cause::kRateLimited;
    default:
        return status / 100 == 4   ? Outcome::Cause::kClientError
               : status / 100 == 5 ? Outcome::Cause::kServerError
                                   : Outcome::Cause::kOther;
    }
}

std::string answerText(const http::ClientResponse& response) {
    auto text = fmt::format("{} {}", response.status, response.reason);
    if (const auto body = line(response.body); !body.empty()) {
        text += ": " + body;
    }
    return line(text);
}

/// One message on its way.
struct HttpIntegration::Attempt {
    std::shared_ptr<const Notification> notification;
    MonotonicTime deadline;
    bool isOwnDeadline = false; ///< Of the receiver's `timeout`.
    Done done;
    std::vector<HttpPost> posts;
    std::size_t position = 0;
    ReceiverData remember{};

    const HttpPost& post() const { return posts[position]; }
};

HttpIntegration::HttpIntegration(const IntegrationTools& tools, std::shared_ptr<const http::ClientOptions> http,
                                 model::DurationMs timeout)
    : m_tools(tools)
    , m_http(std::move(http))
    , m_timeout(timeout) {}

HttpIntegration::~HttpIntegration() {
    for (const auto id : m_running) {
        m_tools.network.cancel(id);
    }
}

void HttpIntegration::send(std::shared_ptr<const Notification> notification, MonotonicTime deadline, Done done) {
    MessageTexts texts(m_tools.templates, *notification, alertsOf(*notification));
    auto posts = prepare(texts);
    if (const auto status = texts.status(); !status) {
        return done(failedOutcome(status.error().message()));
    }
    if (!posts) {
        return done(failedOutcome(posts.error().message()));
    }
    auto attempt = std::make_shared<Attempt>(std::move(notification), deadline, false, std::move(done));
    attempt->posts = *std::move(posts);
    const auto own = m_tools.clock.monotonic() + std::chrono::milliseconds(m_timeout);
    if (m_timeout > 0 && own < deadline) {
        attempt->deadline = own;
        attempt->isOwnDeadline = true;
    }
    next(attempt);
}

void HttpIntegration::next(const std::shared_ptr<Attempt>& attempt) {
    const auto& post = attempt->post();
    http::ClientRequest request;
    request.method = post.method;
    request.url = post.url;
    request.headers = post.headers;
    if (!post.contentType.empty()) {
        request.headers.emplace_back("Content-Type", post.contentType);
    }
    request.headers.emplace_back("User-Agent", kUserAgent);
    request.body = post.body;
    const auto left = attempt->deadline - m_tools.clock.monotonic();
    request.timeout = std::max(std::chrono::ceil<std::chrono::milliseconds>(left), std::chrono::milliseconds(1));
    request.maxBodyBytes = kMaxAnswerBytes;
    request.acceptGzip = false; // answers are short, and Alertmanager asks for none
    request.options = m_http;
    request.record = m_tools.record;
    noteRequest(post);
    auto id = std::make_shared<http::Transport::RequestId>(0);
    *id = m_tools.network.start(std::move(request), [this, attempt, id](Result<http::ClientResponse>&& answer) {
        m_running.erase(*id);
        onAnswer(attempt, std::move(answer));
    });
    m_running.insert(*id);
}

/// Of a URL only its server: tokens stand in paths.
void HttpIntegration::noteRequest(const HttpPost& post) {
    if (!m_tools.record) {
        return;
    }
    const auto now = m_tools.clock.monotonic();
    m_tools.record->begin(now);
    const auto url = http::parseUrl(post.url);
    const auto server = url ? fmt::format("{}://{}", url->scheme, url->authority()) : std::string("?");
    m_tools.record->line(true, fmt::format("{} {}/… ({} bytes)", post.method, server, post.body.size()), now);
}

void HttpIntegration::onAnswer(const std::shared_ptr<Attempt>& attempt, Result<http::ClientResponse>&& answer) {
    const auto& post = attempt->post();
    auto outcome = answer ? outcomeOf(post, *answer) : outcomeOf(*attempt, answer.error());
    Masker masker;
    masker.hideUrl(post.url);
    for (const auto& secret : post.secrets) {
        masker.hide(secret);
    }
    outcome.error = masker.masked(std::move(outcome.error));
    outcome.answer = masker.masked(std::move(outcome.answer));
    noteWords(outcome, masker);
    outcome.remember.merge(attempt->remember);
    if (outcome.kind == Outcome::Kind::kSent && attempt->position + 1 < attempt->posts.size()) {
        attempt->remember = std::move(outcome.remember);
        ++attempt->position;
        return next(attempt);
    }
    attempt->done(std::move(outcome));
}

void HttpIntegration::noteWords(const Outcome& outcome, const Masker& masker) {
    if (m_tools.record) {
        const auto now = m_tools.clock.monotonic();
        m_tools.record->line(false, outcome.answer.empty() ? outcome.error : outcome.answer, now);
        m_tools.record->rewrite([&masker](std::string text) { return masker.masked(std::move(text)); });
    }
}

Outcome HttpIntegration::outcomeOf(const HttpPost& post, const http::ClientResponse& response) {
    if (response.status / 100 == 2) {
        auto outcome = judge(post, response);
        outcome.answer = answerText(response);
        if (!outcome.error.empty() && !post.about.empty()) {
            outcome.error = fmt::format("{}: {}", post.about, outcome.error);
        }
        return outcome;
    }
    auto error = fmt::format("unexpected status code {}", response.status);
    if (const auto detail = line(detailOf(response)); !detail.empty()) {
        error += ": " + detail;
    }
    if (!post.about.empty()) {
        error = fmt::format("{}: {}", post.about, error);
    }
    const auto cause = causeOfStatus(response.status);
    auto outcome =
        isRetried(response.status) ? retryOutcome(std::move(error), cause) : failedOutcome(std::move(error), cause);
    outcome.answer = answerText(response);
    return outcome;
}

Outcome HttpIntegration::outcomeOf(const Attempt& attempt, const Error& error) const {
    const bool isLate = error.code() == ErrorCode::kTimeout;
    auto text = error.message();
    if (isLate && attempt.isOwnDeadline) {
        text += fmt::format(": configured timeout reached ({})", model::formatDuration(m_timeout));
    }
    if (error.code() == ErrorCode::kInvalidArgument) {
        return failedOutcome(std::move(text)); // a bad URL, a credential file that cannot be read
    }
    return retryOutcome(std::move(text), isLate ? Outcome::Cause::kDeadline : Outcome::Cause::kOther);
}

Outcome HttpIntegration::judge(const HttpPost& /*post*/, const http::ClientResponse& /*response*/) {
    return {};
}

std::string HttpIntegration::truncated(std::string text, std::size_t runes, std::string_view what) const {
    const auto size = text.size();
    text = truncateRunes(std::move(text), runes);
    if (text.size() != size) {
        m_tools.log.warn(fmt::format("Truncated {}", what), {{"max_runes", std::to_string(runes)}});
    }
    return text;
}

} // namespace hearth::alertmanager
