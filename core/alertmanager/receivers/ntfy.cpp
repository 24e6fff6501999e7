// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "alertmanager/receivers/http_integration.h"
#include "alertmanager/receivers/kinds.h"
#include "alertmanager/receivers/options_of.h"
#include "alertmanager/receivers/payload.h"
#include "alertmanager/receivers/read.h"
#include "alertmanager/receivers/truncate.h"
#include "base/text.h"
#include "http/base64.h"

/// ntfy: messages to telephones, from ntfy.sh or a server of one's own.
namespace hearth::alertmanager {
namespace {

/// What is longer becomes a file that telephones do not show at once.
constexpr std::size_t kMaxMessageBytes = 4096;
constexpr std::size_t kMaxTitleRunes = 250;

struct NtfyFields {
    CommonFields common;
    std::string server = "https://ntfy.sh";
    std::string topic;
    Secret token;
    std::string username;
    Secret password;
    std::string title = R"({{ template "ntfy.default.title" . }})";
    std::string message = R"({{ template "ntfy.default.message" . }})";
    std::string priority = R"({{ if eq .Status "firing" }}high{{ else }}default{{ end }})";
    std::vector<std::string> tags{R"({{ if eq .Status "firing" }}rotating_light{{ else }}white_check_mark{{ end }})"};
    std::string click = R"({{ template "__alertmanagerURL" . }})";
    Payload actions;

    bool operator==(const NtfyFields&) const = default;
};

/// 1 to 5, or a word for it.
Result<int> priorityOf(std::string_view text) {
    constexpr std::array<std::pair<std::string_view, int>, 6> kWords{
        {{"min", 1}, {"low", 2}, {"default", 3}, {"high", 4}, {"max", 5}, {"urgent", 5}}};
    for (const auto& [word, number] : kWords) {
        if (word == text) {
            return number;
        }
    }
    int number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size() || number < 1 || number > 5) {
        return fail(ErrorCode::kInvalidArgument, fmt::format("priority {} is none of 1 to 5, min, low, default, high, "
                                                             "urgent, max",
                                                             quoteGo(text)));
    }
    return number;
}

class Ntfy final : public HttpIntegration {
  public:
    static constexpr std::string_view kKind = "ntfy";

    Ntfy(NtfyFields fields, const IntegrationTools& tools)
        : HttpIntegration(tools, fields.common.http.options)
        , m_fields(std::move(fields)) {}

  protected:
    Result<std::vector<HttpPost>> prepare(MessageTexts& texts) override {
        HttpPost post;
        post.url = m_fields.server;
        HEARTH_TRY(addLogin(post));
        nlohmann::json body;
        body["topic"] = texts.text(m_fields.topic);
        body["title"] = truncated(texts.text(m_fields.title), kMaxTitleRunes, "title");
        body["message"] = truncateBytes(texts.text(m_fields.message), kMaxMessageBytes);
        if (auto click = texts.text(m_fields.click); !click.empty()) {
            body["click"] = std::move(click);
        }
        for (const auto& source : m_fields.tags) {
            const auto tags = texts.text(source);
            for (const auto tag : split(tags, ',')) {
                if (!trim(tag).empty()) {
                    body["tags"].push_back(trim(tag));
                }
            }
        }
        const auto priority = texts.text(m_fields.priority);
        HEARTH_TRY(texts.status());
        if (!trim(priority).empty()) {
            body["priority"] = HEARTH_TRY(priorityOf(trim(priority)));
        }
        if (!m_fields.actions.empty()) {
            body["actions"] = HEARTH_TRY(
                m_fields.actions.render([&texts](const std::string& source) { return texts.tryText(source); }));
        }
        post.body = body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
        return std::vector{std::move(post)};
    }

    bool isRetried(int status) const override {
        constexpr int kTooMany = 429;
        return status / 100 == 5 || status == kTooMany;
    }

  private:
    Result<void> addLogin(HttpPost& post) const {
        const auto token = HEARTH_TRY(textOf(m_fields.token, tools().files, "token"));
        const auto password = HEARTH_TRY(textOf(m_fields.password, tools().files, "password"));
        post.secrets = {token, password};
        if (!token.empty()) {
            post.headers.emplace_back("Authorization", "Bearer " + token);
        } else if (!m_fields.username.empty()) {
            post.headers.emplace_back("Authorization", "Basic " + http::base64(m_fields.username + ":" + password));
        }
        return {};
    }

    const NtfyFields m_fields;
};

std::shared_ptr<const IntegrationOptions> parseNtfy(yaml::MapReader& entry, ParseContext& context) {
    NtfyFields fields;
    readCommon(entry, context, fields.common);
    readUrl(entry, "server", fields.server);
    entry.text("topic", fields.topic);
    if (fields.topic.empty()) {
        entry.complain("missing topic on ntfy_config");
    }
    readSecret(entry, context, "token", fields.token);
    entry.text("username", fields.username);
    readSecret(entry, context, "password", fields.password);
    if (!fields.token.empty() && !fields.username.empty()) {
        entry.complain("at most one of token & username must be configured");
    }
    entry.text("title", fields.title);
    entry.text("message", fields.message);
    entry.text("priority", fields.priority);
    entry.texts("tags", fields.tags);
    entry.text("click", fields.click);
    if (const auto* const actions = entry.take("actions"); actions != nullptr && actions->kind != yaml::Kind::kNull) {
        if (actions->kind != yaml::Kind::kSequence) {
            entry.complaints().add(*actions, "expected a list", entry.pathOf("actions"));
        }
        fields.actions = Payload(*actions);
    }
    return makeOptions<Ntfy>(std::move(fields));
}

constexpr std::array<std::string_view, 2> kSecrets{"token", "password"};

} // namespace

const IntegrationKind kNtfyKind{"ntfy_configs", kSecrets, true, parseNtfy};

} // namespace hearth::alertmanager
