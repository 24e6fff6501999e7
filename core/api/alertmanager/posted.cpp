// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/alertmanager/posted.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "api/alertmanager/answer.h"
#include "base/text.h"
#include "datasource/json_document.h"
#include "datasource/receiver_test_json.h"

namespace hearth::api::alertmanager {
namespace {

using datasource::Json;
using http::ServerResponse;

/// Remembers the first thing that is wrong with a body; afterwards all readers return empty values.
class BodyReader {
  public:
    /// `name` is the body's in the API's description.
    explicit BodyReader(std::string_view name)
        : m_name(name) {}

    bool ok() const { return !m_fault; }
    ServerResponse fault() const { return *m_fault; }

    /// The body cannot be read as what it should be.
    void unreadable(std::string_view reason) {
        note(checkAnswer(400, 400, fmt::format("parsing {} body from \"\" failed, because {}", m_name, reason)));
    }
    /// It can be read, but breaks a rule.
    void broken(int code, const std::string& message) { note(checkAnswer(422, code, message)); }

    /// Null where it is missing or null.
    const Json* member(const Json& object, const char* name) const {
        const auto found = object.find(name);
        return found == object.end() || found->is_null() ? nullptr : &*found;
    }
    void require(const Json& object, const char* name, const std::string& place) {
        if (member(object, name) == nullptr) {
            broken(kMissing, fmt::format("{}{} in body is required", place, name));
        }
    }
    std::string text(const Json& object, const char* name) {
        const auto* value = member(object, name);
        if (value == nullptr) {
            return {};
        }
        if (!value->is_string()) {
            unreadable(
                fmt::format("json: cannot unmarshal {} into Go struct field .{} of type string", kindOf(*value), name));
            return {};
        }
        return value->get<std::string>();
    }
    bool boolean(const Json& object, const char* name, bool otherwise) {
        const auto* value = member(object, name);
        if (value != nullptr && !value->is_boolean()) {
            unreadable(
                fmt::format("json: cannot unmarshal {} into Go struct field .{} of type bool", kindOf(*value), name));
            return otherwise;
        }
        return value == nullptr ? otherwise : value->get<bool>();
    }
    std::map<std::string, std::string> texts(const Json& object, const char* name) {
        std::map<std::string, std::string> texts;
        const auto* value = member(object, name);
        if (value == nullptr) {
            return texts;
        }
        if (!value->is_object()) {
            unreadable(
                fmt::format("json: cannot unmarshal {} into Go struct field .{} of type map", kindOf(*value), name));
            return texts;
        }
        for (const auto& [key, item] : value->items()) {
            if (!item.is_string()) {
                unreadable(fmt::format("json: cannot unmarshal {} into Go struct field .{} of type string",
                                       kindOf(item), name));
                return {};
            }
            texts[key] = item.get<std::string>();
        }
        return texts;
    }
    std::optional<model::TimestampMs> time(const Json& object, const char* name);

    static const char* kindOf(const Json& value) {
        switch (value.type()) {
        case Json::value_t::object:
            return "object";
        case Json::value_t::array:
            return "array";
        case Json::value_t::string:
            return "string";
        case Json::value_t::boolean:
            return "bool";
        default:
            return "number";
        }
    }

  private:
    void note(ServerResponse answer) {
        if (ok()) {
            m_fault = std::move(answer);
        }
    }

