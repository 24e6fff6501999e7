// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <fmt/format.h>
#include <initializer_list>
#include <utility>

#include "alertmanager/receivers/read.h"
#include "base/text.h"
#include "config/alertmanager_sections.h"

/// Receivers of Alertmanager that this build does not send to: a file that has them is checked all the same, so that
/// it is told what is really wrong with it.
namespace hearth::config {
namespace {

using alertmanager::ParseContext;
using alertmanager::readGoDuration;
using alertmanager::readSecret;
using alertmanager::readUrl;
using alertmanager::Secret;

void takeKeys(MapReader& entry, std::initializer_list<std::string_view> keys) {
    for (const auto key : keys) {
        entry.take(key);
    }
}

/// Texts that may be templates.
void readTexts(MapReader& entry, std::initializer_list<std::string_view> keys) {
    for (const auto key : keys) {
        std::string text;
        entry.text(key, text);
    }
}

void readTextMap(MapReader& entry, std::string_view key) {
    std::map<std::string, std::string> map;
    entry.textMap(key, map);
}

void readCommon(MapReader& entry, ParseContext& context) {
    bool sendResolved = false;
    entry.boolean("send_resolved", sendResolved);
    context.http(entry);
}

std::string textOf(MapReader& entry, std::string_view key) {
    std::string text;
    entry.text(key, text);
    return text;
}

void require(MapReader& entry, std::string_view key) {
    if (textOf(entry, key).empty()) {
        entry.complain(fmt::format("missing {}", key));
    }
}

/// The entry's own secret, or the global one; one of them must be there.
void requireSecret(MapReader& entry, const ParseContext& context, std::string_view key, const Secret& global,
                   std::string_view globalName) {
    Secret own;
    readSecret(entry, context, key, own);
    if (own.empty() && global.empty()) {
        entry.complain(fmt::format("no {0} and no global {1} set either inline or in a file", key, globalName));
    }
}

void checkVictorops(MapReader& entry, ParseContext& context) {
    readCommon(entry, context);
    requireSecret(entry, context, "api_key", context.global().victoropsApiKey, "victorops_api_key");
    std::string url;
    readUrl(entry, "api_url", url);
    require(entry, "routing_key");
    readTexts(entry, {"message_type", "state_message", "entity_display_name", "monitoring_tool"});
    std::map<std::string, std::string> fields;
    entry.textMap("custom_fields", fields);
    for (const std::string fixed : {"routing_key", "message_type", "state_message", "entity_display_name",
                                    "monitoring_tool", "entity_id", "entity_state"}) {
        if (fields.contains(fixed)) {
            entry.complain(fmt::format("victorOps config contains custom field {} which cannot be used as it "
                                       "conflicts with the fixed/static fields",
                                       fixed));
        }
    }
}

void checkWechat(MapReader& entry, ParseContext& context) {
    readCommon(entry, context);
    requireSecret(entry, context, "api_secret", context.global().wechatApiSecret, "wechat_api_secret");
    if (textOf(entry, "corp_id").empty() && context.global().wechatApiCorpId.empty()) {
        entry.complain("no corp_id and no global wechat_api_corp_id set");
    }
    std::string url;
    readUrl(entry, "api_url", url);
    readTexts(entry, {"message", "to_user", "to_party", "to_tag", "agent_id"});
    const auto type = textOf(entry, "message_type");
    if (!type.empty() && type != "text" && type != "markdown") {
        entry.complain(
            fmt::format("weChat message type {} does not match valid options text and markdown", quoteGo(type)));
    }
}

void checkSns(MapReader& entry, ParseContext& context) {
    readCommon(entry, context);
    entry.section("sigv4", [&](const Node& node, const std::string& where) {
        MapReader signing(entry.complaints(), node, where);
        readTexts(signing, {"region", "access_key", "secret_key", "profile", "role_arn", "external_id"});
        bool flag = false;
        signing.boolean("use_fips_sts_endpoint", flag);
        signing.finish();
    });
    readTexts(entry, {"api_url", "subject", "message"});
    readTextMap(entry, "attributes");
    bool flag = false;
    entry.boolean("use_aws_http_client", flag);
    int targets = 0;
    for (const std::string_view key : {"topic_arn", "phone_number", "target_arn"}) {
        targets += textOf(entry, key).empty() ? 0 : 1;
    }
    if (targets % 2 == 0) { // all three are good as well (Alertmanager)
        entry.complain("must provide either a Target ARN, Topic ARN, or Phone Number for SNS config");
    }
}

void checkJira(MapReader& entry, ParseContext& context) {
    readCommon(entry, context);
    std::string url = context.global().jiraApiUrl;
    readUrl(entry, "api_url", url);
    if (url.empty()) {
        entry.complain("no api_url and no global jira_api_url set");
    }
    require(entry, "project");
    require(entry, "issue_type");
    const auto type = textOf(entry, "api_type");
    if (!type.empty() && type != "auto" && type != "cloud" && type != "datacenter") {
        entry.complain("unknown api_type on jira_config, must be auto, cloud or datacenter");
    }
    readTexts(entry, {"priority", "reopen_transition", "resolve_transition", "wont_fix_resolution"});
    takeKeys(entry, {"summary", "description", "fields"});
    std::vector<std::string> labels;
    entry.texts("labels", labels);
    model::DurationMs reopen = 0;
    readDuration(entry, "reopen_duration", reopen);
}

void checkIncidentio(MapReader& entry, ParseContext& context) {
    readCommon(entry, context);
    Secret url;
    Secret token;
    alertmanager::readSecretUrl(entry, context, "url", url);
    readSecret(entry, context, "alert_source_token", token);
    if (url.empty()) {
        entry.complain("one of url or url_file must be configured");
    }
    std::uint64_t alerts = 0;
    model::DurationMs timeout = 0;
    entry.unsignedInteger("max_alerts", alerts);
    readGoDuration(entry, "timeout", timeout);
    const auto* const http = entry.node().find("http_config");
    const bool authorized = http != nullptr && http->find("authorization") != nullptr;
    if (authorized && !token.empty()) {
        entry.complain("cannot specify alert_source_token or alert_source_token_file when using "
                       "http_config.authorization");
    }
    if (http != nullptr && !authorized && token.empty()) {
        entry.complain("at least one of alert_source_token, alert_source_token_file or http_config.authorization must "
                       "be configured");
    }
}

constexpr std::array<std::string_view, 1> kApiKey{"api_key"};
constexpr std::array<std::string_view, 1> kApiSecret{"api_secret"};
constexpr std::array<std::string_view, 1> kIncident{"alert_source_token"};
constexpr std::array<ForeignKind, 5> kKinds{
    {{.name = "incident.io", .key = "incidentio_configs", .secretKeys = kIncident, .check = checkIncidentio},
     {.name = "Jira", .key = "jira_configs", .secretKeys = {}, .check = checkJira},
     {.name = "Amazon SNS", .key = "sns_configs", .secretKeys = {}, .check = checkSns},
     {.name = "VictorOps", .key = "victorops_configs", .secretKeys = kApiKey, .check = checkVictorops},
     {.name = "WeChat", .key = "wechat_configs", .secretKeys = kApiSecret, .check = checkWechat}}};

} // namespace

std::span<const ForeignKind> foreignKinds() {
    return kKinds;
}

} // namespace hearth::config
