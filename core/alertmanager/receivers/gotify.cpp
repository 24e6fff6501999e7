// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <charconv>
#include <fmt/format.h>

#include "alertmanager/receivers/http_integration.h"
#include "alertmanager/receivers/json_fields.h"
#include "alertmanager/receivers/kinds.h"
#include "alertmanager/receivers/options_of.h"
#include "alertmanager/receivers/read.h"
#include "base/text.h"

/// Gotify: messages from a server of one's own.
namespace hearth::alertmanager {
namespace {

constexpr std::size_t kMaxTitleRunes = 250;
constexpr std::size_t kMaxMessageRunes = 16'384;

struct GotifyFields {
    CommonFields common;
    std::string url; ///< Ends with a slash.
    Secret token;
    std::string title = R"({{ template "gotify.default.title" . }})";
    std::string message = R"({{ template "gotify.default.message" . }})";
    std::string priority = R"({{ if eq .Status "firing" }}8{{ else }}4{{ end }})";

    bool operator==(const GotifyFields&) const = default;
};

class Gotify final : public HttpIntegration {
  public:
    static constexpr std::string_view kKind = "gotify";

    Gotify(GotifyFields fields, const IntegrationTools& tools)
        : HttpIntegration(tools, fields.common.http.options)
        , m_fields(std::move(fields)) {}

  protected:
    Result<std::vector<HttpPost>> prepare(MessageTexts& texts) override {
        const auto token = HEARTH_TRY(textOf(m_fields.token, tools().files, "token"));
        HttpPost post;
        post.url = m_fields.url + "message";
        post.headers = {{"X-Gotify-Key", token}};
        post.secrets = {token};
        JsonWriter json(post.body);
        json.beginObject().field("title", truncated(texts.text(m_fields.title), kMaxTitleRunes, "title"));
        json.field("message", truncated(texts.text(m_fields.message), kMaxMessageRunes, "message"));
        const auto priority = texts.text(m_fields.priority);
        HEARTH_TRY(texts.status());
        json.key("priority").number(HEARTH_TRY(priorityOf(trim(priority)))).endObject();
        return std::vector{std::move(post)};
    }

  private:
    static Result<int> priorityOf(std::string_view text) {
        int number = 0;
        const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
        if (!text.empty() && (read.ec != std::errc() || read.ptr != text.data() + text.size())) {
            return fail(ErrorCode::kInvalidArgument, fmt::format("priority {} is no whole number", quoteGo(text)));
        }
        return number;
    }

    const GotifyFields m_fields;
};

std::shared_ptr<const IntegrationOptions> parseGotify(yaml::MapReader& entry, ParseContext& context) {
    GotifyFields fields;
    readCommon(entry, context, fields.common);
    readUrl(entry, "url", fields.url);
    readSecret(entry, context, "token", fields.token);
    if (fields.url.empty()) {
        entry.complain("missing url on gotify_config");
    }
    if (fields.token.empty()) {
        entry.complain("one of token or token_file must be configured");
    }
    fields.url += fields.url.ends_with('/') ? "" : "/";
    entry.text("title", fields.title);
    entry.text("message", fields.message);
    entry.text("priority", fields.priority);
    return makeOptions<Gotify>(std::move(fields));
}

constexpr std::array<std::string_view, 1> kSecrets{"token"};

} // namespace

const IntegrationKind kGotifyKind{"gotify_configs", kSecrets, true, parseGotify};

} // namespace hearth::alertmanager
