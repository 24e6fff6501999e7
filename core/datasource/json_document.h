// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "model/labels.h"

namespace hearth::datasource {

/// A parsed answer; objects keep the order of their members.
using Json = nlohmann::ordered_json;

/// Deepest nesting that is read.
inline constexpr std::size_t kMaxJsonDepth = 64;

/// kCorruption for what is not JSON, kLimit for what is nested too deeply. Duplicate names: the last counts.
/// Threads: thread-safe.
Result<Json> parseJson(std::string_view text);

/// Reads members of JSON objects by name and type. A missing member or null is empty; a member of another type is a
/// failure. Remembers the first failure, so that an answer is read straight through and checked once.
/// Threads: thread-compatible.
class JsonReader {
  public:
    bool ok() const { return m_problem.empty(); }
    /// Nothing wrong, or kCorruption with what was.
    Result<void> result() const;

    std::string text(const Json& object, const char* name);
    double number(const Json& object, const char* name);
    std::int64_t integer(const Json& object, const char* name);
    bool boolean(const Json& object, const char* name);
    /// An object or array; an empty value of that kind where it is missing.
    const Json& object(const Json& object, const char* name);
    const Json& array(const Json& object, const char* name);

    /// An object whose members are all texts.
    model::Labels labels(const Json& object);
    /// The same, empty texts included.
    std::map<std::string, std::string> textMap(const Json& object);
    /// An array of texts.
    std::vector<std::string> texts(const Json& array);
    /// A text itself.
    std::string asText(const Json& value, std::string_view what);

    /// Something is not as it should be: `what` is not `type`. The first report counts.
    void report(std::string_view what, std::string_view type);

  private:
    const Json* find(const Json& object, const char* name, bool (*isType)(const Json&), std::string_view type);

    std::string m_problem;
};

} // namespace hearth::datasource
