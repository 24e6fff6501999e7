// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "alertmanager/receivers/http_integration.h"
#include "alertmanager/receivers/kinds.h"
#include "alertmanager/receivers/options_of.h"
#include "alertmanager/receivers/read.h"
#include "base/text.h"

namespace hearth::alertmanager {
namespace {

constexpr std::string_view kUrl = "https://api.pushover.net/1/messages.json";
constexpr std::size_t kMaxTitleRunes = 250;
constexpr std::size_t kMaxMessageRunes = 1024;
constexpr std::size_t kMaxUrlRunes = 512;

struct PushoverFields {
    CommonFields common;
    Secret userKey;
    Secret token;
    std::string title = R"({{ template "pushover.default.title" . }})";
    std::string message = R"({{ template "pushover.default.message" . }})";
    std::string url = R"({{ template "pushover.default.url" . }})";
    std::string urlTitle;
    std::string device;
    std::string sound;
    std::string priority = R"({{ if eq .Status "firing" }}2{{ else }}0{{ end }})";
    model::DurationMs retry = model::kMinuteMs;
    model::DurationMs expire = model::kHourMs;
    model::DurationMs ttl = 0;
    bool html = false;
    bool monospace = false;

    bool operator==(const PushoverFields&) const = default;
};

class Pushover final : public HttpIntegration {
  public:
    static constexpr std::string_view kKind = "pushover";

    Pushover(PushoverFields fields, const IntegrationTools& tools)
        : HttpIntegration(tools, fields.common.http.options)
        , m_fields(std::move(fields)) {}

  protected:
    Result<std::vector<HttpPost>> prepare(MessageTexts& texts) override {
        const auto token = texts.text(HEARTH_TRY(textOf(m_fields.token, tools().files, "token")));
        const auto user = texts.text(HEARTH_TRY(textOf(m_fields.userKey, tools().files, "user_key")));
        http::Parameters parameters{{"token", token},
                                    {"user", user},
                                    {"title", truncated(texts.text(m_fields.title), kMaxTitleRunes, "title")},
                                    {"message", messageOf(texts)},
                                    {"url", truncated(texts.text(m_fields.url), kMaxUrlRunes, "URL")},
                                    {"url_title", texts.text(m_fields.urlTitle)},
                                    {"priority", texts.text(m_fields.priority)},
                                    {"retry", seconds(m_fields.retry)},
                                    {"expire", seconds(m_fields.expire)},
                                    {"device", texts.text(m_fields.device)},
                                    {"sound", texts.text(m_fields.sound)}};
        if (m_fields.html) {
            parameters.emplace_back("html", "1");
        }
        if (m_fields.monospace) {
            parameters.emplace_back("monospace", "1");
        }
        if (m_fields.ttl >= model::kSecondMs) {
            parameters.emplace_back("ttl", seconds(m_fields.ttl));
        }
        std::ranges::sort(parameters);
        HttpPost post;
        post.url = fmt::format("{}?{}", kUrl, http::encodeParameters(parameters));
        post.contentType = "text/plain";
        post.secrets = {token, user};
        return std::vector{std::move(post)};
    }

  private:
    static std::string seconds(model::DurationMs duration) { return std::to_string(duration / model::kSecondMs); }

    /// Pushover refuses empty messages.
    std::string messageOf(MessageTexts& texts) const {
        auto text = m_fields.html ? texts.html(m_fields.message) : texts.text(m_fields.message);
        text = truncated(std::move(text), kMaxMessageRunes, "message");
        const auto trimmed = trim(text);
        return trimmed.empty() ? "(no details)" : std::string(trimmed);
    }

    const PushoverFields m_fields;
};

void readNeededSecret(yaml::MapReader& entry, const ParseContext& context, std::string_view key, Secret& out) {
    readSecret(entry, context, key, out);
    if (out.empty()) {
        entry.complain(fmt::format("one of {0} or {0}_file must be configured", key));
    }
}

std::shared_ptr<const IntegrationOptions> parsePushover(yaml::MapReader& entry, ParseContext& context) {
    PushoverFields fields;
    readCommon(entry, context, fields.common);
    readNeededSecret(entry, context, "user_key", fields.userKey);
    readNeededSecret(entry, context, "token", fields.token);
    entry.text("title", fields.title);
    entry.text("message", fields.message);
    entry.text("url", fields.url);
    entry.text("url_title", fields.urlTitle);
    entry.text("device", fields.device);
    entry.text("sound", fields.sound);
    entry.text("priority", fields.priority);
    readGoDuration(entry, "retry", fields.retry);
    readGoDuration(entry, "expire", fields.expire);
    readGoDuration(entry, "ttl", fields.ttl);
    entry.boolean("html", fields.html);
    entry.boolean("monospace", fields.monospace);
    if (fields.html && fields.monospace) {
        entry.complain("at most one of monospace & html must be configured");
    }
    return makeOptions<Pushover>(std::move(fields));
}

constexpr std::array<std::string_view, 2> kSecrets{"user_key", "token"};

} // namespace

const IntegrationKind kPushoverKind{"pushover_configs", kSecrets, false, parsePushover};

} // namespace hearth::alertmanager
