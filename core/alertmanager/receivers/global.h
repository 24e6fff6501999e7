// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "http/options.h"
#include "model/time.h"

namespace hearth::alertmanager {

/// A secret in the clear, or the file that holds it, which is read when it is needed and trimmed at the end. At most
/// one of both is stated.
struct Secret {
    std::string value;
    std::string file; ///< Relative to the working directory.

    bool empty() const { return value.empty() && file.empty(); }
    bool operator==(const Secret&) const = default;
};

/// `global`: what entries of receivers fall back to. Empty: neither stated nor has it a default.
struct GlobalOptions {
    model::DurationMs resolveTimeout = 5 * model::kMinuteMs;
    std::shared_ptr<const http::ClientOptions> http; ///< Never null.

    std::string smtpFrom;
    std::string smtpSmarthost; ///< `host:port`
    std::string smtpHello = "localhost";
    std::string smtpAuthUsername;
    Secret smtpAuthPassword;
    Secret smtpAuthSecret;
    std::string smtpAuthIdentity;
    bool smtpRequireTls = true;
    http::TlsOptions smtpTls;
    std::optional<bool> smtpForceImplicitTls; ///< Unset: by the port.

    Secret slackApiUrl;
    Secret slackAppToken;
    std::string slackAppUrl = "https://slack.com/api/chat.postMessage";
    std::string pagerdutyUrl = "https://events.pagerduty.com/v2/enqueue";
    std::string opsgenieApiUrl = "https://api.opsgenie.com/";
    Secret opsgenieApiKey;
    std::string victoropsApiUrl = "https://alert.victorops.com/integrations/generic/20131114/alert/";
    Secret victoropsApiKey;
    std::string wechatApiUrl = "https://qyapi.weixin.qq.com/cgi-bin/";
    Secret wechatApiSecret;
    std::string wechatApiCorpId;
    std::string telegramApiUrl = "https://api.telegram.org";
    Secret telegramBotToken;
    std::string webexApiUrl = "https://webexapis.com/v1/messages";
    std::string rocketchatApiUrl = "https://open.rocket.chat/";
    Secret rocketchatToken;
    Secret rocketchatTokenId;
    std::string jiraApiUrl;
    Secret mattermostWebhookUrl;
};

} // namespace hearth::alertmanager