    const std::string_view m_name;
    std::optional<ServerResponse> m_fault;
};

/// As strfmt reads it: RFC 3339, also with a blank, without a zone (then UTC), or a date alone.
std::optional<model::TimestampMs> parseDateTime(std::string text) {
    constexpr std::size_t kDateSize = 10;
    if (text.size() < kDateSize || text[4] != '-') {
        return std::nullopt;
    }
    if (text.size() == kDateSize) {
        text += "T00:00:00";
    } else if (text[kDateSize] == ' ') {
        text[kDateSize] = 'T';
    }
    auto time = model::parseTimestamp(text);
    if (!time) {
        time = model::parseTimestamp(text + "Z");
    }
    return time ? std::optional(*time) : std::nullopt;
}

/// Go's zero time counts as missing.
std::optional<model::TimestampMs> BodyReader::time(const Json& object, const char* name) {
    const auto written = text(object, name);
    if (written.empty() || written.starts_with("0001-01-01T")) {
        return std::nullopt;
    }
    const auto time = parseDateTime(written);
    if (!time) {
        unreadable(fmt::format("parsing time {0} as \"2006-01-02\": cannot parse {0} as \"2006\"", quoteGo(written)));
    }
    return time;
}

/// Go: url.ParseRequestURI, as far as people get it wrong.
bool isUri(std::string_view text) {
    const auto isHex = [](char c) { return std::string_view("0123456789abcdefABCDEF").contains(c); };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x20 || byte == 0x7f) {
            return false;
        }
        if (text[i] == '%' && (i + 2 >= text.size() || !isHex(text[i + 1]) || !isHex(text[i + 2]))) {
            return text.find('?') < i; // what follows the question mark is not looked at
        }
    }
    const auto colon = text.find(':');
    return text.starts_with('/') || (colon != 0 && colon != std::string_view::npos && colon < text.find('/'));
}

/// Media type, and that there is a body at all.
std::optional<ServerResponse> bodyFault(const http::ServerRequest& request, std::string_view name) {
    if (request.body.empty()) {
        return checkAnswer(422, kMissing, fmt::format("{} in body is required", name));
    }
    const auto stated = request.header("Content-Type");
    const auto type = toLowerAscii(trim(stated.substr(0, stated.find(';'))));
    if (type != "application/json") {
        return checkAnswer(415, 415,
                           fmt::format("unsupported media type {}, only [application/json] are allowed",
                                       quoteGo(type.empty() ? std::string("application/octet-stream") : type)));
    }
    return std::nullopt;
}

datasource::PostedAlert readAlert(BodyReader& reader, const Json& json, std::size_t index) {
    datasource::PostedAlert alert;
    if (!json.is_object()) {
        reader.unreadable(fmt::format("json: cannot unmarshal {} into Go value of type models.PostableAlert",
                                      BodyReader::kindOf(json)));
        return alert;
    }
    alert.annotations = reader.texts(json, "annotations");
    alert.endsAt = reader.time(json, "endsAt");
    alert.startsAt = reader.time(json, "startsAt");
    alert.generatorUrl = reader.text(json, "generatorURL");
    std::vector<model::Labels::Pair> labels;
    for (auto& [name, value] : reader.texts(json, "labels")) {
        labels.emplace_back(name, value);
    }
    if (!alert.generatorUrl.empty() && !isUri(alert.generatorUrl)) {
        reader.broken(kBadFormat, fmt::format("{}.generatorURL in body must be of type uri: {}", index,
                                              quoteGo(alert.generatorUrl)));
    }
    reader.require(json, "labels", fmt::format("{}.", index));
    alert.labels = model::Labels::fromPairs(std::move(labels));
    return alert;
}

model::MatchType matchType(bool isRegex, bool isEqual) {
    using enum model::MatchType;
    return isRegex ? (isEqual ? kRegex : kNotRegex) : (isEqual ? kEqual : kNotEqual);
}

/// A matcher that does not compile is the silence's fault, not the body's: 400 with a text.
Posted<model::Matchers> readMatchers(BodyReader& reader, const Json& list) {
    model::Matchers matchers;
    for (const auto& item : list) {
        const auto place = fmt::format("matchers.{}.", matchers.size());
        if (!item.is_object()) {
            reader.unreadable(fmt::format("json: cannot unmarshal {} into Go struct field .matchers of type "
                                          "models.Matcher",
                                          BodyReader::kindOf(item)));
            break;
        }
        for (const auto* name : {"isRegex", "name", "value"}) {
            reader.require(item, name, place);
        }
        const auto type = matchType(reader.boolean(item, "isRegex", false), reader.boolean(item, "isEqual", true));
        auto matcher = model::Matcher::create(type, reader.text(item, "name"), reader.text(item, "value"),
                                              model::Dot::kAllButNewline);
        if (!matcher) {
            return std::unexpected(textAnswer(400, fmt::format("invalid silence: invalid label matcher {} in set 0: {}",
                                                               matchers.size(), matcher.error().message())));
        }
        matchers.push_back(*std::move(matcher));
    }
    return matchers;
}

} // namespace

