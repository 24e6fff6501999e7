// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/channel_text.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "base/json_writer.h"
#include "base/text.h"
#include "yaml/scalar_text.h"

namespace hearth::engine {
namespace {

using config::KeyText;
using datasource::ChannelDraft;
using datasource::ChannelField;
using datasource::ChannelKind;
using datasource::FieldType;
using yaml::Node;

std::string textOf(const Node* entry, std::string_view key) {
    const auto* const value = entry == nullptr ? nullptr : entry->find(key);
    return value != nullptr && value->kind == yaml::Kind::kScalar ? value->text : std::string();
}

bool has(const Node* entry, std::string_view key) {
    return entry != nullptr && entry->find(key) != nullptr;
}

std::string orElse(std::string text, const Node* global, std::string_view key) {
    return text.empty() ? textOf(global, key) : std::move(text);
}

std::string securityOf(const Node* entry, const Node* global) {
    const auto isTrue = [](const std::string& text) { return text == "true" || text == "yes" || text == "on"; };
    const auto fromStart = orElse(textOf(entry, "force_implicit_tls"), global, "smtp_force_implicit_tls");
    const auto server = orElse(textOf(entry, "smarthost"), global, "smtp_smarthost");
    if (isTrue(fromStart) || (fromStart.empty() && server.ends_with(":465"))) {
        return "tls";
    }
    const auto required = orElse(textOf(entry, "require_tls"), global, "smtp_require_tls");
    return required.empty() || isTrue(required) ? "starttls" : "none";
}

/// What stands in `global` for a field of a kind; empty: nothing can.
std::string_view globalKeyOf(std::string_view kind, std::string_view key) {
    struct Fallback {
        std::string_view kind;
        std::string_view key;
        std::string_view global;
    };
    constexpr std::array<Fallback, 7> kFallbacks{{{"email", "from", "smtp_from"},
                                                  {"email", "smarthost", "smtp_smarthost"},
                                                  {"email", "auth_username", "smtp_auth_username"},
                                                  {"email", "auth_password", "smtp_auth_password"},
                                                  {"slack", "api_url", "slack_api_url"},
                                                  {"telegram", "bot_token", "telegram_bot_token"},
                                                  {"mattermost", "webhook_url", "mattermost_webhook_url"}}};
    const auto* const found =
        std::ranges::find_if(kFallbacks, [&](const Fallback& one) { return one.kind == kind && one.key == key; });
    return found == kFallbacks.end() ? std::string_view() : found->global;
}

bool isInherited(const ChannelKind& kind, const ChannelField& field, const Node* global) {
    const std::string key(globalKeyOf(kind.kind, field.key));
    return !key.empty() && (has(global, key) || has(global, key + "_file"));
}

std::string wordsOf(const Node* entry, std::string_view key) {
    const auto* const list = entry == nullptr ? nullptr : entry->find(key);
    std::vector<std::string> words;
    for (std::size_t i = 0; list != nullptr && i < list->items.size(); ++i) {
        words.push_back(list->items[i]->text);
    }
    return joinWords(words);
}

std::string valueOf(const Node* entry, const ChannelField& field, const Node* global) {
    switch (field.type) {
    case FieldType::kSecurity:
        return securityOf(entry, global);
    case FieldType::kWords:
        return wordsOf(entry, field.key);
    case FieldType::kSecret:
        return {};
    default:
        return textOf(entry, field.key);
    }
}

Result<std::string> yamlOf(const std::string& value, const ChannelField& field) {
    if (field.type == FieldType::kNumber) {
        const auto digits = value.starts_with('-') ? value.substr(1) : value;
        if (digits.empty() || digits.find_first_not_of("0123456789") != std::string::npos) {
            return fail(ErrorCode::kInvalidArgument, fmt::format("{} takes a whole number", field.key));
        }
        return value;
    }
    if (field.type != FieldType::kWords) {
        return yaml::scalarText(value);
    }
    std::string list;
    JsonWriter json(list);
    json.beginArray();
    for (const auto words = HEARTH_TRY(splitWords(value)); const auto& word : words) {
        json.string(word);
    }
    json.endArray();
    return list;
}

/// Both keys are said where they matter, so that the file does not depend on the port.
void addSecurity(const std::string& security, const Node* entry, const Node* global, std::vector<KeyText>& keys) {
    if (entry != nullptr && securityOf(entry, global) == security) {
        return;
    }
    keys.push_back({"require_tls", security == "none" ? "false" : "true"});
    if (security == "tls" || has(entry, "force_implicit_tls")) {
        keys.push_back({"force_implicit_tls", security == "tls" ? "true" : "false"});
    }
}

void addSecret(const ChannelDraft& draft, const ChannelField& field, const Node* entry, const std::string& file,
               std::vector<KeyText>& keys) {
    const std::string key(field.key);
    if (draft.secrets.contains(key)) {
        const bool stands = has(entry, key);
        keys.push_back({key + "_file", yaml::scalarText(file)});
        if (stands) {
            keys.push_back({key, {}, true});
        }
    }
}

} // namespace

ChannelDraft draftOf(const Node* entry, const ChannelKind& kind, const Node* global) {
    ChannelDraft draft;
    draft.kind = kind.kind;
    for (const auto& field : kind.fields) {
        const std::string key(field.key);
        if (isInherited(kind, field, global)) {
            const bool isSecret = field.type == FieldType::kSecret;
            draft.inherited[key] = isSecret ? std::string() : textOf(global, globalKeyOf(kind.kind, key));
        }
        if (field.type == FieldType::kSecret) {
            if (has(entry, key) || has(entry, key + "_file")) {
                draft.knownSecrets.push_back(key);
            }
        } else if (auto value = valueOf(entry, field, global); !value.empty()) {
            draft.values[key] = std::move(value);
        }
    }
    return draft;
}

Result<std::vector<KeyText>> keysOf(const ChannelDraft& draft, const ChannelKind& kind, const Node* entry,
                                    const Node* global,
                                    const std::function<std::string(std::string_view key)>& secretFile) {
    std::vector<KeyText> keys;
    for (const auto& field : kind.fields) {
        const std::string key(field.key);
        const auto found = draft.values.find(key);
        const auto value = found == draft.values.end() ? std::string() : std::string(trim(found->second));
        const auto before = valueOf(entry, field, global);
        const bool isRequired = field.isRequired && !isInherited(kind, field, global);
        if (field.type == FieldType::kSecret) {
            const bool isKnown = has(entry, key) || has(entry, key + "_file");
            if (isRequired && !isKnown && !draft.secrets.contains(key)) {
                return fail(ErrorCode::kInvalidArgument, fmt::format("{} is missing", key));
            }
            addSecret(draft, field, entry, secretFile(key), keys);
        } else if (field.type == FieldType::kSecurity) {
            addSecurity(value.empty() ? std::string(field.otherwise) : value, entry, global, keys);
        } else if (value.empty() && isRequired) {
            return fail(ErrorCode::kInvalidArgument, fmt::format("{} is missing", key));
        } else if (value.empty() && has(entry, key)) {
            keys.push_back({key, {}, true});
        } else if (!value.empty() && value != before && (has(entry, key) || value != field.otherwise)) {
            keys.push_back({key, HEARTH_TRY(yamlOf(value, field))});
        }
    }
    return keys;
}

Result<std::vector<std::string>> splitWords(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    bool inWord = false;
    char quote = 0;
    for (const char c : text) {
        if (quote != 0) {
            if (c == quote) {
                quote = 0;
            } else {
                word += c;
            }
        } else if (c == '"' || c == '\'') {
            quote = c;
            inWord = true;
        } else if (c == ' ' || c == '\t') {
            if (std::exchange(inWord, false)) {
                words.push_back(std::exchange(word, {}));
            }
        } else {
            word += c;
            inWord = true;
        }
    }
    if (quote != 0) {
        return fail(ErrorCode::kInvalidArgument, "a quotation mark is not closed");
    }
    if (inWord) {
        words.push_back(std::move(word));
    }
    return words;
}

std::string joinWords(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words) {
        const bool isPlain = !word.empty() && word.find_first_of(" \t\"'") == std::string::npos;
        const char quote = word.contains('"') ? '\'' : '"';
        text += text.empty() ? "" : " ";
        text += isPlain ? word : quote + word + quote;
    }
    return text;
}

} // namespace hearth::engine
