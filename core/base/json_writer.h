// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hearth {

/// Writes JSON text straight into a string, adding the commas. The caller keeps the structure balanced.
/// Strings are escaped as Go's encoding/json does with HTML escaping off; invalid UTF-8 becomes U+FFFD.
/// Threads: thread-compatible.
class JsonWriter {
  public:
    /// Appends to `out`, which must outlive the writer.
    explicit JsonWriter(std::string& out);

    JsonWriter& beginObject();
    JsonWriter& endObject();
    JsonWriter& beginArray();
    JsonWriter& endArray();
    JsonWriter& key(std::string_view name);
    JsonWriter& string(std::string_view value);
    JsonWriter& number(std::int64_t value);
    JsonWriter& number(std::uint64_t value);
    JsonWriter& number(int value) { return number(static_cast<std::int64_t>(value)); }
    /// Shortest form; NaN and infinities, which JSON cannot say, become null.
    JsonWriter& number(double value);
    JsonWriter& boolean(bool value);
    JsonWriter& null();
    /// Text that is JSON already.
    JsonWriter& raw(std::string_view json);

    /// key() and string() in one.
    JsonWriter& field(std::string_view name, std::string_view value);

  private:
    void separate();

    std::string& m_out;
    std::vector<bool> m_hasItems;
    bool m_afterKey = false;
};

/// Appends `text` with quotes and escapes.
void appendJsonString(std::string& out, std::string_view text);

} // namespace hearth
