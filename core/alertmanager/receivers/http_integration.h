// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <initializer_list>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "alertmanager/notify/integration.h"
#include "alertmanager/receivers/notification_templates.h"
#include "alertmanager/receivers/secret_text.h"
#include "http/transport.h"
#include "model/time.h"

namespace hearth::alertmanager {

/// One request of a message.
struct HttpPost {
    std::string method = "POST";
    std::string url; ///< Counts as a secret.
    std::string contentType = "application/json";
    std::vector<http::Header> headers; ///< Beside Content-Type and User-Agent.
    std::string body;
    std::vector<std::string> secrets; ///< Words that must not be seen in errors and answers.
    std::string about;                ///< Goes before errors: `channel "x"`.
};

/// The part that receivers over HTTP have in common: they make requests of a notification and judge the answers; this
/// sends them one after the other, ends in time, and keeps secrets out of what is told.
/// Threads: confined to the notify thread.
class HttpIntegration : public Integration {
  public:
    /// `http` is not null. `timeout` of one message; 0: none but the caller's.
    HttpIntegration(const IntegrationTools& tools, std::shared_ptr<const http::ClientOptions> http,
                    model::DurationMs timeout = 0);
    /// Drops what is under way, uncalled.
    ~HttpIntegration() override;

    void send(std::shared_ptr<const Notification> notification, MonotonicTime deadline, Done done) final;

  protected:
    /// An error ends the message for good. A failure of the texts need not be looked at: the caller does.
    virtual Result<std::vector<HttpPost>> prepare(MessageTexts& texts) = 0;
    /// Of an answer of status 2xx, and what is to be remembered.
    virtual Outcome judge(const HttpPost& post, const http::ClientResponse& response);
    /// What the service says of a failure, for the error; by default the body.
    virtual std::string detailOf(const http::ClientResponse& response) const { return response.body; }
    /// Whether to try again after this status; 5xx is.
    virtual bool isRetried(int status) const { return status / 100 == 5; }
    /// The alerts of the message.
    virtual std::span<const AlertPtr> alertsOf(const Notification& notification) const { return notification.alerts; }

    /// As truncateRunes(), with a line in the log where something was cut off.
    std::string truncated(std::string text, std::size_t runes, std::string_view what) const;

    const IntegrationTools& tools() const { return m_tools; }

  private:
    struct Attempt;

    void next(const std::shared_ptr<Attempt>& attempt);
    void onAnswer(const std::shared_ptr<Attempt>& attempt, Result<http::ClientResponse>&& answer);
    Outcome outcomeOf(const HttpPost& post, const http::ClientResponse& response);
    Outcome outcomeOf(const Attempt& attempt, const Error& error) const;
    void noteRequest(const HttpPost& post);
    void noteWords(const Outcome& outcome, const Masker& masker);

    const IntegrationTools m_tools;
    const std::shared_ptr<const http::ClientOptions> m_http;
    const model::DurationMs m_timeout;
    std::set<http::Transport::RequestId> m_running;
};

/// Alertmanager: GetFailureReasonFromStatusCode().
Outcome::Cause causeOfStatus(int status);
/// `404 Not Found: no such hook`: on one line, the beginning of a long one.
std::string answerText(const http::ClientResponse& response);

Outcome failedOutcome(std::string error, Outcome::Cause cause = Outcome::Cause::kOther);
Outcome retryOutcome(std::string error, Outcome::Cause cause = Outcome::Cause::kOther);

} // namespace hearth::alertmanager
