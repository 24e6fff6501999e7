// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasource/json_document.h"

#include <fmt/format.h>

namespace hearth::datasource {
namespace {

/// A document of that many brackets at once would be read with as deep a recursion later on.
bool isTooDeep(std::string_view text) {
    std::size_t depth = 0;
    bool inString = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inString) {
            i += c == '\\' ? 1 : 0;
            inString = c != '"';
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            if (++depth > kMaxJsonDepth) {
                return true;
            }
        } else if ((c == '}' || c == ']') && depth > 0) {
            --depth;
        }
    }
    return false;
}

bool isText(const Json& value) {
    return value.is_string();
}
bool isNumber(const Json& value) {
    return value.is_number();
}
bool isBoolean(const Json& value) {
    return value.is_boolean();
}
bool isObject(const Json& value) {
    return value.is_object();
}
bool isArray(const Json& value) {
    return value.is_array();
}

} // namespace

Result<Json> parseJson(std::string_view text) {
    if (isTooDeep(text)) {
        return fail(ErrorCode::kLimit, fmt::format("the answer is nested deeper than {} levels", kMaxJsonDepth));
    }
    auto document = Json::parse(text, nullptr, false);
    if (document.is_discarded()) {
        return fail(ErrorCode::kCorruption, "the answer is not JSON");
    }
    return document;
}

Result<void> JsonReader::result() const {
    if (!ok()) {
        return fail(ErrorCode::kCorruption, "malformed answer: " + m_problem);
    }
    return {};
}

void JsonReader::report(std::string_view what, std::string_view type) {
    if (ok()) {
        m_problem = fmt::format("{} is not {}", what, type);
    }
}

const Json* JsonReader::find(const Json& object, const char* name, bool (*isType)(const Json&), std::string_view type) {
    if (!object.is_object()) {
        report("the parent of " + std::string(name), "an object");
        return nullptr;
    }
    const auto found = object.find(name);
    if (found == object.end() || found->is_null()) {
        return nullptr;
    }
    if (!isType(*found)) {
        report(name, type);
        return nullptr;
    }
    return &*found;
}

std::string JsonReader::text(const Json& object, const char* name) {
    const auto* value = find(object, name, isText, "a string");
    return value == nullptr ? std::string() : value->get<std::string>();
}

double JsonReader::number(const Json& object, const char* name) {
    const auto* value = find(object, name, isNumber, "a number");
    return value == nullptr ? 0 : value->get<double>();
}

std::int64_t JsonReader::integer(const Json& object, const char* name) {
    const auto* value = find(object, name, isNumber, "a number");
    if (value == nullptr) {
        return 0;
    }
    if (!value->is_number_integer()) {
        report(name, "a whole number");
        return 0;
    }
    return value->get<std::int64_t>();
}

bool JsonReader::boolean(const Json& object, const char* name) {
    const auto* value = find(object, name, isBoolean, "true or false");
    return value != nullptr && value->get<bool>();
}

const Json& JsonReader::object(const Json& object, const char* name) {
    static const Json kEmpty = Json::object();
    const auto* value = find(object, name, isObject, "an object");
    return value == nullptr ? kEmpty : *value;
}

const Json& JsonReader::array(const Json& object, const char* name) {
    static const Json kEmpty = Json::array();
    const auto* value = find(object, name, isArray, "an array");
    return value == nullptr ? kEmpty : *value;
}

model::Labels JsonReader::labels(const Json& object) {
    if (!object.is_object()) {
        report("a label set", "an object");
        return {};
    }
    std::vector<model::Labels::Pair> pairs;
    for (const auto& [name, value] : object.items()) {
        pairs.emplace_back(name, asText(value, name));
    }
    return model::Labels::fromPairs(std::move(pairs));
}

std::map<std::string, std::string> JsonReader::textMap(const Json& object) {
    if (!object.is_object()) {
        report("a map of texts", "an object");
        return {};
    }
    std::map<std::string, std::string> texts;
    for (const auto& [name, value] : object.items()) {
        texts[name] = asText(value, name);
    }
    return texts;
}

std::vector<std::string> JsonReader::texts(const Json& array) {
    std::vector<std::string> texts;
    for (const auto& value : array) {
        texts.push_back(asText(value, "an element"));
    }
    return texts;
}

std::string JsonReader::asText(const Json& value, std::string_view what) {
    if (!value.is_string()) {
        report(what, "a string");
        return {};
    }
    return value.get<std::string>();
}

} // namespace hearth::datasource
