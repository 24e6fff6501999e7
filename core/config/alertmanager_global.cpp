// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/receivers/read.h"
#include "config/alertmanager_sections.h"
#include "config/receiver_context.h"

namespace hearth::config {
namespace {

using alertmanager::GlobalOptions;
using alertmanager::ParseContext;
using alertmanager::readHostPort;
using alertmanager::readSecret;
using alertmanager::readSecretUrl;
using alertmanager::readUrl;

void readSmtp(Reading& reading, const ParseContext& context, MapReader& map, GlobalOptions& out) {
    map.text("smtp_from", out.smtpFrom);
    readHostPort(map, "smtp_smarthost", out.smtpSmarthost);
    map.text("smtp_hello", out.smtpHello);
    map.text("smtp_auth_username", out.smtpAuthUsername);
    readSecret(map, context, "smtp_auth_password", out.smtpAuthPassword);
    readSecret(map, context, "smtp_auth_secret", out.smtpAuthSecret);
    map.text("smtp_auth_identity", out.smtpAuthIdentity);
    map.boolean("smtp_require_tls", out.smtpRequireTls);
    readTls(reading, map, "smtp_tls_config", out.smtpTls);
    bool implicit = false;
    map.boolean("smtp_force_implicit_tls", implicit);
    if (map.has("smtp_force_implicit_tls")) {
        out.smtpForceImplicitTls = implicit;
    }
}

void readSlack(const ParseContext& context, MapReader& map, GlobalOptions& out) {
    readSecretUrl(map, context, "slack_api_url", out.slackApiUrl);
    readSecret(map, context, "slack_app_token", out.slackAppToken);
    readUrl(map, "slack_app_url", out.slackAppUrl);
    // A URL that is the application's own was the way to use tokens before there was a key for them.
    const bool both = !out.slackAppToken.empty() && !out.slackApiUrl.empty();
    if (both && out.slackApiUrl.value != out.slackAppUrl) {
        map.complain("at most one of slack_app_token/slack_app_token_file & slack_api_url/slack_api_url_file must be "
                     "configured");
    }
}

void readServices(const ParseContext& context, MapReader& map, GlobalOptions& out) {
    readUrl(map, "pagerduty_url", out.pagerdutyUrl);
    readUrl(map, "opsgenie_api_url", out.opsgenieApiUrl);
    readSecret(map, context, "opsgenie_api_key", out.opsgenieApiKey);
    readUrl(map, "victorops_api_url", out.victoropsApiUrl);
    readSecret(map, context, "victorops_api_key", out.victoropsApiKey);
    readUrl(map, "wechat_api_url", out.wechatApiUrl);
    readSecret(map, context, "wechat_api_secret", out.wechatApiSecret);
    map.text("wechat_api_corp_id", out.wechatApiCorpId);
    readUrl(map, "telegram_api_url", out.telegramApiUrl);
    readSecret(map, context, "telegram_bot_token", out.telegramBotToken);
    readUrl(map, "webex_api_url", out.webexApiUrl);
    readUrl(map, "rocketchat_api_url", out.rocketchatApiUrl);
    readSecret(map, context, "rocketchat_token", out.rocketchatToken);
    readSecret(map, context, "rocketchat_token_id", out.rocketchatTokenId);
    readUrl(map, "jira_api_url", out.jiraApiUrl);
    readSecretUrl(map, context, "mattermost_webhook_url", out.mattermostWebhookUrl);
}

} // namespace

void readAlertmanagerGlobal(AlertmanagerReading& reading, MapReader& root) {
    auto& out = reading.global;
    out.http = std::make_shared<http::ClientOptions>();
    root.section("global", [&](const Node& node, const std::string& where) {
        MapReader map(reading.file.complaints, node, where);
        ReceiverContext context(reading);
        readDuration(map, "resolve_timeout", out.resolveTimeout);
        out.http = context.http(map);
        readSmtp(reading.file, context, map, out);
        readSlack(context, map, out);
        readServices(context, map, out);
        map.finish();
    });
}

} // namespace hearth::config
