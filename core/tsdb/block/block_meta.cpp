// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/block/block_meta.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.h"

namespace hearth::tsdb {
namespace {

using Json = nlohmann::json;

std::unexpected<Error> damaged(std::string what) {
    return fail(ErrorCode::kCorruption, "meta.json: " + std::move(what));
}

/// Reads fields of one object; remembers the first that is wrong. A field that is missing or null leaves its value.
class FieldReader {
  public:
    FieldReader(const Json& object, std::string where)
        : m_object(object)
        , m_where(std::move(where)) {
        if (!object.is_object()) {
            m_error = m_where + " is no object";
        }
    }

    template <class T>
    void number(const char* name, T& value) {
        const auto* const field = find(name);
        if (field == nullptr) {
            return;
        }
        const bool fits = std::is_signed_v<T> ? field->is_number_integer() : field->is_number_unsigned();
        if (!fits) {
            wrong(name, "is no whole number in range");
            return;
        }
        if (field->is_number_unsigned()) {
            const auto wide = field->get<std::uint64_t>();
            value = static_cast<T>(wide);
            fit(name, std::in_range<T>(wide));
        } else {
            const auto wide = field->get<std::int64_t>();
            value = static_cast<T>(wide);
            fit(name, std::in_range<T>(wide));
        }
    }
    void boolean(const char* name, bool& value) {
        if (const auto* const field = find(name)) {
            if (field->is_boolean()) {
                value = field->get<bool>();
            } else {
                wrong(name, "is no boolean");
            }
        }
    }
    void ulid(const char* name, Ulid& value) {
        if (const auto* const field = find(name)) {
            value = ulidOf(*field, name);
        }
    }
    void ulids(const char* name, std::vector<Ulid>& values) {
        each(name, [&](const Json& item) { values.push_back(ulidOf(item, name)); });
    }
    void strings(const char* name, std::vector<std::string>& values) {
        each(name, [&](const Json& item) {
            if (item.is_string()) {
                values.push_back(item.get<std::string>());
            } else {
                wrong(name, "is no list of strings");
            }
        });
    }
    template <class Visit>
    void each(const char* name, Visit visit) {
        if (const auto* const field = find(name)) {
            if (field->is_array()) {
                std::ranges::for_each(*field, visit);
            } else {
                wrong(name, "is no list");
            }
        }
    }
    /// Null where there is none.
    const Json* find(const char* name) {
        const auto at = m_object.is_object() ? m_object.find(name) : m_object.end();
        return at == m_object.end() || at->is_null() ? nullptr : &*at;
    }
    void require(const char* name) {
        if (find(name) == nullptr) {
            wrong(name, "is missing");
        }
    }
    void adopt(const FieldReader& inner) {
        if (m_error.empty()) {
            m_error = inner.m_error;
        }
    }
    const std::string& error() const { return m_error; }

  private:
    Ulid ulidOf(const Json& field, const char* name) {
        const auto ulid = field.is_string() ? Ulid::parse(field.get_ref<const std::string&>()) : std::nullopt;
        if (!ulid) {
            wrong(name, "is no ULID");
        }
        return ulid.value_or(Ulid());
    }
    void fit(const char* name, bool fits) {
        if (!fits) {
            wrong(name, "is no whole number in range");
        }
    }
    void wrong(const char* name, const char* what) {
        if (m_error.empty()) {
            m_error = fmt::format("{}{}{} {}", m_where, m_where.empty() ? "" : ".", name, what);
        }
    }

    const Json& m_object;
    const std::string m_where;
    std::string m_error;
};

void readStats(FieldReader& meta, BlockStats& stats) {
    const auto* const object = meta.find("stats");
    if (object == nullptr) {
        return;
    }
    FieldReader reader(*object, "stats");
    reader.number("numSamples", stats.samples);
    reader.number("numFloatSamples", stats.floatSamples);
    reader.number("numHistogramSamples", stats.histogramSamples);
    reader.number("numSeries", stats.series);
    reader.number("numChunks", stats.chunks);
    reader.number("numTombstones", stats.tombstones);
    meta.adopt(reader);
}

void readCompaction(FieldReader& fields, BlockMeta& meta) {
    const auto* const object = fields.find("compaction");
    if (object == nullptr) {
        return;
    }
    FieldReader reader(*object, "compaction");
    reader.number("level", meta.level);
    reader.ulids("sources", meta.sources);
    reader.boolean("deletable", meta.deletable);
    reader.boolean("failed", meta.failed);
    reader.strings("hints", meta.hints);
    reader.each("parents", [&](const Json& item) {
        FieldReader parent(item, "compaction.parents");
        auto& entry = meta.parents.emplace_back();
        parent.ulid("ulid", entry.ulid);
        parent.number("minTime", entry.minTime);
        parent.number("maxTime", entry.maxTime);
        reader.adopt(parent);
    });
    fields.adopt(reader);
}

Result<BlockMeta> readMeta(const Json& json) {
    BlockMeta meta;
    FieldReader reader(json, "");
    for (const auto* const name : {"ulid", "minTime", "maxTime", "version"}) {
        reader.require(name);
    }
    reader.ulid("ulid", meta.ulid);
    reader.number("minTime", meta.minTime);
    reader.number("maxTime", meta.maxTime);
    reader.number("version", meta.version);
    readStats(reader, meta.stats);
    readCompaction(reader, meta);
    if (!reader.error().empty()) {
        return damaged(reader.error());
    }
    if (meta.version != kMetaVersion && meta.version != kMetaVersionMisnumbered) {
        return fail(ErrorCode::kUnsupported, fmt::format("meta.json: version {} is not known", meta.version));
    }
    if (meta.minTime > meta.maxTime) {
        return damaged(fmt::format("minTime {} is behind maxTime {}", meta.minTime, meta.maxTime));
    }
    return meta;
}

} // namespace

bool BlockMeta::hasHint(std::string_view hint) const {
    return std::ranges::find(hints, hint) != hints.end();
}

Result<BlockMeta> parseBlockMeta(std::string_view json) {
    try {
        return readMeta(Json::parse(json));
    } catch (const Json::parse_error& error) {
        const auto at = positionOf(json, error.byte == 0 ? 0 : std::min(error.byte - 1, json.size()));
        return damaged(fmt::format("line {}, column {}: no JSON", at.line, at.column));
    } catch (const Json::exception& error) { // cannot be, but must not leave
        return damaged(error.what());
    }
}

} // namespace hearth::tsdb
