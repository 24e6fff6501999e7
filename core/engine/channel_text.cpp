// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/channel_text.h"

#include <algorithm>
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

std::string securityOf(const Node* entry) {
    const auto isTrue = [](const std::string& text) { return text == "true" || text == "yes" || text == "on"; };
    if (isTrue(textOf(entry, "force_implicit_tls"))) {
        return "tls";
    }
    if (!has(entry, "force_implicit_tls") && textOf(entry, "smarthost").ends_with(":465")) {
        return "tls";
    }
    return has(entry, "require_tls") && !isTrue(textOf(entry, "require_tls")) ? "none" : "starttls";
}

std::string wordsOf(const Node* entry, std::string_view key) {
    const auto* const list = entry == nullptr ? nullptr : entry->find(key);
    std::vector<std::string> words;
    for (std::size_t i = 0; list != nullptr && i < list->items.size(); ++i) {
        words.push_back(list->items[i]->text);
    }
    return joinWords(words);
}

std::string valueOf(const Node* entry, const ChannelField& field) {
    switch (field.type) {
    case FieldType::kSecurity:
        return securityOf(entry);
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
void addSecurity(const std::string& security, const Node* entry, std::vector<KeyText>& keys) {
    if (entry != nullptr && securityOf(entry) == security) {
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

ChannelDraft draftOf(const Node& entry, const ChannelKind& kind) {
    ChannelDraft draft;
    draft.kind = kind.kind;
    for (const auto& field : kind.fields) {
        const std::string key(field.key);
        if (field.type == FieldType::kSecret) {
            if (has(&entry, key) || has(&entry, key + "_file")) {
                draft.knownSecrets.push_back(key);
            }
        } else if (auto value = valueOf(&entry, field); !value.empty()) {
            draft.values[key] = std::move(value);
        }
    }
    return draft;
}

Result<std::vector<KeyText>> keysOf(const ChannelDraft& draft, const ChannelKind& kind, const Node* entry,
                                    const std::function<std::string(std::string_view key)>& secretFile) {
    std::vector<KeyText> keys;
    for (const auto& field : kind.fields) {
        const std::string key(field.key);
        const auto found = draft.values.find(key);
        const auto value = found == draft.values.end() ? std::string() : std::string(trim(found->second));
        const auto before = valueOf(entry, field);
        if (field.type == FieldType::kSecret) {
            const bool isKnown = has(entry, key) || has(entry, key + "_file");
            if (field.isRequired && !isKnown && !draft.secrets.contains(key)) {
                return fail(ErrorCode::kInvalidArgument, fmt::format("{} is missing", key));
            }
            addSecret(draft, field, entry, secretFile(key), keys);
        } else if (field.type == FieldType::kSecurity) {
            addSecurity(value.empty() ? std::string(field.otherwise) : value, entry, keys);
        } else if (value.empty() && field.isRequired) {
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