Posted<std::vector<datasource::PostedAlert>> readPostedAlerts(const http::ServerRequest& request) {
    if (auto fault = bodyFault(request, "alerts")) {
        return std::unexpected(*std::move(fault));
    }
    BodyReader reader("alerts");
    const auto document = datasource::parseJson(request.body);
    std::vector<datasource::PostedAlert> alerts;
    if (!document) {
        reader.unreadable(document.error().message());
    } else if (document->is_array()) {
        alerts.reserve(document->size());
        for (const auto& item : *document) {
            alerts.push_back(readAlert(reader, item, alerts.size()));
        }
    } else if (!document->is_null()) {
        reader.unreadable(fmt::format("json: cannot unmarshal {} into Go value of type models.PostableAlerts",
                                      BodyReader::kindOf(*document)));
    }
    if (!reader.ok()) {
        return std::unexpected(reader.fault());
    }
    return alerts;
}

Posted<datasource::ReceiverTestQuery> readPostedReceiverTest(const http::ServerRequest& request) {
    constexpr std::size_t kMaxBytes = 16'384;
    if (auto fault = bodyFault(request, "receiver")) {
        return std::unexpected(*std::move(fault));
    }
    if (request.body.size() > kMaxBytes) {
        return std::unexpected(checkAnswer(413, 413, "the body is longer than the name of a receiver can be"));
    }
    auto query = datasource::readReceiverTestQuery(request.body);
    if (!query) {
        return std::unexpected(checkAnswer(422, kMissing, query.error().message()));
    }
    return *std::move(query);
}

Posted<datasource::Silence> readPostedSilence(const http::ServerRequest& request) {
    if (auto fault = bodyFault(request, "silence")) {
        return std::unexpected(*std::move(fault));
    }
    BodyReader reader("silence");
    const auto document = datasource::parseJson(request.body);
    if (!document || !document->is_object()) {
        reader.unreadable(document ? fmt::format("json: cannot unmarshal {} into Go value of type "
                                                 "models.PostableSilence",
                                                 BodyReader::kindOf(*document))
                                   : document.error().message());
        return std::unexpected(reader.fault());
    }
    const Json& json = *document;
    datasource::Silence silence;
    silence.id = reader.text(json, "id");
    silence.annotations = reader.texts(json, "annotations");
    silence.comment = reader.text(json, "comment");
    silence.createdBy = reader.text(json, "createdBy");
    silence.endsAt = reader.time(json, "endsAt").value_or(0);
    silence.startsAt = reader.time(json, "startsAt").value_or(0);
    for (const auto* name : {"comment", "createdBy", "endsAt", "matchers", "startsAt"}) {
        reader.require(json, name, {});
    }
    const auto* list = reader.member(json, "matchers");
    if (list != nullptr && !list->is_array()) {
        reader.unreadable("json: cannot unmarshal " + std::string(BodyReader::kindOf(*list)) +
                          " into Go struct field .matchers of type models.Matchers");
    } else if (list != nullptr && list->empty()) {
        reader.broken(kTooFewItems, "matchers in body should have at least 1 items");
    } else if (list != nullptr && reader.ok()) {
        auto matchers = readMatchers(reader, *list);
        if (!matchers) {
            return std::unexpected(std::move(matchers).error());
        }
        silence.matchers = *std::move(matchers);
    }
    if (!reader.ok()) {
        return std::unexpected(reader.fault());
    }
    return silence;
}

} // namespace hearth::api::alertmanager
